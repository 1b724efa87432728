"""The choices of a community's committee and units, as its ranking can learn from them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Executable, func, select

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.matching.models import Dismissal, Match, MatchNeed, MatchPartner
from partner_hub.matching.planning.proposal import recorded_text
from partner_hub.matching.scoring import Index, NeedText
from partner_hub.matching.scoring.choices import Rivals, choice_of_dismissed, choice_of_taken
from partner_hub.matching.scoring.community_weights import MIN_CHOICES, Choice
from partner_hub.matching.suggestions.offering_index import index_not_kept
from partner_hub.needs.models import Need
from partner_hub.needs.queries import visible_needs
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.match import SERVING_MATCH_STATES

# Needs that are learnt from: those that were chosen for last.
MAX_NEEDS: Final = 400
# Need, offering, and when it was chosen or put aside.
Pair = tuple[int, int, datetime]


@dataclass(frozen=True)
class NeedChoices:
    """What was chosen for one need, and the moment of the first choice: the offerings of that day were the rivals."""

    at: datetime
    taken: frozenset[int]
    dismissed: frozenset[int]


@dataclass(frozen=True, eq=False)
class PastChoices:
    """Plain data, read in few statements. `entered` is when each offering came into the list."""

    by_need: Mapping[int, NeedChoices]
    texts: Mapping[int, NeedText]
    entered: Mapping[int, datetime]
    index: Index


@dataclass(frozen=True, eq=False)
class Lessons:
    """Choices with how many pairs they are made of: agreed, of these searched for, and put aside."""

    choices: list[Choice]
    agreed: int
    searched: int
    dismissed: int


def read_past_choices(community: Community, since: datetime | None) -> PastChoices | None:
    """None where fewer were made since then than anything is learnt from."""
    by_need = _choices_by_need(community.id, since)
    if sum(bool(each.taken) + len(each.dismissed) for each in by_need.values()) < MIN_CHOICES:
        return None
    entered = select(Offering.id, Offering.created_at).where(Offering.community_id == community.id)
    return PastChoices(
        by_need,
        _texts_of_needs(community.id, by_need),
        {number: at for number, at in db.session.execute(entered)},  # noqa: C416 - dict() would hide which is which
        index_not_kept(community),
    )


def lessons_of_choices(past: PastChoices) -> Lessons:
    """Pure. An offering that the need could not have had on that day teaches nothing."""
    found = [
        _lessons_of_need(past.by_need[need_id], _rivals_on_day(past, text)) for need_id, text in past.texts.items()
    ]
    return Lessons(
        [choice for each in found for choice in each.choices],
        sum(each.agreed for each in found),
        sum(each.searched for each in found),
        sum(each.dismissed for each in found),
    )


def _lessons_of_need(made: NeedChoices, rivals: Rivals) -> Lessons:
    there = set(rivals.ids.tolist())
    taken, dismissed = made.taken & there, made.dismissed & there
    found = [choice_of_taken(rivals, taken), *(choice_of_dismissed(rivals, each) for each in sorted(dismissed))]
    return Lessons([each for each in found if each], len(taken), len(taken - rivals.shown), len(dismissed))


def _rivals_on_day(past: PastChoices, text: NeedText) -> Rivals:
    made = past.by_need[text.id]
    later = {number for number, at in past.entered.items() if at > made.at} - made.taken - made.dismissed
    return Rivals.of(past.index, text, clock.to_local(made.at).date(), later)


def _choices_by_need(community_id: int, since: datetime | None) -> dict[int, NeedChoices]:
    """The needs that were chosen for last; what is taken was not put aside for good."""
    taken, dismissed = _taken_pairs(community_id, since), _dismissed_pairs(community_id, since)
    moments: dict[int, datetime] = {}
    for need_id, _offering, at in (*taken, *dismissed):
        moments[need_id] = min(at, moments.get(need_id, at))
    newest = sorted(moments, key=lambda need_id: (moments[need_id], need_id))[-MAX_NEEDS:]
    taken_by, dismissed_by = _offerings_by_need(taken), _offerings_by_need(dismissed)
    return {
        need_id: NeedChoices(moments[need_id], taken_by[need_id], dismissed_by[need_id] - taken_by[need_id])
        for need_id in newest
    }


def _taken_pairs(community_id: int, since: datetime | None) -> list[Pair]:
    """Both sides said yes, and it was not given up since; (need, offering, when)."""
    moment = func.coalesce(Match.agreed_at, Match.created_at)
    statement = (
        select(MatchNeed.need_id, MatchPartner.offering_id, moment)
        .select_from(Match)
        .join(MatchNeed, MatchNeed.match_id == Match.id)
        .join(MatchPartner, MatchPartner.match_id == Match.id)
        .where(Match.community_id == community_id, Match.state.in_(SERVING_MATCH_STATES))
        .where(MatchPartner.offering_id.is_not(None), MatchPartner.is_waiting.is_(False))
    )
    return _read_pairs(statement.where(moment >= since) if since else statement)


def _dismissed_pairs(community_id: int, since: datetime | None) -> list[Pair]:
    statement = select(Dismissal.need_id, Dismissal.offering_id, Dismissal.dismissed_at)
    statement = statement.where(Dismissal.community_id == community_id)
    return _read_pairs(statement.where(Dismissal.dismissed_at >= since) if since else statement)


def _read_pairs(statement: Executable) -> list[Pair]:
    return [(need_id, offering_id, at) for need_id, offering_id, at in db.session.execute(statement)]


def _offerings_by_need(pairs: Iterable[Pair]) -> defaultdict[int, frozenset[int]]:
    found: defaultdict[int, frozenset[int]] = defaultdict(frozenset)
    for need_id, offering_id, _at in pairs:
        found[need_id] |= {offering_id}
    return found


def _texts_of_needs(community_id: int, need_ids: Collection[int]) -> dict[int, NeedText]:
    """In the recorded words, which the committee may read: nothing of them stays but a number for each channel."""
    statement = visible_needs(Actor.of_operator(community_id)).where(Need.id.in_(need_ids)).order_by(Need.id)
    return {need.id: recorded_text(need) for need in db.session.scalars(statement)}
