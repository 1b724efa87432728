"""The agenda: items in an order without gaps, and the verdict on each."""

from typing import NotRequired, TypedDict

from flask_babel import gettext as _

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.meetings.agenda_omissions import omit_from_agenda, source_of_item
from partner_hub.meetings.attachments import release_papers_of_item
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.proposal_release import release_proposals
from partner_hub.meetings.record_lock import require_open_record
from partner_hub.meetings.workflow import ITEM_WORKFLOW
from partner_hub.vocabulary.meeting import ItemKind, ItemState, MeetingState


class ItemValues(TypedDict):
    title: str
    kind: NotRequired[ItemKind]
    presenter: NotRequired[str]
    minutes_allotted: NotRequired[int | None]


class NewItem(ItemValues):
    """`summary` and `state` for an item that was decided long ago."""

    summary: NotRequired[str]
    state: NotRequired[ItemState]


class ItemVerdict(TypedDict, total=False):
    """`summary` is what was said; without `state` the item keeps the verdict it has."""

    summary: str
    state: ItemState
    reason: str


ITEM_COLUMNS = frozenset(ItemValues.__annotations__)


def add_agenda_item(actor: Actor, meeting: Meeting, *, data: NewItem) -> AgendaItem:
    """Put an item at the end.

    Raises: NotAllowed, SealedRecord.
    """
    require_open_record(actor, meeting)
    items = items_in_order(meeting)
    item = AgendaItem(
        meeting=meeting,
        position=len(items) + 1,
        kind=data.get("kind", ItemKind.OTHER),
        state=data.get("state", ItemState.ACCEPTED),
        title=data["title"],
        presenter=data.get("presenter", ""),
        minutes_allotted=data.get("minutes_allotted"),
        summary=data.get("summary", ""),
    )
    db.session.add(item)
    db.session.flush()
    record_event(actor, item, "add", to_state=item.state.value)
    return item


def edit_agenda_item(actor: Actor, item: AgendaItem, *, data: ItemValues) -> AgendaItem:
    """Raises: NotAllowed, SealedRecord; Conflict when somebody else saved the item first."""
    require_open_record(actor, item.meeting)
    for name, value in data.items():
        if name in ITEM_COLUMNS:
            setattr(item, name, value)
    count_save(item)
    record_event(actor, item, "edit")
    return item


def move_agenda_item(actor: Actor, item: AgendaItem, *, by: int) -> None:
    """Move the item `by` places towards the end (negative: towards the beginning), as far as there are places.

    Raises: NotAllowed, SealedRecord.
    """
    require_open_record(actor, item.meeting)
    items = items_in_order(item.meeting)
    start = items.index(item)
    target = min(max(0, start + by), len(items) - 1)
    items.insert(target, items.pop(start))
    number_agenda_items(items)
    if target != start:
        record_event(actor, item, "move", details={"from": start + 1, "to": target + 1})


def remove_agenda_item(actor: Actor, item: AgendaItem) -> Meeting:
    """Returns the meeting; what came by itself is noted, so that it stays away.

    Raises: NotAllowed, SealedRecord; Conflict once the agenda is published; DomainError while it has a record.
    """
    meeting = item.meeting
    require_open_record(actor, meeting)
    if meeting.state is not MeetingState.PLANNING:
        raise Conflict(_("The agenda has been published. Decide this item as postponed instead of removing it."))
    _require_unrecorded(item)
    release_proposals(actor, [item])
    omit_from_agenda(meeting, source_of_item(item))
    delete_unrecorded_item(actor, item)
    return meeting


def delete_unrecorded_item(actor: Actor, item: AgendaItem) -> None:
    """Whoever calls it has asked whether this person may, and holds the meeting's row.

    Raises: DomainError while the item has a record.
    """
    meeting = item.meeting
    _require_unrecorded(item)
    record_event(actor, item, "remove", from_state=item.state.value, details={"title": item.title})
    release_papers_of_item(item)
    meeting.items.remove(item)
    db.session.delete(item)
    db.session.flush()
    number_agenda_items(items_in_order(meeting))


def decide_agenda_item(actor: Actor, item: AgendaItem, *, data: ItemVerdict) -> AgendaItem:
    """Keep what was said and the verdict; the same again changes nothing.

    Raises: NotAllowed, SealedRecord; Conflict for a verdict that the item's state does not allow, or a lost race.
    """
    require_open_record(actor, item.meeting)
    state = data.get("state", item.state)
    if state is not item.state:
        ITEM_WORKFLOW.move(actor, item, state, reason=data.get("reason", ""))
    if data.get("summary", item.summary) != item.summary:
        item.summary = data["summary"]
        count_save(item)
        record_event(actor, item, "summarise")
    db.session.flush()
    return item


def items_in_order(meeting: Meeting) -> list[AgendaItem]:
    """The items as they stand in the database now, not as this session once loaded them."""
    statement = db.select(AgendaItem).where(AgendaItem.meeting_id == meeting.id)
    statement = statement.order_by(AgendaItem.position, AgendaItem.id).execution_options(populate_existing=True)
    return list(db.session.scalars(statement))


def number_agenda_items(items: list[AgendaItem]) -> None:
    for position, item in enumerate(items, start=1):
        item.position = position
    db.session.flush()


def _require_unrecorded(item: AgendaItem) -> None:
    if item.summary or item.decisions or item.discussions or item.follow_ups or item.matches or item.actions:
        raise DomainError(_("Something is recorded under this item. Please remove that first."))
