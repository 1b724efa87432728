"""The pages of a draft as pictures beside its text, also of a text that is not saved yet; and the wait for a print."""

from base64 import b64encode
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from partner_hub.core.actor import current_actor
from partner_hub.core.db import reads_only
from partner_hub.core.errors import DomainError, NotFound, SeveralFaults
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.meetings.queries import meeting_for, meeting_record
from partner_hub.minutes import printing, queries
from partner_hub.minutes.document import MinutesDocument, PrintedMinutes
from partner_hub.minutes.drafting.current_draft import choices_for, current_draft
from partner_hub.minutes.drafting.draft_forms import draft_form
from partner_hub.minutes.issue_document import document_to_issue
from partner_hub.minutes.press.press import Ticket

blueprint = Blueprint("previews", __name__, url_prefix="/c/<int:community_id>/minutes/of/<int:meeting_id>/pages")
# A page that has to wait longer says how far the print has come, and asks again.
MOMENT = 1.5  # seconds


@blueprint.get("/")
@requires_permission(Permission.MINUTES_DRAFT)
def saved(meeting_id: int) -> ResponseReturnValue:
    """All pages of the saved text."""
    meeting = meeting_for(current_actor(), meeting_id)
    return when_printed(
        _saved_document(meeting_id),
        lambda printed: render_template("minutes/pages.html", meeting=meeting, pages=printed.pages),
    )


@blueprint.get("/<int:page>.png")
@requires_permission(Permission.MINUTES_DRAFT)
def picture(meeting_id: int, page: int) -> ResponseReturnValue:
    """A page of the saved text."""
    drawn = printing.picture_page(printing.print_minutes(_saved_document(meeting_id)), page)
    response = make_response(drawn.png)
    response.mimetype = "image/png"
    return response


@blueprint.post("/")
@requires_permission(Permission.MINUTES_DRAFT)
@reads_only
def typed(meeting_id: int) -> ResponseReturnValue:
    """For static/minutes_pages.js: a page of the text as it stands in the form. Nothing is saved."""
    try:
        ticket = printing.print_soon(_typed_document(meeting_id))
        if not ticket.is_made_within(MOMENT):
            return {"reached": ticket.page}, HTTPStatus.ACCEPTED
        asked = request.form.get("preview_page", 1, type=int), request.form.get("preview_near", "")
        drawn = printing.picture_page(printing.collect(ticket), *asked)
    except DomainError as error:
        return _told_refusal(error), error.status
    picture = "data:image/png;base64," + b64encode(drawn.png).decode()
    return {"page": drawn.page, "pages": drawn.pages, "picture": picture}


def when_printed(
    document: MinutesDocument, answer: Callable[[PrintedMinutes], ResponseReturnValue]
) -> ResponseReturnValue:
    """The answer, or a page that says how far the print has come and asks for the same address again."""
    ticket = printing.print_soon(document)
    if ticket.is_made_within(MOMENT):
        return answer(printing.collect(ticket))
    return _waiting_page(document.title, ticket)


def _waiting_page(title: str, ticket: Ticket) -> ResponseReturnValue:
    page = render_template("minutes/printing.html", subject=title, reached=ticket.page)
    return page, HTTPStatus.ACCEPTED, {"Refresh": "1"}


def _saved_document(meeting_id: int) -> MinutesDocument:
    meeting = meeting_record(meeting_for(current_actor(), meeting_id).id)
    return document_to_issue(meeting, queries.minutes_of(meeting), draft=True)


def _typed_document(meeting_id: int) -> MinutesDocument:
    meeting = meeting_record(meeting_for(current_actor(), meeting_id).id)
    minutes = queries.minutes_of(meeting)
    if minutes is None:
        raise NotFound
    choices = choices_for(meeting.community, minutes)
    form = draft_form(minutes, current_draft(meeting, minutes), choices)
    if form.validate():
        choices = form.choices_over(choices)
    return document_to_issue(
        meeting, minutes, draft=True, dated=form.dated.data, choices=choices, body=form.typed_body()
    )


def _told_refusal(error: DomainError) -> dict[str, Any]:
    more = error.faults if isinstance(error, SeveralFaults) else []
    return {"sentences": [str(error.sentence), *(sentence for sentence, _ in more)]}
