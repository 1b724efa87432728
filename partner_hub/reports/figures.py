"""Figures for the committee: needs by category and quarter, waiting times, unused offerings, silent units."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from statistics import median
from typing import Any

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import contains_eager

from partner_hub.accounts.models import RoleGrant
from partner_hub.communities.models import Category
from partner_hub.communities.quarter_queries import frozen_figures, frozen_figures_since
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.events import Event
from partner_hub.core.quarters import Quarter, days_of_quarter, quarter_before
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import Meeting
from partner_hub.needs import queries as needs
from partner_hub.needs.models import Need
from partner_hub.offerings import queries as offerings
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership, PartnerUnit
from partner_hub.partners.queries import visible_units
from partner_hub.reports.board import (
    ASKED_PROGRESS,
    OPEN_PROGRESS,
    TAKEN_PROGRESS,
    is_offering_used,
    is_on_quarter_list,
    need_progress,
)
from partner_hub.vocabulary.meeting import Presence
from partner_hub.vocabulary.need import LISTED_NEED_STATES
from partner_hub.vocabulary.unit import ACTIVE_UNIT_STATES

# Upper ends, in days, of the groups that the waiting times are sorted into; the last group has no end.
WAITING_GROUP_ENDS = (7, 14, 30, 60)
# A unit is silent when nothing was heard of it in the present quarter and in the one before.
QUARTERS_OF_SILENCE = 2


@dataclass(frozen=True)
class CategoryRow:
    """One bar: how many needs of a category nobody takes, somebody was asked for, and both sides agreed on."""

    id: int | None
    name: str
    open: int
    asked: int
    taken: int

    @property
    def total(self) -> int:
        return self.open + self.asked + self.taken


@dataclass(frozen=True)
class QuarterRow:
    """How many needs were on the list of a quarter, and how many of them found a partner."""

    quarter: Quarter
    total: int
    taken: int

    @property
    def share(self) -> int:
        """Percent."""
        return round(100 * self.taken / self.total) if self.total else 0


@dataclass(frozen=True)
class WaitingTimes:
    """Days from a need to the first agreement about it: the needs (by id) by GROUPS, and the middle number of days."""

    need_ids: list[list[int]]
    median: float | None

    @property
    def groups(self) -> list[int]:
        return [len(each) for each in self.need_ids]

    @property
    def total(self) -> int:
        return sum(self.groups)


def needs_by_category(actor: Actor, quarter: Quarter) -> list[CategoryRow]:
    """The categories of the quarter's list, the one with the most needs first."""
    if frozen := frozen_figures(actor.community_id, quarter):
        return [CategoryRow(**row) for row in frozen["categories"]]
    how = need_progress(quarter).label("how")
    statement = (
        needs.visible_needs(actor)
        .where(is_on_quarter_list(quarter))
        .outerjoin(Category, Category.id == Need.category_id)
        .with_only_columns(Category.id, Category.name, how, func.count())
        .group_by(Category.id, Category.name, how)
    )
    found: dict[tuple[int | None, str], dict[str, int]] = {}
    for number, name, progressed, count in db.session.execute(statement):
        found.setdefault((number, name or ""), {OPEN_PROGRESS: 0, ASKED_PROGRESS: 0, TAKEN_PROGRESS: 0})[progressed] = (
            count
        )
    rows = [CategoryRow(number, name, **counts) for (number, name), counts in found.items()]
    return sorted(rows, key=lambda row: (-row.total, row.name))


def needs_by_quarter(actor: Actor, quarter: Quarter, number: int = 4) -> list[QuarterRow]:
    """The quarter and those before it, oldest first; of those that are closed what was frozen. Two statements."""
    wanted = [quarter]
    while len(wanted) < number:
        wanted.append(quarter_before(wanted[-1]))
    how = need_progress().label("how")
    statement = (
        needs.visible_needs(actor)
        .where(Need.year >= wanted[-1][0], Need.state.in_(LISTED_NEED_STATES))
        .with_only_columns(Need.year, Need.quarter, how, func.count())
        .group_by(Need.year, Need.quarter, how)
    )
    counts = {(row[0], row[1], row[2]): row[3] for row in db.session.execute(statement)}
    closed = frozen_figures_since(actor.community_id, wanted[-1])
    return [
        _frozen_row(each, frozen)
        if (frozen := closed.get(each))
        else QuarterRow(
            each,
            sum(counts.get((*each, how), 0) for how in (OPEN_PROGRESS, ASKED_PROGRESS, TAKEN_PROGRESS)),
            counts.get((*each, TAKEN_PROGRESS), 0),
        )
        for each in reversed(wanted)
    ]


def _frozen_row(quarter: Quarter, frozen: Mapping[str, Any]) -> QuarterRow:
    rows = frozen["categories"]
    total = sum(row["open"] + row["asked"] + row["taken"] for row in rows)
    return QuarterRow(quarter, total, sum(row["taken"] for row in rows))


def unused_offerings(actor: Actor) -> Select[Offering]:
    """What can be used today, and nobody ever has."""
    return offerings.listed_offerings(actor, {"state": offerings.AVAILABLE_FILTER}).where(~is_offering_used())


def silent_units(actor: Actor, day: date) -> Select[Partnership]:
    """Active units of which nothing was heard for two quarters.

    Nobody of the unit did anything here, it sat in no meeting, and no match with it came into being.
    """
    since = clock.from_local(datetime.combine(first_day_of_silence(day), time()))
    # One list of the units that did something, made once: a correlated EXISTS would go through the community's events
    # of half a year anew for each unit. Without NULL in it, which NOT IN would answer with NULL.
    active = (
        select(RoleGrant.partnership_id)
        .join(Event, Event.user_id == RoleGrant.user_id)
        .where(Event.community_id == actor.community_id, Event.at >= since, RoleGrant.partnership_id.is_not(None))
    )
    came = exists().where(
        Seat.partnership_id == Partnership.id, Seat.presence == Presence.PRESENT,
        Seat.meeting_id == Meeting.id, Meeting.planned_start >= since,
    )  # fmt: skip
    matched = exists().where(
        MatchPartner.partnership_id == Partnership.id, Match.id == MatchPartner.match_id, Match.created_at >= since
    )
    silent = and_(Partnership.state.in_(ACTIVE_UNIT_STATES), Partnership.id.not_in(active), ~came, ~matched)
    statement = visible_units(actor).options(contains_eager(Partnership.unit))
    return statement.where(silent).order_by(PartnerUnit.name, Partnership.id)


def first_day_of_silence(day: date) -> date:
    """The first day of the time in which something should have been heard of every unit."""
    quarter = clock.quarter_of(day)
    for _step in range(QUARTERS_OF_SILENCE - 1):
        quarter = quarter_before(quarter)
    return days_of_quarter(quarter)[0]


def waiting_times(actor: Actor, quarter: Quarter) -> WaitingTimes:
    """How long the needs of the quarter's list waited for the first agreement; needs without a day are left out."""
    if frozen := frozen_figures(actor.community_id, quarter):
        return WaitingTimes(frozen["waiting"]["need_ids"], frozen["waiting"]["median"])
    first = func.min(Match.agreed_at)
    statement = (
        needs.visible_needs(actor)
        .join(MatchNeed, MatchNeed.need_id == Need.id)
        .join(Match, Match.id == MatchNeed.match_id)
        .where(is_on_quarter_list(quarter), Match.agreed_at.is_not(None), Need.raised_on.is_not(None))
        .with_only_columns(Need.id, Need.raised_on, first)
        .group_by(Need.id, Need.raised_on)
    )
    days = {
        number: max(0, (clock.to_local(agreed).date() - raised).days)
        for number, raised, agreed in db.session.execute(statement)
        if raised and agreed
    }
    return WaitingTimes(_need_ids_by_waiting_group(days), median(days.values()) if days else None)


def _need_ids_by_waiting_group(days: Mapping[int, int]) -> list[list[int]]:
    found: list[list[int]] = [[] for _group in range(len(WAITING_GROUP_ENDS) + 1)]
    for number, waited in days.items():
        found[
            next((place for place, end in enumerate(WAITING_GROUP_ENDS) if waited <= end), len(WAITING_GROUP_ENDS))
        ].append(number)
    return found
