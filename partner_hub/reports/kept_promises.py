"""What became of the matches that a meeting confirmed: still in work, or how they ended."""

from dataclasses import dataclass

from partner_hub.communities.quarter_queries import frozen_figures
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.quarters import Quarter
from partner_hub.reports.frozen_figures import matches_by_state
from partner_hub.vocabulary.match import CONFIRMED_MATCH_STATES, MatchState


@dataclass(frozen=True)
class KeptPromises:
    """How many matches of the quarter's needs are in each state; `is_frozen`: as they stood when it was closed."""

    counts: dict[MatchState, int]
    is_frozen: bool

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def kept_promises(actor: Actor, quarter: Quarter) -> KeptPromises:
    """One statement for a quarter that runs, and for a closed one what was frozen."""
    frozen = frozen_figures(actor.community_id, quarter)
    if frozen is not None:
        found = frozen["matches"]
    else:
        found = {state: count for state, count in db.session.execute(matches_by_state(actor.community_id, quarter))}  # noqa: C416 - tells which is which
    return KeptPromises({state: found.get(state, 0) for state in CONFIRMED_MATCH_STATES}, frozen is not None)
