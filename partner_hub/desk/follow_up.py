"""Tasks on the first pages: what waits for the secretary, what the committee does itself, where a unit supports."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, or_
from sqlalchemy.orm import joinedload

from partner_hub.actions import queries as actions
from partner_hub.actions.consent_queries import (
    TitledConsent,
    consents_wanting_care,
    listed_consents,
    titled_consents,
)
from partner_hub.actions.models import ActionItem, ActionSupporter
from partner_hub.consents.models import UnitConsent
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.permissions import Permission
from partner_hub.desk.first_rows import first_ids_by_list
from partner_hub.vocabulary.action import OPEN_ACTION_STATES, ActionState

UNCONFIRMED = "unconfirmed"
_OWN_STATES = tuple(state for state in OPEN_ACTION_STATES if state is not ActionState.REPORTED_DONE)


@dataclass(frozen=True)
class TasksOnDesk:
    """`later`: with an open request for a later date; `own`: the committee's own, without those that are late.

    `unconfirmed`: what a unit was given and has not confirmed.
    """

    overdue: list[ActionItem] = field(default_factory=list)
    later: list[ActionItem] = field(default_factory=list)
    reported: list[ActionItem] = field(default_factory=list)
    declined: list[ActionItem] = field(default_factory=list)
    own: list[ActionItem] = field(default_factory=list)
    unconfirmed: list[TitledConsent] = field(default_factory=list)


def tasks_on_desk(actor: Actor) -> TasksOnDesk:
    """The first rows of each list, in two statements and those for what belongs to the rows."""
    wanted: dict[str, Select[Any]] = {
        "overdue": _shown(actor, "overdue").where(ActionItem.state != ActionState.REPORTED_DONE),
        "own": _shown(actor, "mine").where(*_still_to_do()),
    }
    if actor.may(Permission.ACTIONS_CLOSE):
        wanted["later"] = _shown(actor, "later")
        wanted["reported"] = _shown(actor, ActionState.REPORTED_DONE)
        wanted["declined"] = _shown(actor, ActionState.DECLINED)
    ids: dict[str, Select[Any]] = {name: each.with_only_columns(ActionItem.id) for name, each in wanted.items()}
    ids[UNCONFIRMED] = consents_wanting_care(actor).with_only_columns(UnitConsent.id)
    numbers = first_ids_by_list(ids)
    asked = numbers.pop(UNCONFIRMED)
    rows = _actions_by_id(actor, {number for shown in numbers.values() for number in shown})
    found = {name: [rows[number] for number in shown] for name, shown in numbers.items()}
    return TasksOnDesk(**found, unconfirmed=_consents_by_id(actor, asked))


def _consents_by_id(actor: Actor, numbers: list[int]) -> list[TitledConsent]:
    if not numbers:
        return []
    return titled_consents(db.session.scalars(listed_consents(actor, {}).where(UnitConsent.id.in_(numbers))).all())


def supported_parts(actor: Actor, shown: Iterable[ActionItem]) -> list[ActionSupporter]:
    """The parts of the actor's units in these tasks, for which others are responsible."""
    return [
        part
        for action in shown
        if not actor.speaks_for(action.responsible_id)
        for part in action.supporters
        if actor.speaks_for(part.partnership_id)
    ]


def _shown(actor: Actor, show: str) -> Select[ActionItem]:
    return actions.listed_actions(actor, {"show": show})


def _still_to_do() -> tuple[ColumnElement[bool], ...]:
    return (
        ActionItem.state.in_(_OWN_STATES),
        or_(ActionItem.due.is_(None), ActionItem.due >= clock.local_today()),
    )


def _actions_by_id(actor: Actor, numbers: set[int]) -> dict[int, ActionItem]:
    if not numbers:
        return {}
    statement = actions.visible_actions(actor).where(ActionItem.id.in_(numbers))
    # Joined, as the rows are few: each costs no statement of its own.
    shown = (joinedload(ActionItem.deadline_requests), joinedload(ActionItem.photographs))
    rows = db.session.scalars(statement.options(*shown)).unique()
    return {action.id: action for action in rows}
