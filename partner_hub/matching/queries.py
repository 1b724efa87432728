"""Selects of matches, as far as one person may see them, and the live matches of a need, an offering or a unit."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, true
from sqlalchemy.orm import selectinload

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import NotFound
from partner_hub.core.facts_from_above import is_item_of_signed_meeting
from partner_hub.core.permissions import Permission
from partner_hub.core.quarters import Quarter, parse_quarter
from partner_hub.core.row_numbers import row_number_if_any
from partner_hub.core.search import contains_every_word
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.needs.models import Need
from partner_hub.needs.queries import is_readable_in_full, is_wording_readable
from partner_hub.offerings.models import Offering
from partner_hub.partners.known_units import units_called
from partner_hub.partners.models import Partnership, PartnerUnit
from partner_hub.partners.queries import ALIASES_AS_TEXT
from partner_hub.vocabulary.match import ENDED_MATCH_STATES, LIVE_MATCH_STATES, MatchOrigin, MatchState

# Words of the state filter that stand for several states.
MATCH_STATE_GROUPS = {"live": LIVE_MATCH_STATES, "ended": ENDED_MATCH_STATES}
WITH_NEEDS_AND_PARTNERS = (
    selectinload(Match.needs).joinedload(MatchNeed.need).joinedload(Need.asking_partnership),
    selectinload(Match.partners).joinedload(MatchPartner.partnership),
    selectinload(Match.partners).joinedload(MatchPartner.offering),
)


def visible_matches(actor: Actor) -> Select[Match]:
    """Whoever sees the board sees all of them; a unit those it takes part in or asked for. Without order."""
    statement = db.select(Match).where(Match.community_id == actor.community_id).options(*WITH_NEEDS_AND_PARTNERS)
    return statement.where(_visibility_condition(actor))


def _visibility_condition(actor: Actor) -> ColumnElement[bool]:
    if actor.may(Permission.BOARD):
        return true()
    own = sorted(actor.partnership_ids)
    takes = exists().where(MatchPartner.match_id == Match.id, MatchPartner.partnership_id.in_(own))
    asks = exists().where(
        MatchNeed.match_id == Match.id, MatchNeed.need_id == Need.id, Need.asking_partnership_id.in_(own)
    )
    return or_(false(), takes, asks)


def match_of(actor: Actor, match_id: int) -> Match:
    """Raises NotFound when there is none that this person may see."""
    found = db.session.scalar(visible_matches(actor).where(Match.id == match_id))
    if found is None:
        raise NotFound
    return found


def listed_matches(actor: Actor, wishes: Mapping[str, str]) -> Select[Match]:
    """The list as the address asks for it: q, state (or _state_condition), unit (id), quarter (2026Q4), sort."""
    statement = visible_matches(actor).where(*_filter_conditions(actor, wishes))
    newest: list[ColumnElement[Any]] = [Match.id.desc()]
    if wishes.get("sort") == "answer":
        # What waits for an answer comes first, the earliest day before the later ones.
        waits = case((Match.state == MatchState.PROPOSED, 0), else_=1)
        return statement.order_by(waits, Match.answer_by.asc().nulls_last(), *newest)
    if wishes.get("sort") == "unit":
        return statement.order_by(_lead_name_column(), *newest)
    return statement.order_by(*newest)


def _filter_conditions(actor: Actor, wishes: Mapping[str, str]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if text := wishes.get("q"):
        found.append(_search_condition(actor, text))
    if value := wishes.get("state"):
        found.append(_state_condition(value))
    if value := wishes.get("unit"):
        unit = row_number_if_any(value) or 0
        found.append(exists().where(MatchPartner.match_id == Match.id, MatchPartner.partnership_id == unit))
    if value := wishes.get("quarter"):
        year, quarter = parse_quarter(value) or (0, 0)
        need = and_(MatchNeed.match_id == Match.id, MatchNeed.need_id == Need.id)
        found.append(exists().where(need, Need.year == year, Need.quarter == quarter))
    return found


def _state_condition(value: str) -> ColumnElement[bool]:
    """A state, or live, in_work, reported (its end, to be accepted), ended."""
    if value == "in_work":
        return is_match_in_work()
    if value == "reported":
        return and_(is_match_in_work(), Match.reported_end.is_not(None))
    return Match.state.in_(MATCH_STATE_GROUPS.get(value, [value] if value in set(MatchState) else []))


def is_match_in_work() -> ColumnElement[bool]:
    """workflow.why_not_in_work as a condition: its confirmation is signed, and its end not accepted."""
    return and_(Match.state == MatchState.CONFIRMED, is_item_of_signed_meeting(Match.agenda_item_id))


def _search_condition(actor: Actor, text: str) -> ColumnElement[bool]:
    """In what the person may read of the needs, in the promise, and in the names of units and offerings."""
    public = and_(is_wording_readable(actor), contains_every_word(text, Need.public_name))
    in_full = and_(is_readable_in_full(actor), contains_every_word(text, Need.name))
    need = db.select(MatchNeed.match_id).join(MatchNeed.need).where(or_(public, in_full))
    partner = (
        db.select(MatchPartner.match_id)
        .outerjoin(MatchPartner.partnership)
        .outerjoin(Partnership.unit)
        .outerjoin(MatchPartner.offering)
        .where(
            or_(
                contains_every_word(text, PartnerUnit.name, ALIASES_AS_TEXT, Offering.name, MatchPartner.as_written),
                MatchPartner.partnership_id.in_(units_called(actor.community_id, text)),
            )
        )
    )
    return or_(contains_every_word(text, Match.promise), Match.id.in_(need), Match.id.in_(partner))


def _lead_name_column() -> ColumnElement[Any]:
    return (
        db.select(func.coalesce(PartnerUnit.name, MatchPartner.as_written))
        .select_from(MatchPartner)
        .outerjoin(MatchPartner.partnership)
        .outerjoin(Partnership.unit)
        .where(MatchPartner.match_id == Match.id, MatchPartner.is_lead.is_(True))
        .limit(1)
        .correlate(Match)
        .scalar_subquery()
    )


def matches_to_answer(actor: Actor) -> Select[Match]:
    """What waits for this person's answer, the earliest day first: states.answers as a condition.

    The committee answers for its residents; that it may write down a unit's answer makes it no task of its own.
    """
    residents = exists().where(
        MatchNeed.match_id == Match.id, MatchNeed.need_id == Need.id, Need.asking_partnership_id.is_(None)
    )
    own = sorted(actor.partnership_ids)
    is_claim, is_dispatch = Match.origin == MatchOrigin.CLAIM, Match.origin == MatchOrigin.DISPATCH
    asks = exists().where(
        MatchNeed.match_id == Match.id, MatchNeed.need_id == Need.id, Need.asking_partnership_id.in_(own)
    )
    leads = exists().where(
        MatchPartner.match_id == Match.id, MatchPartner.is_lead.is_(True), MatchPartner.partnership_id.in_(own)
    )
    theirs = [and_(is_claim, asks), and_(is_dispatch, leads)]
    if actor.may(Permission.MATCHES_DISPATCH):
        theirs.append(and_(is_claim, residents))
    statement = visible_matches(actor).where(Match.state == MatchState.PROPOSED, or_(*theirs))
    return statement.order_by(Match.answer_by.asc().nulls_last(), Match.id)


def own_live_matches(actor: Actor) -> Select[Match]:
    """The live matches of the person's units, the newest first."""
    own = exists().where(
        MatchPartner.match_id == Match.id, MatchPartner.partnership_id.in_(sorted(actor.partnership_ids))
    )
    return visible_matches(actor).where(Match.state.in_(LIVE_MATCH_STATES), own).order_by(Match.id.desc())


def units_in_matches(actor: Actor) -> list[tuple[str, str]]:
    """(id, name) of the units in matches that the person sees, for the filter."""
    ids = db.select(MatchPartner.partnership_id).where(
        MatchPartner.match_id.in_(visible_matches(actor).with_only_columns(Match.id))
    )
    statement = db.select(Partnership.id, PartnerUnit.name).join(Partnership.unit).where(Partnership.id.in_(ids))
    rows = db.session.execute(statement.order_by(PartnerUnit.name, Partnership.id))
    return [(str(number), name) for number, name in rows]


def quarters_of_matches(actor: Actor) -> list[Quarter]:
    """The quarters of the needs in matches that the person sees, newest first."""
    ids = db.select(MatchNeed.need_id).where(MatchNeed.match_id.in_(visible_matches(actor).with_only_columns(Match.id)))
    rows = db.select(Need.year, Need.quarter).where(Need.id.in_(ids)).distinct()
    found = db.session.execute(rows.order_by(Need.year.desc(), Need.quarter.desc()))
    return [(year, quarter) for year, quarter in found if year and quarter]


def live_matches_of_need(need_id: int) -> list[Match]:
    """The live matches of a need, the oldest first; everybody who reads needs may know who takes them."""
    ids = db.select(MatchNeed.match_id).where(MatchNeed.need_id == need_id)
    return _live_matches(Match.id.in_(ids))


def live_matches_of_offering(offering_id: int) -> list[Match]:
    ids = db.select(MatchPartner.match_id).where(MatchPartner.offering_id == offering_id)
    return _live_matches(Match.id.in_(ids))


def live_matches_of_unit(partnership_id: int) -> list[Match]:
    """The live matches of a unit, and with them what it delivered."""
    ids = db.select(MatchPartner.match_id).where(MatchPartner.partnership_id == partnership_id)
    return _live_matches(Match.id.in_(ids))


def live_matches_concerning_unit(partnership_id: int) -> list[Match]:
    """Those that the unit is in, and those about what it asks for itself."""
    takes = db.select(MatchPartner.match_id).where(MatchPartner.partnership_id == partnership_id)
    asks = db.select(MatchNeed.match_id).join(MatchNeed.need).where(Need.asking_partnership_id == partnership_id)
    return _live_matches(or_(Match.id.in_(takes), Match.id.in_(asks)))


def _live_matches(*conditions: ColumnElement[bool]) -> list[Match]:
    statement = (
        db.select(Match).where(Match.state.in_(LIVE_MATCH_STATES), *conditions).options(*WITH_NEEDS_AND_PARTNERS)
    )
    return list(db.session.scalars(statement.order_by(Match.id)))


# Confirmed by the secretary between the meetings.
AWAITS_RATIFICATION = and_(Match.state == MatchState.CONFIRMED, Match.confirmed_at.is_not(None))


def matches_awaiting_meeting(community_id: int) -> Select[Match]:
    """What the next meeting deals with: put off by the last one, agreed to since, and then what is to be ratified."""
    untabled = and_(Match.agenda_item_id.is_(None), or_(Match.state == MatchState.AGREED, AWAITS_RATIFICATION))
    came_back = and_(Match.state == MatchState.DEFERRED, is_item_of_signed_meeting(Match.agenda_item_id))
    statement = db.select(Match).where(Match.community_id == community_id, or_(untabled, came_back))
    return statement.order_by(AWAITS_RATIFICATION, Match.state != MatchState.DEFERRED, Match.id)


def matches_of_item(agenda_item_id: int) -> list[Match]:
    """In the order of their letters, with needs and partners."""
    statement = (
        db.select(Match)
        .where(Match.agenda_item_id == agenda_item_id)
        .order_by(Match.position, Match.id)
        .options(selectinload(Match.needs), selectinload(Match.partners))
    )
    return list(db.session.scalars(statement))


def next_match_position(agenda_item_id: int | None) -> int:
    last = db.session.scalar(db.select(func.max(Match.position)).where(Match.agenda_item_id == agenda_item_id))
    return (last or 0) + 1
