"""Pages on which a need is taken: a unit claims it, the committee asks one unit or invites several."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.communities.queries import current_community
from partner_hub.core.actor import Actor, current_actor
from partner_hub.core.db import db, roll_back_to_read_only
from partner_hub.core.errors import NotAllowed, NotFound
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.row_numbers import row_number
from partner_hub.core.template_filters import format_day
from partner_hub.core.workflow_buttons import StepForm
from partner_hub.matching import form_choices
from partner_hub.matching.claim_rules import (
    facts_of_need,
    invitations_of_need,
    why_no_unit_may_claim,
    why_not_dispatch,
)
from partner_hub.matching.commands import claims, invitations
from partner_hub.matching.forms import ChosenContribution, ClaimChoices, ClaimForm, DispatchForm, InviteForm
from partner_hub.matching.models import Match, NeedInvitation
from partner_hub.matching.views.blueprint import blueprint, refuse_page
from partner_hub.matching.workflow import MATCH_WORKFLOW
from partner_hub.needs import queries as needs
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import may_read_uninvited, read_need
from partner_hub.offerings import queries as offerings
from partner_hub.offerings.models import Offering
from partner_hub.partners import queries as partners
from partner_hub.partners.models import Partnership
from partner_hub.partners.queries import units_of_actor
from partner_hub.vocabulary.match import MatchState


@blueprint.route("/needs/<int:need_id>/claim", methods=["GET", "POST"])
@requires_permission(Permission.MATCHES_CLAIM)
def claim(need_id: int) -> ResponseReturnValue:
    actor = current_actor()
    need = needs.need_of(actor, need_id)
    if actor.may(Permission.MATCHES_DISPATCH):
        return redirect(url_for("matches.dispatch", need_id=need.id))
    refuse_page(why_no_unit_may_claim(actor, need, facts_of_need(need), units_of_actor(actor)))
    form = ClaimForm(**claim_choices(actor), offering=_preset_offering(actor, need))

    def command() -> Match:
        chosen = form.chosen
        unit, offering = chosen_unit_and_offering(actor, chosen)
        return claims.claim_need(
            actor, need, partnership=unit, offering=offering, quantity=chosen.quantity, promise=form.promise.data or ""
        )

    if form.validate_on_submit() and (match := form.run(command)):
        flash(_("You have claimed it. Now whoever asks answers."), "success")
        return redirect(url_for("matches.show", match_id=match.id))
    if form.is_submitted():
        roll_back_to_read_only()
    return render_template("matching/claim.html", form=form, need=read_need(actor, need)), form.status


@blueprint.route("/needs/<int:need_id>/dispatch", methods=["GET", "POST"])
@requires_permission(Permission.MATCHES_DISPATCH)
def dispatch(need_id: int) -> ResponseReturnValue:
    """The offerings to choose among are found by `q` in the address, or are those of the need's category."""
    actor, community = current_actor(), current_community()
    need = needs.need_of(actor, need_id)
    refuse_page(why_not_dispatch(actor, need))
    wanted = request.args.get("offering", type=row_number) if request.method == "GET" else _posted_offering()
    found = form_choices.search_offerings(actor, request.args.get("q", ""), need.category_id, wanted)
    form = DispatchForm(
        offerings=form_choices.offering_choices(found, community),
        units=form_choices.approved_unit_choices(community.id, besides=need.asking_partnership_id),
        nobody=_("Not chosen"),
        offering=wanted if request.method == "GET" else None,
    )

    def command() -> Match:
        offering = next((each for each in found if each.id == form.offering.data), None)
        unit = offering.partnership if offering else _chosen_unit(actor, form.unit.data)
        return claims.dispatch_need(
            actor, need, partnership=unit, offering=offering,
            quantity=form.quantity.data or 0, promise=form.promise.data or "",
        )  # fmt: skip

    if form.validate_on_submit() and (match := form.run(command)):
        flash(_dispatch_flash(match), "success")
        return redirect(url_for("matches.show", match_id=match.id))
    if form.is_submitted():
        roll_back_to_read_only()
    return render_template("matching/dispatch.html", form=form, need=read_need(actor, need)), form.status


@blueprint.route("/needs/<int:need_id>/invite", methods=["GET", "POST"])
@requires_permission(Permission.MATCHES_DISPATCH)
def invite(need_id: int) -> ResponseReturnValue:
    actor, community = current_actor(), current_community()
    need = needs.need_of(actor, need_id)
    refuse_page(why_not_dispatch(actor, need))
    form = InviteForm(units=form_choices.approved_unit_choices(community.id, besides=need.asking_partnership_id))

    def command() -> bool:
        units = [partners.unit_of(actor, number) for number in form.units.data or []]
        invitations.invite_units(actor, need, units)
        return True

    if form.validate_on_submit() and form.run(command):
        flash(_("The units have been asked."), "success")
        return redirect(url_for("needs.show", need_id=need.id))
    return render_template("matching/invite.html", form=form, need=read_need(actor, need)), form.status


@blueprint.post("/invitations/<int:invitation_id>/decline")
@requires_permission(Permission.MATCHES_CLAIM)
def decline_invitation(invitation_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), StepForm()
    invitation = db.session.get(NeedInvitation, invitation_id)
    if invitation is None or invitation.need.community_id != actor.community_id:
        raise NotFound
    if not (actor.may(Permission.MATCHES_DISPATCH) or actor.speaks_for(invitation.partnership_id)):
        raise NotFound

    def command() -> bool:
        invitations.decline_need_invitation(actor, invitation, reason=form.reason.data or "")
        return True

    if form.validate_on_submit() and form.run(command):
        flash(_("Thank you for your answer."), "success")
    else:
        flash(" ".join(form.problems), "error")
    if not may_read_uninvited(actor, invitation.need):
        return redirect(url_for("matches.the_hall"))
    return redirect(url_for("needs.show", need_id=invitation.need_id))


def claim_choices(actor: Actor) -> ClaimChoices:
    """What ClaimForm and JoinForm let this person choose from."""
    return {
        "units": [(unit.id, unit.name) for unit in units_of_actor(actor)],
        "offerings": form_choices.offering_choices(form_choices.available_own_offerings(actor)),
        "none": _("With none of them: we promise something else"),
    }


def chosen_unit_and_offering(actor: Actor, chosen: ChosenContribution) -> tuple[Partnership, Offering | None]:
    """The rows that were chosen; of a person with one unit it is that one. Raises NotAllowed for another's unit."""
    own = {unit.id: unit for unit in units_of_actor(actor)}
    offering = offerings.offering_of(actor, chosen.offering_id) if chosen.offering_id else None
    unit_id = chosen.unit_id or (next(iter(own)) if len(own) == 1 else None)
    if unit_id not in own:
        raise NotAllowed
    return own[unit_id], offering


def _preset_offering(actor: Actor, need: Need) -> int | None:
    """The id of the offering that a link names, or that an invitation thought of."""
    if (number := request.args.get("offering", type=row_number)) is not None:
        return number
    own = (each for each in invitations_of_need(need) if actor.speaks_for(each.partnership_id))
    return next((each.offering_id for each in own if each.offering_id), None)


def _dispatch_flash(match: Match) -> str:
    """The community's own offerings need no answer."""
    if match.state is MatchState.PROPOSED and match.lead and match.answer_by:
        return _("%(unit)s has been asked to take it, and is told. Answer by %(day)s.",
                 unit=match.lead.name, day=format_day(match.answer_by))  # fmt: skip
    return _("Now: %(state)s.", state=MATCH_WORKFLOW.label(match.state))


def _posted_offering() -> int | None:
    return request.form.get("offering", type=row_number)


def _chosen_unit(actor: Actor, number: int | None) -> Partnership | None:
    return partners.unit_of(actor, number) if number else None
