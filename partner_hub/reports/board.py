"""The committee's board: the needs of a quarter, what could serve them, and the matches between the two."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import selectinload

from partner_hub.communities.quarter_queries import present_quarter
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.quarters import Quarter, parse_quarter
from partner_hub.matching.coverage import counts_for_need
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.needs import queries as needs
from partner_hub.needs.carry_over import has_stayed_in, progress_when_carried
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import NeedReading, need_name_for, read_need
from partner_hub.offerings import queries as offerings
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.match import AGREED_MATCH_STATES, ENDED_MATCH_STATES, LIVE_MATCH_STATES
from partner_hub.vocabulary.need import LISTED_NEED_STATES

# Rows of a column, which has a link to the whole list.
MAX_ROWS_OF_BOARD_COLUMN = 15
# How far a need has come: nobody, somebody was asked or has offered, both sides have agreed.
OPEN_PROGRESS, ASKED_PROGRESS, TAKEN_PROGRESS = "open", "asked", "taken"


@dataclass(frozen=True)
class Column:
    """The first rows of a column, and how many there are in all."""

    rows: list[Any]
    total: int


@dataclass(frozen=True)
class Board:
    """`counts` are the quarter's needs by how far they have come, whatever `show` chooses for the column."""

    needs: Column
    offerings: Column
    matches: Column
    counts: dict[str, int]


def quarter_board(actor: Actor, quarter: Quarter, wishes: Mapping[str, str]) -> Board:
    """`wishes` as in the URL: category and grid (ids), q, show (open, asked, taken)."""
    listed = _needs_of_board(actor, quarter, wishes)
    counts = _counts_by_progress(listed, quarter)
    show = wishes.get("show") if wishes.get("show") in counts else OPEN_PROGRESS
    return Board(
        needs=Column(_readings_of_board(actor, listed.where(need_progress(quarter) == show)), counts[str(show)]),
        offerings=_offerings_of_board(actor, wishes),
        matches=_matches_of_board(actor, listed),
        counts=counts,
    )


def quarter_of_report(actor: Actor, wishes: Mapping[str, str]) -> Quarter:
    """The quarter that the address names, else the present one."""
    return parse_quarter(wishes.get("quarter", "")) or present_quarter(actor.community_id)


def need_progress(quarter: Quarter | None = None) -> ColumnElement[str]:
    """OPEN, ASKED or TAKEN for a row of Need; in a quarter that it has left, what it had come to by then."""
    now = _present_progress()
    return now if quarter is None else func.coalesce(progress_when_carried(quarter), now)


def _present_progress() -> ColumnElement[str]:
    return case(
        (_has_match(counts_for_need()), TAKEN_PROGRESS),
        (_has_match(Match.state.in_(LIVE_MATCH_STATES)), ASKED_PROGRESS),
        else_=OPEN_PROGRESS,
    )


def is_on_quarter_list(quarter: Quarter) -> ColumnElement[bool]:
    """Listed in it now, or listed when it was carried over to the next."""
    now = and_(Need.year == quarter[0], Need.quarter == quarter[1], Need.state.in_(LISTED_NEED_STATES))
    return or_(now, has_stayed_in(quarter, *LISTED_NEED_STATES))


def _has_match(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(MatchNeed.need_id == Need.id, MatchNeed.match_id == Match.id, condition).correlate(Need)


def _needs_of_board(actor: Actor, quarter: Quarter, wishes: Mapping[str, str]) -> Select[Need]:
    chosen = {name: wishes[name] for name in ("q", "category", "grid") if wishes.get(name)}
    return needs.listed_needs(actor, chosen | {"sort": "urgency"}).where(is_on_quarter_list(quarter))


def _counts_by_progress(listed: Select[Need], quarter: Quarter) -> dict[str, int]:
    how = need_progress(quarter).label("how")
    statement = listed.order_by(None).with_only_columns(how, func.count()).group_by(how)
    return {OPEN_PROGRESS: 0, ASKED_PROGRESS: 0, TAKEN_PROGRESS: 0} | {
        row[0]: row[1] for row in db.session.execute(statement)
    }


def _readings_of_board(actor: Actor, statement: Select[Need]) -> list[NeedReading]:
    return [read_need(actor, need) for need in db.session.scalars(statement.limit(MAX_ROWS_OF_BOARD_COLUMN))]


def _offerings_of_board(actor: Actor, wishes: Mapping[str, str]) -> Column:
    """What can be used today, that which nobody has used yet first."""
    chosen = {name: wishes[name] for name in ("q", "category") if wishes.get(name)}
    statement = offerings.listed_offerings(actor, chosen | {"state": offerings.AVAILABLE_FILTER})
    total = db.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    rows = db.session.scalars(
        statement.order_by(None)
        .order_by(is_offering_used(), Offering.name, Offering.id)
        .limit(MAX_ROWS_OF_BOARD_COLUMN)
    )
    return Column(list(rows), total)


def is_offering_used() -> ColumnElement[bool]:
    """Whether both sides have ever agreed on something with this offering."""
    here = (MatchPartner.offering_id == Offering.id, MatchPartner.match_id == Match.id)
    agreed = Match.state.in_((*AGREED_MATCH_STATES, *ENDED_MATCH_STATES))
    return exists().where(*here, Match.agreed_at.is_not(None)) | exists().where(*here, agreed)


def _matches_of_board(actor: Actor, listed: Select[Need]) -> Column:
    """(match, what the actor calls its needs) of the needs that the filters choose, unanswered ones first."""
    ids = listed.order_by(None).with_only_columns(Need.id)
    chosen = select(MatchNeed.match_id).where(MatchNeed.need_id.in_(ids))
    statement = select(Match).where(
        Match.community_id == actor.community_id, Match.state.in_(LIVE_MATCH_STATES), Match.id.in_(chosen)
    )
    total = db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    first = statement.order_by(Match.state.in_(AGREED_MATCH_STATES), Match.answer_by, Match.id.desc()).limit(
        MAX_ROWS_OF_BOARD_COLUMN
    )
    found = db.session.scalars(first.options(*_WITH_NAMES))
    return Column([(match, [need_name_for(actor, entry.need) for entry in match.needs]) for match in found], total)


_WITH_NAMES = (
    selectinload(Match.needs).joinedload(MatchNeed.need),
    selectinload(Match.partners).joinedload(MatchPartner.partnership).joinedload(Partnership.unit),
    selectinload(Match.partners).joinedload(MatchPartner.offering),
)
