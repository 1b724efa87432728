"""The quarter's meeting: planned, attended, recorded by keyboard alone, signed, and followed up by the unit."""

from datetime import timedelta

import pymupdf

from partner_hub.core import clock
from tests.journeys.conftest import DESK, PHONE_WITHOUT, Travel, ways
from tests.journeys.keyboard import Keyboard
from tests.journeys.traveller import Traveller, say
from tests.support.gathering import an_offering, more_units
from tests.support.records import a_need
from tests.support.world import World

HOSPITAL, SCHOOL, EXCUSED = "江州市第二医院", "江州市柳岸小学", "江州市第3号服务站"
DECISION = "慢病随访点设在社区卫生角，每月第一个周三开放"
TASK = "排出陪诊志愿者值班表"


@ways(DESK, PHONE_WITHOUT)
def test_a_meeting_from_its_plan_to_the_closed_action_item(travel: Travel, world: World) -> None:
    a_need(world, name="陪诊没人", public_name="独居老人陪诊")
    a_need(world, name="楼道堆物", public_name="楼道堆物")
    an_offering(world, "家庭病床")
    more_units(world, 5)
    clerk = travel("clerk", world, "staff")
    secretary = travel("secretary", world, "secretary")

    plan(clerk, world)
    take_attendance(clerk)
    hold(clerk)
    write_minutes(clerk)
    sign(secretary, world)
    report(travel("unit", world, "unit_admin"), world)
    close_out(secretary, world)


def plan(clerk: Traveller, world: World) -> None:
    clerk.open(world.url())
    clerk.menu("Joint meetings")
    clerk.follow("Plan a meeting")
    clerk.fill("Theme", "岁末暖邻")
    clerk.fill("Day", clock.local_today().isoformat())
    clerk.fill("Planned start", "09:30")
    clerk.fill("Place", "社区二楼会议室")
    clerk.tick("Begin with the standing order of the agenda")
    clerk.picture("plans")
    clerk.press("Plan the meeting")
    add_item(clerk, "供需对接", "Matching")
    add_item(clerk, "充电桩怎么管", "Discussion")
    add_item(clerk, "总结与决定", "Summary and decisions")
    clerk.picture("agenda")


def add_item(clerk: Traveller, title: str, kind: str) -> None:
    clerk.fill("Item", title)
    clerk.choose("Kind of item", kind)
    clerk.press("Add")
    assert Keyboard(clerk).is_at_empty("Item")


def take_attendance(clerk: Traveller) -> None:
    """Some from the sign-in list, some on the sheet, the rest in one go."""
    clerk.follow("Attendance")
    clerk.fill("Sign-in list", f"1 {SCHOOL} 江帆 副校长\n2 江州市第1号服务站 刘洋 站长")
    clerk.press("Record these lines")
    clerk.fill("Name: %(unit)s", "罗𬭎", unit=HOSPITAL)
    clerk.fill("Title or post: %(unit)s", "社会服务部主任", unit=HOSPITAL)
    set_presence(clerk, HOSPITAL, "Present")
    set_presence(clerk, EXCUSED, "Excused")
    clerk.fill("Reason: %(unit)s", "年终盘点", unit=EXCUSED)
    clerk.press("Save the attendance sheet")
    clerk.press("Mark the %(n)s that are not recorded as absent", n=3)
    counts = clerk.main.get_by_role("list").filter(has_text=say("Not recorded")).locator("strong").all_inner_texts()
    assert counts == ["3", "1", "3", "0"]
    clerk.picture("attendance")


def set_presence(clerk: Traveller, unit: str, presence: str) -> None:
    group = clerk.main.get_by_role("radiogroup", name=say("Presence: %(unit)s", unit=unit), exact=True)
    clerk.click(group.get_by_label(say(presence), exact=True))


def hold(clerk: Traveller) -> None:
    clerk.follow("Overview")
    clerk.press("Open the meeting")
    clerk.follow("Record")
    clerk.follow("1. 供需对接")
    keys = Keyboard(clerk)
    record_match(keys)
    record_discussion(keys)
    record_decisions(keys)
    clerk.picture("last-item")
    clerk.follow("Record")
    clerk.picture("record")
    clerk.follow("Overview")
    clerk.press("End the meeting")


def record_match(keys: Keyboard) -> None:
    assert keys.is_at_empty("Need")
    keys.type("陪诊没人", "家庭病床", "每周三上午派一名护士上门")
    keys.send()
    assert keys.is_at_empty("Need")
    keys.person.picture("match")
    give_verdict(keys)


def record_discussion(keys: Keyboard) -> None:
    assert keys.is_at_empty("Topic")
    keys.type("夜间充电", "江帆：先把线路查清楚\n罗𬭎：急救通道不能占", "先查线路，再定位置")
    keys.press("Tab")
    keys.send()
    assert keys.is_at_empty("Topic")
    give_verdict(keys)


def record_decisions(keys: Keyboard) -> None:
    assert keys.is_at_empty("Decision")
    keys.type(DECISION)
    keys.send()
    assert keys.is_at_empty("Decision")
    keys.tab_to("Action item")
    keys.type(TASK, HOSPITAL, SCHOOL, "")
    keys.type_day(clock.local_today() + timedelta(days=30))
    keys.tab_to("Expected result")
    keys.type("值班表一份，每周不少于3人次")
    keys.send()
    assert keys.is_at_empty("Action item")
    keys.tab_to("Need")
    keys.type("楼道堆物", "等物业公司答复，下季度再议")
    keys.send()
    assert keys.is_at_empty("Need")
    give_verdict(keys)


def give_verdict(keys: Keyboard) -> None:
    """What was said, and the first verdict after "not yet decided"; Enter goes on to the next item."""
    keys.tab_to("What was reported and said")
    keys.type("与会单位一致同意")
    keys.press("Tab")
    keys.press("ArrowDown")
    keys.send()


def write_minutes(clerk: Traveller) -> None:
    clerk.follow("Write the minutes")
    clerk.press("Write the draft from the record")
    passage = next(each for each in clerk.main.locator("textarea").all() if DECISION in each.input_value())
    passage.fill(passage.input_value().replace("卫生角", "健康角"))
    clerk.press("Save")
    assert clerk.reads("Saved.")
    clerk.picture("draft")


def sign(secretary: Traveller, world: World) -> None:
    secretary.open(world.url())
    secretary.picture("first-page")
    secretary.follow("Sign the minutes")
    secretary.picture("signs")
    secretary.press("Sign and issue")
    secretary.picture("signed")
    link = secretary.main.get_by_role("link", name=say("Open the PDF"), exact=True).get_attribute("href")
    content = secretary.download(link or "")
    assert content.startswith(b"%PDF")
    with pymupdf.open(stream=content) as document:  # type: ignore[no-untyped-call]
        printed = "".join("".join(page.get_text() for page in document).split())
    assert DECISION.replace("卫生角", "健康角") in printed


def report(unit: Traveller, world: World) -> None:
    unit.open(world.url())
    unit.picture("first-page")
    unit.follow(TASK)
    unit.fill("How far is it?", "值班表已排到明年一月，十二名志愿者报名。")
    unit.picture("reports")
    unit.press("Report as done")
    assert unit.reads("Thank you. The secretary will look at it and close it out.")


def close_out(secretary: Traveller, world: World) -> None:
    secretary.open(world.url())
    secretary.follow(TASK)
    secretary.press("Close out")
    assert secretary.reads("Closed out")
    secretary.picture("closes")
