"""Each part of the minutes calls a unit as it was called on the day of the meeting."""

from typing import Any

import pytest

from partner_hub.core.db import db
from partner_hub.matching.contribution import Contribution
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.queries import meeting_record
from partner_hub.meetings.record_lines.follow_ups import FOLLOW_UP_LINES
from partner_hub.meetings.record_lines.matches import MATCH_LINES
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.minutes.issue_document import document_to_issue
from partner_hub.minutes.models import Minutes
from partner_hub.minutes.service import correct_minutes
from partner_hub.partners.models import UnitAlias
from partner_hub.partners.service import change_unit
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import FollowUpStatus, ItemKind, MeetingState, Presence
from partner_hub.vocabulary.unit import AliasKind
from tests.support.gathering import an_item, seat_of, unit
from tests.support.records import a_need, an_action
from tests.support.signing import hold_and_sign
from tests.support.world import World

OLD, NEW = "江州市第二医院", "江州市鼓东中心医院"


@pytest.fixture
def item(world: World) -> AgendaItem:
    """The hospital sits there, promises, and has a task of old."""
    item = an_item(world, ItemKind.OTHER, state=MeetingState.IN_SESSION)
    staff = world.actor("staff")
    seat_of(item.meeting, world.hospital).presence = Presence.PRESENT
    gives = Contribution(unit(world, world.hospital), None, is_lead=True)
    values: Any = {"needs": [a_need(world)], "partners": [gives], "state": MatchState.CONFIRMED}
    MATCH_LINES.add(staff, item, values)
    an_action(world, agenda_item_id=item.id, responsible_id=world.hospital)
    line: Any = {"action": an_action(world, responsible_id=world.hospital), "status": FollowUpStatus.DONE}
    FOLLOW_UP_LINES.add(staff, item, line)
    db.session.flush()
    return item


def rename(world: World, **more: str) -> None:
    change_unit(world.actor("staff"), unit(world, world.hospital), data={"name": NEW, **more})
    db.session.flush()


def printed(meeting: Meeting, minutes: Minutes | None = None) -> str:
    return document_to_issue(meeting_record(meeting.id), minutes).to_json()


def test_a_correction_after_a_rename_has_the_old_name_in_every_part(world: World, item: AgendaItem) -> None:
    minutes = hold_and_sign(world, item.meeting)
    before = printed(item.meeting, minutes)
    rename(world, renamed_on="2026-12-20")
    correct_minutes(world.actor("secretary"), minutes, reason="改一个错字")
    draft_minutes(world.actor("staff"), meeting_record(item.meeting_id), replace_edited=True)
    after = printed(item.meeting, minutes)
    assert OLD in before
    assert NEW not in after
    assert after.count(OLD) == before.count(OLD)


@pytest.mark.parametrize(
    ("renamed_on", "then"),
    [("2026-12-11", OLD), ("2026-12-10", NEW), ("2026-01-01", NEW), ("2027", OLD), ("2026-11", NEW), ("2026", OLD)],
)
def test_minutes_drafted_after_a_rename_have_the_name_of_the_day(
    world: World, item: AgendaItem, renamed_on: str, then: str
) -> None:
    rename(world, renamed_on=renamed_on)
    text = printed(item.meeting)
    assert (OLD in text, NEW in text) == (then == OLD, then == NEW)


@pytest.mark.parametrize("until", ["", "2026"])
def test_where_the_days_leave_it_open_what_was_signed_is_the_witness(
    world: World, item: AgendaItem, until: str
) -> None:
    rename(world, renamed_on="2026-12-01")
    minutes = hold_and_sign(world, item.meeting)
    former = db.session.scalars(db.select(UnitAlias).where(UnitAlias.kind == AliasKind.FORMER)).one()
    former.until = until
    db.session.flush()
    assert OLD not in printed(item.meeting, minutes)
