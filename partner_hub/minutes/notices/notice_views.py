"""The printable notice of a meeting: before it is sent for those who prepare it, as it was sent for its readers."""

from dataclasses import replace

from flask import Blueprint
from flask.typing import ResponseReturnValue

from partner_hub.core import clock
from partner_hub.core.actor import current_actor
from partner_hub.core.errors import NotFound
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.notice_facts import MeetingFacts
from partner_hub.meetings.notice_queries import notices_of
from partner_hub.meetings.notices import facts_to_send
from partner_hub.meetings.queries import meeting_for
from partner_hub.minutes import printing
from partner_hub.minutes.document import PrintedMinutes
from partner_hub.minutes.notices.notice_letter import NoticeLetter, notice_letter_of
from partner_hub.minutes.press.fonts import FontSet
from partner_hub.minutes.views import pdf_response

blueprint = Blueprint("notices", __name__, url_prefix="/c/<int:community_id>/meetings")


@blueprint.get("/<int:meeting_id>/notice.pdf")
@requires_permission(Permission.MEETINGS_RECORD)
def preview(meeting_id: int) -> ResponseReturnValue:
    """As it would be sent today."""
    meeting = meeting_for(current_actor(), meeting_id)
    letter = notice_letter_of(facts_to_send(meeting), dated=clock.local_today())
    return _letter_response(letter)


@blueprint.get("/<int:meeting_id>/notice-<int:number>.pdf")
@requires_permission(Permission.MEETINGS_READ)
def sent(meeting_id: int, number: int) -> ResponseReturnValue:
    """From the facts that were kept when it was sent: whatever has changed since changes nothing here."""
    return _letter_response(letter_as_sent(meeting_for(current_actor(), meeting_id), number))


def letter_as_sent(meeting: Meeting, number: int) -> NoticeLetter:
    """Raises NotFound for a notice that was not sent."""
    notices = {notice.number: notice for notice in notices_of(meeting)}
    notice, before = notices.get(number), notices.get(number - 1)
    if notice is None:
        raise NotFound
    facts = MeetingFacts.from_json(notice.facts)
    return notice_letter_of(
        # Notices of earlier versions kept no issuer.
        replace(facts, issuer=facts.issuer or meeting.community.issuer),
        dated=clock.to_local(notice.sent_at).date(),
        before=MeetingFacts.from_json(before.facts) if before else None,
    )


def _letter_response(letter: NoticeLetter) -> ResponseReturnValue:
    printed = printing.collect(printing.hand_in(_print_letter, letter))
    return pdf_response(printed.pdf, f"{letter.title}.pdf")


def _print_letter(letter: NoticeLetter, fonts: FontSet) -> PrintedMinutes:
    from partner_hub.minutes.notices.notice_print import render_notice  # noqa: PLC0415 - see press/works.py

    return render_notice(letter, fonts)
