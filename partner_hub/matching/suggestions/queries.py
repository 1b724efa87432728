"""Which offerings fit a need, and which needs fit an offering, for one reader, in a constant number of statements."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, and_, not_, or_

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.permissions import Permission
from partner_hub.matching import hall
from partner_hub.matching.models import Dismissal, Match
from partner_hub.matching.scoring import Exclusion, NeedText, Suggestion
from partner_hub.matching.suggestions.known_pairs import (
    dismissals_by_offering,
    dismissals_of_need,
    dismissed_offerings_by_need,
    live_matches_by_offering,
    live_matches_of_offerings,
    live_offerings_by_need,
)
from partner_hub.matching.suggestions.offering_index import IndexedOfferings, indexed_offerings
from partner_hub.matching.suggestions.ranking_texts import need_text
from partner_hub.needs import queries as needs
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import NeedReading, read_need
from partner_hub.offerings import queries as offerings
from partner_hub.offerings.availability import remaining_capacity, taken_of_offerings
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.need import OPEN_NEED_STATES, NeedState
from partner_hub.vocabulary.offering import OfferingState

# From here on a pair is said to fit: the middle of the score's scale.
MIN_FITTING_SCORE: Final = 50.0
FITS_SHOWN, EXCLUDED_SHOWN = 10, 10
# What a unit may take now.
TAKEABLE_NEED_STATES = (NeedState.PUBLISHED,)


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
    """An offering that would fit but for `why`."""

    offering: Offering
    suggestion: Suggestion
    why: Exclusion


@dataclass(frozen=True)
class NeedSuggestions:
    """The offerings for one need: those that fit, those that something excludes, and those put aside before."""

    fits: list[OfferingFit]
    excluded: list[ExcludedFit]
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
    """Offerings that cannot be had, whatever the need: full ones, and those of units that may start nothing."""

    full: frozenset[int]
    closed: frozenset[int]

    @property
    def all(self) -> frozenset[int]:
        return self.full | self.closed


def excluded_on(community: Community, indexed: IndexedOfferings, day: date) -> ExcludedOfferings:
    """Besides those that the ranking itself excludes, by their days and ages."""
    taken = taken_of_offerings(community.id, day)
    full = {
        number
        for number, used in taken.items()
        if (fact := indexed.facts.get(number)) and fact.capacity is not None and used >= fact.capacity
    }
    return ExcludedOfferings(frozenset(full), indexed.closed_on(day))


def suggestions_for_need(actor: Actor, community: Community, need: Need, day: date) -> NeedSuggestions:
    """The offerings that fit this need best, and the best of those that something excludes."""
    text, indexed = need_text(read_need(actor, need)), indexed_offerings(community)
    excluded, live = excluded_on(community, indexed, day), live_matches_by_offering(need.id)
    dismissals = dismissals_of_need(need)
    dismissed, own = {each.offering_id for each in dismissals}, _own_offerings_of_asker(indexed, need)
    # What is joined already stays in sight, full or not.
    left_out = (excluded.all | dismissed | own) - live.keys()
    best = indexed.index.rank(text, day, FITS_SHOWN, left_out)
    barred = indexed.index.rank_excluded(text, day, EXCLUDED_SHOWN, left_out)
    barred = [pair for pair in barred if pair[0].score >= MIN_FITTING_SCORE and pair[0].offering_id not in dismissed]
    rows = _visible_offerings(actor, [each.offering_id for each in (*best, *(each for each, _why in barred))])
    return NeedSuggestions(
        _offering_fits(best, rows, live),
        [
            ExcludedFit(rows[each.offering_id], each, _why_excluded(each.offering_id, why, own, excluded))
            for each, why in barred
            if each.offering_id in rows
        ],
        dismissals,
    )


def _own_offerings_of_asker(indexed: IndexedOfferings, need: Need) -> set[int]:
    """A unit that asks for something is not proposed for it."""
    return set(indexed.of_units({need.asking_partnership_id})) if need.asking_partnership_id else set()


def _why_excluded(
    offering_id: int, why: Exclusion | None, own: Collection[int], excluded: ExcludedOfferings
) -> Exclusion:
    """`why` is what the ranking itself says."""
    if offering_id in own:
        return Exclusion.OWN
    return why or (Exclusion.FULL if offering_id in excluded.full else Exclusion.CLOSED)


def _offering_fits(
    best: Sequence[Suggestion], rows: Mapping[int, Offering], live: Mapping[int, Match]
) -> list[OfferingFit]:
    left = remaining_capacity(rows)
    return [
        OfferingFit(rows[each.offering_id], each, live.get(each.offering_id), left.get(each.offering_id))
        for each in best
        if each.offering_id in rows
    ]


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
    readings = _readings_in_states(actor, TAKEABLE_NEED_STATES, *hall.open_need_conditions(actor))
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
    dismissed, live = dismissals_by_offering(by_id), live_matches_of_offerings(by_id)
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
    excluded = excluded_on(community, indexed, day)
    dismissed, live = dismissed_offerings_by_need(community.id), live_offerings_by_need(community.id)
    found = []
    for reading in _readings_in_states(actor, OPEN_NEED_STATES):
        own = _own_offerings_of_asker(indexed, reading.need)
        without = (excluded.all | dismissed.get(reading.id, set()) | own) - live.get(reading.id, set())
        found.append((reading, indexed.index.rank(need_text(reading), day, top, without)))
    return found


def unclosed_need_texts(actor: Actor) -> list[tuple[NeedReading, NeedText]]:
    """Every need that is not closed, as this person may read it, in the order of their ids."""
    return [(each, need_text(each)) for each in _readings_in_states(actor, OPEN_NEED_STATES)]


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
