from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.core.actor import current_actor
from partner_hub.core.errors import NotFound
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.workflow_buttons import StepForm
from partner_hub.partners.merge_models import UnitMerge
from partner_hub.partners.models import Partnership
from partner_hub.partners.queries import unit_of
from partner_hub.partners.workflow import UNIT_STATE_LABELS, UNIT_STATE_TONES
from partner_hub.unit_merges import queries, service
from partner_hub.unit_merges.forms import MergeForm

blueprint = Blueprint("unit_merges", __name__, url_prefix="/c/<int:community_id>/partners")


@blueprint.app_template_global()
def merges_to_undo(unit: Partnership) -> list[UnitMerge]:
    """Template global for the page of a unit, for those who may undo them."""
    actor = current_actor()
    return queries.merges_to_undo(unit) if actor.may(Permission.UNITS_WRITE) else []


@blueprint.get("/<int:partnership_id>/merge")
@requires_permission(Permission.UNITS_WRITE)
def choose(partnership_id: int) -> ResponseReturnValue:
    actor = current_actor()
    unit, words = unit_of(actor, partnership_id), request.args.get("q", "")
    return render_template(
        "unit_merges/choose.html",
        unit=unit,
        words=words,
        found=queries.found_twins(actor, unit, words),
        proposed=queries.proposed_twins(actor, unit),
        states=UNIT_STATE_LABELS,
        tones=UNIT_STATE_TONES,
    )


@blueprint.route("/<int:partnership_id>/merge/<int:other_id>", methods=["GET", "POST"])
@requires_permission(Permission.UNITS_WRITE)
def compare(partnership_id: int, other_id: int) -> ResponseReturnValue:
    """Shows both and what moves before anything happens."""
    actor = current_actor()
    unit, other = unit_of(actor, partnership_id), unit_of(actor, other_id)
    if unit.id == other.id:
        raise NotFound
    form = MergeForm(unit, other)

    def merge() -> UnitMerge:
        form.check_versions()
        kept, merged = form.kept_and_merged
        return service.merge_units(actor, kept, merged, facts=form.chosen_facts)

    if form.validate_on_submit() and (made := form.run(merge)):
        flash(_("Both are one unit now. You can undo it for one day."), "success")
        return redirect(url_for("partners.show", partnership_id=made.kept_id))
    rows = queries.hanging_rows(unit, other)
    page = render_template("unit_merges/compare.html", form=form, unit=unit, other=other, rows=rows)
    return page, form.status


@blueprint.post("/merges/<int:merge_id>/undo")
@requires_permission(Permission.UNITS_WRITE)
def undo(merge_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), StepForm()
    merge = queries.merge_of(actor, merge_id)
    if form.validate_on_submit() and form.run(lambda: service.undo_merge(actor, merge)):
        flash(_("The merge was undone: both units are on the list again."), "success")
    else:
        flash(" ".join(form.problems), "error")
    return redirect(url_for("partners.show", partnership_id=merge.kept_id))
