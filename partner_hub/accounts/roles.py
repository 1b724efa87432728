"""Labels of roles, and who may grant and revoke which."""

from typing import Protocol

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, false, or_

from partner_hub.accounts.models import Invitation, RoleGrant
from partner_hub.core.actor import Actor
from partner_hub.core.permissions import UNIT_ROLES, Permission, Role

ROLE_LABELS: dict[Role, LazyString] = {
    Role.SECRETARY: _l("Secretary"),
    Role.STAFF: _l("Community staff"),
    Role.GRID_WORKER: _l("Grid worker"),
    Role.UNIT_ADMIN: _l("Unit administrator"),
    Role.UNIT_MEMBER: _l("Unit member"),
    Role.SUPERVISOR: _l("Supervisor"),
    Role.DISTRICT_OBSERVER: _l("District observer"),
    Role.SYSTEM_ADMIN: _l("System administrator"),
}
# Those that reach over several communities are given by the operator at the command line only.
COMMUNITY_ROLES = (Role.SECRETARY, Role.STAFF, Role.GRID_WORKER, Role.SUPERVISOR)


class Granted(Protocol):
    """A role and where it holds: a RoleGrant or an Invitation."""

    role: Role
    community_id: int | None
    partnership_id: int | None


def roles_offered(actor: Actor) -> tuple[Role, ...]:
    """The roles that this person may give, the most frequent first."""
    units = (Role.UNIT_ADMIN, Role.UNIT_MEMBER) if actor.may(Permission.UNIT_USERS) else ()
    return (*units, *(COMMUNITY_ROLES if actor.may(Permission.ACCOUNTS) else ()))


def serves_all_units(actor: Actor) -> bool:
    return actor.is_committee or actor.may(Permission.ACCOUNTS)


def may_manage(actor: Actor, granted: Granted) -> bool:
    """Whether this person may give, see and take this role there."""
    if actor.operator:
        return True
    is_here = granted.community_id == actor.community_id or actor.reaches_everywhere
    if not is_here or granted.role not in roles_offered(actor):
        return False
    return granted.role not in UNIT_ROLES or serves_all_units(actor) or granted.partnership_id in actor.heads


def managed_by(actor: Actor, table: type[RoleGrant] | type[Invitation]) -> ColumnElement[bool]:
    """What `may_manage` says, for a WHERE clause, of the roles in the actor's community."""
    kinds: list[ColumnElement[bool]] = [false()]
    if serves_all_units(actor):
        kinds.append(table.role.in_(UNIT_ROLES))
    elif actor.may(Permission.UNIT_USERS):
        kinds.append(and_(table.role.in_(UNIT_ROLES), table.partnership_id.in_(actor.heads)))
    if actor.may(Permission.ACCOUNTS):
        kinds.append(table.role.in_(COMMUNITY_ROLES))
    return and_(table.community_id == actor.community_id, or_(*kinds))
