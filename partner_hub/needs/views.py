from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from partner_hub.communities.quarter_queries import THEME_CHOICE
from partner_hub.communities.queries import current_community
from partner_hub.communities.word_lists import CHANNELS, URGENCIES
from partner_hub.core import clock, xlsx_export
from partner_hub.core.actor import Actor, current_actor
from partner_hub.core.db import db
from partner_hub.core.events import history_of
from partner_hub.core.paging import page_of
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.quarters import Quarter, parse_quarter, quarter_code
from partner_hub.core.template_filters import quarter_name
from partner_hub.core.workflow_buttons import StepForm, offered_steps
from partner_hub.needs import queries, service
from partner_hub.needs.end_queries import end_of_need
from partner_hub.needs.ends import why_closing_needs_reason
from partner_hub.needs.forms import ListForm, NeedForm, StaffNeedForm, need_form_for
from partner_hub.needs.main_action import actions_of_need
from partner_hub.needs.models import Need
from partner_hub.needs.moving import MovedNeeds, put_needs_on_list
from partner_hub.needs.need_view import NeedReading, read_need, recorded_message
from partner_hub.needs.similar_needs import needs_similar_to
from partner_hub.needs.workflow import (
    NEED_HISTORY_LABELS,
    NEED_STATE_LABELS,
    NEED_STATE_TONES,
    NEED_STEP_LABELS,
    NEED_WORKFLOW,
)

blueprint = Blueprint("needs", __name__, url_prefix="/c/<int:community_id>/needs")
NEED_ORDERS = (
    ("", _l("Newest first")),
    ("urgency", _l("Most urgent first")),
    ("deadline", _l("Earliest wanted first")),
    (THEME_CHOICE, _l("The quarter's theme first")),
    ("name", _l("Title")),
)
# The names of buttons that show the form again and record nothing.
BUTTONS_THAT_ONLY_ASK = frozenset({"preview", "similar"})
# A cookie holds the messages.
MOST_REFUSALS_TOLD = 8
NEED_LIST_FILTERS = ("q", "state", "category", "grid", "urgency", "channel", "quarter", "sort")


@blueprint.get("/")
@requires_permission(Permission.NEEDS_READ)
def index() -> ResponseReturnValue:
    actor = current_actor()
    page = page_of(queries.listed_needs(actor, _wishes_from_url()))
    return render_template(
        "needs/index.html",
        page=page,
        readings=[read_need(actor, need) for need in page.rows],
        filters=_filters_of_need_list(actor),
        orders=NEED_ORDERS,
        open_quarters=queries.quarters_to_list_on(current_community().id, clock.local_today()),
        states=NEED_STATE_LABELS,
        tones=NEED_STATE_TONES,
    )


@blueprint.get("/export.xlsx")
@requires_permission(Permission.EXPORT)
def export() -> ResponseReturnValue:
    actor = current_actor()
    needs = db.session.scalars(queries.listed_needs(actor, _wishes_from_url()))
    headings = [
        _("Need"), _("What is needed"), _("Category"), _("Grid"), _("Channel"), _("Unit that asks"), _("Whom it helps"),
        _("How many"), _("Urgency"), _("Raised on"), _("Wanted by"), _("Wanted by, in words"), _("State"), _("Quarter"),
    ]  # fmt: skip
    return xlsx_export.xlsx_response(
        current_community().needs_title, headings, _export_lines_of_needs(read_need(actor, need) for need in needs)
    )


@blueprint.get("/<int:need_id>")
@requires_permission(Permission.NEEDS_READ)
def show(need_id: int) -> ResponseReturnValue:
    return _page_of_need(queries.need_of(current_actor(), need_id))


@blueprint.route("/new", methods=["GET", "POST"])
@requires_permission(Permission.NEEDS_WRITE)
def new() -> ResponseReturnValue:
    actor = current_actor()
    form = need_form_for(actor)()
    if form.validate_on_submit() and not BUTTONS_THAT_ONLY_ASK & request.form.keys():
        same_as = queries.same_need_named(actor, request.form.get("same_as", ""))
        if sent := form.run(lambda: form.send(actor, current_community(), same_as=same_as)):
            need, is_new = sent
            flash(recorded_message(is_new=is_new), "success")
            return redirect(url_for("needs.show", need_id=need.merged_into_id or need.id))
    # For static/worker.js: this page may be kept on the device, and whose it is. News for one moment are not kept.
    may_be_kept = not form.is_submitted() and not session.get("_flashes")
    response = make_response(*_page_of_need_form(form, None))
    if may_be_kept:
        response.headers["Hub-Writer"] = str(actor.user_id)
    return response


@blueprint.get("/similar")
@requires_permission(Permission.NEEDS_WRITE)
def similar() -> ResponseReturnValue:
    """A piece of a page for static/similar.js; without script the form's own button shows the same."""
    actor = current_actor()
    return render_template("needs/similar.html", **_values_of_similar_needs(actor, request.args.get("text", "")))


@blueprint.route("/<int:need_id>/edit", methods=["GET", "POST"])
@requires_permission(Permission.NEEDS_WRITE)
def edit(need_id: int) -> ResponseReturnValue:
    actor = current_actor()
    need = queries.need_of(actor, need_id)
    service.require_may_edit_need(actor, need)
    form = need_form_for(actor)(record=need)

    def command() -> Need:
        form.check_version()
        return service.edit_need(actor, need, data=form.values)

    if form.validate_on_submit() and not BUTTONS_THAT_ONLY_ASK & request.form.keys() and form.run(command):
        flash(_("Saved."), "success")
        return redirect(url_for("needs.show", need_id=need.id))
    return _page_of_need_form(form, need)


@blueprint.post("/<int:need_id>/step/<action>")
@requires_permission(Permission.NEEDS_WRITE)
def step(need_id: int, action: str) -> ResponseReturnValue:
    actor, form = current_actor(), StepForm()
    need = queries.need_of(actor, need_id)

    def command() -> Need:
        to = NEED_WORKFLOW.target(need, action)
        return service.move_need(actor, need, to=to, reason=form.reason.data or "")

    if form.validate_on_submit() and form.run(command):
        flash(_("Now: %(state)s.", state=NEED_WORKFLOW.label(need.state)), "success")
        if request.args.get("then") == "review":
            return redirect(url_for("review.start", after=need.id))
        return redirect(url_for("needs.show", need_id=need.id))
    return _page_of_need(need, form)


@blueprint.post("/quarter-list")
@requires_permission(Permission.NEEDS_TRIAGE)
def put_on_list() -> ResponseReturnValue:
    """Several needs at once, ticked on the list, back to which it leads as it was filtered; or one, from its page."""
    actor, form = current_actor(), ListForm()
    quarter = parse_quarter(form.quarter.data or "")
    if form.validate_on_submit() and quarter and (form.need.data or form.all_found.data):
        chosen = queries.listed_needs(actor, _wishes_from_url())
        needs = (
            db.session.scalars(chosen).all() if form.all_found.data else queries.needs_of(actor, form.need.data or [])
        )
        moved = put_needs_on_list(actor, needs, year=quarter[0], quarter=quarter[1])
        _tell_what_moved(moved, quarter)
    else:
        flash(_("Please tick the needs that are to be put on the list."), "error")
    if form.need.data and request.args.get("then") == "need":
        return redirect(url_for("needs.show", need_id=form.need.data[0]))
    return redirect(f"{url_for('needs.index')}?{urlencode(_wishes_from_url())}")


def _tell_what_moved(moved: MovedNeeds, quarter: Quarter) -> None:
    name = quarter_name(*quarter)
    if moved.number or not moved.waiting:
        flash(
            ngettext(
                "%(num)s need was put on the list of %(quarter)s.",
                "%(num)s needs were put on the list of %(quarter)s.",
                moved.number,
                quarter=name,
            )
        )
    if moved.waiting:
        flash(
            ngettext(
                "%(num)s need still waits for review; it is for %(quarter)s once it is accepted.",
                "%(num)s needs still wait for review; they are for %(quarter)s once they are accepted.",
                moved.waiting,
                quarter=name,
            )
        )
    for sentence, _url in moved.refused[:MOST_REFUSALS_TOLD]:
        flash(sentence, "error")
    if more := len(moved.refused[MOST_REFUSALS_TOLD:]):
        flash(ngettext("%(num)s more stays where it is.", "%(num)s more stay where they are.", more), "error")


def _page_of_need(need: Need, step: StepForm | None = None) -> ResponseReturnValue:
    """The page of a need; `step` is a refused one, whose reasons and typed text are shown."""
    actor, reading = current_actor(), read_need(current_actor(), need)
    offered = offered_steps(NEED_WORKFLOW, actor, need, NEED_STEP_LABELS)
    if why_closing_needs_reason(need):
        offered = [replace(each, needs_reason=True) if each.action == "close" else each for each in offered]
    end = end_of_need(need)
    body = render_template(
        "needs/show.html",
        need=reading,
        step=step,
        states=NEED_STATE_LABELS,
        tones=NEED_STATE_TONES,
        labels=NEED_HISTORY_LABELS,
        steps=offered,
        # The template adds whether somebody takes it: matching is a higher layer than needs.
        actions_of_need=partial(
            actions_of_need,
            need,
            offered,
            may_review=actor.may(Permission.NEEDS_TRIAGE),
            is_contradicted=end is not None and end.is_contradicted,
        ),
        may_edit=service.may_edit_need(actor, need),
        open_quarters=queries.quarters_to_list_on(current_community().id, clock.local_today()),
        merged=[read_need(actor, each) for each in queries.needs_merged_into(actor, need)] if reading.is_own else [],
        whole=[read_need(actor, each) for each in queries.need_merged_into(actor, need)] if reading.is_own else [],
        events=history_of(need) if reading.is_own else None,
    )
    return body, HTTPStatus.UNPROCESSABLE_ENTITY if step else HTTPStatus.OK


def _page_of_need_form(form: NeedForm, need: Need | None) -> tuple[str, int]:
    """The form; staff see beside it what everybody will read."""
    if isinstance(form, StaffNeedForm) and (need or form.is_submitted()):
        form.propose_wording()
    asked = not need and "similar" in request.form
    found = (
        _values_of_similar_needs(current_actor(), f"{form.name.data or ''} {form.content.data or ''}") if asked else {}
    )
    return render_template("needs/edit.html", form=form, need=need, **found), form.status


def _values_of_similar_needs(actor: Actor, text: str) -> dict[str, Any]:
    """What templates/needs/similar.html shows: needs that this person may read and that resemble `text`."""
    return {
        "similar": [read_need(actor, need) for need in needs_similar_to(actor, text)],
        "states": NEED_STATE_LABELS,
        "may_join": not actor.partnership_ids,
        "asked": bool(text.strip()),
    }


def _filters_of_need_list(actor: Actor) -> list[tuple[str, str, list[tuple[object, object]]]]:
    """Name in the address, label and choices of each filter."""
    groups = [("open", _("All open ones")), ("done", _("All that are done"))]
    categories = [(each.id, each.name) for each in queries.categories_in_use(actor.community_id)]
    of_theme, of_none = (THEME_CHOICE, _("Of the quarter's theme")), ("none", _("Without a category"))
    return [
        ("state", _("State"), [*groups, *NEED_STATE_LABELS.items()]),
        (
            "category",
            _("Category"),
            [of_theme, *categories, of_none],
        ),
        ("grid", _("Grid"), [(each.id, each.label) for each in queries.grid_cells(actor.community_id)]),
        ("urgency", _("Urgency"), [(word, word) for word in URGENCIES]),
        ("channel", _("Channel"), [(word, word) for word in CHANNELS]),
        (
            "quarter",
            _("Quarter"),
            [(quarter_code(each), quarter_name(*each)) for each in queries.quarters_with_needs(actor)],
        ),
    ]


def _wishes_from_url() -> dict[str, str]:
    return {name: request.args[name] for name in NEED_LIST_FILTERS if request.args.get(name)}


def _export_lines_of_needs(readings: Iterator[NeedReading]) -> Iterator[list[xlsx_export.Value]]:
    for need in readings:
        yield [
            need.name, need.text, need.category, need.grid, need.channel, need.asked_by, need.beneficiaries,
            need.number, need.urgency, need.raised_on, need.deadline, need.wanted_by, NEED_WORKFLOW.label(need.state),
            quarter_name(*need.quarter) if need.quarter else "",
        ]  # fmt: skip
