from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from partner_hub.communities.quarter_queries import present_quarter
from partner_hub.communities.queries import current_community
from partner_hub.core import clock
from partner_hub.core.actor import current_actor
from partner_hub.core.errors import NotFound
from partner_hub.core.forms import Form, single_line
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.quarters import Quarter, parse_quarter, quarter_after, quarter_code
from partner_hub.matching.models import PlanLine
from partner_hub.matching.planning import queries, service
from partner_hub.matching.planning.forms import PlanLineForm
from partner_hub.needs.need_view import read_need

blueprint = Blueprint("plans", __name__, url_prefix="/c/<int:community_id>/plan")


@blueprint.get("/")
@requires_permission(Permission.MATCHES_DISPATCH)
def index() -> ResponseReturnValue:
    return redirect(url_for("plans.show", quarter=quarter_code(present_quarter(current_community().id))))


@blueprint.get("/<quarter>")
@requires_permission(Permission.MATCHES_DISPATCH)
def show(quarter: str) -> ResponseReturnValue:
    return _plan_page(_quarter_of_path(quarter))


@blueprint.post("/<quarter>/propose")
@requires_permission(Permission.MATCHES_DISPATCH)
def propose(quarter: str) -> ResponseReturnValue:
    wanted, form = _quarter_of_path(quarter), Form()
    if form.validate_on_submit() and form.run(lambda: service.make_plan(current_actor(), current_community(), wanted)):
        flash(_("An assignment has been proposed. Nobody has been asked yet."), "success")
        return redirect(url_for("plans.show", quarter=quarter_code(wanted)))
    return _plan_page(wanted, form)


@blueprint.post("/<quarter>/ask")
@requires_permission(Permission.MATCHES_DISPATCH)
def ask_all(quarter: str) -> ResponseReturnValue:
    wanted, form = _quarter_of_path(quarter), Form()
    plan = queries.newest_plan(current_community().id, wanted)
    if plan is None or not form.validate_on_submit():
        return _plan_page(wanted, form)
    asked = service.ask_units_of_plan(current_actor(), plan)
    if not asked.refused:
        flash(
            ngettext(
                "A unit has been asked for %(num)s need.", "Units have been asked for %(num)s needs.", asked.number
            ),
            "success",
        )
        return redirect(url_for("plans.show", quarter=quarter_code(wanted)))
    form.complain(
        "",
        ngettext(
            "A unit has been asked for %(num)s need, but none for these:",
            "Units have been asked for %(num)s needs, but not for these:",
            asked.number,
        ),
    )
    form.faults = asked.refused
    return _plan_page(wanted, form)


@blueprint.get("/<quarter>/wanted")
@requires_permission(Permission.MATCHES_DISPATCH)
def wanted(quarter: str) -> ResponseReturnValue:
    """What partners are looked for, to be printed or copied into the chat group: public wording only."""
    chosen, community = _quarter_of_path(quarter), current_community()
    plan = queries.newest_plan(community.id, chosen)
    found = queries.needs_without_offering(plan) if plan else []
    return render_template("matching/plan/wanted.html", quarter=chosen, wanted=found, plan=plan)


@blueprint.route("/lines/<int:line_id>", methods=["GET", "POST"])
@requires_permission(Permission.MATCHES_DISPATCH)
def line(line_id: int) -> ResponseReturnValue:
    """Another offering for a need, or none; `q` in the address finds offerings that were not proposed."""
    actor, community = current_actor(), current_community()
    found = queries.plan_line_of(actor, line_id)
    text = single_line(request.args.get("q", ""))
    choices = queries.choices_for_line(actor, community, found, text, clock.local_today())
    form = PlanLineForm(found, [(0, _("None of them"))] + [(each.offering.id, each.offering.name) for each in choices])
    by_id = {each.offering.id: each.offering for each in choices}

    def command() -> PlanLine:
        form.check_version()
        return service.choose_offering(actor, community, found, by_id.get(form.offering.data or 0))

    if form.validate_on_submit() and form.run(command):
        flash(_("Saved."), "success")
        return redirect(url_for("plans.show", quarter=quarter_code((found.plan.year, found.plan.quarter))))
    page = render_template(
        "matching/plan/line.html", form=form, line=found, need=read_need(actor, found.need),
        choices={each.offering.id: each for each in choices},
    )  # fmt: skip
    return page, form.status


@blueprint.post("/lines/<int:line_id>/ask")
@requires_permission(Permission.MATCHES_DISPATCH)
def ask(line_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), Form()
    found = queries.plan_line_of(actor, line_id)
    quarter = (found.plan.year, found.plan.quarter)
    if form.validate_on_submit() and form.run(lambda: service.ask_unit_of_line(actor, found)):
        flash(_("The unit has been asked for “%(name)s”.", name=read_need(actor, found.need).name), "success")
        return redirect(url_for("plans.show", quarter=quarter_code(quarter)))
    return _plan_page(quarter, form)


def _plan_page(quarter: Quarter, form: Form | None = None) -> ResponseReturnValue:
    """`form` is a refused step, whose reasons are shown."""
    community = current_community()
    plan = queries.newest_plan(community.id, quarter)
    view = queries.view_of_plan(current_actor(), community, plan, clock.local_today()) if plan else None
    this = present_quarter(community.id)
    page = render_template(
        "matching/plan/show.html", quarter=quarter, code=quarter_code(quarter), view=view, form=form,
        quarters=[(quarter_code(each), each) for each in dict.fromkeys([this, quarter_after(this), quarter])],
    )  # fmt: skip
    return page, form.status if form else 200


def _quarter_of_path(text: str) -> Quarter:
    found = parse_quarter(text)
    if found is None:
        raise NotFound
    return found
