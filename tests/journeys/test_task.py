"""A unit's task on a phone: more time is asked for and granted, parts and pictures reported, the task struck off."""

from datetime import timedelta

from partner_hub.actions.models import ActionItem, ActionSupporter
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.vocabulary.action import ActionState
from tests.journeys.conftest import DESK, PHONE, PHONE_WITHOUT, Travel, ways
from tests.journeys.traveller import say
from tests.support.photographs import SECRET, a_photograph
from tests.support.records import an_action
from tests.support.world import World


@ways(PHONE, PHONE_WITHOUT, DESK)
def test_a_unit_asks_for_a_later_date_and_another_reports_its_part(travel: Travel, world: World) -> None:
    due, later = (clock.local_today() + timedelta(days=days) for days in (10, 40))
    action = an_action(world, due=due, first_due=due)
    db.session.add(ActionSupporter(action_id=action.id, partnership_id=world.school))
    db.session.commit()
    page = world.url(f"actions/{action.id}")
    unit, secretary = travel("task-unit", world, "unit_member"), travel("task-secretary", world, "secretary")
    school = travel("task-school", world, "other_unit_admin")

    unit.open(page)
    unit.unfold("Ask for a later date")
    unit.fill("New deadline", due.isoformat())
    unit.main.locator("#reason").fill("等材料")
    unit.picture("asks")
    unit.press("Ask the secretary")
    assert "延期后的日期须晚于" in unit.text
    unit.fill("New deadline", later.isoformat())
    unit.press("Ask the secretary")
    assert unit.reads("The answer is still to come")
    unit.picture("waits")

    secretary.open(page)
    secretary.fill("Words of the answer", "抓紧办")
    secretary.picture("answers")
    secretary.press("Grant the later date")
    assert secretary.reads("Granted")

    school.open(page)
    school.unfold("Report this part")
    school.fill("What was done of it", "借出礼堂两次")
    school.press("Save the report")
    assert "借出礼堂两次" in school.text
    school.picture("reported")

    unit.open(page)
    assert unit.reads("Granted")
    assert "抓紧办" in unit.text
    assert "借出礼堂两次" in unit.text


@ways(PHONE, PHONE_WITHOUT)
def test_a_unit_shows_what_was_done_and_the_secretary_strikes_it_off(travel: Travel, world: World) -> None:
    action = an_action(world, due=clock.local_today() + timedelta(days=10))
    db.session.commit()
    page = world.url(f"actions/{action.id}")
    unit, staff = travel("photo-unit", world, "unit_member"), travel("photo-staff", world, "staff")
    secretary = travel("photo-secretary", world, "secretary")

    unit.open(page)
    unit.fill("How far is it?", "巡诊3次，覆盖34人")
    unit.attach("Pictures", "IMG_0001.heic", b"\x00\x00\x00\x20ftypheic\x00\x00\x00\x00mif1heic", "image/heic")
    unit.press("Report as done")
    assert "HEIC" in unit.text
    assert unit.field("How far is it?").input_value() == "巡诊3次，覆盖34人"
    unit.picture("refused")
    unit.attach("Pictures", "IMG_0002.jpg", a_photograph(2400, 1800, turned=True), "image/jpeg")
    unit.press("Report as done")
    shown = unit.main.locator("img")
    shown.scroll_into_view_if_needed()
    assert shown.evaluate("image => image.decode().then(() => [image.naturalWidth, image.naturalHeight])") == [150, 200]
    unit.picture("reported")

    staff.open(page)
    assert staff.main.locator("img").count() == 1
    large = staff.download(staff.main.locator("a:has(img)").get_attribute("href") or "")
    assert SECRET.encode() not in large

    secretary.open(world.url())
    assert "巡诊3次，覆盖34人" in secretary.text
    secretary.picture("desk")
    secretary.main.get_by_role("button", name=say("Close out")).click()
    assert secretary.reads("Now: %(state)s.", state=say("Closed out"))
    db.session.expire_all()
    assert db.session.get_one(ActionItem, action.id).state is ActionState.CLOSED
