"""Who somebody is: sessions, actors, communities of a person."""

from sqlalchemy import Select, or_

from partner_hub.accounts.models import RoleGrant, User
from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.permissions import Role


def user_of_session(session_id: str) -> User | None:
    """The user of a session cookie, unless signed out everywhere since or disabled."""
    number, _, epoch = session_id.partition(".")
    if not (number.isdecimal() and epoch.isdecimal()):
        return None
    user = db.session.get(User, int(number))
    return user if user and user.is_active and user.session_epoch == int(epoch) else None


def live_grants(user: User) -> list[RoleGrant]:
    return list(
        db.session.scalars(
            db.select(RoleGrant)
            .where(RoleGrant.user_id == user.id, RoleGrant.revoked_at.is_(None))
            .order_by(RoleGrant.id)
        )
    )


def actor_in(user: User, community: Community) -> Actor | None:
    """This person as actor in the community, or None for a stranger to it."""
    grants = [grant for grant in live_grants(user) if _covers(grant, community)]
    if not grants:
        return None
    return Actor(
        user.id, user.name, community.id,
        roles=frozenset(grant.role for grant in grants),
        partnership_ids=frozenset(grant.partnership_id for grant in grants if grant.partnership_id),
        grid_ids=frozenset(grant.grid_id for grant in grants if grant.grid_id),
    )  # fmt: skip


def _covers(grant: RoleGrant, community: Community) -> bool:
    if grant.role == Role.DISTRICT_OBSERVER:
        return bool(grant.district) and grant.district == community.district
    return grant.community_id == community.id or (grant.role == Role.SYSTEM_ADMIN and grant.community_id is None)


def communities_of(user: User) -> list[Community]:
    """The communities this person may enter, by name."""
    grants = live_grants(user)
    statement: Select[tuple[Community]] = db.select(Community).order_by(Community.name, Community.id)
    if any(grant.role == Role.SYSTEM_ADMIN and grant.community_id is None for grant in grants):
        return list(db.session.scalars(statement))
    ids = [grant.community_id for grant in grants if grant.community_id and grant.role != Role.DISTRICT_OBSERVER]
    districts = [grant.district for grant in grants if grant.role == Role.DISTRICT_OBSERVER and grant.district]
    return list(db.session.scalars(statement.where(or_(Community.id.in_(ids), Community.district.in_(districts)))))
