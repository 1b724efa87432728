"""Facts that lower features read of higher ones' tables: typed columns and a handful of yes-or-no queries, no rule.

A lower feature must not import a higher one's models. What it has to know of them ("does a live match use this?") is
read here, through lightweight tables; tests/tooling/test_facts_from_above.py compares every column with the models.
"""

from typing import Any

from sqlalchemy import Boolean, ColumnElement, Date, Integer, Select, String, and_, column, func, or_, table

from partner_hub.core.db import UtcDateTime, db, enum_type
from partner_hub.vocabulary.match import LIVE_MATCH_STATES, SERVED_MATCH_STATES, SERVING_MATCH_STATES, MatchState
from partner_hub.vocabulary.meeting import SIGNED_MEETING_STATES, MeetingState
from partner_hub.vocabulary.unit import UnitState

partner_unit = table("partner_unit", column("id", Integer), column("name", String))
partnership = table(
    "partnership",
    column("id", Integer),
    column("community_id", Integer),
    column("unit_id", Integer),
    column("state", enum_type(UnitState)),
)
need = table("need", column("id", Integer), column("public_name", String), column("asking_partnership_id", Integer))
need_invitation = table(
    "need_invitation",
    column("need_id", Integer),
    column("partnership_id", Integer),
    column("declined_at", UtcDateTime()),
)
match = table(
    "match",
    column("id", Integer),
    column("state", enum_type(MatchState)),
    column("ended_on", Date),
    column("outcome", String),
    column("reason", String),
)
match_need = table("match_need", column("match_id", Integer), column("need_id", Integer))
match_partner = table(
    "match_partner",
    column("match_id", Integer),
    column("partnership_id", Integer),
    column("offering_id", Integer),
    column("quantity", Integer),
    column("delivered_quantity", Integer),
    column("is_waiting", Boolean),
    column("is_lead", Boolean),
    column("as_written", String),
)
agenda_item = table("agenda_item", column("id", Integer), column("meeting_id", Integer))
meeting = table("meeting", column("id", Integer), column("state", enum_type(MeetingState)))
minutes = table("minutes", column("id", Integer), column("meeting_id", Integer))
issued_minutes = table(
    "issued_minutes",
    column("id", Integer),
    column("minutes_id", Integer),
    column("community_id", Integer),
    column("year", Integer),
)
TABLES = (
    minutes,
    issued_minutes,
    partner_unit,
    partnership,
    need,
    need_invitation,
    match,
    match_need,
    match_partner,
    agenda_item,
    meeting,
)


def has_live_match_of_need(need_id: int) -> bool:
    """Whether a live match joins this need with somebody."""
    statement = _live_match_ids().join(match_need, match.c.id == match_need.c.match_id)
    return _has_rows(statement.where(match_need.c.need_id == need_id))


def names_of_need_servers(need_id: int) -> list[str]:
    """Who did something about this need by a match, or is about to; whoever leads first, each once."""
    name = func.coalesce(partner_unit.c.name, match_partner.c.as_written)
    statement = (
        db.select(name)
        .select_from(match_need)
        .join(match, match.c.id == match_need.c.match_id)
        .join(match_partner, match_partner.c.match_id == match.c.id)
        .outerjoin(partnership, partnership.c.id == match_partner.c.partnership_id)
        .outerjoin(partner_unit, partner_unit.c.id == partnership.c.unit_id)
        .where(match_need.c.need_id == need_id, match.c.state.in_(SERVING_MATCH_STATES))
        .where(match_partner.c.is_waiting.is_(False))
        .order_by(match_partner.c.is_lead.desc(), match.c.id, name)
    )
    return list(dict.fromkeys(filter(None, db.session.scalars(statement))))


def reports_of_served_matches(need_id: int) -> list[tuple[MatchState, str, str]]:
    """(state, what was done, why it was less than promised) of the matches that gave something to this need."""
    statement = (
        db.select(match.c.state, match.c.outcome, match.c.reason)
        .join_from(match, match_need, match_need.c.match_id == match.c.id)
        .where(match_need.c.need_id == need_id, match.c.state.in_(SERVED_MATCH_STATES))
    )
    return [(state, done, why) for state, done, why in db.session.execute(statement.order_by(match.c.id))]


def has_live_match_of_offering(offering_id: int) -> bool:
    """Whether a live match uses the offering."""
    statement = _live_match_ids().join(match_partner, match.c.id == match_partner.c.match_id)
    return _has_rows(statement.where(match_partner.c.offering_id == offering_id))


def needs_relying_on_unit(partnership_id: int) -> list[tuple[int, str]]:
    """(id, public wording or "") of the needs in live matches that this unit serves, or asked for itself.

    Not where it only supported another unit and what it gave has been written down: it has left that match.
    """
    serves = and_(
        match_partner.c.partnership_id == partnership_id,
        or_(match_partner.c.is_lead, match_partner.c.delivered_quantity.is_(None)),
    )
    statement = (
        db.select(need.c.id, need.c.public_name)
        .join_from(match, match_need, match_need.c.match_id == match.c.id)
        .join(need, need.c.id == match_need.c.need_id)
        .join(match_partner, match_partner.c.match_id == match.c.id)
        .where(match.c.state.in_(LIVE_MATCH_STATES))
        .where(or_(serves, need.c.asking_partnership_id == partnership_id))
    )
    return [(number, words) for number, words in db.session.execute(statement.distinct().order_by(need.c.id))]


def are_minutes_signed_of_item(agenda_item_id: int) -> bool:
    """Whether the minutes of the meeting that this agenda item belongs to are signed."""
    statement = (
        db.select(meeting.c.state)
        .join_from(agenda_item, meeting, meeting.c.id == agenda_item.c.meeting_id)
        .where(agenda_item.c.id == agenda_item_id)
    )
    return db.session.scalar(statement) in SIGNED_MEETING_STATES


def newest_issued_minutes(meeting_id: int) -> int | None:
    """The id of the newest version of the meeting's minutes."""
    statement = db.select(issued_minutes.c.id).join_from(
        minutes, issued_minutes, issued_minutes.c.minutes_id == minutes.c.id
    )
    newest = statement.where(minutes.c.meeting_id == meeting_id).order_by(issued_minutes.c.id.desc())
    return db.session.scalar(newest.limit(1))


def has_signed_minutes(community_id: int, year: int) -> bool:
    """Whether minutes of that year have a number."""
    here = (issued_minutes.c.community_id == community_id, issued_minutes.c.year == year)
    return _has_rows(db.select(issued_minutes.c.id).where(*here))


def is_item_of_signed_meeting(agenda_item_id: Any) -> ColumnElement[bool]:
    """The same as a condition, for a column that holds the id of an agenda item."""
    signed = (
        db.select(agenda_item.c.id)
        .join_from(agenda_item, meeting, meeting.c.id == agenda_item.c.meeting_id)
        .where(meeting.c.state.in_(SIGNED_MEETING_STATES))
    )
    in_signed: ColumnElement[bool] = agenda_item_id.in_(signed)
    return in_signed


def _live_match_ids() -> Select[int]:
    return db.select(match.c.id).where(match.c.state.in_(LIVE_MATCH_STATES))


def _has_rows(statement: Select[int]) -> bool:
    return db.session.scalar(statement.limit(1)) is not None
