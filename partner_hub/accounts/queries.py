"""Accounts, live role grants, the actor of a user in a community, and the people that an actor manages."""

from collections.abc import Sequence

from sqlalchemy import Select, or_
from sqlalchemy.orm import selectinload

from partner_hub.accounts import units
from partner_hub.accounts.models import Invitation, RoleGrant, User
from partner_hub.accounts.roles import managed_by, may_manage
from partner_hub.communities.models import Community, GridCell
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import NotFound
from partner_hub.core.events import Event, history_of
from partner_hub.core.permissions import Role
from partner_hub.core.search import contains_every_word


def active_user_named(name: str) -> User | None:
    """The active person who signs in with this (normalised) e-mail address or phone number."""
    known = or_(User.email == name, User.phone == name)
    return db.session.scalar(db.select(User).where(known, User.disabled_at.is_(None))) if name else None


def user_by_email_or_phone(email: str, phone: str) -> User | None:
    """The account, disabled or not, that an invitation speaks of: by e-mail address before phone number."""
    by_email = db.session.scalar(db.select(User).where(User.email == email)) if email else None
    return by_email or (db.session.scalar(db.select(User).where(User.phone == phone)) if phone else None)


def live_grants(user: User) -> list[RoleGrant]:
    """Grants that are neither revoked nor for a unit that has withdrawn."""
    acts_for_somebody = or_(
        RoleGrant.partnership_id.is_(None), RoleGrant.partnership_id.not_in(units.withdrawn_partnerships())
    )
    statement = db.select(RoleGrant).where(
        RoleGrant.user_id == user.id, RoleGrant.revoked_at.is_(None), acts_for_somebody
    )
    return list(db.session.scalars(statement.order_by(RoleGrant.id)))


def actor_in(user: User, community: Community) -> Actor | None:
    """This person as actor in the community, or None for a stranger to it."""
    grants = [grant for grant in live_grants(user) if _covers_community(grant, community)]
    return _actor_with(user, community, grants) if grants else None


def actors_of(user: User) -> list[Actor]:
    """This person as actor in every community the person may enter."""
    grants = live_grants(user)
    return [
        _actor_with(user, community, [grant for grant in grants if _covers_community(grant, community)])
        for community in communities_of(user)
    ]


def _actor_with(user: User, community: Community, grants: list[RoleGrant]) -> Actor:
    return Actor(
        user.id, user.name, community.id,
        roles=frozenset(grant.role for grant in grants),
        partnership_ids=frozenset(grant.partnership_id for grant in grants if grant.partnership_id),
        heads=frozenset(g.partnership_id for g in grants if g.partnership_id and g.role == Role.UNIT_ADMIN),
        grid_ids=frozenset(grant.grid_id for grant in grants if grant.grid_id),
        reaches_everywhere=any(_is_everywhere(grant) for grant in grants),
    )  # fmt: skip


def _is_everywhere(grant: RoleGrant) -> bool:
    return grant.role == Role.SYSTEM_ADMIN and grant.community_id is None


def _covers_community(grant: RoleGrant, community: Community) -> bool:
    if grant.role == Role.DISTRICT_OBSERVER:
        return bool(grant.district) and grant.district == community.district
    return grant.community_id == community.id or _is_everywhere(grant)


def communities_of(user: User) -> list[Community]:
    """The communities this person may enter, by name."""
    grants = live_grants(user)
    statement: Select[Community] = db.select(Community).order_by(Community.name, Community.id)
    if any(_is_everywhere(grant) for grant in grants):
        return list(db.session.scalars(statement))
    ids = [grant.community_id for grant in grants if grant.community_id and grant.role != Role.DISTRICT_OBSERVER]
    districts = [grant.district for grant in grants if grant.role == Role.DISTRICT_OBSERVER and grant.district]
    return list(db.session.scalars(statement.where(or_(Community.id.in_(ids), Community.district.in_(districts)))))


def places_of(user: User) -> list[tuple[Role, str]]:
    """(role, where it holds) of each role of this person, in words for its owner."""
    grants = live_grants(user)
    communities = {c.id: c.name for c in communities_of(user)}
    names = units.unit_names_of(grant.partnership_id for grant in grants if grant.partnership_id)
    return [
        (
            grant.role,
            " · ".join(
                filter(
                    None,
                    (names.get(grant.partnership_id or 0), communities.get(grant.community_id or 0), grant.district),
                )
            ),
        )
        for grant in grants
    ]


def people_managed_by(actor: Actor, text: str = "", role: str = "") -> Select[User]:
    """The people whose roles here are the actor's to manage, by name; `.grants` of all of them are loaded at once."""
    grants = db.select(RoleGrant.user_id).where(managed_by(actor, RoleGrant), RoleGrant.revoked_at.is_(None))
    if role in set(Role):
        grants = grants.where(RoleGrant.role == Role(role))
    return (
        db.select(User)
        .where(User.id.in_(grants), contains_every_word(text, User.name, User.email, User.phone, User.title))
        .options(selectinload(User.grants))
        .order_by(User.name, User.id)
    )


def managed_person(actor: Actor, user_id: int) -> User:
    """Raises NotFound unless this person has a role here that is the actor's to manage."""
    found = db.session.scalar(people_managed_by(actor).where(User.id == user_id))
    if found is None:
        raise NotFound
    return found


def handing_over_events(actor: Actor, person: User) -> list[Event]:
    """When this person took work over here, or handed it over."""
    tags = {"user:hand_over", "user:take_over"}
    return [each for each in history_of(person) if each.tag in tags and each.community_id == actor.community_id]


def grant_of(actor: Actor, grant_id: int) -> RoleGrant:
    """A live role that the actor manages; raises NotFound."""
    found = db.session.scalar(
        db.select(RoleGrant).where(
            RoleGrant.id == grant_id, RoleGrant.revoked_at.is_(None), managed_by(actor, RoleGrant)
        )
    )
    if found is None:
        raise NotFound
    return found


def open_invitations(actor: Actor) -> list[Invitation]:
    """Those that wait for an answer and are the actor's to manage, the newest first; expired ones among them."""
    statement = db.select(Invitation).where(
        managed_by(actor, Invitation), Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None)
    )
    return list(db.session.scalars(statement.order_by(Invitation.id.desc())))


def invitation_of(actor: Actor, invitation_id: int) -> Invitation:
    """Raises NotFound unless the invitation is the actor's to manage."""
    found = db.session.scalar(
        db.select(Invitation).where(Invitation.id == invitation_id, managed_by(actor, Invitation))
    )
    if found is None:
        raise NotFound
    return found


def places_shown(actor: Actor, users: Sequence[User]) -> dict[int, list[tuple[RoleGrant, str]]]:
    """By user: the live roles that this actor manages, each with the unit's name or the grid cell's, "" elsewhere."""
    grants = [g for user in users for g in user.grants if g.revoked_at is None and _is_managed_here(actor, g)]
    names = units.unit_names_of(g.partnership_id for g in grants if g.partnership_id)
    cells = _cell_labels(actor.community_id) if any(g.grid_id for g in grants) else {}
    shown: dict[int, list[tuple[RoleGrant, str]]] = {user.id: [] for user in users}
    for grant in grants:
        shown[grant.user_id].append((grant, names.get(grant.partnership_id or 0) or cells.get(grant.grid_id or 0, "")))
    return shown


def _is_managed_here(actor: Actor, grant: RoleGrant) -> bool:
    return grant.community_id == actor.community_id and may_manage(actor, grant)


def _cell_labels(community_id: int) -> dict[int, str]:
    cells = db.session.scalars(db.select(GridCell).where(GridCell.community_id == community_id))
    return {cell.id: cell.label for cell in cells}
