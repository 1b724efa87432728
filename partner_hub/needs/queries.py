"""Selects over needs: each gives only what the actor may see, and searches only in what the actor may read."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from partner_hub.communities.models import Category, GridCell
from partner_hub.communities.quarter_queries import (
    THEME_CHOICE,
    open_quarters_before,
    running_quarter,
    theme_category_ids,
)
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import NotFound
from partner_hub.core.forms import single_line
from partner_hub.core.permissions import Permission, Role
from partner_hub.core.quarters import Quarter, parse_quarter, quarter_after
from partner_hub.core.row_numbers import row_number_if_any
from partner_hub.core.search import contains_every_word, is_number_in_list
from partner_hub.needs.carry_over import has_stayed_in
from partner_hub.needs.models import Need, NeedStay
from partner_hub.needs.need_takers import is_need_asked_of, is_need_taken_by
from partner_hub.needs.visibility import visibility_levels_of
from partner_hub.partners.known_units import units_called
from partner_hub.vocabulary.need import OPEN_NEED_STATES, PUBLIC_NEED_STATES, NeedState

URGENCY_RANKS = {"特急": 0, "紧急": 1}
# Values of the state filter that mean several states.
NEED_STATE_GROUPS = {"open": list(OPEN_NEED_STATES), "done": [NeedState.MET, NeedState.PARTLY_MET, NeedState.CLOSED]}


def is_readable_in_full(actor: Actor) -> ColumnElement[bool]:
    """Condition on Need: may_read_in_full (workflow) or takes_need (need_takers)."""
    if actor.may(Permission.NEEDS_PERSONAL):
        return true()
    own: list[ColumnElement[bool]] = [
        Need.asking_partnership_id.in_(actor.partnership_ids),
        Need.grid_id.in_(actor.grid_ids),
    ]
    if Role.GRID_WORKER in actor.roles:
        own.append(Need.created_by_id == actor.user_id)
    if actor.partnership_ids:
        own.append(is_need_taken_by(actor))
    return or_(false(), *own)


def is_wording_readable(actor: Actor) -> ColumnElement[bool]:
    """Condition on Need: may_read_wording (need_view)."""
    reached: list[ColumnElement[bool]] = [Need.visibility.in_(visibility_levels_of(actor))]
    if actor.partnership_ids:
        reached.append(is_need_asked_of(actor))
    return and_(Need.state.in_(PUBLIC_NEED_STATES), Need.public_name != "", or_(*reached))


def visible_needs(actor: Actor) -> Select[Need]:
    """The needs of the actor's community that this actor may see, with what their rows show."""
    return (
        select(Need)
        .where(Need.community_id == actor.community_id, or_(is_wording_readable(actor), is_readable_in_full(actor)))
        .options(joinedload(Need.category), joinedload(Need.grid), joinedload(Need.asking_partnership))
        # A need's number is that of all that were merged into it.
        .options(selectinload(Need.merged))
    )


def need_of(actor: Actor, need_id: int) -> Need:
    """Raises NotFound for a need that this person may not see."""
    need = db.session.scalar(visible_needs(actor).where(Need.id == need_id))
    if need is None:
        raise NotFound
    return need


def lock_needs(ids: Collection[int]) -> list[Need]:
    """SELECT ... FOR UPDATE in the order of the ids, read anew."""
    statement = select(Need).where(Need.id.in_(ids)).order_by(Need.id).with_for_update()
    return list(db.session.scalars(statement.execution_options(populate_existing=True)))


def listed_needs(actor: Actor, wishes: Mapping[str, str]) -> Select[Need]:
    """The list as the address asks for it: q, state, category, grid, urgency, channel, quarter (2026Q4), sort.

    Of category and grid it is the number, or the word none. Category and sort may be theme: that of the quarter.
    """
    statement = visible_needs(actor).where(*_conditions_of_need_list(actor, wishes))
    if wishes.get("sort") == THEME_CHOICE:
        statement = statement.order_by(Need.category_id.in_(_theme_of_wishes(actor, wishes)).desc().nulls_last())
    return statement.order_by(*_order_of_need_list(wishes.get("sort", ""), is_readable_in_full(actor)), Need.id.desc())


def _theme_of_wishes(actor: Actor, wishes: Mapping[str, str]) -> list[int]:
    return theme_category_ids(actor.community_id, parse_quarter(wishes.get("quarter", "")))


def _conditions_of_need_list(actor: Actor, wishes: Mapping[str, str]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if text := wishes.get("q"):
        found.append(is_found_in_need(actor, text))
    for name, column in (("category", Need.category_id), ("grid", Need.grid_id)):
        if (value := wishes.get(name)) == "none":
            found.append(column.is_(None))
        elif name == "category" and value == THEME_CHOICE:
            found.append(column.in_(_theme_of_wishes(actor, wishes)))
        elif value:
            number = row_number_if_any(value)
            found.append(false() if number is None else column == number)
    for name, words in (("urgency", Need.urgency), ("channel", Need.channel)):
        if value := wishes.get(name):
            found.append(words == single_line(value))
    if value := wishes.get("state"):
        found.append(Need.state.in_(NEED_STATE_GROUPS.get(value, [value] if value in set(NeedState) else [])))
    if value := wishes.get("quarter"):
        year, quarter = parse_quarter(value) or (0, 0)
        found.append(or_(and_(Need.year == year, Need.quarter == quarter), has_stayed_in((year, quarter))))
    return found


def is_found_in_need(actor: Actor, words: str) -> ColumnElement[bool]:
    """In what this reader may read of it; by the number on the list that it came from and by who asks, too."""
    of_unit = Need.asking_partnership_id.in_(units_called(actor.community_id, words))
    recorded = contains_every_word(words, Need.name, Need.content, Need.public_name, Need.public_text)
    in_full = and_(is_readable_in_full(actor), or_(recorded, is_number_in_list(words, Need.source), of_unit))
    return or_(contains_every_word(words, Need.public_name, Need.public_text), in_full)


def _order_of_need_list(sort: str, in_full: ColumnElement[bool]) -> list[ColumnElement[Any]]:
    newest: list[ColumnElement[Any]] = [Need.raised_on.desc().nulls_last()]
    if sort == "urgency":
        return [case(URGENCY_RANKS, value=Need.urgency, else_=len(URGENCY_RANKS)), *newest]
    if sort == "deadline":
        return [Need.deadline.asc().nulls_last(), *newest]
    if sort == "name":
        # By the wording that is shown: the order must not tell what the recorded words are.
        return [case((in_full, Need.name), else_=Need.public_name)]
    return newest


def quarters_with_needs(actor: Actor) -> list[Quarter]:
    """The quarters on whose lists needs stand, or stood, that the actor may see, newest first; one statement."""
    present = visible_needs(actor).with_only_columns(Need.year, Need.quarter)
    past = visible_needs(actor).join(NeedStay, NeedStay.need_id == Need.id)
    found = db.session.execute(present.union(past.with_only_columns(NeedStay.year, NeedStay.quarter)))
    return sorted(((year, quarter) for year, quarter in found if year and quarter), reverse=True)


def quarters_to_list_on(community_id: int, day: date) -> list[Quarter]:
    """The quarters on whose lists needs can be put: that of `day`, or the first open one after it, and the next.

    Behind them stand earlier ones that nobody has closed yet.
    """
    this = running_quarter(community_id, clock.quarter_of(day))
    earlier = [(row.year, row.quarter) for row in open_quarters_before(community_id, this)]
    return [this, running_quarter(community_id, quarter_after(this)), *earlier]


def quarter_of_need(need: Need) -> Quarter | None:
    """The quarter that a need was recorded for or listed in."""
    return (need.year, need.quarter) if need.year and need.quarter else None


def is_waiting_for_review() -> ColumnElement[bool]:
    """Submitted, or begun without anybody having worded it: Need.waits_for_review as a condition."""
    return or_(Need.state == NeedState.SUBMITTED, and_(Need.state.in_(PUBLIC_NEED_STATES), Need.public_name == ""))


def need_ids_waiting_for_review(actor: Actor, *, after: int = 0) -> list[int]:
    """The ids of the needs that wait for it, most urgent and oldest first; those behind need `after` begin the row."""
    waits = is_waiting_for_review()
    columns = visible_needs(actor).with_only_columns(Need.id, Need.urgency, Need.raised_on, waits.label("waits"))
    rows = db.session.execute(columns.where(or_(waits, Need.id == after))).all()
    order = {
        row.id: (URGENCY_RANKS.get(row.urgency, len(URGENCY_RANKS)), row.raised_on or date.max, row.id) for row in rows
    }
    waiting = sorted((row.id for row in rows if row.waits), key=order.__getitem__)
    start = order.get(after)
    return sorted(waiting, key=lambda each: start is not None and order[each] < start)


def same_need_named(actor: Actor, number: str) -> Need | None:
    """The need of this id; None for "" and what is no id. Raises NotFound for one that the actor may not see."""
    need_id = row_number_if_any(number)
    return None if need_id is None else need_of(actor, need_id)


def needs_of(actor: Actor, need_ids: Collection[int]) -> list[Need]:
    """Those of these needs that the actor may see, in the order of the list."""
    return list(db.session.scalars(visible_needs(actor).where(Need.id.in_(need_ids)).order_by(Need.id)))


def needs_merged_into(actor: Actor, need: Need) -> list[Need]:
    """Those of the needs merged into this one that the actor may see."""
    return needs_of(actor, [each.id for each in need.merged]) if need.merged else []


def need_merged_into(actor: Actor, need: Need) -> list[Need]:
    """The need that this one was merged into, when the actor may see it: its grid may be another worker's."""
    return needs_of(actor, [need.merged_into_id]) if need.merged_into_id else []


def categories_in_use(community_id: int) -> list[Category]:
    """Those in use today; retired ones stay with their old records."""
    statement = select(Category).where(Category.community_id == community_id, Category.retired_at.is_(None))
    return list(db.session.scalars(statement.order_by(Category.position, Category.id)))


def grid_cells(community_id: int) -> list[GridCell]:
    statement = select(GridCell).where(GridCell.community_id == community_id)
    return list(db.session.scalars(statement.order_by(GridCell.position, GridCell.id)))


def need_counts_by_state(
    actor: Actor, *, year: int | None = None, quarter: int | None = None, own: bool = False
) -> dict[NeedState, int]:
    """How many needs the actor sees in each state, of one quarter's list, of the own ones, or of all; one statement."""
    statement = visible_needs(actor).with_only_columns(Need.state, func.count()).group_by(Need.state)
    if own:
        statement = statement.where(is_readable_in_full(actor))
    if year is not None:
        statement = statement.where(Need.year == year, Need.quarter == quarter)
    return {row[0]: row[1] for row in db.session.execute(statement)}


def need_option_label(need: Need) -> str:
    """For the staff, who choose among needs: in the words for others, where there are some, or as recorded."""
    place = need.grid.label if need.grid else need.grid_words
    name = need.public_name or need.name
    return f"{name}（{place}）" if place else name
