from enum import StrEnum
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.communities.queries import current_community
from partner_hub.core import clock, xlsx_export
from partner_hub.core.actor import current_actor
from partner_hub.core.db import db
from partner_hub.core.paging import page_of
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.quarters import quarter_code
from partner_hub.core.template_filters import format_moment, quarter_name
from partner_hub.core.transitions import Rule
from partner_hub.core.workflow_buttons import StepForm
from partner_hub.meetings import new_meeting_defaults, queries, service
from partner_hub.meetings.agenda_templates import templates_of_community
from partner_hub.meetings.answer_forms import OwnAnswerForm
from partner_hub.meetings.attachment_queries import attachments_by_item
from partner_hub.meetings.forms import ButtonForm, MeetingForm, PlanForm
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.notice_queries import notice_state_of, outdated_seats
from partner_hub.meetings.notices import seats_to_tell_by_hand
from partner_hub.meetings.record_lock import is_sealed
from partner_hub.meetings.views.blueprint import blueprint
from partner_hub.meetings.workflow import (
    ANSWER_CHANNEL_LABELS,
    ANSWER_LABELS,
    ITEM_WORKFLOW,
    MEETING_KIND_LABELS,
    MEETING_STEP_LABELS,
    MEETING_WORKFLOW,
    PRESENCE_LABELS,
)
from partner_hub.vocabulary.meeting import MeetingState


@blueprint.get("/")
@requires_permission(Permission.MEETINGS_READ)
def index() -> ResponseReturnValue:
    actor = current_actor()
    page = page_of(queries.list_meetings(actor, request.args))
    quarters = [(quarter_code(each), quarter_name(*each)) for each in queries.quarters_with_meetings(actor)]
    return render_template("meetings/index.html", page=page, quarters=quarters, **_labels_of_meeting())


@blueprint.get("/export.xlsx")
@requires_permission(Permission.EXPORT)
def export() -> ResponseReturnValue:
    meetings = db.session.scalars(queries.list_meetings(current_actor(), request.args))
    headings = [
        _("Quarter"),
        _("Title"),
        _("Kind"),
        _("Time"),
        _("Place"),
        _("Theme"),
        _("Chair"),
        _("Recorder"),
        _("State"),
    ]
    rows = [
        [
            quarter_name(each.year, each.quarter),
            each.title,
            str(MEETING_KIND_LABELS[each.kind]),
            format_moment(each.planned_start),
            each.place,
            each.theme,
            each.chair_name,
            each.recorder_name,
            MEETING_WORKFLOW.label(each.state),
        ]
        for each in meetings
    ]
    return xlsx_export.xlsx_response(_("Joint meetings"), headings, rows)


@blueprint.route("/new", methods=["GET", "POST"])
@requires_permission(Permission.MEETINGS_RECORD)
def new() -> ResponseReturnValue:
    actor, community = current_actor(), current_community()
    templates = templates_of_community(community.id)
    form = PlanForm(data=new_meeting_defaults.defaults_for_new_meeting(actor, community), templates=templates)
    form.quarter.choices = new_meeting_defaults.quarters_offered(clock.local_today())
    if form.validate_on_submit() and (
        meeting := form.run(lambda: service.plan_meeting(actor, community, data=form.plan))
    ):
        flash(_("The meeting is planned, and every active unit has a seat."), "success")
        return redirect(url_for("meetings.agenda", meeting_id=meeting.id))
    return render_template("meetings/new.html", form=form), form.status


@blueprint.get("/<int:meeting_id>")
@requires_permission(Permission.MEETINGS_READ)
def show(meeting_id: int) -> ResponseReturnValue:
    return meeting_page(queries.meeting_for(current_actor(), meeting_id))


@blueprint.route("/<int:meeting_id>/edit", methods=["GET", "POST"])
@requires_permission(Permission.MEETINGS_RECORD)
def edit(meeting_id: int) -> ResponseReturnValue:
    actor = current_actor()
    meeting = queries.meeting_for(actor, meeting_id)
    form = MeetingForm(record=meeting)

    def save() -> Meeting:
        form.check_version()
        return service.edit_meeting(actor, meeting, data=form.changes)

    if form.validate_on_submit() and form.run(save):
        flash(_("Saved."), "success")
        return redirect(url_for("meetings.show", meeting_id=meeting.id))
    return render_template("meetings/edit.html", form=form, meeting=meeting), form.status


@blueprint.route("/<int:meeting_id>/step/<to>", methods=["GET", "POST"])
@requires_permission(Permission.MEETINGS_RECORD)
def step(meeting_id: int, to: str) -> ResponseReturnValue:
    """One step of the workflow; the page asks for a reason where one is needed, and names what stands against it."""
    actor = current_actor()
    meeting = queries.meeting_for(actor, meeting_id)
    target = MeetingState(to) if to in set(MeetingState) - {MeetingState.MINUTES_SIGNED} else meeting.state
    rule, form = MEETING_WORKFLOW.rule(meeting, target), StepForm()
    form.reason.flags.required = rule.reason
    if form.validate_on_submit() and form.run(
        lambda: service.take_step(actor, meeting, target, reason=form.reason.data or "")
    ):
        flash(_("The meeting is now “%(state)s”.", state=MEETING_WORKFLOW.label(meeting.state)), "success")
        return redirect(url_for("meetings.show", meeting_id=meeting.id))
    return render_template(
        "meetings/step.html", form=form, meeting=meeting, rule=rule, label=MEETING_STEP_LABELS[rule.action]
    ), form.status


def meeting_page(meeting: Meeting, answers: dict[int, OwnAnswerForm] | None = None) -> str:
    actor = current_actor()
    forms = [
        (seat, (answers or {}).get(seat.id) or OwnAnswerForm(formdata=None, record=seat))
        for seat in queries.own_seats(actor, meeting)
    ]
    answer_counts, presences = queries.seat_counts(meeting)
    steps, notice = _steps_with_button(meeting), notice_state_of(meeting)
    asks_again = notice.is_open and actor.may(Permission.MEETINGS_RECORD)
    return render_template(
        "meetings/show.html",
        meeting=meeting,
        answers=forms,
        steps=steps,
        step_labels=MEETING_STEP_LABELS,
        button=ButtonForm(formdata=None),
        presences=presences,
        answer_counts=answer_counts,
        sealed=is_sealed(meeting.state),
        attachments=attachments_by_item(meeting),
        notice=notice,
        outdated=outdated_seats(meeting, notice) if asks_again else [],
        by_hand=seats_to_tell_by_hand(meeting) if asks_again and notice.untold else [],
        **_labels_of_meeting(),
    )


def _steps_with_button(meeting: Meeting) -> list[tuple[StrEnum, Rule]]:
    """The steps worth a button: the minutes sign, and notices make sense before the meeting, records after it."""
    pointless = {"sign", "record_past" if meeting.planned_start > clock.utc_now() else "call"}
    steps = [(to, MEETING_WORKFLOW.rule(meeting, to)) for to in MEETING_WORKFLOW.open_to(current_actor(), meeting)]
    # What was not the day's business comes last.
    found = [(to, rule) for to, rule in steps if rule.action not in pointless]
    return sorted(found, key=lambda step: (step[1].reason, step[1].action != "record_past"))


def _labels_of_meeting() -> dict[str, Any]:
    return {
        "workflow": MEETING_WORKFLOW,
        "kinds": MEETING_KIND_LABELS,
        "item_workflow": ITEM_WORKFLOW,
        "presence_words": PRESENCE_LABELS,
        "answer_words": ANSWER_LABELS,
        "ways": ANSWER_CHANNEL_LABELS,
    }
