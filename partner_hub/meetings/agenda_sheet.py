"""The agenda as one sheet: order, presenters and minutes of all items in one save."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from partner_hub.core.actor import Actor
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.meetings.agenda import items_in_order, number_agenda_items
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.record_lock import require_open_record


class SheetColumns(TypedDict):
    presenter: str
    minutes_allotted: int | None


@dataclass(frozen=True)
class AgendaLine:
    """One item as somebody sends it: `was` is the fingerprint of what the page showed."""

    item_id: int
    was: str
    values: SheetColumns


@dataclass(frozen=True)
class AgendaOrder:
    """The ids of the items in the order that is wanted, and in the one that the page showed first."""

    wanted: Sequence[int]
    seen: Sequence[int]


@dataclass(frozen=True)
class AgendaConflicts:
    """What somebody else saved differently meanwhile: these items, and perhaps the order."""

    item_ids: Sequence[int]
    is_about_order: bool

    def __bool__(self) -> bool:
        return bool(self.item_ids) or self.is_about_order


def columns_of_item(item: AgendaItem) -> SheetColumns:
    return {"presenter": item.presenter, "minutes_allotted": item.minutes_allotted}


def fingerprint_of_columns(values: SheetColumns) -> str:
    """The same on the page that shows the line and in the form that returns."""
    words = [values["presenter"], values["minutes_allotted"]]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:16]


def save_agenda_sheet(
    actor: Actor, meeting: Meeting, lines: Sequence[AgendaLine], order: AgendaOrder
) -> AgendaConflicts:
    """Save what can be saved; what somebody else changed meanwhile stays as it stands and is returned.

    What its sender did not touch never overwrites anything. An item that came meanwhile stays behind the one it
    followed; one that was taken off stays away.

    Raises: NotAllowed, SealedRecord.
    """
    require_open_record(actor, meeting)
    items = items_in_order(meeting)
    conflicts = _save_lines(actor, {item.id: item for item in items}, lines)
    return AgendaConflicts(conflicts, is_about_order=not _save_order(actor, meeting, items, order))


def _save_lines(actor: Actor, items: dict[int, AgendaItem], lines: Sequence[AgendaLine]) -> list[int]:
    conflicts = []
    for line in lines:
        item, mine = items.get(line.item_id), fingerprint_of_columns(line.values)
        if item is None or mine in {line.was, stored := fingerprint_of_columns(columns_of_item(item))}:
            continue
        if stored != line.was:
            conflicts.append(item.id)
            continue
        item.presenter, item.minutes_allotted = line.values["presenter"], line.values["minutes_allotted"]
        count_save(item)
        record_event(actor, item, "edit")
    return conflicts


def _save_order(actor: Actor, meeting: Meeting, items: list[AgendaItem], order: AgendaOrder) -> bool:
    """Whether the order is as it is wanted now; False when somebody else has moved items meanwhile."""
    now = [item.id for item in items]
    wanted, seen = _known_once(order.wanted, now), _known_once(order.seen, now)
    here_and_seen = [each for each in now if each in seen]
    if wanted in (seen, here_and_seen):
        return True
    if seen != here_and_seen:
        return False
    after = _with_newcomers(wanted, now)
    place = {each: number for number, each in enumerate(after)}
    number_agenda_items(sorted(items, key=lambda item: place[item.id]))
    record_event(actor, meeting, "order_agenda", details={"before": now, "after": after})
    return True


def _known_once(ids: Sequence[int], known: Sequence[int]) -> list[int]:
    return [each for each in dict.fromkeys(ids) if each in known]


def _with_newcomers(wanted: list[int], now: Sequence[int]) -> list[int]:
    """Each item that `wanted` does not name goes behind the one that it follows now."""
    found, before = list(wanted), None
    for each in now:
        if each not in found:
            found.insert(found.index(before) + 1 if before is not None else 0, each)
        before = each
    return found
