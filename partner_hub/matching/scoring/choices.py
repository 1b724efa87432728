"""What a committee chose, as the ranking sees it: the chosen offering beside those that could be had instead."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from partner_hub.matching.scoring.community_weights import BoolArray, Choice
from partner_hub.matching.scoring.index import Index
from partner_hub.matching.scoring.ngrams import FloatArray, IntArray
from partner_hub.matching.scoring.records import NeedText
from partner_hub.matching.scoring.weights import load_weights

# So many offerings, the best by the global weights, are held against the chosen one: the others cannot win anyway.
MAX_RIVALS: Final = 50
# What the page of suggestions shows at first; whoever takes another offering has searched for it.
SHOWN: Final = 10
SEARCHED_WEIGHT: Final = 2.0


@dataclass(frozen=True, eq=False)
class Rivals:
    """Offerings that could be had for one need, the best by the global weights first: ids, offerings x channels."""

    ids: IntArray
    similarities: FloatArray

    @staticmethod
    def of(index: Index, need: NeedText, day: date, without: Collection[int] = ()) -> "Rivals":
        channels, may_serve = index.similarities_on(need, day)
        places = np.flatnonzero(may_serve & ~np.isin(index.ids, list(without)))
        sums = load_weights().sums(channels)[places]
        places = places[np.lexsort((index.ids[places], -sums))]
        similarities = np.stack([channels[name][places] for name in load_weights().channels], axis=-1)
        return Rivals(index.ids[places], similarities)

    @property
    def shown(self) -> frozenset[int]:
        return frozenset(self.ids[:SHOWN].tolist())

    def among(self, places: BoolArray, preferred: BoolArray, weight: float = 1.0) -> Choice:
        return Choice(self.similarities[places], preferred[places], weight)


def choice_of_taken(rivals: Rivals, taken: Collection[int]) -> Choice | None:
    """The offerings that were taken for a need belong before its other ones; None where none of them could be had.

    Taken from behind the first SHOWN, it counts more: somebody looked for it.
    """
    chosen = np.isin(rivals.ids, list(taken))
    if not chosen.any():
        return None
    near = np.arange(len(rivals.ids)) < MAX_RIVALS
    return rivals.among(near | chosen, chosen, 1.0 if rivals.shown & set(taken) else SEARCHED_WEIGHT)


def choice_of_dismissed(rivals: Rivals, dismissed: int) -> Choice | None:
    """One that was put aside belongs behind the others that are shown first; None where it could not be had."""
    aside = rivals.ids == dismissed
    if not aside.any():
        return None
    others = ~aside & (np.cumsum(~aside) <= SHOWN)
    return rivals.among(aside | others, ~aside)
