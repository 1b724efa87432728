"""What a step of the meeting asks of the record; each raises a DomainError that says what is missing."""

from flask import has_request_context, url_for
from flask_babel import gettext as _

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, SeveralFaults
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.vocabulary.meeting import ItemState, MeetingState


def has_agenda(_actor: Actor, meeting: Meeting) -> None:
    if not meeting.items:
        raise DomainError(_("There is no agenda yet. Please add at least one item."))


def has_begun(_actor: Actor, meeting: Meeting) -> None:
    if meeting.planned_start > clock.utc_now():
        raise DomainError(_("The meeting is still to come. Please correct its date if it has been held."))


def everything_decided(_actor: Actor, meeting: Meeting) -> None:
    """Every open item is named at once, with the page where it is decided."""
    open_items = [item for item in meeting.items if item.state == ItemState.ACCEPTED]
    if open_items:
        raise SeveralFaults(
            _("These items of the agenda have not been decided:"),
            [(f"{item.position}. {item.title}", _page_of_item(item)) for item in open_items],
        )


def newest_of_its_community(_actor: Actor, meeting: Meeting) -> None:
    """Later meetings have built on an older one."""
    later = db.session.scalar(
        db.select(Meeting.title)
        .where(
            Meeting.community_id == meeting.community_id,
            Meeting.state != MeetingState.CANCELLED,
            Meeting.planned_start > meeting.planned_start,
        )
        .order_by(Meeting.planned_start, Meeting.id)
        .limit(1)
    )
    if later:
        raise DomainError(_("Only the newest meeting can be reopened. “%(title)s” came after this one.", title=later))


def _page_of_item(item: AgendaItem) -> str:
    """The command line has no pages."""
    if not has_request_context():
        return ""
    return url_for("meetings.item", community_id=item.meeting.community_id, item_id=item.id)
