"""Action items written down at the meeting; their life afterwards belongs to partner_hub.actions."""

from collections.abc import Mapping
from typing import Any

from partner_hub.actions import service
from partner_hub.actions.models import ActionItem
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.meetings import queries
from partner_hub.meetings.models import AgendaItem
from partner_hub.meetings.record_lock import open_record


def add_task(actor: Actor, item: AgendaItem, *, data: Mapping[str, Any]) -> ActionItem:
    """`data` as actions.service.create_action takes it."""
    open_record(actor, item.meeting)
    position = queries.next_position(ActionItem, ActionItem.agenda_item_id == item.id)
    values = {"position": position, **data}
    return service.create_action(actor, item.meeting.community, agenda_item_id=item.id, data=values)


def edit_task(actor: Actor, item: AgendaItem, action: ActionItem, *, data: Mapping[str, Any]) -> ActionItem:
    open_record(actor, item.meeting)
    return service.update_action(actor, action, data=dict(data))


def remove_task(actor: Actor, item: AgendaItem, action: ActionItem) -> None:
    open_record(actor, item.meeting)
    service.remove_action(actor, action)
    db.session.expire(item, ["actions"])
