"""Which concepts of the thesaurus a text resembles: by all its characters and pairs, not by single fixed words.

A resident who has never read the thesaurus still uses its letters: 假牙松了, 牙一松就掉 and 镶的牙老掉 all come out
at the same concept.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np

from partner_hub.matching.scoring.ngrams import SIZE, Weights, counted
from partner_hub.matching.scoring.sparse import Matrix, Row, rarity, scaled, stacked, turned, with_data
from partner_hub.matching.scoring.thesaurus import thesaurus

# Likenesses are raised to this power, so that the likeliest concepts stand out, and all but the first are dropped.
SHARPNESS: Final = 2.0
MOST: Final = 24
# What stands often among a concept's words counts hardly more than what stands there once: many voices, one trouble.
FLATNESS: Final = 0.4


def likenesses(grams: Sequence[Row]) -> Weights:
    """Every text against every concept."""
    asked = stacked(grams, SIZE)
    alike = scaled(with_data(asked, np.sqrt(asked.data)), _rarity()) @ _profiles()
    return np.asarray(alike.toarray(), dtype=np.float64)


def topics(alike: Weights) -> list[Row]:
    """The concepts of each text; the likeliest weighs 1."""
    return [_first(row) for row in alike]


def _first(likeness: Weights) -> Row:
    kept = np.sort(np.argsort(-likeness, kind="stable")[:MOST])
    kept = kept[likeness[kept] > 0]
    best = likeness[kept].max(initial=0.0) or 1.0
    return Row(kept.astype(np.int64), (likeness[kept] / best) ** SHARPNESS)


@cache
def _words() -> Matrix:
    return stacked([Row(*counted(concept.fields)) for concept in thesaurus().concepts], SIZE)


@cache
def _rarity() -> Weights:
    """A single figure tells of nothing: 5, in 5元 as in 5楼."""
    rare = rarity(_words())
    rare[ord("0") : ord("9") + 1] = 0.0
    return rare


@cache
def _profiles() -> Matrix:
    """Characters and pairs x concepts."""
    words = _words()
    return turned(scaled(with_data(words, words.data**FLATNESS), _rarity()))
