"""Selects over action items: drafts for those who record meetings, issued ones for everybody who may read them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from partner_hub.actions.models import ActionItem, ActionSupporter, DeadlineRequest
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import NotFound
from partner_hub.core.events import Event
from partner_hub.core.permissions import Permission
from partner_hub.core.quarters import Quarter, days_of_quarter, parse_quarter, quarter_after
from partner_hub.core.search import contains_every_word
from partner_hub.partners.known_units import units_called
from partner_hub.partners.models import Partnership, PartnerUnit
from partner_hub.partners.queries import ALIASES_AS_TEXT
from partner_hub.vocabulary.action import OPEN_ACTION_STATES, UNSETTLED_ACTION_STATES, ActionState

# Rows on the page of a unit.
MAX_CLOSED_ACTIONS_OF_UNIT = 10


@dataclass(frozen=True)
class ActionCounts:
    """Action items of a community: open ones, those of them past their deadline, and those waiting to be closed out."""

    open: int
    overdue: int
    reported: int


def visible_actions(actor: Actor) -> Select[ActionItem]:
    """The action items of the actor's community that this actor may see, with their units."""
    statement = select(ActionItem).where(ActionItem.community_id == actor.community_id).options(*_with_units())
    if not actor.may(Permission.MEETINGS_RECORD):
        statement = statement.where(ActionItem.state != ActionState.DRAFT)
    return statement


def action_of(actor: Actor, action_id: int) -> ActionItem:
    action = db.session.scalar(visible_actions(actor).where(ActionItem.id == action_id))
    if action is None:
        raise NotFound
    return action


def deadline_request_of(action: ActionItem, request_id: int) -> DeadlineRequest:
    """Raises NotFound for a request about another action item."""
    found = next((each for each in action.deadline_requests if each.id == request_id), None)
    if found is None:
        raise NotFound
    return found


def supporter_of(action: ActionItem, supporter_id: int) -> ActionSupporter:
    """Raises NotFound for a supporter of another action item."""
    found = next((each for each in action.supporters if each.id == supporter_id), None)
    if found is None:
        raise NotFound
    return found


def listed_actions(actor: Actor, wishes: Mapping[str, str]) -> Select[ActionItem]:
    """The list as the address asks for it: q, show (open, overdue, mine, done), quarter (of the deadline), sort."""
    statement = visible_actions(actor).where(*_conditions_of_action_list(actor, wishes))
    if wishes.get("sort") == "newest":
        return statement.order_by(ActionItem.id.desc())
    return statement.order_by(case((ActionItem.state.in_(UNSETTLED_ACTION_STATES), 0), else_=1), *_order_by_deadline())


def _conditions_of_action_list(actor: Actor, wishes: Mapping[str, str]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if text := wishes.get("q"):
        unit = select(PartnerUnit.name + " " + func.coalesce(ALIASES_AS_TEXT, "")).join(
            Partnership, Partnership.unit_id == PartnerUnit.id
        )
        name = unit.where(Partnership.id == ActionItem.responsible_id).correlate(ActionItem).scalar_subquery()
        columns = (ActionItem.title, ActionItem.expected, ActionItem.outcome, ActionItem.responsible_words, name)
        of_unit = ActionItem.responsible_id.in_(units_called(actor.community_id, text))
        found.append(or_(contains_every_word(text, *columns), of_unit))
    if show := wishes.get("show"):
        found.append(_condition_of_show_filter(actor, show))
    if value := wishes.get("quarter"):
        quarter = parse_quarter(value)
        found.append(ActionItem.due.between(*days_of_quarter(quarter)) if quarter else false())
    return found


def _condition_of_show_filter(actor: Actor, show: str) -> ColumnElement[bool]:
    if show == "open":
        return ActionItem.state.in_(OPEN_ACTION_STATES)
    if show == "overdue":
        return is_action_overdue(clock.local_today())
    if show == "later":
        asked = select(DeadlineRequest.action_id).where(DeadlineRequest.answered_at.is_(None))
        return ActionItem.id.in_(asked) if actor.is_committee else false()
    if show == "mine":
        return _condition_of_own_actions(actor)
    if show == "done":
        return ActionItem.state == ActionState.CLOSED
    return ActionItem.state == show if show in set(ActionState) else false()


def _condition_of_own_actions(actor: Actor) -> ColumnElement[bool]:
    """A unit's: where it leads or supports. The committee's: where no unit is responsible."""
    if actor.is_committee:
        return ActionItem.responsible_id.is_(None)
    return _concerns_units(actor.partnership_ids)


def _concerns_units(partnership_ids: Collection[int]) -> ColumnElement[bool]:
    # IN, so that both halves are looked up by an index; for EXISTS SQLite reads the action items of all communities.
    supports = select(ActionSupporter.action_id).where(ActionSupporter.partnership_id.in_(partnership_ids))
    return or_(ActionItem.responsible_id.in_(partnership_ids), ActionItem.id.in_(supports))


def is_action_overdue(day: date) -> ColumnElement[bool]:
    """ActionItem.is_overdue as a condition."""
    return and_(ActionItem.state.in_(OPEN_ACTION_STATES), ActionItem.due < day)


def quarters_of_deadlines(actor: Actor) -> list[Quarter]:
    """From the earliest deadline to the latest, newest first."""
    statement = visible_actions(actor).with_only_columns(func.min(ActionItem.due), func.max(ActionItem.due))
    first, last = db.session.execute(statement).one()
    if first is None or last is None:
        return []
    found = [clock.quarter_of(first)]
    while found[-1] < clock.quarter_of(last):
        found.append(quarter_after(found[-1]))
    return found[::-1]


def actions_to_report_on(community_id: int, since: datetime | None) -> list[ActionItem]:
    """Unsettled ones, and those that ended after a moment (None: only unsettled ones), by deadline."""
    wanted: ColumnElement[bool] = ActionItem.state.in_(UNSETTLED_ACTION_STATES)
    if since is not None:
        wanted = or_(wanted, _ended_since(community_id, since))
    return _actions_where(ActionItem.community_id == community_id, wanted)


def _ended_since(community_id: int, since: datetime) -> ColumnElement[bool]:
    ends = ("action_item:close_out", "action_item:close_at_meeting", "action_item:drop")
    lately = select(Event.subject_id).where(
        Event.subject == ActionItem.__tablename__,
        Event.community_id == community_id,
        Event.tag.in_(ends),
        Event.at > since,
    )
    ended = ActionItem.state.in_((ActionState.CLOSED, ActionState.DROPPED))
    return and_(ended, ActionItem.id.in_(lately))


def last_words_of_units(action_ids: Collection[int]) -> dict[int, str]:
    """By action: the last note, or why a later date was asked for or the item declined after it; one statement."""
    notes = select(Event.subject_id, Event.reason).where(
        Event.subject == ActionItem.__tablename__,
        Event.subject_id.in_(action_ids),
        Event.tag.in_(("action_item:note", "action_item:ask_later_date", "action_item:decline")),
    )
    return {number: words for number, words in db.session.execute(notes.order_by(Event.id))}  # noqa: C416 - the last wins


def unsettled_actions(community_id: int) -> list[ActionItem]:
    """Issued, and neither closed out nor dropped, by deadline; those that a unit declined, too."""
    return _actions_where(ActionItem.community_id == community_id, ActionItem.state.in_(UNSETTLED_ACTION_STATES))


def latest_closed_actions_of_unit(partnership_id: int) -> list[ActionItem]:
    """The last ones that this unit led or supported and the secretary has closed out, the newest first."""
    statement = select(ActionItem).where(_concerns_units([partnership_id]), ActionItem.state == ActionState.CLOSED)
    latest = statement.order_by(ActionItem.done_on.desc().nulls_last(), ActionItem.id.desc()).limit(
        MAX_CLOSED_ACTIONS_OF_UNIT
    )
    return list(db.session.scalars(latest.options(*_with_units())))


def actions_of_agenda_items(agenda_item_ids: Collection[int]) -> list[ActionItem]:
    """In the order of the record; drafts as well."""
    statement = select(ActionItem).where(ActionItem.agenda_item_id.in_(agenda_item_ids)).options(*_with_units())
    order = (ActionItem.agenda_item_id, ActionItem.position, ActionItem.id)
    return list(db.session.scalars(statement.order_by(*order)))


def action_counts(actor: Actor, day: date) -> ActionCounts:
    """One statement."""
    open_, late = ActionItem.state.in_(OPEN_ACTION_STATES), is_action_overdue(day)
    reported = ActionItem.state == ActionState.REPORTED_DONE
    number_open, number_late, number_reported = (func.count(case((each, 1))) for each in (open_, late, reported))
    columns = visible_actions(actor).with_only_columns(number_open, number_late, number_reported)
    row = db.session.execute(columns).one()
    return ActionCounts(open=row[0], overdue=row[1], reported=row[2])


def actions_awaiting_reports(until: date) -> list[ActionItem]:
    """In every community: items due until then on which nobody has reported; the committee's own, too."""
    waiting = ActionItem.state.in_(set(OPEN_ACTION_STATES) - {ActionState.REPORTED_DONE})
    return _actions_where(waiting, ActionItem.due <= until)


def _actions_where(*conditions: ColumnElement[bool]) -> list[ActionItem]:
    statement = select(ActionItem).where(*conditions).options(*_with_units()).order_by(*_order_by_deadline())
    return list(db.session.scalars(statement))


def _order_by_deadline() -> tuple[ColumnElement[date | None] | ColumnElement[int], ...]:
    return ActionItem.due.asc().nulls_last(), ActionItem.id.asc()


def _with_units() -> tuple[ExecutableOption, ...]:
    supporters = selectinload(ActionItem.supporters).joinedload(ActionSupporter.partnership)
    return joinedload(ActionItem.responsible), supporters
