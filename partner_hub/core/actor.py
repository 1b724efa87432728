"""The acting person with roles, units and grid cells in one community: plain data, no database row."""

from dataclasses import dataclass, field

from flask import g

from partner_hub.core.errors import NotAllowed
from partner_hub.core.permissions import COMMITTEE_ROLES, GRANTS, Permission, Role

# What the histories say for what the command line did: a word of the record, so it is Chinese like the other names.
OPERATOR = "系统"


@dataclass(frozen=True)
class Actor:
    """One person in one community. `operator` is the command line: it may do everything.

    `partnership_ids` are the units the person acts for; `heads` are those of them whose administrator the person is.
    `reaches_everywhere` marks a system administrator whose role is limited to no community.
    """

    user_id: int | None
    name: str
    community_id: int
    roles: frozenset[Role] = frozenset()
    partnership_ids: frozenset[int] = field(default=frozenset())
    heads: frozenset[int] = field(default=frozenset())
    grid_ids: frozenset[int] = field(default=frozenset())
    reaches_everywhere: bool = False
    operator: bool = False

    @classmethod
    def of_operator(cls, community_id: int) -> "Actor":
        return cls(None, OPERATOR, community_id, operator=True)

    def may(self, permission: Permission) -> bool:
        return self.operator or any(permission in GRANTS[role] for role in self.roles)

    def require(self, permission: Permission) -> None:
        """Raises NotAllowed for somebody without this permission: how a command begins."""
        if not self.may(permission):
            raise NotAllowed

    @property
    def is_committee(self) -> bool:
        return self.operator or bool(self.roles & COMMITTEE_ROLES)

    def speaks_for(self, partnership_id: int | None) -> bool:
        """Whether this person is a user of that unit."""
        return partnership_id is not None and partnership_id in self.partnership_ids


def current_actor() -> Actor:
    """The signed-in person in the community of this URL; set by the hook in accounts/access_control.py."""
    actor: Actor = g.actor
    return actor
