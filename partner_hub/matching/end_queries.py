"""What is in work and has to be reported or accepted, what ended, and which needs wait for a decision after it."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, and_, exists

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.permissions import Permission
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.matching.queries import WITH_NEEDS_AND_PARTNERS, is_match_in_work, visible_matches
from partner_hub.needs.models import Need
from partner_hub.needs.queries import visible_needs
from partner_hub.vocabulary.match import ENDED_MATCH_STATES, LIVE_MATCH_STATES, SERVED_MATCH_STATES, MatchState
from partner_hub.vocabulary.need import NeedState


def matches_to_report(actor: Actor) -> Select[Match]:
    """In work, and led by one of the person's units, which has not reported how it ended; the oldest first."""
    leads = exists().where(
        MatchPartner.match_id == Match.id,
        MatchPartner.is_lead.is_(True),
        MatchPartner.partnership_id.in_(sorted(actor.partnership_ids)),
    )
    return visible_matches(actor).where(is_match_in_work(), Match.reported_end.is_(None), leads).order_by(Match.id)


def matches_to_accept(actor: Actor) -> Select[Match]:
    """Reported as ended: what this person accepts or sends back, the earliest report first."""
    statement = visible_matches(actor).where(is_match_in_work(), Match.reported_end.is_not(None))
    if not actor.may(Permission.MATCHES_CONFIRM):
        own = and_(MatchPartner.is_lead.is_(True), MatchPartner.partnership_id.is_(None))
        statement = statement.where(~exists().where(MatchPartner.match_id == Match.id, own))
    return statement.order_by(Match.reported_at, Match.id)


def needs_to_settle(actor: Actor) -> Select[Need]:
    """Being worked on although every match of theirs has ended: met, partly met, or back on the list."""
    ended = _has_match_of_need(ENDED_MATCH_STATES)
    return (
        visible_needs(actor)
        .where(Need.state == NeedState.IN_PROJECT, ended, ~_has_match_of_need(LIVE_MATCH_STATES))
        .order_by(Need.id)
    )


def is_need_taken_or_served(need_id: int) -> bool:
    """Whether a live match is about the need, or one that gave something."""
    states = (*LIVE_MATCH_STATES, *SERVED_MATCH_STATES)
    statement = db.select(MatchNeed.id).join(MatchNeed.match).where(MatchNeed.need_id == need_id)
    return db.session.scalar(statement.where(Match.state.in_(states)).limit(1)) is not None


def ended_matches_of_need(need_id: int) -> list[Match]:
    """The last one first."""
    ids = db.select(MatchNeed.match_id).where(MatchNeed.need_id == need_id)
    return _ended_matches(Match.id.in_(ids))


def ended_matches_of_offering(offering_id: int) -> list[Match]:
    ids = db.select(MatchPartner.match_id).where(MatchPartner.offering_id == offering_id)
    return _ended_matches(Match.id.in_(ids))


def ended_matches_of_unit(partnership_id: int) -> list[Match]:
    ids = db.select(MatchPartner.match_id).where(MatchPartner.partnership_id == partnership_id)
    return _ended_matches(Match.id.in_(ids))


# Rows on the page of an offering or a unit, which are to be looked at, not searched: the list of matches has them all.
MAX_ENDED_MATCHES = 20


def _ended_matches(condition: ColumnElement[bool]) -> list[Match]:
    statement = (
        db.select(Match)
        .where(Match.state.in_(ENDED_MATCH_STATES), condition)
        .options(*WITH_NEEDS_AND_PARTNERS)
        .order_by(Match.ended_on.desc().nulls_last(), Match.id.desc())
        .limit(MAX_ENDED_MATCHES)
    )
    return list(db.session.scalars(statement))


def _has_match_of_need(states: Collection[MatchState]) -> ColumnElement[bool]:
    return exists().where(MatchNeed.need_id == Need.id, MatchNeed.match_id == Match.id, Match.state.in_(states))
