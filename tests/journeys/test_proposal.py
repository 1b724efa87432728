"""A unit proposes an item of the agenda on a phone; the committee puts it there, and the unit reads so."""

from tests.journeys.conftest import PHONE, PHONE_WITHOUT, Travel, ways
from tests.support.gathering import a_gathering
from tests.support.world import World

ITEM = "门诊楼前的车位"


@ways(PHONE, PHONE_WITHOUT)
def test_a_unit_proposes_an_item_and_reads_what_became_of_it(travel: Travel, world: World) -> None:
    meeting = a_gathering(world).id
    liaison = travel("liaison", world, "unit_member")
    staff = travel("staff", world, "staff")

    liaison.open(world.url())
    liaison.menu("Joint meetings")
    liaison.follow("Propose an item")
    liaison.fill("Item", ITEM)
    liaison.fill("What it is about, and what is wanted", "周末想请居民错峰停车，需要二十个车位。")
    liaison.picture("proposes")
    liaison.press("Submit")
    assert liaison.reads("The committee has your proposal and will answer.")
    liaison.picture("proposed")

    staff.open(world.url(f"meetings/{meeting}/agenda"))
    staff.picture("agenda")
    staff.follow(ITEM)
    staff.press("Put on the agenda")

    liaison.follow("Proposed items")
    assert liaison.reads("On the agenda")
    liaison.picture("proposals")
