"""State machines: tables of (from, to) -> who may, which guard. Every other step is refused with a sentence."""

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import update
from sqlalchemy.orm.attributes import set_committed_value

from partner_hub.core.actor import Actor
from partner_hub.core.db import db, rows_changed
from partner_hub.core.errors import Conflict, DomainError
from partner_hub.core.events import Event, record_event
from partner_hub.core.permissions import Permission

Guard = Callable[[Actor, Any], None]


@dataclass(frozen=True)
class Rule:
    """`guard` raises a DomainError when the record is not ready; `reason` says whether one must be given."""

    action: str
    permission: Permission
    guard: Guard | None = None
    reason: bool = False


@dataclass(frozen=True)
class Workflow:
    """The states of one kind of record: their labels and the table of rules."""

    labels: Mapping[Any, LazyString]
    rules: Mapping[tuple[Any, Any], Rule]

    def label(self, state: enum.StrEnum) -> str:
        return str(self.labels[state])

    def refusal(self, record: Any) -> Conflict:
        """The error for what cannot be done in the record's present state."""
        return Conflict(_("This is not possible: the record is now “%(state)s”.", state=self.label(record.state)))

    def rule(self, record: Any, to: enum.StrEnum) -> Rule:
        """The rule for this step; raises Conflict saying what the record's state is now."""
        found = self.rules.get((record.state, to))
        if found is None:
            raise self.refusal(record)
        return found

    def target(self, record: Any, action: str) -> Any:
        """The state that this action leads to from here; raises Conflict saying what the record's state is now."""
        for (start, to), rule in self.rules.items():
            if start == record.state and rule.action == action:
                return to
        raise self.refusal(record)

    def open_to(self, actor: Actor, record: Any) -> list[enum.StrEnum]:
        """States that this person may move the record to, in the order of the table (guards are not asked)."""
        return [to for (start, to), rule in self.rules.items() if start == record.state and actor.may(rule.permission)]

    def move(
        self, actor: Actor, entity: Any, to: enum.StrEnum, *, reason: str = "", on_behalf_of: str = "",
        details: dict[str, Any] | None = None,
    ) -> Event:  # fmt: skip
        """Take one step. Raises NotAllowed, DomainError (guard, missing reason) or Conflict (somebody was faster)."""
        rule, start = self.rule(entity, to), entity.state
        actor.require(rule.permission)
        if rule.reason and not reason.strip():
            raise DomainError(_("Please give a reason."), field="reason")
        if rule.guard:
            rule.guard(actor, entity)
        _compare_and_set(entity, start, to)
        return record_event(
            actor,
            entity,
            rule.action,
            from_state=start.value,
            to_state=to.value,
            reason=reason.strip(),
            on_behalf_of=on_behalf_of,
            details=details,
        )


def _compare_and_set(entity: Any, start: enum.StrEnum, to: enum.StrEnum) -> None:
    """Optimistic lock: UPDATE ... WHERE id, state and version.

    Raises:
        Conflict: no row matched, because somebody else has changed it meanwhile.
    """
    kind = type(entity)
    db.session.flush()
    statement = update(kind).where(kind.id == entity.id, kind.state == start, kind.version == entity.version)
    if rows_changed(statement.values(state=to, version=kind.version + 1)) != 1:
        db.session.refresh(entity)
        raise Conflict
    set_committed_value(entity, "state", to)
    set_committed_value(entity, "version", entity.version + 1)
