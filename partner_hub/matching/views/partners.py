"""Joint claims: units that support join and leave, and the lead goes from one to another."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.core.actor import Actor, current_actor
from partner_hub.core.db import db
from partner_hub.core.errors import NotFound
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.workflow_buttons import StepForm
from partner_hub.matching import queries
from partner_hub.matching.commands import supporters
from partner_hub.matching.forms import JoinForm, QuantityForm
from partner_hub.matching.models import Match, MatchPartner
from partner_hub.matching.partner_rules import why_no_unit_may_join, why_not_change_quantity
from partner_hub.matching.views.blueprint import blueprint, refuse_page
from partner_hub.matching.views.record import match_page
from partner_hub.matching.views.taking import chosen_unit_and_offering, claim_choices
from partner_hub.needs import queries as needs


@blueprint.route("/<int:match_id>/join", methods=["GET", "POST"])
@requires_permission(Permission.MATCHES_CLAIM)
def join(match_id: int) -> ResponseReturnValue:
    """Also for units that do not see the match itself: they read its needs, and who takes them."""
    actor = current_actor()
    match = _match_with_readable_needs(actor, match_id)
    refuse_page(why_no_unit_may_join(actor, match))
    form = JoinForm(**claim_choices(actor))

    def command() -> MatchPartner:
        chosen = form.chosen
        unit, offering = chosen_unit_and_offering(actor, chosen)
        return supporters.join_match(actor, match, partnership=unit, offering=offering, quantity=chosen.quantity)

    if form.validate_on_submit() and form.run(command):
        flash(_("Your unit joins in."), "success")
        return redirect(url_for("matches.show", match_id=match.id))
    return render_template("matching/join.html", form=form, match=match), form.status


@blueprint.post("/<int:match_id>/partners/<int:partner_id>/leave")
@requires_permission(Permission.MATCHES_CLAIM)
def leave(match_id: int, partner_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), StepForm()
    match, partner = _match_and_partner(actor, match_id, partner_id)

    def command() -> None:
        supporters.leave_match(actor, match, partner, reason=form.reason.data or "")

    if not _run_partner_command(form, command):
        return match_page(match, form)
    flash(_("The unit has left the match."), "success")
    sees_it = actor.may(Permission.BOARD) or db.session.scalar(
        queries.visible_matches(actor).where(Match.id == match.id)
    )
    return redirect(url_for("matches.show", match_id=match.id) if sees_it else url_for("matches.index"))


@blueprint.post("/<int:match_id>/partners/<int:partner_id>/welcome")
@requires_permission(Permission.MATCHES_CLAIM)
def welcome(match_id: int, partner_id: int) -> ResponseReturnValue:
    return _answer_partner_step(match_id, partner_id, supporters.welcome_partner)


@blueprint.post("/<int:match_id>/partners/<int:partner_id>/lead")
@requires_permission(Permission.MATCHES_CLAIM)
def lead(match_id: int, partner_id: int) -> ResponseReturnValue:
    return _answer_partner_step(match_id, partner_id, supporters.hand_over_lead)


@blueprint.route("/<int:match_id>/partners/<int:partner_id>/quantity", methods=["GET", "POST"])
@requires_permission(Permission.MATCHES_CLAIM)
def quantity(match_id: int, partner_id: int) -> ResponseReturnValue:
    actor = current_actor()
    match, partner = _match_and_partner(actor, match_id, partner_id)
    refuse_page(why_not_change_quantity(actor, match, partner))
    form = QuantityForm(quantity=partner.quantity)
    if form.validate_on_submit() and _run_partner_command(
        form, lambda: supporters.change_quantity(actor, match, partner, form.quantity.data or 0)
    ):
        flash(_("Saved."), "success")
        return redirect(url_for("matches.show", match_id=match.id))
    return render_template("matching/quantity.html", form=form, match=match, partner=partner), form.status


def _answer_partner_step(
    match_id: int, partner_id: int, command: Callable[[Actor, Match, MatchPartner], None]
) -> ResponseReturnValue:
    actor, form = current_actor(), StepForm()
    match, partner = _match_and_partner(actor, match_id, partner_id)
    if form.validate_on_submit() and _run_partner_command(form, lambda: command(actor, match, partner)):
        flash(_("Saved."), "success")
        return redirect(url_for("matches.show", match_id=match.id))
    return match_page(match, form)


def _run_partner_command(form: StepForm | QuantityForm, command: Callable[[], None]) -> bool:
    """Whether the command went through."""

    def done() -> bool:
        command()
        return True

    return form.validate_on_submit() and bool(form.run(done))


def _match_with_readable_needs(actor: Actor, match_id: int) -> Match:
    """A live match of needs that this person may read."""
    match = db.session.get(Match, match_id)
    if match is None or match.community_id != actor.community_id:
        raise NotFound
    for entry in match.needs:
        needs.need_of(actor, entry.need_id)
    return match


def _match_and_partner(actor: Actor, match_id: int, partner_id: int) -> tuple[Match, MatchPartner]:
    match = queries.match_of(actor, match_id)
    partner = next((each for each in match.partners if each.id == partner_id), None)
    if partner is None:
        raise NotFound
    return match, partner
