"""A resident of 77 with a phone: scans the poster, sends a need, notes the code, and looks up what became of it."""

from partner_hub.core import clock
from partner_hub.core.quarters import quarter_code, quarter_in_chinese
from partner_hub.needs.need_fields import title_from_content
from tests.journeys.conftest import DESK, PHONE, PHONE_WITHOUT, Travel, ways
from tests.journeys.traveller import Traveller, say
from tests.support.world import World

RECORDED = "3座502的阿婆一个人去不了医院，电话13905061234。"
NAME, PHONE_NUMBER = "邹晓燕", "13905069876"
PUBLIC = "独居老人要人陪诊"
PERSONAL = (NAME, PHONE_NUMBER, "502", "阿婆", "13905061234")
# Two fields, one box, one button: name and number are for those who want to be called.
FEWEST_STEPS = 3


@ways(PHONE, PHONE_WITHOUT, DESK)
def test_a_resident_sends_a_need_and_follows_it_to_the_list(travel: Travel, world: World) -> None:
    resident = travel("resident")
    staff = travel("resident-staff", world, "staff")

    code = send(resident, world)
    look_up(resident, world, code, "Heard")
    resident.picture("heard")

    word_it(staff, world)
    publish(staff, world)

    look_up(resident, world, code.lower().replace(" ", ""), "On the list")
    assert PUBLIC in resident.text
    resident.picture("on-the-list")
    resident.open(f"/p/{world.community}/")
    assert PUBLIC in resident.text
    resident.picture("community")
    resident.open(f"/p/{world.community}/needs")
    assert PUBLIC in resident.text
    for path in ("", "needs", "needs/new", "needs/sent", "look-up", "look-up/state", "offerings"):
        resident.open(f"/p/{world.community}/{path}")
        assert not [word for word in PERSONAL if word in resident.page.content()]


def send(resident: Traveller, world: World) -> str:
    """The form keeps everything when the box was forgotten; the code is there once, large, and not in the address."""
    resident.open(f"/p/{world.community}/needs/new?grid={world.grid}")
    resident.picture("form")
    resident.fill("What do you need, or what should be better?", RECORDED)
    resident.press("Send")
    assert resident.field("What do you need, or what should be better?").input_value() == RECORDED
    resident.picture("box-forgotten")
    resident.tick("I agree that the community keeps this and deals with it in this way.")
    assert resident.steps == FEWEST_STEPS
    resident.fill("Your name", NAME)
    resident.fill("Your telephone number", PHONE_NUMBER)
    resident.press("Send")
    code = resident.main.locator(".code-large").inner_text().strip()
    resident.picture("code")
    assert code.replace(" ", "") not in resident.page.url.replace("%20", "")
    assert not [word for word in PERSONAL if word in resident.page.content()]
    with resident.page.expect_navigation():
        resident.page.locator("header").get_by_role("button", name=say("Large text"), exact=True).click()
    resident.look()
    assert resident.main.locator(".code-large").inner_text().strip() == code
    resident.picture("code-large")
    resident.press("I have noted the code")
    assert code not in resident.page.content()
    return code


def look_up(resident: Traveller, world: World, code: str, state: str) -> None:
    resident.open(f"/p/{world.community}/")
    resident.follow("Look up by code")
    resident.fill("Your code", "222 222 222 223")
    resident.press("Look up")
    assert resident.reads("There is no need with this code here. Please compare it with your note.")
    resident.fill("Your code", code)
    resident.press("Look up")
    assert say(state) in resident.main.locator(".stage-now").inner_text()
    assert not [word for word in PERSONAL if word in resident.page.content()]


def word_it(staff: Traveller, world: World) -> None:
    """Staff find it among the needs to review, with who sent it; they write what everybody may read."""
    staff.open(world.url())
    staff.follow(title_from_content(RECORDED))
    assert NAME in staff.text
    assert PHONE_NUMBER in staff.text
    staff.follow("Review it")
    staff.fill("Title for the public", PUBLIC)
    staff.fill("Text for the public", "一位独居老人去医院没有人陪。")
    # A flat was named, so member units alone were proposed; the wording names none.
    staff.choose("Who may read it", "Everybody")
    staff.press("Accept, and on to the next one")


def publish(staff: Traveller, world: World) -> None:
    quarter = clock.quarter_of(clock.local_today())
    staff.open(world.url(f"needs/lists/?quarter={quarter_code(quarter)}"))
    assert PUBLIC in staff.text
    staff.picture("list-before")
    staff.press("Publish the list of %(quarter)s", quarter=quarter_in_chinese(*quarter))
    assert PUBLIC in staff.text
    assert not [word for word in PERSONAL if word in staff.text]
    staff.picture("list")
    staff.open(world.url("poster"))
    staff.picture("poster")
