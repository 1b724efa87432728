"""Refuses changes of a meeting's record once its minutes are signed, and serialises those before."""

from flask_babel import gettext as _

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, NotAllowed
from partner_hub.core.permissions import Permission
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.workflow import MEETING_WORKFLOW
from partner_hub.vocabulary.meeting import SEALED_MEETING_STATES, MeetingState


class SealedRecord(Conflict, NotAllowed):
    """The record can no longer be changed.

    Like a missing right it is answered by a page of its own, which shows what was typed: the page it was typed on
    has no form any more.
    """


def is_sealed(state: MeetingState) -> bool:
    """Nothing of a meeting is changed once its minutes are signed, or when it was cancelled."""
    return state in SEALED_MEETING_STATES


def require_open_record(actor: Actor, meeting: Meeting) -> None:
    """Every command that changes anything of a meeting begins with this.

    It holds the meeting's row until the transaction ends, so that two recorders number their lines one after the
    other, and nobody writes while the minutes are being signed. Raises NotAllowed or SealedRecord.
    """
    actor.require(Permission.MEETINGS_RECORD)
    db.session.flush()
    state = db.session.scalar(db.select(Meeting.state).where(Meeting.id == meeting.id).with_for_update())
    if state is None or is_sealed(state):
        label = MEETING_WORKFLOW.label(state or meeting.state)
        raise SealedRecord(
            _("The record of this meeting can no longer be changed: it is now “%(state)s”.", state=label)
        )
