from datetime import date
from functools import partial
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.communities.quarter_queries import THEME_CHOICE
from partner_hub.communities.queries import current_community
from partner_hub.communities.word_lists import AUDIENCES
from partner_hub.core import clock, xlsx_export
from partner_hub.core.actor import current_actor
from partner_hub.core.db import db
from partner_hub.core.events import history_of
from partner_hub.core.paging import page_of
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.workflow_buttons import StepForm, offered_steps
from partner_hub.offerings import offering_owner, queries, service
from partner_hub.offerings.availability import AVAILABILITY_LABELS as PLACES
from partner_hub.offerings.availability import AVAILABILITY_TONES as PLACES_TONES
from partner_hub.offerings.availability import availability_of, remaining_capacity, when_free_again
from partner_hub.offerings.capacity_periods import (
    CAPACITY_PERIOD_LABELS,
    capacity_in_words,
    free_places_in_words,
    oversold_in_words,
    rest_in_words,
)
from partner_hub.offerings.forms import OfferingForm, RenewForm
from partner_hub.offerings.list_export import cells_of_offering, headings_of_offerings
from partner_hub.offerings.models import Offering
from partner_hub.offerings.workflow import (
    OFFERING_HISTORY_LABELS,
    OFFERING_STATE_LABELS,
    OFFERING_STATE_TONES,
    OFFERING_STEP_LABELS,
    OFFERING_WORKFLOW,
    require_own_offering,
)
from partner_hub.partners.models import Partnership
from partner_hub.partners.queries import may_read_contacts
from partner_hub.vocabulary.offering import CapacityPeriod, OfferingState

SAVED_FOR_REVIEW = _l(
    "Saved. What you changed is looked at by the committee before the offering is on the list again; "
    "what has been promised stays promised."
)

blueprint = Blueprint("offerings", __name__, url_prefix="/c/<int:community_id>/offerings")


@blueprint.app_template_global()
def offerings_of(partnership: Partnership) -> list[tuple[Offering, int | None]]:
    """Template global for the page of a unit: partners is a lower layer and cannot import offerings."""
    return queries.offerings_of_unit(current_actor(), partnership)


@blueprint.app_template_global()
def next_end_of(offering: Offering) -> date | None:
    """Template global for the first page of a unit: the last day that renewing proposes."""
    return service.proposed_renewal_day(offering, clock.local_today())


@blueprint.app_context_processor
def _offering_words() -> dict[str, object]:
    return {
        "offering_states": OFFERING_STATE_LABELS,
        "offering_tones": OFFERING_STATE_TONES,
        "availability": availability_of,
        "capacity_in_words": capacity_in_words,
        "capacity_periods": CAPACITY_PERIOD_LABELS,
        "free_places_in_words": free_places_in_words,
        "oversold_in_words": oversold_in_words,
        "rest_in_words": rest_in_words,
        "places": PLACES,
        "places_tones": PLACES_TONES,
    }


@blueprint.get("/")
@requires_permission(Permission.OFFERINGS_READ)
def index() -> ResponseReturnValue:
    actor, community = current_actor(), current_community()
    page = page_of(queries.listed_offerings(actor, request.args))
    return render_template(
        "offerings/index.html",
        page=page,
        left=remaining_capacity([each.id for each in page.rows]),
        categories=queries.offering_category_options(community.id),
        THEME_CHOICE=THEME_CHOICE,
        audiences=[(word, word) for word in AUDIENCES],
        units=[(queries.COMMUNITY_CHOICE, community.name), *queries.units_with_offerings(actor)],
        to_review=queries.count_offerings_to_review(community.id) if actor.may(Permission.OFFERINGS_REVIEW) else 0,
    )


@blueprint.get("/export.xlsx")
@requires_permission(Permission.EXPORT)
def export() -> ResponseReturnValue:
    actor, community = current_actor(), current_community()
    found = db.session.scalars(queries.listed_offerings(actor, request.args)).all()
    left = remaining_capacity([each.id for each in found])
    rows = [cells_of_offering(actor, community, each, left[each.id]) for each in found]
    return xlsx_export.xlsx_response(f"{community.name}{community.offerings_title}", headings_of_offerings(actor), rows)


@blueprint.route("/new", methods=["GET", "POST"])
@requires_permission(Permission.OFFERINGS_WRITE)
def new() -> ResponseReturnValue:
    actor, community = current_actor(), current_community()
    choices = offering_owner.owner_options(actor, community)
    form = OfferingForm(
        categories=queries.offering_category_options(community.id),
        units=choices,
        **offering_owner.prefilled_owner_values(actor, request.args.get("unit", "")),
    )
    if form.validate_on_submit():
        giver = offering_owner.chosen_owner(actor, form.partnership.data if choices else None)
        add = partial(service.add_offering, actor, community, partnership=giver, data=form.values)
        if offering := form.run(add):
            flash(_("Saved. Now: %(state)s.", state=OFFERING_WORKFLOW.label(offering.state)), "success")
            return redirect(url_for("offerings.show", offering_id=offering.id))
    return render_template("offerings/edit.html", form=form, offering=None, is_revision=False), form.status


@blueprint.get("/<int:offering_id>")
@requires_permission(Permission.OFFERINGS_READ)
def show(offering_id: int) -> ResponseReturnValue:
    return _page_of_offering(queries.offering_of(current_actor(), offering_id))


@blueprint.route("/<int:offering_id>/edit", methods=["GET", "POST"])
@requires_permission(Permission.OFFERINGS_WRITE)
def edit(offering_id: int) -> ResponseReturnValue:
    actor, community = current_actor(), current_community()
    offering = queries.offering_of(actor, offering_id)
    require_own_offering(actor, offering)
    categories = queries.offering_category_options(community.id, kept=offering.category)
    form = OfferingForm(record=offering, categories=categories)

    def save() -> Offering:
        form.check_version()
        return service.change_offering(actor, offering, data=form.values)

    is_revision = service.is_reviewed_change(actor, offering)
    if form.validate_on_submit() and form.run(save):
        is_under_review = is_revision and offering.state == OfferingState.SUBMITTED
        flash(str(SAVED_FOR_REVIEW) if is_under_review else _("Saved."), "success")
        return redirect(url_for("offerings.show", offering_id=offering.id))
    page = render_template("offerings/edit.html", form=form, offering=offering, is_revision=is_revision)
    return page, form.status


@blueprint.post("/<int:offering_id>/submit")
@requires_permission(Permission.OFFERINGS_WRITE)
def submit(offering_id: int) -> ResponseReturnValue:
    return _take_offering_step(offering_id, OfferingState.SUBMITTED)


@blueprint.post("/<int:offering_id>/publish")
@requires_permission(Permission.OFFERINGS_REVIEW)
def publish(offering_id: int) -> ResponseReturnValue:
    return _take_offering_step(offering_id, OfferingState.LISTED)


@blueprint.post("/<int:offering_id>/send-back")
@requires_permission(Permission.OFFERINGS_REVIEW)
def send_back(offering_id: int) -> ResponseReturnValue:
    return _take_offering_step(offering_id, OfferingState.RETURNED)


@blueprint.post("/<int:offering_id>/pause")
@requires_permission(Permission.OFFERINGS_WRITE)
def pause(offering_id: int) -> ResponseReturnValue:
    return _take_offering_step(offering_id, OfferingState.PAUSED)


@blueprint.post("/<int:offering_id>/resume")
@requires_permission(Permission.OFFERINGS_WRITE)
def resume(offering_id: int) -> ResponseReturnValue:
    return _take_offering_step(offering_id, OfferingState.LISTED)


@blueprint.post("/<int:offering_id>/retire")
@requires_permission(Permission.OFFERINGS_WRITE)
def retire(offering_id: int) -> ResponseReturnValue:
    return _take_offering_step(offering_id, OfferingState.RETIRED)


@blueprint.post("/<int:offering_id>/renew")
@requires_permission(Permission.OFFERINGS_WRITE)
def renew(offering_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), RenewForm()
    offering = queries.offering_of(actor, offering_id)
    require_own_offering(actor, offering)
    if form.validate_on_submit() and form.run(
        lambda: service.renew_offering(actor, offering, valid_to=form.values["valid_to"])
    ):
        flash(_sentence_of_renewal(offering), "success")
        return redirect(url_for("offerings.show", offering_id=offering.id))
    return _page_of_offering(offering, renewal=form)


def _sentence_of_renewal(offering: Offering) -> str:
    """A new last day brings nothing back that was used up: the unit says how many there are now."""
    left = remaining_capacity([offering.id])[offering.id]
    if offering.capacity_period is not CapacityPeriod.IN_ALL or left is None or left > 0:
        return _("Renewed.")
    used_up = capacity_in_words(offering, left)
    return _("Renewed. It is used up (%(capacity)s): please enter how many there are now.", capacity=used_up)


def _take_offering_step(offering_id: int, to: OfferingState) -> ResponseReturnValue:
    actor, form = current_actor(), StepForm()
    offering = queries.offering_of(actor, offering_id)
    move = partial(service.move_offering, actor, offering, to, reason=form.reason.data or "")
    if form.validate_on_submit() and form.run(move):
        flash(_("Now: %(state)s.", state=OFFERING_WORKFLOW.label(offering.state)), "success")
        return redirect(url_for("offerings.show", offering_id=offering.id))
    return _page_of_offering(offering, step=form)


def _page_of_offering(
    offering: Offering, step: StepForm | None = None, renewal: RenewForm | None = None
) -> ResponseReturnValue:
    """The page of an offering; `step` or `renewal` is what was refused, shown with its reasons."""
    actor, today = current_actor(), clock.local_today()
    left = remaining_capacity([offering.id])[offering.id]
    is_theirs = actor.may(Permission.OFFERINGS_REVIEW) or actor.speaks_for(offering.partnership_id)
    next_end = service.proposed_renewal_day(offering, today) if is_theirs else None
    body = render_template(
        "offerings/show.html",
        offering=offering,
        state=offering.state_on(today),
        left=left,
        free_again=when_free_again(offering, left) if left is not None and left <= 0 else "",
        step=step,
        steps=offered_steps(OFFERING_WORKFLOW, actor, offering, OFFERING_STEP_LABELS),
        next_end=next_end,
        renewal=renewal or (RenewForm(formdata=None, valid_to=next_end) if next_end else None),
        is_theirs=is_theirs,
        sees_contacts=may_read_contacts(actor, offering.partnership),
        events=history_of(offering) if actor.is_committee else None,
        labels=OFFERING_HISTORY_LABELS,
    )
    return body, HTTPStatus.UNPROCESSABLE_ENTITY if step or renewal else HTTPStatus.OK
