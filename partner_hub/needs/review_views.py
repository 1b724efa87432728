"""Views of the review of needs: twenty on a page, or one by one."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from partner_hub.core.actor import Actor, current_actor
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.row_numbers import row_number
from partner_hub.core.template_filters import quarter_name
from partner_hub.core.workflow_buttons import offered_steps
from partner_hub.needs import queries, service
from partner_hub.needs.finding_labels import FINDING_LABELS, SENSITIVITY_LABELS
from partner_hub.needs.minutes_titles import facts_of_proposal
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import read_need
from partner_hub.needs.public_wording import marked_pieces
from partner_hub.needs.review_forms import ReviewForm
from partner_hub.needs.review_page import ROWS_PER_REVIEW_PAGE, ReviewPage
from partner_hub.needs.similar_needs import needs_similar_to
from partner_hub.needs.visibility import VISIBILITY_LABELS as VISIBILITIES
from partner_hub.needs.visibility import sensitivities_of_need
from partner_hub.needs.workflow import NEED_STATE_LABELS, NEED_STEP_LABELS, NEED_WORKFLOW
from partner_hub.vocabulary.need import NeedState

blueprint = Blueprint("review", __name__, url_prefix="/c/<int:community_id>/needs/review")
# The steps that end a review without accepting.
OTHER_REVIEW_STEPS = frozenset({"decline", "refer", "withdraw"})
blueprint.add_app_template_filter(marked_pieces, "pieces")
blueprint.add_app_template_filter(facts_of_proposal)


@blueprint.app_context_processor
def _review_words() -> dict[str, object]:
    """For the templates that mark what was found, and those that say how public a need is."""
    return {
        "kinds": FINDING_LABELS,
        "sensitive_words": SENSITIVITY_LABELS,
        "sensitive_in": sensitivities_of_need,
        "visibilities": VISIBILITIES,
    }


@blueprint.route("", methods=["GET", "POST"])
@requires_permission(Permission.NEEDS_TRIAGE)
def index() -> ResponseReturnValue:
    """Twenty at a time: recorded words beside the wording for others; what is ticked is accepted together."""
    actor = current_actor()
    page = ReviewPage(actor, number=request.args.get("page", 1, type=row_number) or 1)
    if page.form.validate_on_submit():
        if number := page.accept():
            flash(ngettext("%(num)s need was accepted.", "%(num)s needs were accepted.", number), "success")
        if not page.refused:
            return redirect(url_for("review.index", page=request.args.get("page")))
    if not (page.total or page.refused):
        flash(_("No need waits for review any more."), "success")
        return redirect(url_for("desk.home"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if page.refused else HTTPStatus.OK
    return render_template("needs/review_page.html", page=page, few=ROWS_PER_REVIEW_PAGE), status


@blueprint.get("/next")
@requires_permission(Permission.NEEDS_TRIAGE)
def start() -> ResponseReturnValue:
    """To the next need that waits, after the one named in the address."""
    waiting = queries.need_ids_waiting_for_review(current_actor(), after=request.args.get("after", 0, type=row_number))
    if waiting:
        return redirect(url_for("review.need", need_id=waiting[0]))
    flash(_("No need waits for review any more."), "success")
    return redirect(url_for("desk.home"))


@blueprint.route("/<int:need_id>", methods=["GET", "POST"])
@requires_permission(Permission.NEEDS_TRIAGE)
def need(need_id: int) -> ResponseReturnValue:
    actor = current_actor()
    found = queries.need_of(actor, need_id)
    if request.method == "GET" and not found.waits_for_review:
        return redirect(url_for("needs.show", need_id=found.id))
    form = ReviewForm(record=found)

    def command() -> Need:
        form.check_version()
        return service.review_need(actor, found, data=form.values, quarter=form.chosen_quarter)

    if form.validate_on_submit() and "preview" not in request.form and form.run(command):
        flash(_accepted_message(found), "success")
        return redirect(url_for("review.start", after=found.id))
    form.propose_wording()
    return render_template("needs/review.html", form=form, **_page_values_beside_form(actor, found)), form.status


def _page_values_beside_form(actor: Actor, found: Need) -> dict[str, object]:
    """What is shown beside the form: the recorded words, how many wait, similar needs, the other steps."""
    waiting = queries.need_ids_waiting_for_review(actor, after=found.id)
    return {
        "need": read_need(actor, found),
        "states": NEED_STATE_LABELS,
        "number": len(waiting),
        "following": next((each for each in waiting if each != found.id), None),
        "similar": [
            read_need(actor, each) for each in needs_similar_to(actor, f"{found.name} {found.content}", besides=found)
        ],
        "steps": [
            each
            for each in offered_steps(NEED_WORKFLOW, actor, found, NEED_STEP_LABELS)
            if each.action in OTHER_REVIEW_STEPS
        ],
    }


def _accepted_message(found: Need) -> str:
    if found.state == NeedState.PUBLISHED and found.year and found.quarter:
        return _("Accepted, and on the list of %(quarter)s.", quarter=quarter_name(found.year, found.quarter))
    return _("Now: %(state)s.", state=NEED_WORKFLOW.label(found.state))
