"""Invitations: a link is offered, and account and role come into being when it is accepted.

That an account exists already is not told to the inviter: nothing is looked up before the link is used. The link never
sets the password of an existing account; its owner signs in and takes the additional role.
"""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from partner_hub.accounts import mails, passwords, queries, service, units
from partner_hub.accounts.link_secrets import LinkEnded, new_secret, sha256
from partner_hub.accounts.models import Invitation, RoleGrant, User
from partner_hub.accounts.names import normal_email, normal_phone
from partner_hub.accounts.roles import may_manage
from partner_hub.communities.models import Community, GridCell
from partner_hub.core import clock
from partner_hub.core.absolute_urls import absolute_url
from partner_hub.core.actor import Actor
from partner_hub.core.db import db, rows_changed
from partner_hub.core.errors import DomainError, ExplainedNotFound, NotAllowed, NotFound
from partner_hub.core.events import record_event
from partner_hub.core.permissions import UNIT_ROLES, Role

LIFE = timedelta(days=14)


class HasAccount(DomainError):
    """Whoever was invited has an account already and must sign in to accept."""


def invite(actor: Actor, community: Community | None, *, data: dict[str, Any]) -> tuple[Invitation, str]:
    """Offer a role; returns the invitation and its link, which is shown once and mailed when an e-mail is known.

    `data`: name, email and/or phone, role, partnership_id (unit roles), grid_id (grid workers, optional), district
    (district observers). An open invitation of the same person to the same role there ends. Raises DomainError at the
    field, NotAllowed, NotFound (unit or grid cell of another community).
    """
    invitation = _draft(actor, community, data)
    if not may_manage(actor, invitation):
        raise NotAllowed(_("You may not give this role."))
    for older in _open_ones_like(invitation):
        older.withdrawn_at = clock.utc_now()
    secret, invitation.secret_hash = new_secret()
    db.session.add(invitation)
    db.session.flush()
    record_event(
        actor,
        invitation,
        "create",
        details={"name": invitation.name, "role": invitation.role, "place": invitation.place},
    )
    return invitation, _send(invitation, secret)


def renew(actor: Actor, invitation: Invitation) -> str:
    """A fresh link for an open invitation; the old one ends. Returns the link."""
    _must_be_open(invitation)
    secret, invitation.secret_hash = new_secret()
    invitation.expires_at = clock.utc_now() + LIFE
    record_event(actor, invitation, "renew")
    return _send(invitation, secret)


def withdraw(actor: Actor, invitation: Invitation) -> None:
    _must_be_open(invitation)
    invitation.withdrawn_at = clock.utc_now()
    record_event(actor, invitation, "withdraw")


def find(secret: str) -> Invitation:
    """The open invitation of a link; raises NotFound or LinkEnded, whose sentence says what to do."""
    invitation = db.session.scalar(db.select(Invitation).where(Invitation.secret_hash == sha256(secret)))
    if invitation is None:
        raise ExplainedNotFound(_("This link is not known. Please copy it as a whole, or ask for a new one."))
    _must_be_open(invitation)
    if invitation.has_expired:
        raise LinkEnded(_("This invitation has expired. Please ask %(who)s for a new one.", who=invitation.invited_by))
    return invitation


def accept_as_new(invitation: Invitation, *, data: dict[str, Any]) -> User:
    """Create the account with the password in `data` and grant the role; raises HasAccount or DomainError."""
    if queries.user_by(invitation.email, invitation.phone):
        raise HasAccount(_("There is an account for this e-mail or phone number already. Please sign in to accept."))
    password_hash = passwords.hash_password(data["new_password"])
    user = service.create_user(name=data["name"], email=invitation.email, phone=invitation.phone)
    user.password_hash = password_hash
    _take(invitation, user)
    return user


def accept_as(user: User, invitation: Invitation) -> User:
    """The signed-in person takes the role in addition."""
    _take(invitation, user)
    return user


def _draft(actor: Actor, community: Community | None, data: dict[str, Any]) -> Invitation:
    role, email, phone = (
        Role(data["role"]),
        normal_email(data.get("email") or ""),
        normal_phone(data.get("phone") or ""),
    )
    if not (email or phone):
        raise DomainError(_("Please give an e-mail address or a phone number."), field="email")
    partnership_id = data.get("partnership_id") if role in UNIT_ROLES else None
    if role in UNIT_ROLES and not partnership_id:
        raise DomainError(_("Please choose the unit."), field="partnership_id")
    grid_id = data.get("grid_id") if role == Role.GRID_WORKER else None
    place = _place(community, partnership_id, grid_id) or data.get("district", "")
    return Invitation(
        name=data["name"], email=email, phone=phone, role=role, community_id=community.id if community else None,
        partnership_id=partnership_id or None, grid_id=grid_id or None, district=data.get("district", ""), place=place,
        invited_by=_("The operator of Partner Hub") if actor.operator else actor.name,
        expires_at=clock.utc_now() + LIFE,
    )  # fmt: skip


def _place(community: Community | None, partnership_id: int | None, grid_id: int | None) -> str:
    if community is None:
        return ""
    if partnership_id:
        return f"{units.unit_name(community.id, partnership_id)} · {community.name}"
    if grid_id:
        cell = db.session.get(GridCell, grid_id)
        if cell is None or cell.community_id != community.id:
            raise NotFound
        return f"{cell.label} · {community.name}"
    return community.name


def _open_ones_like(invitation: Invitation) -> list[Invitation]:
    same = db.select(Invitation).filter_by(
        email=invitation.email, phone=invitation.phone, role=invitation.role, community_id=invitation.community_id,
        partnership_id=invitation.partnership_id, accepted_at=None, withdrawn_at=None,
    )  # fmt: skip
    return list(db.session.scalars(same))


def _send(invitation: Invitation, secret: str) -> str:
    link = absolute_url("accounts.invitation", secret=secret)
    if invitation.email:
        mails.send_invitation(invitation, link)
    return link


def _must_be_open(invitation: Invitation) -> None:
    if invitation.accepted_at:
        raise LinkEnded(_("This invitation has been accepted already. Please sign in."))
    if invitation.withdrawn_at:
        raise LinkEnded(_("This invitation was withdrawn or replaced by a newer one."))


def _take(invitation: Invitation, user: User) -> None:
    """Two clicks on the same link grant one role: only one of them finds it open."""
    taken = update(Invitation).where(
        Invitation.id == invitation.id, Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None)
    )
    if rows_changed(taken.values(accepted_at=clock.utc_now())) != 1:
        raise LinkEnded(_("This invitation has been accepted already. Please sign in."))
    grant = _live_grant_like(invitation, user) or service.grant_role(
        user, invitation.role, community_id=invitation.community_id, partnership_id=invitation.partnership_id,
        grid_id=invitation.grid_id, district=invitation.district,
    )  # fmt: skip
    record_event(
        Actor(user.id, user.name, invitation.community_id or 0), grant, "accept", on_behalf_of=invitation.place
    )


def _live_grant_like(invitation: Invitation, user: User) -> RoleGrant | None:
    return db.session.scalar(
        db.select(RoleGrant).filter_by(
            user_id=user.id, role=invitation.role, community_id=invitation.community_id,
            partnership_id=invitation.partnership_id, grid_id=invitation.grid_id, district=invitation.district,
            revoked_at=None,
        )
    )  # fmt: skip
