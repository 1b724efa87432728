"""What became, by this meeting, of what was promised earlier. The action item itself is looked after elsewhere."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from partner_hub.actions.models import ActionItem
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.meetings import queries
from partner_hub.meetings.models import AgendaItem, FollowUp
from partner_hub.meetings.record_lock import open_record
from partner_hub.vocabulary.meeting import FollowUpStatus

FIELDS = ("title", "lead", "support", "status_words", "detail", "new_due")


def add_follow_up(actor: Actor, item: AgendaItem, *, data: Mapping[str, Any]) -> FollowUp:
    """Needs `title` (or `action`, whose words are taken) and `status`; may hold FIELDS."""
    open_record(actor, item.meeting)
    action: ActionItem | None = data.get("action")
    if action and any(line.action_id == action.id for line in item.follow_ups):
        raise Conflict(_("“%(title)s” has been followed up under this item already.", title=action.title))
    values = (_words_of(action) if action else {}) | {name: data[name] for name in FIELDS if data.get(name)}
    position = queries.next_position(FollowUp, FollowUp.agenda_item_id == item.id)
    line = FollowUp(position=position, action=action, status=FollowUpStatus(data["status"]), **values)
    item.follow_ups.append(line)
    db.session.flush()
    record_event(actor, line, "add")
    return line


def edit_follow_up(actor: Actor, item: AgendaItem, line: FollowUp, *, data: Mapping[str, Any]) -> FollowUp:
    open_record(actor, item.meeting)
    before = {"status": line.status.value, "detail": line.detail}
    line.status = FollowUpStatus(data["status"])
    for name in FIELDS:
        setattr(line, name, data[name])
    count_save(line)
    record_event(actor, line, "edit", details={"before": before})
    return line


def remove_follow_up(actor: Actor, item: AgendaItem, line: FollowUp) -> None:
    open_record(actor, item.meeting)
    record_event(actor, line, "remove", details={"title": line.title, "detail": line.detail})
    item.follow_ups.remove(line)
    db.session.flush()


def _words_of(action: ActionItem) -> dict[str, str]:
    """As it was called at that meeting: the line stays as it is when the action item changes later."""
    supporters = "、".join(supporter.name for supporter in action.supporters)
    return {"title": action.title, "lead": action.responsible_name[:120], "support": supporters[:300]}
