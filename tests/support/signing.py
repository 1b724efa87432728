"""What a meeting needs before its minutes can be signed, beside what a test is about."""

from datetime import date

from partner_hub.core.db import db
from partner_hub.meetings.models import Meeting
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.minutes.models import Minutes
from partner_hub.minutes.service import sign_minutes
from partner_hub.vocabulary.meeting import ItemState, MeetingState, Presence
from tests.support.world import World


def record_everybody(meeting: Meeting) -> None:
    """Whose presence nobody has recorded was there."""
    for seat in meeting.seats:
        if seat.presence is Presence.NOT_RECORDED:
            seat.presence = Presence.PRESENT


def hold_and_sign(world: World, meeting: Meeting, verdict: ItemState = ItemState.PASSED) -> Minutes:
    """Every item gets the verdict, everybody was there, and what the record gives is signed."""
    for each in meeting.items:
        each.state = verdict
    meeting.state = MeetingState.HELD
    db.session.flush()
    record_everybody(meeting)
    minutes = draft_minutes(world.actor("staff"), meeting)
    sign_minutes(world.actor("secretary"), minutes, meeting, dated=date(2026, 11, 11))
    return minutes
