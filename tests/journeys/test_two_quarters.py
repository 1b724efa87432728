"""Two quarters: what one meeting promised ends, the quarter is closed, and the next meeting begins where it stood."""

from datetime import timedelta

from partner_hub.core import clock
from partner_hub.core.quarters import quarter_after, quarter_in_chinese
from tests.journeys.conftest import DESK, Travel, ways
from tests.journeys.traveller import Traveller, say
from tests.support.turning import (
    CODE,
    DECLINED,
    ESCORT,
    HOMEWORK,
    LIGHTS,
    MOVED,
    REPORTED,
    Turn,
    a_meeting_to_sign,
    confirm_a_small_matter,
)
from tests.support.world import World

DONE, WHY_NOT, WHY_FAILED = "值班表排到明年三月", "夜间医生不够", "线路要先由物业改造"
# What minutes call 手机课堂 and 血压测量.
COURSE_TITLE, RATIFIED_TITLE = "智能手机使用培训", "义诊服务"
LATER = clock.local_today() + timedelta(days=60)


@ways(DESK)
def test_what_a_quarter_leaves_is_where_the_next_begins(travel: Travel, world: World) -> None:
    turn = a_meeting_to_sign(world)
    clerk, secretary = travel("wheel-clerk", world, "staff"), travel("wheel-secretary", world, "secretary")
    hospital, school = travel("wheel-hospital", world, "unit_member"), travel("wheel-school", world, "other_unit_admin")
    resident = travel("wheel-resident")

    sign(secretary, world)
    work_on_tasks(hospital, secretary, world, turn)
    stand_by_it(school, secretary, world, turn)
    end_matches(hospital, clerk, world, turn)
    settle_need(clerk, resident, world, turn)
    ratified = confirm_a_small_matter(world, turn.quarter)
    close(secretary, world, turn)
    plan(clerk, world, turn)
    holds_everything(clerk, ratified)
    drafts(clerk)


def sign(secretary: Traveller, world: World) -> None:
    secretary.open(world.url())
    secretary.follow("Sign the minutes")
    secretary.picture("signs")
    secretary.press("Sign and issue")


def work_on_tasks(hospital: Traveller, secretary: Traveller, world: World, turn: Turn) -> None:
    hospital.open(world.url())
    hospital.follow(REPORTED)
    hospital.press("Take it up")
    hospital.fill("How far is it?", DONE)
    hospital.press("Report as done")
    hospital.open(world.url(f"actions/{turn.tasks[DECLINED]}"))
    hospital.unfold("Decline it")
    hospital.main.locator("#reason-decline").fill(WHY_NOT)
    hospital.press("Decline it")
    secretary.open(world.url(f"actions/{turn.tasks[REPORTED]}"))
    secretary.press("Close out")


def stand_by_it(school: Traveller, secretary: Traveller, world: World, turn: Turn) -> None:
    """It was not in the room: it confirms the task, and asks for more time."""
    school.open(world.url())
    assert school.reads("To be confirmed by your unit")
    school.open(school.main.get_by_role("link", name=MOVED, exact=True).first.get_attribute("href") or "")
    school.press("Yes, we confirm")
    page = world.url(f"actions/{turn.tasks[MOVED]}")
    school.open(page)
    school.unfold("Ask for a later date")
    school.fill("New deadline", LATER.isoformat())
    school.main.locator("#reason").fill("操场翻修")
    school.press("Ask the secretary")
    secretary.open(page)
    secretary.press("Grant the later date")


def end_matches(hospital: Traveller, clerk: Traveller, world: World, turn: Turn) -> None:
    report_end(hospital, world, turn.matches[ESCORT], "Delivered", "What was done", "陪诊十二次")
    report_end(hospital, world, turn.matches[LIGHTS], "Not delivered", "Why not all that was promised", WHY_FAILED)
    for name in (ESCORT, LIGHTS):
        clerk.open(world.url(f"matches/{turn.matches[name]}/end/answer"))
        clerk.press("Accept the end")


def report_end(unit: Traveller, world: World, match: int, end: str, field: str, words: str) -> None:
    unit.open(world.url(f"matches/{match}"))
    unit.follow("Report how it ended")
    unit.tick(end)
    unit.fill(field, words)
    unit.press("Send the report")


def settle_need(clerk: Traveller, resident: Traveller, world: World, turn: Turn) -> None:
    clerk.open(world.url(f"needs/{turn.needs[ESCORT]}/end"))
    clerk.press("Note the end")
    resident.open(f"/p/{world.community}/look-up")
    resident.fill("Your code", CODE)
    resident.press("Look up")
    resident.tick("Yes, it is settled")
    resident.press("Send the answer")


def close(secretary: Traveller, world: World, turn: Turn) -> None:
    secretary.open(world.url("quarters/"))
    secretary.follow("Close the quarter …")
    assert secretary.reads("%(next)s opens with its call.", next=quarter_in_chinese(*quarter_after(turn.quarter)))
    assert "未销号的督办任务2项" in secretary.text
    secretary.picture("closes")
    secretary.press("Close the quarter")
    secretary.picture("closed")
    secretary.page.go_back()
    assert secretary.main.get_by_role("button", name=say("Close the quarter"), exact=True).count() == 0


def plan(clerk: Traveller, world: World, turn: Turn) -> None:
    """No item is typed."""
    clerk.open(world.url("meetings/"))
    clerk.follow("Plan a meeting")
    year, number = quarter_after(turn.quarter)
    assert clerk.field("Quarter").input_value() == f"{year}Q{number}"
    clerk.fill("Day", clock.local_today().isoformat())
    clerk.fill("Planned start", "00:00")
    clerk.press("Plan the meeting")
    clerk.picture("agenda")


def holds_everything(clerk: Traveller, ratified: str) -> None:
    titles = clerk.main.locator("tr[data-item] th, tr[data-item] td:nth-child(2)").all_inner_texts()
    assert any("确认上次会议纪要" in title for title in titles)
    assert any(f"缓议需求：{COURSE_TITLE}" in title for title in titles)
    clerk.follow("Record")
    clerk.picture("record")
    for words in (REPORTED, DONE, MOVED, say("Confirmed by the unit"), DECLINED, WHY_NOT, HOMEWORK, ratified):
        assert words in clerk.text
    assert LIGHTS not in clerk.text, "it failed, and looks for another partner"
    letters = clerk.main.get_by_text(f"a {HOMEWORK}"), clerk.main.get_by_text(f"b {ratified}")
    assert [each.count() > 0 for each in letters] == [True, True]


def drafts(clerk: Traveller) -> None:
    clerk.follow("Overview")
    clerk.press("It has been held: only record it")
    clerk.follow("Write the minutes")
    clerk.press("Write the draft from the record")
    clerk.picture("draft")
    fields = clerk.main.locator("#minutes-text input[type=text], #minutes-text textarea").all()
    body = "\n".join(each.input_value() for each in fields)
    for words in (
        f"{REPORTED}已办结",
        f"{DECLINED}待通报（{WHY_NOT}）",
        f"{MOVED}待通报",
        "江州市柳岸小学已确认",
        "确认了上次会议纪要",
        "会议追认会前确认的供需对接1项",
        RATIFIED_TITLE,
        f"缓议需求：{COURSE_TITLE}",
    ):
        assert words in body
