"""What comes onto an agenda by itself: earlier promises, the last minutes, matches, postponed items, needs put off.

Nothing of it is typed. It can be asked for again at any time: what stands on the agenda already is not put there twice.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import selectinload

from partner_hub.actions.models import ActionItem
from partner_hub.actions.queries import actions_to_report_on, last_words_of_units
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.meetings.agenda import NewItem, add_agenda_item, items_in_order, move_agenda_item
from partner_hub.meetings.agenda_omissions import forget_omissions, omitted_subjects
from partner_hub.meetings.consent_lines import consents_to_report_on, line_of_consent
from partner_hub.meetings.models import AgendaItem, DeferredNeed, Meeting
from partner_hub.meetings.queries import meeting_before
from partner_hub.meetings.record_lines.follow_ups import FOLLOW_UP_LINES
from partner_hub.meetings.record_lines.matches import matches_to_table, put_matches_on_agenda
from partner_hub.meetings.record_lock import require_open_record
from partner_hub.needs.models import MOST_CARRIED_OVER, Need
from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.meeting import (
    RETURNING_ITEM_STATES,
    SIGNED_MEETING_STATES,
    AgendaSource,
    FollowUpStatus,
    ItemKind,
)
from partner_hub.vocabulary.need import OPEN_NEED_STATES, UNATTENDED_NEED_STATES

# Kinds that every agenda has anew; their open ends come back as lines and not as items.
STANDING_KINDS = frozenset({
    ItemKind.STUDY, ItemKind.FOLLOW_UP, ItemKind.MINUTES_CONFIRMATION, ItemKind.NEEDS_REPORT, ItemKind.MATCHING,
    ItemKind.DECISIONS, ItemKind.NEXT_MEETING,
})  # fmt: skip
ENDING_KINDS = frozenset({ItemKind.DECISIONS, ItemKind.NEXT_MEETING})
# The words for a task that ended between the meetings.
STATUS_OF_ENDED = {ActionState.CLOSED: FollowUpStatus.DONE, ActionState.DROPPED: FollowUpStatus.DROPPED}


def fill_agenda(actor: Actor, meeting: Meeting, *, again: bool = False) -> int:
    """Put on the agenda what comes by itself; returns how many lines and items came.

    What somebody took off it stays away, unless it is asked for `again`. The items that hold lines are the meeting's
    own of that kind; one is added where the agenda has none and there is something to put on it.

    Raises: NotAllowed, SealedRecord.
    """
    require_open_record(actor, meeting)
    if again:
        forget_omissions(meeting)
    before = meeting_before(meeting)
    came = _report_on_promises(actor, meeting, _time_of(before))
    came += _report_on_consents(actor, meeting, _time_of(before))
    came += _ask_to_confirm_minutes(actor, meeting, before)
    came += _table_matches(actor, meeting)
    came += _bring_items_back(actor, meeting, before)
    came += _bring_needs_back(actor, meeting, before)
    db.session.flush()
    return came


def _time_of(meeting: Meeting | None) -> datetime | None:
    return (meeting.actual_start or meeting.planned_start) if meeting else None


def _item_of_kind(actor: Actor, meeting: Meeting, kind: ItemKind, title: str) -> AgendaItem:
    found = next((item for item in meeting.items if item.kind is kind), None)
    return found or add_item_before_end(actor, meeting, {"kind": kind, "title": title})


def _report_on_promises(actor: Actor, meeting: Meeting, since: datetime | None) -> int:
    """A line for every task that is unsettled or ended since the last meeting, with the unit's own last words."""
    left_out = {line.action_id for item in meeting.items for line in item.follow_ups}
    left_out |= omitted_subjects(meeting, AgendaSource.TASK)
    actions = [each for each in actions_to_report_on(meeting.community_id, since) if each.id not in left_out]
    if not actions:
        return 0
    item = _follow_up_item(actor, meeting)
    words = last_words_of_units([each.id for each in actions])
    for action in actions:
        status = STATUS_OF_ENDED.get(action.state, FollowUpStatus.PENDING)
        FOLLOW_UP_LINES.add(actor, item, {"action": action, "status": status, "detail": _words_of(action, words)})
    return len(actions)


def _report_on_consents(actor: Actor, meeting: Meeting, since: datetime | None) -> int:
    """A line for every match that a unit was given in its absence, with what the unit says of it."""
    left_out = {line.consent_id for item in meeting.items for line in item.follow_ups}
    left_out |= omitted_subjects(meeting, AgendaSource.CONSENT)
    found = [row for row in consents_to_report_on(meeting.community_id, since) if row[0].id not in left_out]
    for consent, match in found:
        FOLLOW_UP_LINES.add(actor, _follow_up_item(actor, meeting), line_of_consent(consent, match))
    return len(found)


def _follow_up_item(actor: Actor, meeting: Meeting) -> AgendaItem:
    return _item_of_kind(actor, meeting, ItemKind.FOLLOW_UP, "上季度议定事项回头看")


def _words_of(action: ActionItem, last_words: dict[int, str]) -> str:
    """A unit that declines after it was asked again speaks of that, and not of what came of it before."""
    noted = last_words.get(action.id, "")
    return noted if action.state is ActionState.DECLINED else action.outcome or noted


def _ask_to_confirm_minutes(actor: Actor, meeting: Meeting, before: Meeting | None) -> int:
    """Behind the promises of last quarter, as soon as the last minutes are signed."""
    if before is None or before.state not in SIGNED_MEETING_STATES:
        return 0
    kinds = [item.kind for item in items_in_order(meeting)]
    if ItemKind.MINUTES_CONFIRMATION in kinds or omitted_subjects(meeting, AgendaSource.MINUTES):
        return 0
    item = add_agenda_item(actor, meeting, data={"kind": ItemKind.MINUTES_CONFIRMATION, "title": "确认上次会议纪要"})
    behind = kinds.index(ItemKind.FOLLOW_UP) + 1 if ItemKind.FOLLOW_UP in kinds else 0
    move_agenda_item(actor, item, by=behind - len(kinds))
    return 1


def _table_matches(actor: Actor, meeting: Meeting) -> int:
    """Agreed since, put off by an earlier meeting, and confirmed between the meetings: one block."""
    found = matches_to_table(meeting)
    if found:
        put_matches_on_agenda(actor, _item_of_kind(actor, meeting, ItemKind.MATCHING, "本季度供需对接"), found)
    return len(found)


def _bring_items_back(actor: Actor, meeting: Meeting, before: Meeting | None) -> int:
    """Postponed items, and those with an open task, as new rows that point to their predecessor."""
    here = {item.predecessor_id for item in meeting.items} | omitted_subjects(meeting, AgendaSource.ITEM)
    returning = [item for item in _items_to_look_at(before) if _comes_back(item) and item.id not in here]
    for old in returning:
        data: NewItem = {"kind": old.kind, "title": old.title, "presenter": old.presenter}
        item = add_item_before_end(actor, meeting, data)
        item.predecessor_id, item.need_id = old.id, old.need_id
    return len(returning)


def add_item_before_end(actor: Actor, meeting: Meeting, data: NewItem) -> AgendaItem:
    """At the end, but before the summary and the next meeting, where the agenda ends with these."""
    kinds = [item.kind for item in reversed(items_in_order(meeting))]
    ending = next((place for place, kind in enumerate(kinds) if kind not in ENDING_KINDS), len(kinds))
    item = add_agenda_item(actor, meeting, data=data)
    if ending:
        move_agenda_item(actor, item, by=-ending)
    return item


def _items_to_look_at(before: Meeting | None) -> Sequence[AgendaItem]:
    """Those of the last meeting, and those that would have come onto its agenda and were taken off it."""
    if before is None:
        return []
    omitted = omitted_subjects(before, AgendaSource.ITEM)
    wanted = or_(AgendaItem.meeting_id == before.id, AgendaItem.id.in_(omitted))
    statement = select(AgendaItem).where(wanted).options(selectinload(AgendaItem.actions))
    return db.session.scalars(statement.order_by(AgendaItem.position, AgendaItem.id)).all()


def _comes_back(item: AgendaItem) -> bool:
    has_open_task = any(action.is_open for action in item.actions)
    return item.kind not in STANDING_KINDS and (item.state in RETURNING_ITEM_STATES or has_open_task)


def _bring_needs_back(actor: Actor, meeting: Meeting, before: Meeting | None) -> int:
    """Needs that the last meeting put off, and those carried over for the third time, each as an item of its own."""
    here = {item.need_id for item in meeting.items} | omitted_subjects(meeting, AgendaSource.NEED)
    came = 0
    for words, needs in (("缓议需求", _needs_put_off(before)), ("多次结转需求", _needs_carried_too_often(meeting))):
        for need in needs:
            if need.id not in here:
                title = f"{words}：{need.title_for_minutes}"[:120]
                kind = ItemKind.UNIT_NEEDS if need.asking_partnership_id else ItemKind.OTHER
                item = add_item_before_end(actor, meeting, {"kind": kind, "title": title})
                item.need_id = need.id
                here.add(need.id)
                came += 1
    return came


def _needs_put_off(before: Meeting | None) -> Iterable[Need]:
    if before is None:
        return []
    put_off = select(DeferredNeed.need_id).where(DeferredNeed.meeting_id == before.id)
    return _open_needs(or_(Need.id.in_(put_off), Need.id.in_(omitted_subjects(before, AgendaSource.NEED))))


def _needs_carried_too_often(meeting: Meeting) -> Iterable[Need]:
    is_unattended = Need.state.in_(UNATTENDED_NEED_STATES)
    return _open_needs(Need.community_id == meeting.community_id, Need.carried_over >= MOST_CARRIED_OVER, is_unattended)


def _open_needs(*conditions: ColumnElement[bool]) -> Iterable[Need]:
    statement = select(Need).where(*conditions, Need.state.in_(OPEN_NEED_STATES))
    return db.session.scalars(statement.order_by(Need.id)).all()
