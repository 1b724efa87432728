"""The register of promises: every task that a meeting issued, across all quarters, with what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select

from partner_hub.actions.consent_queries import consents_of_actions
from partner_hub.actions.models import ActionItem
from partner_hub.actions.queries import last_words_of_units, listed_actions
from partner_hub.consents.models import UnitConsent
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.permissions import Permission
from partner_hub.core.quarters import Quarter, parse_quarter
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.privacy import mask_personal_data
from partner_hub.vocabulary.action import ActionState


@dataclass(frozen=True)
class RegisteredPromise:
    """A task with the meeting that issued it, and the unit's report as far as this reader may know it.

    `consents`: what its units say that were given it in their absence.
    """

    action: ActionItem
    meeting_id: int | None
    meeting_title: str
    quarter: Quarter | None
    report: str
    consents: list[UnitConsent]


def registered_actions(actor: Actor, wishes: Mapping[str, str]) -> Select[ActionItem]:
    """The tasks of the register, those of the newest meeting first, by q, show and quarter (of the meeting).

    q and show are those of the list of action items. A draft is no promise yet, for nobody.
    """
    known = {name: value for name in ("q", "show") if (value := wishes.get(name))}
    statement = listed_actions(actor, known).where(ActionItem.state != ActionState.DRAFT)
    statement = statement.outerjoin(AgendaItem, ActionItem.agenda_item_id == AgendaItem.id)
    statement = statement.outerjoin(Meeting, AgendaItem.meeting_id == Meeting.id)
    if quarter := parse_quarter(wishes.get("quarter", "")):
        statement = statement.where(Meeting.year == quarter[0], Meeting.quarter == quarter[1])
    order = (Meeting.year.desc().nulls_last(), Meeting.quarter.desc().nulls_last(), ActionItem.id.desc())
    return statement.order_by(None).order_by(*order)


def promises_of_actions(actor: Actor, actions: Sequence[ActionItem]) -> list[RegisteredPromise]:
    """In the same order; three statements, however many."""
    meetings = _meetings_by_item({action.agenda_item_id for action in actions if action.agenda_item_id})
    notes = last_words_of_units([action.id for action in actions if _may_read_notes(actor, action)])
    consents = consents_of_actions([action.id for action in actions])
    nowhere: tuple[int | None, str, Quarter | None] = (None, "", None)
    return [
        RegisteredPromise(
            action,
            *meetings.get(action.agenda_item_id or 0, nowhere),
            report=_report_for(actor, action.outcome or notes.get(action.id, "")),
            consents=consents.get(action.id, []),
        )
        for action in actions
    ]


def _meetings_by_item(item_ids: set[int]) -> Mapping[int, tuple[int | None, str, Quarter | None]]:
    columns = (AgendaItem.id, AgendaItem.meeting_id, Meeting.title, Meeting.year, Meeting.quarter)
    statement = select(*columns).join(Meeting, AgendaItem.meeting_id == Meeting.id).where(AgendaItem.id.in_(item_ids))
    return {row.id: (row.meeting_id, row.title, (row.year, row.quarter)) for row in db.session.execute(statement)}


def _may_read_notes(actor: Actor, action: ActionItem) -> bool:
    """Notes on the way are for the committee and the units of the task; what came of it is for every reader."""
    units = [action.responsible_id, *(each.partnership_id for each in action.supporters)]
    return actor.may(Permission.MEETINGS_RECORD) or any(map(actor.speaks_for, units))


def _report_for(actor: Actor, words: str) -> str:
    return words if actor.may(Permission.NEEDS_PERSONAL) else mask_personal_data(words)
