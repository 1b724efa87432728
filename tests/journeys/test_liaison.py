"""A unit's liaison: from the link in the chat to the first offering on the list."""

from http import HTTPStatus

from tests.journeys.conftest import DESK_WITHOUT, PHONE, Travel, ways
from tests.journeys.traveller import Traveller
from tests.support.world import World

# From the opened link to the offering that waits for the committee: clicks and filled fields.
FEWEST_STEPS = 10
OFFERING = "上门理发"


@ways(PHONE, DESK_WITHOUT)
def test_a_liaison_comes_in_by_the_link_and_puts_an_offering_on_the_list(travel: Travel, world: World) -> None:
    staff = travel("staff", world, "staff")
    liaison = travel("liaison")
    neighbour = travel("neighbour", world, "other_unit_admin")

    accept(liaison, invite(staff, world))
    register(liaison)
    sees_nothing(neighbour, world, liaison.path)
    liaison.press("Submit to the committee")
    assert liaison.steps == FEWEST_STEPS
    sees_nothing(neighbour, world, liaison.path)

    put_on_list(staff, world)

    liaison.menu("Offerings")
    assert OFFERING in liaison.text
    liaison.picture("list")
    neighbour.open(world.url("offerings/"))
    assert OFFERING in neighbour.text


def invite(staff: Traveller, world: World) -> str:
    staff.open(world.url())
    staff.menu("Units")
    staff.follow("江州市第二医院")
    staff.follow("Invite a liaison")
    staff.fill("Full name", "顾小北")
    staff.fill("Phone number", "139 0591 0001")
    staff.choose("Role", "Unit member")
    staff.picture("invites")
    staff.press("Invite")
    return staff.field("Link").input_value()


def accept(liaison: Traveller, link: str) -> None:
    liaison.open(link)
    liaison.picture("invitation")
    liaison.fill("New password", "spring river 42")
    liaison.fill("New password, once more", "spring river 42")
    liaison.press("Accept and sign in")
    assert liaison.reads("Welcome, %(name)s.", name="顾小北")
    liaison.picture("first-page")


def register(liaison: Traveller) -> None:
    liaison.follow("Register an offering")
    liaison.fill("What is it called?", OFFERING)
    liaison.choose("Category", "便民服务")
    liaison.tick("老年人")
    liaison.fill("What exactly?", "两名理发师每月上门一次，为出不了门的老人理发。")
    liaison.picture("registers")
    liaison.press("Save as a draft")


def sees_nothing(neighbour: Traveller, world: World, path: str) -> None:
    neighbour.open(world.url("offerings/"))
    assert OFFERING not in neighbour.text
    neighbour.open(path)
    assert OFFERING not in neighbour.text
    assert neighbour.status == HTTPStatus.NOT_FOUND


def put_on_list(staff: Traveller, world: World) -> None:
    staff.open(world.url())
    staff.follow(OFFERING)
    staff.picture("reviews")
    staff.press("Put on the list")
    assert staff.reads("Listed")
