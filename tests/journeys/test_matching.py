"""A need finds its partner on the phone: a unit claims and staff agree; staff dispatch and a unit declines."""

from http import HTTPStatus

from partner_hub.needs.models import Need
from tests.journeys.conftest import DESK_WITHOUT, PHONE, Travel, ways
from tests.journeys.traveller import Traveller
from tests.support.gathering import an_offering
from tests.support.records import PUBLIC, RECORDED, a_need
from tests.support.world import World

PERSONAL = ("3座502", "13905061234", "钱阿婆", "13905069999")
# From the first page to the claim that waits for an answer: links, fields and buttons.
FEWEST_STEPS = 5


def settle(world: World) -> Need:
    an_offering(world, "上门陪诊", capacity_number=2, capacity_unit="人", capacity="2人")
    return a_need(world, reporter_name="钱阿婆", reporter_phone="13905069999")


@ways(PHONE, DESK_WITHOUT)
def test_a_unit_claims_and_staff_agree(travel: Travel, world: World) -> None:
    need = settle(world)
    unit, neighbour = travel("unit-claims", world, "unit_member"), travel("neighbour", world, "other_unit_admin")
    staff, grid_worker = travel("staff-agrees", world, "staff"), travel("grid-worker", world, "grid_worker")

    claim(unit, world)
    path = unit.path
    assert reads_nothing_personal(unit, world, need)
    may_not_open(neighbour, path)

    staff.open(world.url())
    staff.follow(RECORDED)
    staff.picture("reads")
    staff.press("Agree")
    assert staff.reads("Agreed by both sides")
    staff.picture("agreed")

    unit.open(world.url())
    unit.follow(RECORDED)
    unit.follow(RECORDED)
    assert all(word in unit.page.content() for word in PERSONAL)
    unit.picture("reads-whom-to-call")
    for other in (neighbour, grid_worker):
        assert reads_nothing_personal(other, world, need)

    unit.open(path)
    unit.unfold("Release")
    unit.page.locator("details[open] textarea").fill("护士调走了")
    unit.press("Release")
    assert unit.reads("Released")
    assert reads_nothing_personal(unit, world, need)


@ways(PHONE, DESK_WITHOUT)
def test_staff_dispatch_and_the_unit_declines(travel: Travel, world: World) -> None:
    need = settle(world)
    staff, unit = travel("staff-dispatches", world, "staff"), travel("unit-declines", world, "unit_admin")
    neighbour = travel("neighbour", world, "other_unit_admin")

    staff.open(world.url(f"needs/{need.id}"))
    staff.picture("need")
    staff.follow("Ask a unit")
    staff.page.get_by_label("上门陪诊").check()
    staff.fill("What is promised", "请每周三派一名护士陪诊")
    staff.picture("dispatch")
    staff.press("Ask the unit")
    staff.picture("waits")

    neighbour.open(world.url())
    assert PUBLIC in neighbour.text
    may_not_open(neighbour, staff.path)

    unit.open(world.url())
    unit.picture("desk")
    unit.follow(PUBLIC)
    assert reads_nothing_personal(unit, world, need)
    unit.open(staff.path)
    unit.unfold("Turn down")
    unit.page.locator("details[open] textarea").fill("护士不够")
    unit.picture("declines")
    unit.press("Turn down")
    assert unit.reads("Declined by the other side")

    staff.open(staff.path)
    assert "护士不够" in staff.text
    neighbour.open(world.url("matches/hall"))
    neighbour.picture("hall")
    neighbour.follow(PUBLIC)
    neighbour.follow("Take this need")


def claim(unit: Traveller, world: World) -> None:
    unit.open(world.url())
    unit.follow(PUBLIC)
    unit.picture("need")
    unit.follow("Take this need")
    unit.steps += 1
    unit.field("With which offering").select_option(index=0)
    unit.fill("What is promised", "每周三上午一名护士陪诊")
    unit.picture("form")
    unit.press("Claim it")
    assert unit.steps == FEWEST_STEPS
    unit.picture("waits")


def reads_nothing_personal(person: Traveller, world: World, need: Need) -> bool:
    for path in (f"needs/{need.id}", "matches/", "matches/hall", "needs/"):
        person.open(world.url(path))
        assert [word for word in PERSONAL if word in person.page.content()] == []
    return True


def may_not_open(person: Traveller, path: str) -> None:
    person.open(path)
    assert person.status == HTTPStatus.NOT_FOUND
    assert PUBLIC not in person.text
