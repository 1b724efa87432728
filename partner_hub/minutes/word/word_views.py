"""Drafts, notices and excerpts as Word documents, for offices that write their remarks into the text."""

from io import BytesIO

from flask import Blueprint, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.core import clock
from partner_hub.core.actor import current_actor
from partner_hub.core.errors import ExplainedNotFound
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.meetings.notices import facts_to_send
from partner_hub.meetings.queries import meeting_for, meeting_record
from partner_hub.minutes import issue_document, queries
from partner_hub.minutes.notices.notice_letter import NoticeLetter, notice_letter_of
from partner_hub.minutes.notices.notice_views import letter_as_sent
from partner_hub.minutes.review.views.excerpts import excerpt_for_reader
from partner_hub.vocabulary.minutes import OPEN_MINUTES_STATES

blueprint = Blueprint("word", __name__, url_prefix="/c/<int:community_id>")
DOCX_MIME_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get("/minutes/of/<int:meeting_id>/draft.docx")
@requires_permission(Permission.MINUTES_DRAFT)
def draft(meeting_id: int) -> ResponseReturnValue:
    """A draft only: what was signed is given out as the archive's PDF, and nothing beside it looks like it."""
    from partner_hub.minutes.word.minutes_docx import minutes_as_docx  # noqa: PLC0415 - lxml and python-docx

    meeting = meeting_record(meeting_for(current_actor(), meeting_id).id)
    minutes = queries.minutes_of(meeting)
    if minutes and minutes.state not in OPEN_MINUTES_STATES:
        raise ExplainedNotFound(_("These minutes are signed: they are given out as PDF alone."))
    document = issue_document.document_to_issue(meeting, minutes, draft=True)
    return docx_response(minutes_as_docx(document), f"{document.title}（草稿）.docx")


@blueprint.get("/minutes/<int:issued_id>/excerpt-<int:unit_id>.docx")
@requires_permission(Permission.MINUTES_READ)
def excerpt(issued_id: int, unit_id: int) -> ResponseReturnValue:
    from partner_hub.minutes.word.minutes_docx import minutes_as_docx  # noqa: PLC0415 - lxml and python-docx

    document, name = excerpt_for_reader(issued_id, unit_id)
    return docx_response(minutes_as_docx(document), f"{name}.docx")


@blueprint.get("/meetings/<int:meeting_id>/notice.docx")
@requires_permission(Permission.MEETINGS_RECORD)
def notice(meeting_id: int) -> ResponseReturnValue:
    """As it would be sent today."""
    meeting = meeting_for(current_actor(), meeting_id)
    return _letter_response(notice_letter_of(facts_to_send(meeting), dated=clock.local_today()))


@blueprint.get("/meetings/<int:meeting_id>/notice-<int:number>.docx")
@requires_permission(Permission.MEETINGS_READ)
def sent_notice(meeting_id: int, number: int) -> ResponseReturnValue:
    return _letter_response(letter_as_sent(meeting_for(current_actor(), meeting_id), number))


def docx_response(content: bytes, name: str) -> ResponseReturnValue:
    response = send_file(BytesIO(content), mimetype=DOCX_MIME_TYPE, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _letter_response(letter: NoticeLetter) -> ResponseReturnValue:
    from partner_hub.minutes.word.notice_docx import notice_as_docx  # noqa: PLC0415 - lxml and python-docx

    return docx_response(notice_as_docx(letter), f"{letter.title}.docx")
