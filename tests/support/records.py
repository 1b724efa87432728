"""Rows for tests, written as they stand in the table: the commands that make them have tests of their own."""

from datetime import UTC, date, datetime
from typing import Any

from partner_hub.actions.models import ActionItem
from partner_hub.core.db import db
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.needs.models import Need
from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.need import NeedState, Visibility
from tests.support.world import World

# Recorded words that lead to a person, and the public wording that does not.
RECORDED, PUBLIC = "3座502的阿婆要人陪诊", "独居老人要人陪诊"


def a_need(world: World, **facts: Any) -> Need:
    usual: dict[str, Any] = {
        "community_id": world.community,
        "state": NeedState.PUBLISHED,
        "year": 2026,
        "quarter": 4,
        "name": RECORDED,
        "content": "3座502的阿婆一个人去不了医院，电话13905061234。",
        "public_name": PUBLIC,
        "public_text": "一位独居老人去医院没有人陪。",
        "visibility": Visibility.PUBLIC,
        "urgency": "一般",
        "raised_on": date(2026, 10, 9),
    }
    return _saved(Need(**(usual | facts)))


def an_old_persons_need(world: World, **facts: Any) -> Need:
    """With the columns filled in that say whom it helps: see gathering.an_escort."""
    filled = {"category_words": "养老助老", "beneficiaries": "独居老人", "audiences": ["老年人"]}
    return a_need(world, **(filled | facts))


def an_action(world: World, **facts: Any) -> ActionItem:
    usual: dict[str, Any] = {
        "community_id": world.community,
        "state": ActionState.ISSUED,
        "title": "每月上门巡诊一次",
        "responsible_id": world.hospital,
        "due": date(2026, 12, 31),
        "first_due": date(2026, 12, 31),
        "expected": "巡诊3次，覆盖30人",
    }
    return _saved(ActionItem(**(usual | facts)))


def a_meeting(world: World, **facts: Any) -> Meeting:
    usual: dict[str, Any] = {
        "community_id": world.community,
        "year": 2026,
        "quarter": 4,
        "title": "2026年第四季度党建联席会",
        "place": "四楼培训室",
        "planned_start": datetime(2026, 12, 10, 7, 0, tzinfo=UTC),
    }
    return _saved(Meeting(**(usual | facts)))


def an_agenda_item(world: World, **facts: Any) -> int:
    """The id of an agenda item of a meeting of its own; `facts` are the meeting's."""
    item: AgendaItem = _saved(AgendaItem(meeting_id=a_meeting(world, **facts).id, title="需求对接"))
    return item.id


def _saved(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row
