import pytest

from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.events import history_of
from partner_hub.partners.known_units import KnownUnits
from partner_hub.partners.models import Partnership
from partner_hub.partners.queries import partner_options
from partner_hub.partners.service import register_unit
from tests.partners.conftest import Register
from tests.support.page import SignedIn
from tests.support.world import World

VALID = "11359901MB6292999W"


def found(world: World, name: str) -> Partnership:
    return db.session.get_one(Partnership, KnownUnits.of(world.community).named(name))


def test_staff_register_a_unit_with_everything_as_people_write_it(signed_in: SignedIn, world: World) -> None:
    db.session.get_one(Community, world.community).area_code = "0590"
    page = signed_in("staff").page(world.url("partners/new"))
    page = page.submit(
        "Save",
        {
            "name": "江州市　柳岸司法所",
            "aliases": "司法所\n\n柳岸所",
            "kind": "党政机关",
            "credit_code": "１１３５９９０１ mb6292999w",
            "contact": "陈若溪",
            "phones": "6543210\n135 0000 1111\n（0591）83112233转8",
            "joined": "2024年3月",
        },
    )
    assert page.heading == "江州市 柳岸司法所"
    unit = found(world, "柳岸所")
    assert unit.credit_code == VALID
    assert unit.phones == ["0590-6543210", "13500001111", "0591-83112233转8"]
    assert unit.joined == "2024-03"
    assert [alias.name for alias in unit.aliases] == ["司法所", "柳岸所"]
    assert (unit.id, unit.name) in partner_options(world.community)
    assert [event.tag for event in history_of(unit)] == ["partnership:register"]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("11359901MB6292999Q", "must be “W”, not “Q”"),
        ("11359901MB629299", "this one has 16"),
        ("11359901MB629O999W", "Character 14 is “O”"),
        ("113599A1MB6292999W", "must be digits; here they are “3599A1”"),
        ("01359901MB6292999W", "does not begin with 0"),
    ],
)
def test_a_wrong_code_is_refused_and_told_why(signed_in: SignedIn, world: World, code: str, sentence: str) -> None:
    page = signed_in("staff").page(world.url("partners/new"))
    page = page.submit("Save", {"name": "柳岸司法所", "credit_code": code}, status=422)
    assert sentence in page.text
    assert page.value("name") == "柳岸司法所"
    assert KnownUnits.of(world.community).named("柳岸司法所") is None


def test_staff_may_keep_a_wrong_code_as_written(signed_in: SignedIn, world: World) -> None:
    page = signed_in("staff").page(world.url("partners/new"))
    page = page.submit("Save", {"name": "柳岸司法所", "credit_code": "11359901MB6292999Q"}, status=422)
    page = page.submit("Save", {"Keep the code as written, although it is wrong": True})
    assert "11359901MB6292999Q ◔ does not pass the check" in page.text
    assert not found(world, "柳岸司法所").unit.credit_code_valid


@pytest.mark.parametrize("phone", ["12", "打给门卫", "13500001111 张三", "13500001111 13500002222 3"])
def test_what_is_no_telephone_number_is_refused(signed_in: SignedIn, world: World, phone: str) -> None:
    page = signed_in("staff").page(world.url("partners/new"))
    page = page.submit("Save", {"name": "柳岸司法所", "phones": phone}, status=422)
    assert f"This is not one complete telephone number: {phone}" in page.text


@pytest.mark.parametrize("since", ["去年", "2024年13月", "12.6"])
def test_a_date_that_cannot_be_read_is_asked_for_again(signed_in: SignedIn, world: World, since: str) -> None:
    page = signed_in("staff").page(world.url("partners/new"))
    page = page.submit("Save", {"name": "柳岸司法所", "joined": since}, status=422)
    assert "Please write a day or a month with its year" in page.text


@pytest.mark.parametrize("name", ["江州市第二医院", " 江州市第二 医院", "二院"])
def test_a_unit_stands_on_the_list_once_whatever_it_is_called(
    signed_in: SignedIn, world: World, register: Register, name: str
) -> None:
    register("别的单位", aliases=["二院"])
    page = signed_in("staff").page(world.url("partners/new")).submit("Save", {"name": name}, status=422)
    assert "is already on the list" in page.text


def test_the_same_valid_code_is_the_same_unit(register: Register) -> None:
    register("柳岸司法所", credit_code=VALID)
    with pytest.raises(DomainError, match="柳岸司法所") as refused:
        register("江州市司法局柳岸所", credit_code=VALID)
    assert refused.value.field == "name"


def test_a_unit_of_another_community_is_known_by_its_valid_code(world: World, register: Register) -> None:
    there = register("江州市柳岸司法所", credit_code=VALID, community=world.elsewhere)
    here = register("柳岸司法所", credit_code=VALID, aliases=["司法所"])
    assert here.unit is there.unit
    assert [alias.name for alias in here.aliases] == ["司法所", "柳岸司法所"]


def test_a_wrong_code_joins_nobody(world: World, register: Register) -> None:
    wrong = "11359901MB6292999Q"
    there = register("东塘司法所", credit_code=wrong, keep_credit_code=True, community=world.elsewhere)
    here = register("柳岸司法所", credit_code=wrong, source={"row": 3})
    assert here.unit is not there.unit
    assert here.source == {"row": 3}


@pytest.mark.parametrize(("who", "status"), [("unit_admin", 403), ("district_observer", 403), ("stranger_staff", 404)])
def test_only_staff_register_units(signed_in: SignedIn, world: World, who: str, status: int) -> None:
    signed_in(who).page(world.url("partners/new"), status)


def test_the_command_itself_refuses_a_unit_user(world: World) -> None:
    community = db.session.get_one(Community, world.community)
    with pytest.raises(DomainError, match="You may not do this"):
        register_unit(world.actor("unit_admin"), community, data={"name": "新单位"})


def test_an_operator_may_register_from_the_command_line(world: World) -> None:
    community = db.session.get_one(Community, world.community)
    unit = register_unit(Actor.of_operator(community.id), community, data={"name": "新单位"})
    assert history_of(unit)[0].actor_name == "系统"
