"""Who is to be told: active people with a live role, and for a unit only while it has not withdrawn."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, select

from partner_hub.accounts import units
from partner_hub.accounts.models import RoleGrant, User
from partner_hub.core.db import db
from partner_hub.core.permissions import COMMITTEE_ROLES, Role


def people_of_unit(partnership_id: int) -> Sequence[User]:
    """The administrators and members of one unit."""
    return people_of_units([partnership_id])


def people_of_units(partnership_ids: Collection[int]) -> Sequence[User]:
    return _people(RoleGrant.partnership_id.in_(partnership_ids), RoleGrant.partnership_id.not_in(units.withdrawn()))


def committee(community_id: int) -> Sequence[User]:
    """The secretaries and the staff."""
    return _people(RoleGrant.community_id == community_id, RoleGrant.role.in_(COMMITTEE_ROLES))


def secretaries(community_id: int) -> Sequence[User]:
    return _people(RoleGrant.community_id == community_id, RoleGrant.role == Role.SECRETARY)


def grid_workers(grid_id: int) -> Sequence[User]:
    """Those whose role names this grid cell."""
    return _people(RoleGrant.grid_id == grid_id, RoleGrant.role == Role.GRID_WORKER)


def person(user_id: int | None) -> Sequence[User]:
    """This person alone, to whom a list of people is to be given; nobody when the account is disabled."""
    return db.session.scalars(select(User).where(User.id == user_id, User.disabled_at.is_(None))).all()


def _people(*grants: ColumnElement[bool]) -> Sequence[User]:
    holders = select(RoleGrant.user_id).where(RoleGrant.revoked_at.is_(None), *grants)
    statement = select(User).where(User.id.in_(holders), User.disabled_at.is_(None))
    return db.session.scalars(statement.order_by(User.id)).all()
