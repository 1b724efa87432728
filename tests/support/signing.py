"""What a meeting needs before its minutes can be signed, beside what a test is about."""

from partner_hub.meetings.models import Meeting
from partner_hub.vocabulary.meeting import Presence


def record_everybody(meeting: Meeting) -> None:
    """Whose presence nobody has recorded was there."""
    for seat in meeting.seats:
        if seat.presence is Presence.NOT_RECORDED:
            seat.presence = Presence.PRESENT
