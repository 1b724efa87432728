"""Action items written down at the meeting; their life afterwards belongs to partner_hub.actions."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NotRequired, TypedDict

from flask_babel import gettext as _

from partner_hub.actions import service
from partner_hub.actions.models import ActionItem
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.matching.models import Match
from partner_hub.meetings import queries
from partner_hub.meetings.models import AgendaItem
from partner_hub.meetings.record_lines.record_line import RecordLine
from partner_hub.vocabulary.match import LIVE_MATCH_STATES


class SupporterValues(TypedDict):
    """A unit, or the words for somebody who is none, for instance 社区党委."""

    partnership_id: int | None
    as_written: str


class TaskValues(TypedDict):
    """Columns of the action item; `match_letter` names a match under the same item that the task carries out."""

    title: str
    responsible_id: NotRequired[int | None]
    responsible_words: NotRequired[str]
    due: NotRequired[date | None]
    expected: NotRequired[str]
    supporters: NotRequired[list[SupporterValues]]
    match_letter: NotRequired[str]


@dataclass(frozen=True)
class TaskLine(RecordLine[AgendaItem, ActionItem, TaskValues]):
    """`change` and `remove` raise Conflict once the action item has been issued."""

    def _add(self, actor: Actor, owner: AgendaItem, values: TaskValues) -> ActionItem:
        position = queries.next_line_position(ActionItem, ActionItem.agenda_item_id == owner.id)
        data: dict[str, Any] = {"position": position, **_with_match_id(owner, None, values)}
        return service.create_action(actor, owner.meeting.community, agenda_item_id=owner.id, data=data)

    def _change(self, actor: Actor, owner: AgendaItem, line: ActionItem, values: TaskValues) -> ActionItem:
        return service.update_action(actor, line, data=_with_match_id(owner, line, values))

    def _remove(self, actor: Actor, owner: AgendaItem, line: ActionItem) -> None:
        service.remove_action(actor, line)
        db.session.expire(owner, ["actions"])


# Typed where a task carries out no match, although its unit leads one.
NO_MATCH = ("-", "–", "无")


def _with_match_id(owner: AgendaItem, line: ActionItem | None, values: TaskValues) -> dict[str, Any]:
    """Without a letter a new task is linked with the one match of the item that its unit leads."""
    data: dict[str, Any] = {**values}
    letter = data.pop("match_letter", None)
    if letter is None or (line and letter == _letter_of(line)):
        return data
    found = None
    if letter and letter not in NO_MATCH:
        found = next((match for match in owner.matches if match.letter == letter.lower()), None)
        if found is None:
            raise DomainError(_("No match under this item has this letter."), field="match_letter")
    elif not letter and line is None:
        found = _only_match_led_by(owner, data.get("responsible_id"))
    return data | {"match_id": found.id if found else None}


def _letter_of(line: ActionItem) -> str:
    return line.match.letter if line.match else ""


def _only_match_led_by(owner: AgendaItem, unit_id: int | None) -> Match | None:
    led = [match for match in owner.matches if unit_id and match.lead and match.lead.partnership_id == unit_id]
    live = [match for match in led if match.state in LIVE_MATCH_STATES]
    return live[0] if len(live) == 1 else None


TASK_LINES = TaskLine(lines=lambda item: item.actions)
