"""Action items written down at the meeting; their life afterwards belongs to partner_hub.actions."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NotRequired, TypedDict

from partner_hub.actions import service
from partner_hub.actions.models import ActionItem
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.meetings import queries
from partner_hub.meetings.models import AgendaItem
from partner_hub.meetings.record_lines.record_line import RecordLine


class SupporterValues(TypedDict):
    """A unit, or the words for somebody who is none, for instance 社区党委."""

    partnership_id: int | None
    as_written: str


class TaskValues(TypedDict):
    """Columns of the action item."""

    title: str
    responsible_id: NotRequired[int | None]
    responsible_words: NotRequired[str]
    due: NotRequired[date | None]
    expected: NotRequired[str]
    supporters: NotRequired[list[SupporterValues]]


@dataclass(frozen=True)
class TaskLine(RecordLine[AgendaItem, ActionItem, TaskValues]):
    """`change` and `remove` raise Conflict once the action item has been issued."""

    def _add(self, actor: Actor, owner: AgendaItem, values: TaskValues) -> ActionItem:
        position = queries.next_line_position(ActionItem, ActionItem.agenda_item_id == owner.id)
        data: dict[str, Any] = {"position": position, **values}
        return service.create_action(actor, owner.meeting.community, agenda_item_id=owner.id, data=data)

    def _change(self, actor: Actor, owner: AgendaItem, line: ActionItem, values: TaskValues) -> ActionItem:
        return service.update_action(actor, line, data={**values})

    def _remove(self, actor: Actor, owner: AgendaItem, line: ActionItem) -> None:
        service.remove_action(actor, line)
        db.session.expire(owner, ["actions"])


TASK_LINES = TaskLine(lines=lambda item: item.actions)
