"""Pages of the quarters: the calendar, opening one, its theme and dates, closing it and taking that back."""

from typing import cast

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from partner_hub.communities.quarter_models import CommunityQuarter
from partner_hub.communities.quarter_queries import quarter_row
from partner_hub.communities.queries import current_community
from partner_hub.core.actor import current_actor
from partner_hub.core.errors import NotFound
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.quarters import Quarter, parse_quarter, quarter_code
from partner_hub.core.template_filters import quarter_name
from partner_hub.quarters.call import send_call
from partner_hub.quarters.closing import close_quarter, preview_closing, reopen_quarter, why_not_reopen
from partner_hub.quarters.forms import CallForm, CloseForm, OpenQuarterForm, QuarterForm, ReopenForm
from partner_hub.quarters.notifications import called_people, dates_of_call
from partner_hub.quarters.opening import QuarterPlanValues, edit_quarter, open_quarter
from partner_hub.quarters.queries import calendar_of, categories_of_themes, quarters_to_open
from partner_hub.vocabulary.quarter import QuarterState

blueprint = Blueprint("quarters", __name__, url_prefix="/c/<int:community_id>/quarters")


@blueprint.get("/")
@requires_permission(Permission.MEETINGS_READ)
def index() -> ResponseReturnValue:
    community = current_community()
    may_open = current_actor().may(Permission.QUARTERS_PLAN) and quarters_to_open(community.id)
    return render_template("quarters/index.html", rows=calendar_of(community.id), may_open=may_open)


@blueprint.route("/new", methods=["GET", "POST"])
@requires_permission(Permission.QUARTERS_PLAN)
def new() -> ResponseReturnValue:
    actor, community = current_actor(), current_community()
    form = OpenQuarterForm()
    form.theme_categories.choices = categories_of_themes(community.id)
    form.quarter.choices = [(quarter_code(each), quarter_name(*each)) for each in quarters_to_open(community.id)]

    def save() -> CommunityQuarter:
        values = form.values
        quarter = _quarter_of_code(values.pop("quarter"))
        return open_quarter(actor, community, quarter, data=cast("QuarterPlanValues", values))

    if form.validate_on_submit() and form.run(save):
        flash(_("The quarter is open."), "success")
        return redirect(url_for("quarters.index"))
    return render_template("quarters/edit.html", form=form, row=None), form.status


@blueprint.route("/<code>/edit", methods=["GET", "POST"])
@requires_permission(Permission.QUARTERS_PLAN)
def edit(code: str) -> ResponseReturnValue:
    actor, community = current_actor(), current_community()
    row = _opened_quarter(code)
    form = QuarterForm(record=row)
    form.theme_categories.choices = categories_of_themes(community.id)

    def save() -> bool:
        form.check_version()
        edit_quarter(actor, community, row, data=cast("QuarterPlanValues", form.values))
        return True

    if form.validate_on_submit() and form.run(save):
        flash(_("Saved."), "success")
        return redirect(url_for("quarters.index"))
    return render_template("quarters/edit.html", form=form, row=row), form.status


@blueprint.get("/<code>/call")
@requires_permission(Permission.MEETINGS_READ)
def call(code: str) -> ResponseReturnValue:
    """Until when what is handed in; for the committee also the words for the chat group, and sending it."""
    return _call_page(_opened_quarter(code), CallForm(formdata=None))


@blueprint.post("/<code>/call")
@requires_permission(Permission.QUARTERS_PLAN)
def send(code: str) -> ResponseReturnValue:
    row, form = _opened_quarter(code), CallForm()
    if form.validate_on_submit() and (told := form.run(lambda: send_call(current_actor(), row))) is not None:
        flash(ngettext("The call went to %(num)s person.", "The call went to %(num)s people.", told), "success")
        return redirect(url_for("quarters.call", code=code))
    return _call_page(row, form), form.status


@blueprint.get("/<code>/close")
@requires_permission(Permission.QUARTERS_PLAN)
def close(code: str) -> ResponseReturnValue:
    """What stands in the way of closing the quarter, and what will happen."""
    row = quarter_row(current_community().id, _quarter_of_code(code))
    if row and row.state is QuarterState.CLOSED:
        return redirect(url_for("quarters.closed", code=code))
    return _closing_page(code, CloseForm(formdata=None))


@blueprint.post("/<code>/close")
@requires_permission(Permission.QUARTERS_CLOSE)
def confirm_close(code: str) -> ResponseReturnValue:
    actor, community, quarter, form = current_actor(), current_community(), _quarter_of_code(code), CloseForm()
    if form.validate_on_submit() and form.run(lambda: close_quarter(actor, community, quarter)):
        flash(_("%(quarter)s is closed.", quarter=quarter_name(*quarter)), "success")
        return redirect(url_for("quarters.closed", code=code))
    return _closing_page(code, form), form.status


@blueprint.get("/<code>/closed")
@requires_permission(Permission.QUARTERS_PLAN)
def closed(code: str) -> ResponseReturnValue:
    """What was frozen; the closing may be taken back while nothing of the next quarter was used."""
    row = _opened_quarter(code)
    if row.state is not QuarterState.CLOSED:
        return redirect(url_for("quarters.close", code=code))
    return _closed_page(row, ReopenForm(formdata=None))


@blueprint.post("/<code>/closed")
@requires_permission(Permission.QUARTERS_CLOSE)
def reopen(code: str) -> ResponseReturnValue:
    actor, community, row, form = current_actor(), current_community(), _opened_quarter(code), ReopenForm()
    quarter = (row.year, row.quarter)
    if form.validate_on_submit() and form.run(
        lambda: reopen_quarter(actor, community, quarter, reason=form.reason.data or "")
    ):
        flash(_("The closing was undone: %(quarter)s runs on.", quarter=quarter_name(*quarter)), "success")
        return redirect(url_for("quarters.close", code=code))
    return _closed_page(row, form), form.status


def _call_page(row: CommunityQuarter, form: CallForm) -> str:
    plans = current_actor().may(Permission.QUARTERS_PLAN)
    return render_template(
        "quarters/call.html",
        form=form,
        row=row,
        quarter=quarter_name(row.year, row.quarter),
        dates=dates_of_call(row.items_until, row.lists_until),
        categories=[name for number, name in categories_of_themes(row.community_id) if number in row.theme_categories],
        people=len(called_people(row.community_id)) if plans else 0,
    )


def _closing_page(code: str, form: CloseForm) -> str:
    preview = preview_closing(current_community(), _quarter_of_code(code))
    return render_template(
        "quarters/close.html",
        form=form,
        preview=preview,
        open_needs=url_for("needs.index", quarter=code, state="open"),
        open_actions=url_for("actions.index", show="open"),
    )


def _closed_page(row: CommunityQuarter, form: ReopenForm) -> str:
    faults = why_not_reopen(current_community(), (row.year, row.quarter))
    return render_template("quarters/closed.html", form=form, row=row, faults=faults)


def _quarter_of_code(code: str) -> Quarter:
    quarter = parse_quarter(code)
    if quarter is None:
        raise NotFound
    return quarter


def _opened_quarter(code: str) -> CommunityQuarter:
    row = quarter_row(current_community().id, _quarter_of_code(code))
    if row is None:
        raise NotFound
    return row
