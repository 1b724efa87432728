"""Recipients of notifications, and the messages of one person.

Recipients are active people with a live role, and those of a unit only while it has not withdrawn.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, func, select

from partner_hub.accounts import units
from partner_hub.accounts.models import RoleGrant, User
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import NotFound
from partner_hub.core.permissions import COMMITTEE_ROLES, Role
from partner_hub.messages.models import Message


def people_of_unit(partnership_id: int) -> Sequence[User]:
    """The administrators and members of one unit."""
    return people_of_units([partnership_id])


def people_of_units(partnership_ids: Collection[int]) -> Sequence[User]:
    return _active_people_with_role(
        RoleGrant.partnership_id.in_(partnership_ids), RoleGrant.partnership_id.not_in(units.withdrawn_partnerships())
    )


def people_of_committee(community_id: int) -> Sequence[User]:
    """The secretaries and the staff."""
    return _active_people_with_role(RoleGrant.community_id == community_id, RoleGrant.role.in_(COMMITTEE_ROLES))


def secretaries_of_community(community_id: int) -> Sequence[User]:
    return _active_people_with_role(RoleGrant.community_id == community_id, RoleGrant.role == Role.SECRETARY)


def grid_workers_of_cell(grid_id: int) -> Sequence[User]:
    """Those whose role names this grid cell."""
    return _active_people_with_role(RoleGrant.grid_id == grid_id, RoleGrant.role == Role.GRID_WORKER)


def active_person(user_id: int | None) -> Sequence[User]:
    """This person alone, to whom a list of people is to be given; nobody when the account is disabled."""
    return db.session.scalars(select(User).where(User.id == user_id, User.disabled_at.is_(None))).all()


def messages_of(actor: Actor) -> Select[Message]:
    """The messages of this person in this community that still have words: unread first, then newest first."""
    mine = select(Message).where(Message.user_id == actor.user_id, Message.community_id == actor.community_id)
    mine = mine.where(Message.subject != "")
    return mine.order_by(Message.read_at.is_not(None), Message.id.desc())


def message_of(actor: Actor, message_id: int) -> Message:
    """Raises NotFound for a message of somebody else."""
    found = db.session.scalar(messages_of(actor).where(Message.id == message_id))
    if found is None:
        raise NotFound
    return found


def count_unread_messages(actor: Actor) -> int:
    mine = (Message.user_id == actor.user_id, Message.community_id == actor.community_id)
    return db.session.scalar(select(func.count(Message.id)).where(*mine, Message.read_at.is_(None))) or 0


def _active_people_with_role(*grants: ColumnElement[bool]) -> Sequence[User]:
    holders = select(RoleGrant.user_id).where(RoleGrant.revoked_at.is_(None), *grants)
    statement = select(User).where(User.id.in_(holders), User.disabled_at.is_(None))
    return db.session.scalars(statement.order_by(User.id)).all()
