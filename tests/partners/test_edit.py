import pytest

from partner_hub.core.db import db
from partner_hub.core.events import history_of
from partner_hub.partners.models import Partnership
from tests.partners.conftest import Register
from tests.support.page import SignedIn
from tests.support.world import World

VALID = "11359901MB6292999W"
WRONG = "11359901MB6292999Q"


def hospital(world: World) -> Partnership:
    return db.session.get_one(Partnership, world.hospital)


def test_staff_change_a_unit_and_a_new_liaison_is_an_event_of_its_own(signed_in: SignedIn, world: World) -> None:
    hospital(world).contact = "陈若溪"
    page = signed_in("staff").page(world.url(f"partners/{world.hospital}/edit"))
    page = page.submit("Save", {"contact": "罗玥", "address": "柳岸路1号"})
    assert "柳岸路1号" in page.text
    assert "陈若溪 → 罗玥" in page.text
    update, liaison = history_of(hospital(world))
    assert update.details == {"fields": ["address", "contact"]}
    assert liaison.details == {"from": "陈若溪", "to": "罗玥"}


def test_saving_without_a_change_keeps_everything(signed_in: SignedIn, world: World, register: Register) -> None:
    unit = register(
        "柳岸药店", aliases=["药店"], phones=["门卫代转"], joined="2024", credit_code=WRONG, source={"row": 9}
    )
    signed_in("staff").page(world.url(f"partners/{unit.id}/edit")).submit("Save")
    assert (unit.phones, unit.joined, unit.credit_code) == (["门卫代转"], "2024", WRONG)
    assert [alias.name for alias in unit.aliases] == ["药店"]
    assert history_of(unit)[-1].details == {"fields": []}


def test_the_second_of_two_editors_sees_both_texts_and_loses_nothing(signed_in: SignedIn, world: World) -> None:
    url = world.url(f"partners/{world.hospital}/edit")
    first, second = signed_in("staff").page(url), signed_in("secretary").page(url)
    first.submit("Save", {"remark": "甲写的"})
    page = second.submit("Save", {"remark": "乙写的"}, status=422)
    assert page.value("remark") == "乙写的"
    assert "Saved by somebody else meanwhile: 甲写的" in page.text
    page.submit("Save")
    assert hospital(world).remark == "乙写的"


def test_the_name_of_another_unit_is_refused(signed_in: SignedIn, world: World) -> None:
    page = signed_in("staff").page(world.url(f"partners/{world.hospital}/edit"))
    page = page.submit("Save", {"name": "江州市柳岸小学"}, status=422)
    assert "Name: “江州市柳岸小学” is already on the list." in page.text
    assert hospital(world).name == "江州市第二医院"


def test_what_one_community_writes_stays_in_it(world: World, signed_in: SignedIn, register: Register) -> None:
    there = register("江州市司法所", credit_code=VALID, community=world.elsewhere)
    here = register("江州市司法所", credit_code=VALID)
    signed_in("staff").page(world.url(f"partners/{here.id}/edit")).submit("Save", {"name": "江州市柳岸司法所"})
    assert here.name == "江州市柳岸司法所"
    assert there.name == "江州市司法所"


def test_a_units_administrator_keeps_its_profile(signed_in: SignedIn, world: World) -> None:
    hospital(world).remark = "答复较慢"
    client = signed_in("unit_admin")
    page = client.page(world.url(f"partners/{world.hospital}")).follow("Edit profile")
    assert {control.get("name") for control in page.document.controls()}.isdisjoint({"name", "remark", "aliases"})
    page = page.submit("Save", {"phones": "13500001111", "credit_code": VALID})
    assert "13500001111" in page.text
    assert hospital(world).remark == "答复较慢"
    assert hospital(world).credit_code == VALID


def test_a_profile_takes_no_wrong_code_but_forgives_one_that_was_there(signed_in: SignedIn, world: World) -> None:
    hospital(world).unit.credit_code = WRONG
    page = signed_in("unit_admin").page(world.url(f"partners/{world.hospital}/profile"))
    refused = page.submit("Save", {"credit_code": "91359901505857800X"}, status=422)
    assert "if the other 17 are right" in refused.text
    assert not refused.all("input", name="keep_credit_code")
    page.submit("Save", {"address": "柳岸路1号"})
    assert hospital(world).address == "柳岸路1号"


def test_fields_that_a_profile_does_not_show_cannot_be_sent_to_it(signed_in: SignedIn, world: World) -> None:
    client = signed_in("unit_admin")
    url = world.url(f"partners/{world.hospital}/profile")
    page = client.page(url)
    hidden = {element.get("name"): element.get("value") for element in page.all("input", type="hidden")}
    sent = {"csrf_token": hidden["csrf_token"], "version": hidden["version"]}
    client.post(url, data={**sent, "name": "更大的医院", "remark": "很好", "address": "柳岸路1号"})
    assert (hospital(world).name, hospital(world).remark) == ("江州市第二医院", "")
    assert hospital(world).address == "柳岸路1号"


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("unit_admin", "edit", 403),
        ("unit_member", "profile", 403),
        ("other_unit_admin", "profile", 403),
        ("staff", "profile", 403),
        ("grid_worker", "edit", 403),
        ("stranger_staff", "edit", 404),
        ("stranger_unit", "profile", 404),
    ],
)
def test_nobody_else_edits(signed_in: SignedIn, world: World, who: str, path: str, status: int) -> None:
    signed_in(who).page(world.url(f"partners/{world.hospital}/{path}"), status)


def test_a_unit_of_another_community_is_not_found(signed_in: SignedIn, world: World) -> None:
    signed_in("staff").page(world.url(f"partners/{world.stranger_unit}/edit"), 404)
