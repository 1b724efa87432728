"""Invitations: a link with a role; account and grant are created when it is accepted.

The inviter does not learn whether an account exists (no user enumeration): nothing is looked up before the link is
used. The link never sets the password of an existing account; its owner signs in and takes the additional role.
"""

from datetime import UTC, timedelta
from typing import NotRequired, TypedDict

from flask_babel import gettext as _
from sqlalchemy import update

from partner_hub.accounts import mails, passwords, queries, service, units
from partner_hub.accounts.link_secrets import LinkEnded, derived_secret, new_secret, sha256_hex
from partner_hub.accounts.models import Invitation, RoleGrant, User
from partner_hub.accounts.roles import may_manage
from partner_hub.accounts.sign_in_names import normal_email, normal_phone
from partner_hub.communities.models import Community, GridCell
from partner_hub.core import clock
from partner_hub.core.absolute_urls import absolute_url
from partner_hub.core.actor import Actor
from partner_hub.core.db import db, rows_changed
from partner_hub.core.errors import DomainError, ExplainedNotFound, NotAllowed, NotFound
from partner_hub.core.events import record_event
from partner_hub.core.permissions import UNIT_ROLES, Role

INVITATION_LIFE = timedelta(days=14)


class InvitationValues(TypedDict):
    """At least one of email and phone; partnership_id for unit roles, district for district observers."""

    name: str
    role: Role | str
    email: NotRequired[str | None]
    phone: NotRequired[str | None]
    partnership_id: NotRequired[int | None]
    grid_id: NotRequired[int | None]
    district: NotRequired[str]


class HasAccount(DomainError):
    """Whoever was invited has an account already and must sign in to accept."""


def create_invitation(actor: Actor, community: Community | None, *, data: InvitationValues) -> tuple[Invitation, str]:
    """Offer a role; returns the invitation and its link, which is shown once and mailed when an e-mail is known.

    An open invitation of the same person to the same role there ends.

    Raises:
        DomainError: at the field that is missing or wrong.
        NotAllowed: for a role that the actor may not give there.
        NotFound: for a unit or grid cell of another community.
    """
    invitation = _drafted_invitation(actor, community, data)
    if not may_manage(actor, invitation):
        raise NotAllowed(_("You may not give this role."))
    for older in _open_invitations_like(invitation):
        older.withdrawn_at = clock.utc_now()
    secret = give_secret(invitation)
    db.session.add(invitation)
    db.session.flush()
    record_event(
        actor,
        invitation,
        "create",
        details={"name": invitation.name, "role": invitation.role, "place": invitation.place},
    )
    return invitation, _mail_invitation_link(invitation, secret)


def renew_invitation_link(actor: Actor, invitation: Invitation) -> str:
    """Returns a new link for an open invitation and invalidates the old one.

    Raises:
        LinkEnded: when it was accepted or withdrawn.
    """
    _require_open_invitation(invitation)
    invitation.expires_at = clock.utc_now() + INVITATION_LIFE
    secret = give_secret(invitation)
    record_event(actor, invitation, "renew")
    return _mail_invitation_link(invitation, secret)


def give_secret(invitation: Invitation) -> str:
    """A new secret for the link. That of a unit's invitation can be named again: many are handed out at once."""
    if invitation.role not in UNIT_ROLES:
        secret, invitation.secret_hash = new_secret()
        return secret
    secret = derived_secret(_purpose_of_unit_link(invitation))
    invitation.secret_hash = sha256_hex(secret)
    return secret


def link_of_unit_invitation(invitation: Invitation) -> str:
    """The link once more; "" for one that cannot be named, since it was made before or with another key."""
    secret = derived_secret(_purpose_of_unit_link(invitation))
    is_its = invitation.role in UNIT_ROLES and sha256_hex(secret) == invitation.secret_hash
    return absolute_url("accounts.invitation", secret=secret) if is_its else ""


def withdraw_open_invitation(actor: Actor, invitation: Invitation) -> None:
    """Invalidate the link.

    Raises:
        LinkEnded: when the invitation was accepted or withdrawn.
    """
    _require_open_invitation(invitation)
    invitation.withdrawn_at = clock.utc_now()
    record_event(actor, invitation, "withdraw")


def find_open_invitation(secret: str) -> Invitation:
    """The open invitation of a link.

    Raises:
        ExplainedNotFound: for an unknown secret.
        LinkEnded: when it was accepted, withdrawn or has expired.
    """
    invitation = db.session.scalar(db.select(Invitation).where(Invitation.secret_hash == sha256_hex(secret)))
    if invitation is None:
        raise ExplainedNotFound(_("This link is not known. Please copy it as a whole, or ask for a new one."))
    _require_open_invitation(invitation)
    if invitation.has_expired:
        raise LinkEnded(_("This invitation has expired. Please ask %(who)s for a new one.", who=invitation.invited_by))
    return invitation


def accept_with_new_account(invitation: Invitation, *, name: str, new_password: str, sign_in_name: str = "") -> User:
    """Create the account and grant the role.

    `sign_in_name` is for an invitation that names neither an address nor a number.

    Raises:
        HasAccount: when the e-mail address or phone number belongs to an account.
        DomainError: at new_password or sign_in_name.
        LinkEnded: when somebody else accepted it at the same moment.
    """
    if not (invitation.email or invitation.phone):
        invitation.email, invitation.phone = _read_sign_in_name(sign_in_name)
    if queries.user_by_email_or_phone(invitation.email, invitation.phone):
        raise HasAccount(_("There is an account for this e-mail or phone number already. Please sign in to accept."))
    password_hash = passwords.hash_password(new_password)
    user = service.create_user(name=name, email=invitation.email, phone=invitation.phone)
    user.password_hash = password_hash
    _take_invitation(invitation, user)
    return user


def accept_with_account(user: User, invitation: Invitation) -> User:
    """Grant the role to an existing account.

    Raises:
        LinkEnded: when it was accepted already.
    """
    _take_invitation(invitation, user)
    return user


def _read_sign_in_name(typed: str) -> tuple[str, str]:
    """(e-mail, telephone), one of them "" ; raises DomainError at sign_in_name."""
    try:
        found = (normal_email(typed), "") if "@" in typed else ("", normal_phone(typed))
    except DomainError as error:
        raise DomainError(error.sentence, field="sign_in_name") from None
    if not any(found):
        raise DomainError(_("Please give an e-mail address or a phone number."), field="sign_in_name")
    return found


def _purpose_of_unit_link(invitation: Invitation) -> str:
    """The moment at which it ends is that of no other link of the unit."""
    ends = invitation.expires_at.astimezone(UTC).isoformat()
    return f"invitation {invitation.partnership_id} {invitation.role} {invitation.email} {invitation.phone} {ends}"


def _drafted_invitation(actor: Actor, community: Community | None, data: InvitationValues) -> Invitation:
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
    place = _place_of_invitation(community, partnership_id, grid_id) or data.get("district", "")
    return Invitation(
        name=data["name"], email=email, phone=phone, role=role, community_id=community.id if community else None,
        partnership_id=partnership_id or None, grid_id=grid_id or None, district=data.get("district", ""), place=place,
        invited_by=_("The operator of Partner Hub") if actor.operator else actor.name,
        expires_at=clock.utc_now() + INVITATION_LIFE,
    )  # fmt: skip


def _place_of_invitation(community: Community | None, partnership_id: int | None, grid_id: int | None) -> str:
    if community is None:
        return ""
    if partnership_id:
        return f"{units.unit_name_in(community.id, partnership_id)} · {community.name}"
    if grid_id:
        cell = db.session.get(GridCell, grid_id)
        if cell is None or cell.community_id != community.id:
            raise NotFound
        return f"{cell.label} · {community.name}"
    return community.name


def _open_invitations_like(invitation: Invitation) -> list[Invitation]:
    same = db.select(Invitation).filter_by(
        email=invitation.email, phone=invitation.phone, role=invitation.role, community_id=invitation.community_id,
        partnership_id=invitation.partnership_id, accepted_at=None, withdrawn_at=None,
    )  # fmt: skip
    return list(db.session.scalars(same))


def _mail_invitation_link(invitation: Invitation, secret: str) -> str:
    link = absolute_url("accounts.invitation", secret=secret)
    if invitation.email:
        mails.send_invitation(invitation, link)
    return link


def _require_open_invitation(invitation: Invitation) -> None:
    if invitation.accepted_at:
        raise LinkEnded(_("This invitation has been accepted already. Please sign in."))
    if invitation.withdrawn_at:
        raise LinkEnded(_("This invitation was withdrawn or replaced by a newer one."))


def _take_invitation(invitation: Invitation, user: User) -> None:
    """Compare-and-set on accepted_at, so that two clicks on one link grant one role."""
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
