"""Asking several units first whether they take a need, before every unit may claim it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from flask_babel import gettext as _
from sqlalchemy import not_

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, raise_refusal
from partner_hub.core.events import record_event
from partner_hub.core.permissions import Permission
from partner_hub.matching import notifications
from partner_hub.matching.capacity import lock_needs_and_offerings
from partner_hub.matching.claim_rules import (
    facts_of_need,
    invitations_of_need,
    why_not_act_for,
    why_not_decline_invitation,
    why_not_dispatch,
)
from partner_hub.matching.coverage import is_fully_covered
from partner_hub.matching.models import NeedInvitation
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.unit import UnitState


def invite_units(
    actor: Actor, need: Need, partnerships: Sequence[Partnership], *, offerings: Mapping[int, Offering] | None = None
) -> list[NeedInvitation]:
    """Ask these units first; the hall opens to everybody after the community's `invite_days`.

    A unit that declined is asked anew.

    Args:
        offerings: by id of the partnership, which of its offerings is thought of.

    Raises:
        NotAllowed: the actor is not of the committee.
        Conflict: the need is not on a list.
        DomainError: no unit is named, or one that is not approved here or asks for the need itself.
    """
    actor.require(Permission.MATCHES_DISPATCH)
    lock_needs_and_offerings([need])
    raise_refusal(why_not_dispatch(actor, need))
    _require_units_to_invite(need, partnerships)
    found = {each.partnership_id: each for each in invitations_of_need(need)}
    thought_of, asked = offerings or {}, []
    for unit in dict.fromkeys(partnerships):
        invitation = found.get(unit.id)
        if invitation is None:
            invitation = NeedInvitation(need=need, partnership=unit, invited_by=actor.name)
            db.session.add(invitation)
        elif invitation.declined_at is None:
            continue
        invitation.invited_by, invitation.invited_at = actor.name, clock.utc_now()
        invitation.declined_at, invitation.decline_reason = None, ""
        invitation.offering = thought_of.get(unit.id)
        asked.append(invitation)
    community = db.session.get_one(Community, need.community_id)
    if asked:
        need.hall_from = clock.utc_now() + timedelta(days=community.invite_days)
    db.session.flush()
    names = [each.partnership.name for each in asked]
    record_event(actor, need, "invite", details={"units": names})
    notifications.notify_of_invitations(need, asked)
    return asked


def _require_units_to_invite(need: Need, units: Sequence[Partnership]) -> None:
    if not units:
        raise DomainError(_("Please choose at least one unit."), field="units")
    for unit in units:
        if unit.community_id != need.community_id or unit.state is not UnitState.APPROVED:
            raise DomainError(_("Only approved units can be invited: %(unit)s.", unit=unit.name), field="units")
        if unit.id == need.asking_partnership_id:
            raise DomainError(_("This unit asks for it itself."), field="units")


def decline_need_invitation(actor: Actor, invitation: NeedInvitation, *, reason: str) -> None:
    """An invited unit does not take the need; when the last one has said so, the hall opens at once.

    Raises:
        NotAllowed: the actor does not act for the unit.
        Conflict: the unit has declined or taken the need already, or the need is no longer on a list.
        DomainError: the reason is missing.
    """
    raise_refusal(why_not_act_for(actor, invitation.partnership))
    if not reason.strip():
        raise DomainError(_("Please give a reason."), field="reason")
    need = invitation.need
    # Whoever declines last must see that all others have: one at a time.
    lock_needs_and_offerings([need])
    facts = facts_of_need(need)
    raise_refusal(why_not_decline_invitation(actor, invitation, facts))
    invitation.declined_at, invitation.decline_reason = clock.utc_now(), reason.strip()
    if all(each.declined_at for each in facts.invitations) and need.hall_from and need.hall_from > clock.utc_now():
        need.hall_from = clock.utc_now()
    db.session.flush()
    record_event(actor, need, "decline_invitation", reason=reason.strip(), on_behalf_of=invitation.partnership.name)
    notifications.notify_of_declined_invitation(actor, invitation)


def notify_of_opened_halls(today: date) -> int:
    """Tell the committee of needs whose hall has opened and that are not covered in full; returns how many people.

    Each need once. Run it every night.
    """
    begun = clock.from_local(datetime.combine(today, time()))
    is_open = (Need.state == NeedState.PUBLISHED, Need.deferred_on.is_(None), not_(is_fully_covered()))
    opened = db.select(Need).where(*is_open, Need.hall_from <= begun).order_by(Need.id)
    return sum(notifications.notify_of_open_hall(need) for need in db.session.scalars(opened).all())
