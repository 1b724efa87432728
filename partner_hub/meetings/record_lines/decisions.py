"""议定事项: what was decided under an item of the agenda."""

from collections.abc import Mapping
from typing import Any

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.meetings import queries
from partner_hub.meetings.models import AgendaItem, Decision
from partner_hub.meetings.record_lock import open_record


def add_decision(actor: Actor, item: AgendaItem, *, data: Mapping[str, Any]) -> Decision:
    """Needs `text`; may hold `need`, which the decision settles."""
    open_record(actor, item.meeting)
    position = queries.next_position(Decision, Decision.agenda_item_id == item.id)
    decision = Decision(position=position, text=data["text"], need=data.get("need"))
    item.decisions.append(decision)
    db.session.flush()
    record_event(actor, decision, "add")
    return decision


def edit_decision(actor: Actor, item: AgendaItem, decision: Decision, *, data: Mapping[str, Any]) -> Decision:
    open_record(actor, item.meeting)
    before = decision.text
    decision.text, decision.need = data["text"], data.get("need")
    count_save(decision)
    record_event(actor, decision, "edit", details={"before": before})
    return decision


def remove_decision(actor: Actor, item: AgendaItem, decision: Decision) -> None:
    open_record(actor, item.meeting)
    record_event(actor, decision, "remove", details={"text": decision.text})
    item.decisions.remove(decision)
    db.session.flush()
