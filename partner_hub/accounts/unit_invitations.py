"""Invite the people of many units in one act; each link admits one unit, and is withdrawn singly."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import insert

from partner_hub.accounts import mails, units
from partner_hub.accounts.invitations import INVITATION_LIFE, give_secret, link_of_unit_invitation
from partner_hub.accounts.models import Invitation, RoleGrant, User
from partner_hub.accounts.roles import may_manage
from partner_hub.accounts.sign_in_names import normal_email, normal_phone
from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import NotAllowed, NotFound
from partner_hub.core.events import record_events
from partner_hub.core.permissions import UNIT_ROLES, Role


@dataclass(frozen=True)
class UnitInvitee:
    """Somebody of a unit; with neither address nor number the person chooses what to sign in with."""

    partnership_id: int
    name: str = ""
    email: str = ""
    phone: str = ""


def invite_units(actor: Actor, community: Community, invitees: Sequence[UnitInvitee], role: Role) -> list[Invitation]:
    """An invitation for each, mailed where an address is known; a fixed number of statements.

    Units that have an open invitation keep it and get no second one.

    Raises:
        DomainError: at email or phone of one of them.
        NotAllowed: for a role that is no unit's, or that the actor may not give there.
        NotFound: for a unit that is not the community's.
    """
    names, invited = dict(units.present_units_of(community.id)), invited_units(community.id)
    if any(each.partnership_id not in names for each in invitees):
        raise NotFound
    drafts = [
        _drafted_unit_invitation(actor, community, each, role, names[each.partnership_id])
        for each in invitees
        if each.partnership_id not in invited
    ]
    if role not in UNIT_ROLES or not all(may_manage(actor, each) for each in drafts):
        raise NotAllowed(_("You may not give this role."))
    made = _insert_invitations(drafts)
    facts = [(each.id, {"name": each.name, "role": each.role.value, "place": each.place}) for each in made]
    record_events(actor, Invitation, "create", facts)
    mails.send_invitations((each, link_of_unit_invitation(each)) for each in made)
    return made


def invited_units(community_id: int) -> set[int]:
    """The units with an invitation that is still good."""
    statement = db.select(Invitation.partnership_id).where(
        Invitation.community_id == community_id,
        Invitation.role.in_(UNIT_ROLES),
        Invitation.accepted_at.is_(None),
        Invitation.withdrawn_at.is_(None),
        Invitation.expires_at > clock.utc_now(),
    )
    return {number for number in db.session.scalars(statement) if number}


def units_with_account(community_id: int) -> set[int]:
    """The units for which somebody can sign in."""
    statement = (
        db.select(RoleGrant.partnership_id)
        .join(RoleGrant.user)
        .where(RoleGrant.community_id == community_id, RoleGrant.role.in_(UNIT_ROLES))
        .where(RoleGrant.revoked_at.is_(None), User.disabled_at.is_(None))
    )
    return {number for number in db.session.scalars(statement) if number}


def _insert_invitations(drafts: Sequence[Invitation]) -> list[Invitation]:
    """Two statements, however many: the session would insert each by itself, to learn its number."""
    if not drafts:
        return []
    columns = [column.key for column in Invitation.__table__.columns]
    rows = [{name: value for name in columns if (value := getattr(each, name)) is not None} for each in drafts]
    db.session.execute(insert(Invitation), rows)
    hashes = [each.secret_hash for each in drafts]
    made = db.select(Invitation).where(Invitation.secret_hash.in_(hashes)).order_by(Invitation.place, Invitation.id)
    return list(db.session.scalars(made))


def _drafted_unit_invitation(
    actor: Actor, community: Community, invitee: UnitInvitee, role: Role, unit_name: str
) -> Invitation:
    invitation = Invitation(
        name=invitee.name, email=normal_email(invitee.email), phone=normal_phone(invitee.phone), role=role,
        community_id=community.id, partnership_id=invitee.partnership_id, district="",
        place=f"{unit_name} · {community.name}",
        invited_by=_("The operator of Partner Hub") if actor.operator else actor.name,
        expires_at=clock.utc_now() + INVITATION_LIFE,
    )  # fmt: skip
    give_secret(invitation)
    return invitation
