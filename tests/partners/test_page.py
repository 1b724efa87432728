import pytest

from partner_hub.core.db import db
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.unit import UnitState
from tests.partners.conftest import Register
from tests.support.page import SignedIn
from tests.support.queries import statements
from tests.support.world import World


@pytest.fixture
def pharmacy(register: Register) -> Partnership:
    return register(
        "柳岸药店", contact="方晴", party_leader="段磊", phones=["0590-6543210"], remark="答复较慢", joined="2024-03",
        aliases=["大药房"], address="柳岸路8号", kind="个体工商户",
    )  # fmt: skip


def test_the_committee_reads_everything_and_the_history(
    signed_in: SignedIn, world: World, pharmacy: Partnership
) -> None:
    text = signed_in("staff").page(world.url(f"partners/{pharmacy.id}")).text
    for word in ("大药房", "方晴", "段磊", "0590-6543210", "答复较慢", "3/2024", "柳岸路8号", "Registered"):
        assert word in text


@pytest.mark.parametrize("who", ["other_unit_admin", "grid_worker", "district_observer"])
def test_others_read_names_but_no_telephone_numbers_notes_or_history(
    signed_in: SignedIn, world: World, pharmacy: Partnership, who: str
) -> None:
    page = signed_in(who).page(world.url(f"partners/{pharmacy.id}"))
    assert "方晴" in page.text
    assert "段磊" in page.text
    for word in ("6543210", "答复较慢", "History", "Users of the unit"):
        assert word not in page.text
    assert not {"Edit", "Edit profile", "Register an offering"} & page.links().keys()


def test_a_units_own_people_see_its_numbers(signed_in: SignedIn, world: World) -> None:
    db.session.get_one(Partnership, world.hospital).phones = ["0590-6543210"]
    assert "0590-6543210" in signed_in("unit_member").page(world.url(f"partners/{world.hospital}")).text


def test_users_are_shown_to_the_committee_and_the_units_administrator(signed_in: SignedIn, world: World) -> None:
    url = world.url(f"partners/{world.hospital}")
    for who in ("staff", "unit_admin"):
        page = signed_in(who).page(url)
        assert "陶然 Unit member" in page.text
        assert page.follow("陶然").heading == "陶然"
        assert page.follow("Invite a liaison").value("partnership_id") == "江州市第二医院"
    assert "Users of the unit" not in signed_in("unit_member").page(url).text


def test_units_of_others_that_were_never_approved_are_not_found(signed_in: SignedIn, world: World) -> None:
    db.session.get_one(Partnership, world.school).state = UnitState.DRAFT
    signed_in("unit_admin").page(world.url(f"partners/{world.school}"), 404)
    signed_in("other_unit_admin").page(world.url(f"partners/{world.school}"))
    signed_in("staff").page(world.url(f"partners/{world.school}"))


def test_another_communitys_unit_is_not_found(signed_in: SignedIn, world: World) -> None:
    signed_in("staff").page(world.url(f"partners/{world.stranger_unit}"), 404)
    signed_in("stranger_unit").page(world.url(f"partners/{world.hospital}"), 404)


def test_a_long_history_needs_no_more_statements(signed_in: SignedIn, world: World) -> None:
    client, url = signed_in("staff"), world.url(f"partners/{world.hospital}")

    def counted() -> int:
        with statements() as seen:
            client.page(url)
        return len(seen)

    def edit(times: int) -> None:
        for number in range(times):
            client.page(f"{url}/edit").submit("Save", {"contact": f"联络员{number}"})

    edit(1)
    few = counted()
    edit(9)
    assert counted() == few
