"""A unit's task on a phone: more time is asked for and granted, and a supporting unit reports its part."""

from datetime import timedelta

from partner_hub.actions.models import ActionSupporter
from partner_hub.core import clock
from partner_hub.core.db import db
from tests.journeys.conftest import DESK, PHONE, PHONE_WITHOUT, Travel, ways
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
