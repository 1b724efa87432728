"""Which offerings fit a need, and which needs fit an offering, for one reader; the number of statements is constant."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select
from sqlalchemy.orm import joinedload

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.permissions import Permission
from partner_hub.matching import hall
from partner_hub.matching.models import Dismissal, Match, MatchNeed, MatchPartner
from partner_hub.matching.scoring import Exclusion, NeedText, Suggestion
from partner_hub.matching.suggestions.offering_index import IndexedOfferings, indexed_offerings
from partner_hub.matching.suggestions.ranking_texts import need_text
from partner_hub.needs import queries as needs
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import NeedReading, read_need
from partner_hub.offerings import queries as offerings
from partner_hub.offerings.availability import remaining_capacity
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.match import LIVE_MATCH_STATES
from partner_hub.vocabulary.need import OPEN_NEED_STATES, NeedState
from partner_hub.vocabulary.offering import OfferingState

# From here on a pair is said to fit: the middle of the score's scale.
MIN_FITTING_SCORE: Final = 50.0
FITS_SHOWN, EXCLUDED_SHOWN = 10, 10
# What can be taken now, and what somebody may already look around for.
TAKEABLE = (NeedState.PUBLISHED,)


@dataclass(frozen=True)
class OfferingFit:
    """An offering for a need. `match` is the live match that joins them; `left` what can still be had of it."""

    offering: Offering
    suggestion: Suggestion
    match: Match | None
    left: int | None

    @property
    def fits(self) -> bool:
        return self.suggestion.score >= MIN_FITTING_SCORE


@dataclass(frozen=True)
class ExcludedFit:
    """An offering that would fit but for `why`, a key of explanations.EXCLUSION_LABELS."""

    offering: Offering
    suggestion: Suggestion
    why: Exclusion | str


@dataclass(frozen=True)
class NeedSuggestions:
    fits: list[OfferingFit]
    barred: list[ExcludedFit]
    dismissals: list[Dismissal]


@dataclass(frozen=True)
class NeedFit:
    """A need for an offering, in the words that the reader may read."""

    reading: NeedReading
    suggestion: Suggestion
    match: Match | None

    @property
    def fits(self) -> bool:
        return self.suggestion.score >= MIN_FITTING_SCORE


@dataclass(frozen=True)
class ExcludedOfferings:
    """What stands against offerings, whatever the need: full ones, and those of units that may start nothing."""

    full: frozenset[int]
    closed: frozenset[int]

    @property
    def all(self) -> frozenset[int]:
        return self.full | self.closed


def excluded_on(community: Community, indexed: IndexedOfferings, day: date) -> ExcludedOfferings:
    taken = taken_of_offerings(community.id)
    full = {
        number
        for number, used in taken.items()
        if (fact := indexed.facts.get(number)) and fact.capacity is not None and used >= fact.capacity
    }
    return ExcludedOfferings(frozenset(full), indexed.closed_on(day))


def taken_of_offerings(community_id: int) -> dict[int, int]:
    """How much of each offering live matches take."""
    statement = (
        select(MatchPartner.offering_id, func.sum(MatchPartner.quantity))
        .join(Match, Match.id == MatchPartner.match_id)
        .where(
            Match.community_id == community_id,
            Match.state.in_(LIVE_MATCH_STATES),
            MatchPartner.offering_id.is_not(None),
        )
        .group_by(MatchPartner.offering_id)
    )
    return {number: int(used) for number, used in db.session.execute(statement) if number is not None}


def suggestions_for_need(actor: Actor, community: Community, need: Need, day: date) -> NeedSuggestions:
    """The offerings that fit this need best, and the best of those that something excludes."""
    text, indexed = need_text(read_need(actor, need)), indexed_offerings(community)
    bars = excluded_on(community, indexed, day)
    dismissals = dismissals_of(need)
    live = _live_of_need(need.id)
    dismissed = {each.offering_id for each in dismissals}
    own = set(indexed.of_units({need.asking_partnership_id})) if need.asking_partnership_id else set()
    # What is joined already stays in sight, full or not.
    left_out = (bars.all | dismissed | own) - live.keys()
    best = indexed.index.rank(text, day, FITS_SHOWN, left_out)
    barred = [
        each
        for each in indexed.index.rank_excluded(text, day, EXCLUDED_SHOWN, left_out)
        if each[0].score >= MIN_FITTING_SCORE
    ]
    rows = _visible_offerings(actor, [each.offering_id for each in best] + [each.offering_id for each, _why in barred])
    left = remaining_capacity(rows)
    fits = [
        OfferingFit(rows[each.offering_id], each, live.get(each.offering_id), left.get(each.offering_id))
        for each in best
        if each.offering_id in rows
    ]

    def why(number: int, said: Exclusion | None) -> Exclusion | str:
        if number in dismissed:
            return Exclusion.DISMISSED
        if number in own:
            return "own"
        if said:
            return said
        return Exclusion.FULL if number in bars.full else "closed"

    shut = [
        ExcludedFit(rows[each.offering_id], each, why(each.offering_id, said))
        for each, said in barred
        if each.offering_id in rows and each.offering_id not in dismissed
    ]
    return NeedSuggestions(fits, shut, dismissals)


def suggestions_for_offering(
    actor: Actor,
    community: Community,
    offering: Offering,
    day: date,
    *,
    states: Collection[NeedState] = OPEN_NEED_STATES,
) -> list[NeedFit]:
    """The needs that this offering fits best, of those that the reader may read, by the words that he may read."""
    found = _fits_of_offerings(community, [offering], day, _readings_in_states(actor, states), top=FITS_SHOWN)
    return [fit for _offering, fit in found]


def suggestions_for_units(actor: Actor, community: Community, day: date, *, top: int) -> list[tuple[Offering, NeedFit]]:
    """For the units of this reader: the best pairs of an own offering and a need, each need once."""
    own = [each for each in offerings.offerings_of_own_units(actor) if each.state_on(day) is OfferingState.LISTED]
    seen: dict[int, tuple[Offering, NeedFit]] = {}
    readings = _readings_in_states(actor, TAKEABLE, *hall.open_need_conditions(actor))
    for offering, fit in _fits_of_offerings(community, own, day, readings, top=top):
        if fit.fits and fit.match is None:
            seen.setdefault(fit.reading.id, (offering, fit))
    return list(seen.values())[:top]


def _fits_of_offerings(
    community: Community, rows: Sequence[Offering], day: date, needs_read: Sequence[NeedReading], *, top: int
) -> list[tuple[Offering, NeedFit]]:
    """The best `top` needs of each, all pairs together, best first."""
    if not rows:
        return []
    by_id = {row.id: row for row in rows}
    indexed = indexed_offerings(community)
    index = indexed.index.narrowed(by_id)
    readings = {each.id: each for each in needs_read}
    dismissed, live = _dismissed_of_offerings(by_id), _live_of_offerings(by_id)
    found: list[tuple[Offering, NeedFit]] = []
    for offering_id in sorted(by_id.keys() & indexed.facts.keys()):
        texts = [need_text(each) for each in readings.values() if not _asks_itself(each, by_id[offering_id])]
        without = dismissed.get(offering_id, set()) - {need for need, number in live if number == offering_id}
        for each in index.rank_needs(offering_id, texts, day, top, without):
            fit = NeedFit(readings[each.need_id], each, live.get((each.need_id, offering_id)))
            found.append((by_id[offering_id], fit))
    return sorted(found, key=lambda pair: (-pair[1].suggestion.score, pair[1].reading.id, pair[0].id))


def suggestions_for_every_need(
    actor: Actor, community: Community, day: date, top: int
) -> list[tuple[NeedReading, list[Suggestion]]]:
    """The best offerings of each need that is not closed, in the order of the needs; joined pairs stay among them."""
    indexed = indexed_offerings(community)
    bars, dismissed, live = (
        excluded_on(community, indexed, day),
        dismissed_pairs(community.id),
        live_pairs(community.id),
    )
    found = []
    for reading in _readings_in_states(actor, OPEN_NEED_STATES):
        asking = reading.need.asking_partnership_id
        own = set(indexed.of_units({asking})) if asking else set()
        without = (bars.all | dismissed.get(reading.id, set()) | own) - live.get(reading.id, set())
        found.append((reading, indexed.index.rank(need_text(reading), day, top, without)))
    return found


def unclosed_need_texts(actor: Actor) -> list[tuple[NeedReading, NeedText]]:
    """Every need that is not closed, as this person may read it, in the order of their ids."""
    return [(each, need_text(each)) for each in _readings_in_states(actor, OPEN_NEED_STATES)]


def dismissals_of(need: Need) -> list[Dismissal]:
    statement = (
        select(Dismissal)
        .where(Dismissal.need_id == need.id)
        .options(joinedload(Dismissal.offering).joinedload(Offering.partnership))
    )
    return list(db.session.scalars(statement.order_by(Dismissal.id)))


def dismissed_pairs(community_id: int) -> dict[int, set[int]]:
    """Need -> the offerings that were put aside for it."""
    found: dict[int, set[int]] = {}
    pairs = select(Dismissal.need_id, Dismissal.offering_id).where(Dismissal.community_id == community_id)
    for need_id, offering_id in db.session.execute(pairs):
        found.setdefault(need_id, set()).add(offering_id)
    return found


def live_pairs(community_id: int) -> dict[int, set[int]]:
    """Need -> the offerings that live matches join with it; a need with a bare promise has an empty set."""
    found: dict[int, set[int]] = {}
    pairs = _select_live(MatchNeed.need_id, MatchPartner.offering_id).where(Match.community_id == community_id)
    for need_id, offering_id in db.session.execute(pairs):
        found.setdefault(need_id, set()).update({offering_id} - {None})
    return found


def _select_live(*columns: Any) -> Select[Any]:
    joined = select(*columns).select_from(Match).join(MatchNeed, MatchNeed.match_id == Match.id)
    return joined.join(MatchPartner, MatchPartner.match_id == Match.id).where(Match.state.in_(LIVE_MATCH_STATES))


def _live_of_need(need_id: int) -> dict[int, Match]:
    rows = db.session.execute(_select_live(Match, MatchPartner.offering_id).where(MatchNeed.need_id == need_id))
    return {number: match for match, number in rows if number is not None}


def _live_of_offerings(offering_ids: Collection[int]) -> dict[tuple[int, int], Match]:
    statement = _select_live(Match, MatchNeed.need_id, MatchPartner.offering_id)
    rows = db.session.execute(statement.where(MatchPartner.offering_id.in_(offering_ids)))
    return {(need_id, number): match for match, need_id, number in rows}


def _dismissed_of_offerings(offering_ids: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    pairs = select(Dismissal.offering_id, Dismissal.need_id).where(Dismissal.offering_id.in_(offering_ids))
    for offering_id, need_id in db.session.execute(pairs):
        found.setdefault(offering_id, set()).add(need_id)
    return found


def _visible_offerings(actor: Actor, ids: Collection[int]) -> dict[int, Offering]:
    rows = db.session.scalars(offerings.visible_offerings(actor).where(Offering.id.in_(ids)))
    return {row.id: row for row in rows}


def _readings_in_states(
    actor: Actor, states: Collection[NeedState], *conditions: ColumnElement[bool]
) -> list[NeedReading]:
    """Every need in these states that this person sees; of those that wait for invited units, a unit its own."""
    statement = needs.visible_needs(actor).where(Need.state.in_(states), *conditions)
    if not actor.may(Permission.MATCHES_DISPATCH):
        waits = and_(Need.hall_from.is_not(None), Need.hall_from > clock.utc_now())
        statement = statement.where(or_(not_(waits), hall.is_invited_to_need(actor.partnership_ids)))
    return [read_need(actor, need) for need in db.session.scalars(statement.order_by(Need.id))]


def _asks_itself(reading: NeedReading, offering: Offering) -> bool:
    asking = reading.need.asking_partnership_id
    return asking is not None and asking == offering.partnership_id
