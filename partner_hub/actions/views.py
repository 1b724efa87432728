from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from partner_hub.actions import match_ends, queries, service
from partner_hub.actions.deadlines import can_ask_for_later_deadline, move_deadline
from partner_hub.actions.forms import AnswerForm, DeadlineForm, LaterDateForm, PartForm, ReportForm
from partner_hub.actions.models import ActionItem
from partner_hub.actions.photographs import (
    MAX_PHOTOGRAPHS,
    may_change_photographs,
    photographs_of_report,
    reads_reports,
)
from partner_hub.actions.workflow import (
    ACTION_HISTORY_LABELS,
    ACTION_STATE_LABELS,
    ACTION_STATE_TONES,
    ACTION_STEP_LABELS,
    ACTION_WORKFLOW,
    may_report_on_action,
    may_report_on_part,
)
from partner_hub.core import clock, xlsx_export
from partner_hub.core.actor import Actor, current_actor
from partner_hub.core.db import db
from partner_hub.core.events import Event, history_of
from partner_hub.core.paging import page_of
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.quarters import quarter_code
from partner_hub.core.row_numbers import row_number
from partner_hub.core.template_filters import quarter_name
from partner_hub.core.upload_limits import takes_uploads_of
from partner_hub.core.workflow_buttons import StepForm, offered_steps
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.action import OPEN_ACTION_STATES, ActionState

blueprint = Blueprint("actions", __name__, url_prefix="/c/<int:community_id>/actions")
# A form with as many pictures as may be sent at once.
MAX_REPORT_MEGABYTES = 96
ACTION_ORDERS = (("", _l("By deadline")), ("newest", _l("Newest first")))


@blueprint.app_template_global()
def delivered_by(partnership: Partnership) -> list[ActionItem]:
    """Template global for the page of a unit: partners is a lower layer and cannot import actions."""
    may_read = current_actor().may(Permission.ACTIONS_READ)
    return queries.latest_closed_actions_of_unit(partnership.id) if may_read else []


@blueprint.get("/")
@requires_permission(Permission.ACTIONS_READ)
def index() -> ResponseReturnValue:
    actor = current_actor()
    page = page_of(queries.listed_actions(actor, request.args))
    return render_template(
        "actions/index.html",
        page=page,
        filters=_filters_of_action_list(actor),
        orders=ACTION_ORDERS,
        states=ACTION_STATE_LABELS,
        tones=ACTION_STATE_TONES,
    )


@blueprint.get("/export.xlsx")
@requires_permission(Permission.EXPORT)
def export() -> ResponseReturnValue:
    actions = db.session.scalars(queries.listed_actions(current_actor(), request.args))
    headings = [
        _("Action item"), _("Responsible unit"), _("Supporting units"), _("Deadline"), _("Deadline first agreed"),
        _("Expected result"), _("State"), _("Overdue"), _("What came of it"), _("Done on"),
    ]  # fmt: skip
    return xlsx_export.xlsx_response(_("Action items"), headings, _export_lines_of_actions(actions))


@blueprint.get("/<int:action_id>")
@requires_permission(Permission.ACTIONS_READ)
def show(action_id: int) -> ResponseReturnValue:
    return page_of_action(queries.action_of(current_actor(), action_id))


@blueprint.post("/<int:action_id>/step/<action>")
@requires_permission(Permission.ACTIONS_REPORT)
def step(action_id: int, action: str) -> ResponseReturnValue:
    actor, form = current_actor(), StepForm()
    item = queries.action_of(actor, action_id)

    def command() -> ActionItem:
        to, with_match = ACTION_WORKFLOW.target(item, action), bool(request.form.get("with_match"))
        return match_ends.take_step_with_match(actor, item, to, reason=form.reason.data or "", with_match=with_match)

    if form.validate_on_submit() and form.run(command):
        return redirect_to_action(item, _("Now: %(state)s.", state=ACTION_WORKFLOW.label(item.state)))
    return page_of_action(item, step=form)


@blueprint.post("/<int:action_id>/note")
@takes_uploads_of(MAX_REPORT_MEGABYTES)
@requires_permission(Permission.ACTIONS_REPORT)
def note(action_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), ReportForm()
    item = queries.action_of(actor, action_id)
    is_right = form.validate_on_submit()
    if (
        form.keep_pictures(actor, item)
        and is_right
        and form.run(lambda: service.add_progress_note(actor, item, words=form.words.data or ""))
    ):
        return redirect_to_action(item, _("The note has been saved."))
    return page_of_action(item, report=form)


@blueprint.post("/<int:action_id>/report")
@takes_uploads_of(MAX_REPORT_MEGABYTES)
@requires_permission(Permission.ACTIONS_REPORT)
def report(action_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), ReportForm()
    item = queries.action_of(actor, action_id)

    def command() -> ActionItem:
        with_match = bool(request.form.get("with_match"))
        return match_ends.report_task_and_match(actor, item, words=form.words.data or "", with_match=with_match)

    is_right = form.validate_on_submit()
    if form.keep_pictures(actor, item) and is_right and form.run(command):
        return redirect_to_action(item, _("Thank you. The secretary will look at it and close it out."))
    return page_of_action(item, report=form)


@blueprint.route("/<int:action_id>/deadline", methods=["GET", "POST"])
@requires_permission(Permission.ACTIONS_CLOSE)
def deadline(action_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), DeadlineForm()
    item = queries.action_of(actor, action_id)
    if form.validate_on_submit() and form.run(lambda: move_deadline(actor, item, **form.values)):
        return redirect_to_action(item, _("The deadline has been moved."))
    return render_template("actions/deadline.html", form=form, action=item), form.status


@blueprint.post("/<int:action_id>/remind")
@requires_permission(Permission.MEETINGS_RECORD)
def remind(action_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), StepForm()
    item = queries.action_of(actor, action_id)
    if form.validate_on_submit() and (number := form.run(lambda: service.remind_responsible_unit(actor, item))):
        return redirect_to_action(
            item, ngettext("A reminder goes to %(num)s person.", "A reminder goes to %(num)s people.", number)
        )
    return page_of_action(item, step=form)


def redirect_to_action(item: ActionItem, sentence: str) -> ResponseReturnValue:
    """Or back to the first page, where the button was pressed there."""
    flash(sentence, "success")
    if request.form.get("then") == "desk":
        return redirect(url_for("desk.home"))
    return redirect(url_for("actions.show", action_id=item.id))


def page_of_action(
    item: ActionItem,
    *,
    step: StepForm | None = None,
    report: ReportForm | None = None,
    later: LaterDateForm | None = None,
    answer: AnswerForm | None = None,
    part: PartForm | None = None,
) -> ResponseReturnValue:
    """The page of an action item; the forms are refused ones, shown again with what was typed."""
    actor = current_actor()
    is_reporter = actor.may(Permission.ACTIONS_REPORT) and may_report_on_action(actor, item)
    events = history_of(item) if reads_reports(actor, item) else None
    body = render_template(
        "actions/show.html",
        action=item,
        step=step,
        report=report or ReportForm(formdata=None),
        later=later or LaterDateForm(formdata=None),
        answer=answer or AnswerForm(formdata=None),
        may_ask_later=is_reporter and can_ask_for_later_deadline(item),
        part_forms=_part_forms(item, part),
        opened_part=part.number if part else request.args.get("part", 0, type=row_number),
        may_report_on_part=partial(may_report_on_part, actor),
        max_photographs=MAX_PHOTOGRAPHS,
        photographs_of_report=partial(photographs_of_report, item),
        may_change_photographs=partial(may_change_photographs, actor, item),
        states=ACTION_STATE_LABELS,
        tones=ACTION_STATE_TONES,
        labels=ACTION_HISTORY_LABELS,
        steps=offered_steps(ACTION_WORKFLOW, actor, item, ACTION_STEP_LABELS),
        is_reporter=is_reporter and item.state in OPEN_ACTION_STATES,
        may_remind=actor.may(Permission.MEETINGS_RECORD) and _awaits_report_of_unit(item),
        events=events,
        why_declined=_comment_of_declining(item, events or ()),
    )
    return body, HTTPStatus.UNPROCESSABLE_ENTITY if step or report or later or answer or part else HTTPStatus.OK


def _part_forms(item: ActionItem, sent: PartForm | None) -> dict[int, PartForm]:
    """An empty form for each supporting unit, and the one that came back with a fault."""
    empty = {each.id: PartForm(formdata=None, number=each.id) for each in item.supporters}
    return empty | ({sent.number: sent} if sent else {})


def _comment_of_declining(item: ActionItem, events: Sequence[Event]) -> str:
    comments = [event.reason for event in events if event.to_state == ActionState.DECLINED]
    return comments[-1] if comments and item.state == ActionState.DECLINED else ""


def _awaits_report_of_unit(item: ActionItem) -> bool:
    return (
        item.responsible_id is not None and item.state in OPEN_ACTION_STATES and item.state != ActionState.REPORTED_DONE
    )


def _filters_of_action_list(actor: Actor) -> list[tuple[str, str, list[tuple[object, object]]]]:
    """Name in the address, label and choices of each filter."""
    groups = [("open", _("All open ones")), ("overdue", _("Overdue")), ("mine", _("Mine")), ("done", _("Closed out"))]
    states = [(state, label) for state, label in ACTION_STATE_LABELS.items() if state != ActionState.CLOSED]
    if actor.is_committee:
        groups.append(("later", _("Later date asked for")))
    if not actor.may(Permission.MEETINGS_RECORD):
        states = [(state, label) for state, label in states if state != ActionState.DRAFT]
    return [
        ("show", _("State"), [*groups, *states]),
        (
            "quarter",
            _("Deadline in"),
            [(quarter_code(each), quarter_name(*each)) for each in queries.quarters_of_deadlines(actor)],
        ),
    ]


def _export_lines_of_actions(actions: Iterable[ActionItem]) -> Iterator[list[xlsx_export.Value]]:
    for item in actions:
        yield [
            item.title, item.responsible_name, "、".join(each.name for each in item.supporters), item.due,
            item.first_due, item.expected, ACTION_WORKFLOW.label(item.state),
            _("Yes") if item.is_overdue(clock.local_today()) else "", item.outcome, item.done_on,
        ]  # fmt: skip
