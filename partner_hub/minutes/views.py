from io import BytesIO

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.core.actor import current_actor
from partner_hub.core.db import reading_only
from partner_hub.core.errors import DomainError, ExplainedNotFound
from partner_hub.core.paging import page_of
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.quarters import quarter_code
from partner_hub.core.row_numbers import row_number
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.proposal_queries import proposals_of_meeting
from partner_hub.meetings.queries import meeting_for, meeting_record
from partner_hub.minutes import issue_document, queries, service
from partner_hub.minutes.drafting.commands import add_section, draft_minutes, lay_out_draft, place_passage, save_draft
from partner_hub.minutes.drafting.current_draft import choices_for, current_draft
from partner_hub.minutes.drafting.draft_forms import DraftForm, draft_form
from partner_hub.minutes.drafting.labels import PLACEMENT_LABELS
from partner_hub.minutes.drafting.passages import compose_body
from partner_hub.minutes.drafting.section_forms import sections_of_draft
from partner_hub.minutes.effects.consent_effects import questions_of_signature
from partner_hub.minutes.forms import CorrectForm, GenerateForm, SignForm
from partner_hub.minutes.gate.gate import CheckResult, results_of_gate
from partner_hub.minutes.models import IssuedMinutes, Minutes
from partner_hub.minutes.preview_views import when_printed
from partner_hub.minutes.workflow import MINUTES_WORKFLOW
from partner_hub.vocabulary.minutes import CHECKS_BY_EYE, OPEN_MINUTES_STATES

blueprint = Blueprint("minutes", __name__, url_prefix="/c/<int:community_id>/minutes")
# The browser's own viewer draws a PDF with its own style; nothing else of the page may be loaded.
PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"


@blueprint.get("/")
@requires_permission(Permission.MINUTES_READ)
def index() -> ResponseReturnValue:
    actor = current_actor()
    found = queries.issued_minutes(
        actor.community_id, search=request.args.get("q", "").strip(), year=request.args.get("year", type=row_number)
    )
    drafts = queries.minutes_in_draft(actor.community_id) if actor.may(Permission.MINUTES_DRAFT) else []
    return render_template(
        "minutes/index.html",
        page=page_of(found),
        drafts=drafts,
        years=[(year, year) for year in queries.years_with_minutes(actor.community_id)],
        workflow=MINUTES_WORKFLOW,
    )


@blueprint.get("/<int:issued_id>")
@requires_permission(Permission.MINUTES_READ)
def show(issued_id: int) -> ResponseReturnValue:
    return _version_page(queries.issued_version(current_actor(), issued_id), CorrectForm())


@blueprint.get("/<int:issued_id>.pdf")
@requires_permission(Permission.MINUTES_READ)
def download(issued_id: int) -> ResponseReturnValue:
    version = queries.issued_version(current_actor(), issued_id, with_pdf=True)
    return pdf_response(version.pdf, f"{version.title}{version.reference}.pdf")


@blueprint.post("/of/<int:meeting_id>/generate")
@requires_permission(Permission.MINUTES_DRAFT)
def generate(meeting_id: int) -> ResponseReturnValue:
    meeting, form = _meeting_with_record(meeting_id), GenerateForm()
    if form.validate_on_submit():
        made = form.run(lambda: draft_minutes(current_actor(), meeting, replace_edited=form.replace.data))
        flash(
            _("The draft was written from the record.") if made else form.form_errors[0], "success" if made else "error"
        )
    return redirect(url_for("minutes.edit", meeting_id=meeting_id))


@blueprint.route("/of/<int:meeting_id>", methods=["GET", "POST"])
@requires_permission(Permission.MINUTES_DRAFT)
def edit(meeting_id: int) -> ResponseReturnValue:
    meeting = _meeting_with_record(meeting_id)
    minutes = queries.minutes_of(meeting)
    if minutes is None:
        return render_template("minutes/start.html", meeting=meeting, form=GenerateForm())
    if minutes.state not in OPEN_MINUTES_STATES and request.method == "GET":
        return _closed_draft_page(meeting, minutes)
    form = draft_form(minutes, current_draft(meeting, minutes), choices_for(meeting.community, minutes))
    if form.validate_on_submit() and form.run(lambda: _save_draft(minutes, meeting, form)):
        flash(_("Saved."), "success")
        return redirect(url_for("minutes.edit", meeting_id=meeting_id, _anchor=form.place_of_return))
    document = issue_document.document_to_issue(meeting, minutes, body=compose_body(form.draft))
    return render_template(
        "minutes/edit.html",
        meeting=meeting,
        minutes=minutes,
        form=form,
        sections=sections_of_draft(form),
        results=results_of_gate(meeting, minutes, document, drafted=form.draft),
        generate_form=GenerateForm(),
        workflow=MINUTES_WORKFLOW,
        placements=PLACEMENT_LABELS,
    ), form.status


def _save_draft(minutes: Minutes, meeting: Meeting, form: DraftForm) -> Minutes:
    """Every button of the form saves what was typed first."""
    actor = current_actor()
    form.check_version()
    save_draft(actor, minutes, meeting, form.texts, takes_record=form.takes_record, dated=form.dated.data)
    choices = choices_for(meeting.community, minutes)
    if (chosen := form.choices_over(choices)) != choices:
        lay_out_draft(actor, minutes, meeting, chosen)
    if form.placing:
        key, placement = form.placing
        place_passage(actor, minutes, meeting, key=key, placement=placement)
    if form.own_text.data:
        add_section(actor, minutes, meeting, title=form.own_title.data or "", text=form.own_text.data)
    return minutes


def _closed_draft_page(meeting: Meeting, minutes: Minutes) -> str:
    version = queries.latest_version(minutes)
    return render_template(
        "minutes/closed_draft.html", meeting=meeting, minutes=minutes, version=version, workflow=MINUTES_WORKFLOW
    )


@blueprint.get("/of/<int:meeting_id>/draft.pdf")
@requires_permission(Permission.MINUTES_DRAFT)
def preview(meeting_id: int) -> ResponseReturnValue:
    meeting = _meeting_with_record(meeting_id)
    document = issue_document.document_to_issue(meeting, queries.minutes_of(meeting), draft=True)
    return when_printed(document, lambda printed: pdf_response(printed.pdf, f"{document.title}（草稿）.pdf"))


@blueprint.route("/of/<int:meeting_id>/sign", methods=["GET", "POST"])
@requires_permission(Permission.MINUTES_SIGN)
def sign(meeting_id: int) -> ResponseReturnValue:
    if request.method == "POST":
        with reading_only():
            _print_before_signing(meeting_id)
    meeting = _meeting_with_record(meeting_id)
    minutes = queries.minutes_of(meeting)
    if minutes is None:
        raise ExplainedNotFound(_("There is no draft of these minutes yet."))
    if request.method == "GET" and minutes.state not in OPEN_MINUTES_STATES:
        return redirect(url_for("minutes.edit", meeting_id=meeting_id))
    form, document = SignForm(record=minutes), issue_document.document_to_issue(meeting, minutes)
    results = results_of_gate(meeting, minutes, document, form.dated.data)
    if form.validate_on_submit() and (version := form.run(lambda: _sign_after_look(form, minutes, meeting, results))):
        flash(_("Signed and filed as %(reference)s.", reference=version.reference), "success")
        return redirect(url_for("minutes.show", issued_id=version.id))
    page = {"meeting": meeting, "form": form, "document": document, "results": results}
    return render_template("minutes/sign.html", questions=questions_of_signature(meeting), **page), form.status


def _print_before_signing(meeting_id: int) -> None:
    meeting = _meeting_with_record(meeting_id)
    if minutes := queries.minutes_of(meeting):
        service.print_before_signing(minutes, meeting, SignForm(record=minutes).dated.data)


def _sign_after_look(
    form: SignForm, minutes: Minutes, meeting: Meeting, results: tuple[CheckResult, ...]
) -> IssuedMinutes:
    form.check_version()
    if not form.looked.data and any(each.open for each in results if each.check in CHECKS_BY_EYE):
        sentence = _("Please look at what may lead to a resident, and leave it out of the text or tick the box.")
        raise DomainError(sentence, field="looked")
    return service.sign_minutes(current_actor(), minutes, meeting, dated=form.dated.data)


@blueprint.post("/<int:issued_id>/correct")
@requires_permission(Permission.MINUTES_SIGN)
def correct(issued_id: int) -> ResponseReturnValue:
    version, form = queries.issued_version(current_actor(), issued_id), CorrectForm()
    if form.validate_on_submit() and form.run(
        lambda: service.correct_minutes(current_actor(), version.minutes, reason=form.values["reason"])
    ):
        flash(_("The text is open for a correction. What was issued stays as it is."), "success")
        return redirect(url_for("minutes.edit", meeting_id=version.minutes.meeting_id))
    return _version_page(version, form), form.status


def _version_page(version: IssuedMinutes, form: CorrectForm) -> str:
    meeting = version.minutes.meeting
    return render_template(
        "minutes/show.html",
        version=version,
        newest=queries.latest_version(version.minutes),
        form=form,
        proposals=proposals_of_meeting(current_actor(), meeting.id),
        quarter=quarter_code((meeting.year, meeting.quarter)),
    )


def _meeting_with_record(meeting_id: int) -> Meeting:
    return meeting_record(meeting_for(current_actor(), meeting_id).id)


def pdf_response(content: bytes, name: str) -> ResponseReturnValue:
    response = send_file(BytesIO(content), mimetype="application/pdf", download_name=name)
    response.headers["Content-Security-Policy"] = PDF_POLICY
    response.headers["Cache-Control"] = "no-store"
    return response
