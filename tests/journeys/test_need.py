"""A need told in a stairwell: recorded on the phone, worded for everybody, and read by the units."""

from tests.journeys.conftest import DESK_WITHOUT, PHONE, Travel, ways
from tests.journeys.traveller import Traveller
from tests.support.world import World

RECORDED = "3座502的阿婆一个人去不了医院，电话13905061234，最好每周三上午。"
# One button, three fields, one button.
FEWEST_STEPS = 5
PUBLIC = "独居老人要人陪诊"


@ways(PHONE, DESK_WITHOUT)
def test_a_grid_workers_need_reaches_the_units_in_its_public_wording(travel: Travel, world: World) -> None:
    grid_worker = travel("grid-worker", world, "grid_worker")
    staff = travel("staff", world, "staff")
    unit = travel("unit", world, "unit_member")

    title = record(grid_worker, world)
    unit.open(world.url("needs/"))
    assert PUBLIC not in unit.text
    accept(staff, world, title)

    unit.open(world.url())
    unit.follow(PUBLIC)
    for personal in ("3座", "502", "阿婆", "13905061234"):
        assert personal not in unit.page.content()
    unit.picture("reads")

    grid_worker.open(world.url())
    assert grid_worker.reads("On the quarter's list")
    grid_worker.picture("first-page")


def record(grid_worker: Traveller, world: World) -> str:
    """The title comes from the beginning of the text."""
    grid_worker.open(world.url())
    grid_worker.follow("Record a need")
    grid_worker.fill("What is needed", RECORDED)
    grid_worker.choose("Category", "医疗健康")
    grid_worker.choose("Urgency", "紧急")
    grid_worker.picture("records")
    grid_worker.press("Record the need")
    assert grid_worker.steps == FEWEST_STEPS
    assert RECORDED in grid_worker.text
    return grid_worker.heading


def accept(staff: Traveller, world: World, title: str) -> None:
    """The proposed wording covers what is personal; the clerk writes a better one."""
    staff.open(world.url())
    staff.follow(title)
    staff.follow("Review it")
    assert "13905061234" not in staff.field("Text for the public").input_value()
    staff.fill("Title for the public", PUBLIC)
    staff.fill("Text for the public", "一位独居老人每周三上午去医院，要人陪。")
    staff.picture("words")
    staff.press("Accept, and on to the next one")
    staff.picture("accepted")
    assert staff.reads("No need waits for review any more.")
