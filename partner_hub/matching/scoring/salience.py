"""What a text stands out in: which concepts it resembles more than other texts do, however weakly by itself.

Needs are held against the tellings of the thesaurus, offerings against all others on their shelf.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from partner_hub.matching.scoring.concepts import likenesses
from partner_hub.matching.scoring.knowledge import tellings
from partner_hub.matching.scoring.ngrams import Weights, counted
from partner_hub.matching.scoring.sparse import Row
from partner_hub.matching.scoring.thesaurus import thesaurus

# So many words of a telling make one text to compare with.
TEXT: Final = 4
# A shelf of few offerings is no measure: as if so many usual texts stood beside them.
USUAL_TEXTS: Final = 30
NEED_SHARPNESS: Final = 1.5


@dataclass(frozen=True, eq=False)
class Usual:
    """Of each concept: how much texts about other things resemble it, and how far they differ in that."""

    middle: Weights
    spread: Weights

    def outstanding(self, alike: Weights, sharpness: float = 1.0) -> Weights:
        """Rows of length 1, 0 for what a text resembles no more than others."""
        above = np.maximum((alike - self.middle) / self.spread, 0.0) ** sharpness
        length = np.sqrt((above**2).sum(axis=1, keepdims=True))
        return above / np.where(length > 0, length, 1.0)


def of_needs(alike: Weights) -> Weights:
    return usual().outstanding(alike, NEED_SHARPNESS)


def of_offerings(alike: Weights) -> Weights:
    """Held against each other, and against the usual where they are few."""
    base, count = usual(), len(alike) + USUAL_TEXTS
    middle = (alike.sum(axis=0) + USUAL_TEXTS * base.middle) / count
    apart = ((alike - middle) ** 2).sum(axis=0) + USUAL_TEXTS * (base.spread**2 + (base.middle - middle) ** 2)
    return Usual(middle, np.sqrt(apart / count)).outstanding(alike)


@cache
def usual() -> Usual:
    numbers, texts = zip(*_texts(), strict=True)
    alike = likenesses([Row(*counted([(text, 1.0)])) for text in texts])
    alike[np.arange(len(texts)), numbers] = np.nan
    return Usual(np.nanmean(alike, axis=0), np.nanstd(alike, axis=0))


def _texts() -> list[tuple[int, str]]:
    """Each telling in short pieces, with the number of its concept."""
    told = [(thesaurus().numbers[label], words.lower().split()) for label, words in tellings().items()]
    pieces = [(number, words[start : start + TEXT]) for number, words in told for start in range(0, len(words), TEXT)]
    return [(number, " ".join(words)) for number, words in pieces]
