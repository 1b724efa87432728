"""The reasons of one suggestion, from the strength of each channel."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from partner_hub.matching.scoring import categorical
from partner_hub.matching.scoring.features import Features, of_need
from partner_hub.matching.scoring.ngrams import Weights, plain, shared_words, without
from partner_hub.matching.scoring.records import NeedText, OfferingText, Part, PartKind
from partner_hub.matching.scoring.sparse import Row
from partner_hub.matching.scoring.thesaurus import AUDIENCES, CATEGORIES, thesaurus, units
from partner_hub.matching.scoring.weights import scale

MOST_WORDS: Final = 3
# Less than this many points is no reason that anybody would give.
LEAST: Final = 1.0
# A concept is named where it stands out on both sides; the likeliest weighs 1 on each.
NAMED: Final = 0.2
# The channel that says with finer scales what HELP says, and is told with it.
STANDING: Final = "standing"


def parts(
    need: NeedText, offering: OfferingText, given: Features, strengths: Mapping[str, float], score: float
) -> tuple[Part, ...]:
    """The most telling first; the points of all channels add up to the score, those without words are left out."""
    raw = {name: weight * strengths[name] for name, weight in scale().channels.items()}
    raw[PartKind.HELP] += raw.pop(STANDING)
    total = sum(raw.values()) or 1.0
    points = {PartKind(name): round(score * worth / total, 1) for name, worth in raw.items()}
    told = [Part(kind, _words(kind, need, offering, given), worth) for kind, worth in points.items() if worth >= LEAST]
    return tuple(sorted((part for part in told if part.words), key=lambda part: (-part.points, part.kind)))


def _words(kind: PartKind, need: NeedText, offering: OfferingText, given: Features) -> tuple[str, ...]:
    asked = of_need(need)
    if kind == PartKind.HELP:
        return _help(asked.topics, given.topics)
    if kind == PartKind.WORDS:
        return _shared(need, offering)
    if kind == PartKind.UNIT:
        return _common(given.flat[kind], given.flat[kind], units().labels)
    found = _common(asked.flat[kind], given.flat[kind], _labels(kind))
    return found or (_for_all(given) if kind == PartKind.AUDIENCE else ())


def _labels(kind: PartKind) -> tuple[str, ...]:
    if kind == PartKind.CATEGORY:
        return CATEGORIES
    return AUDIENCES if kind == PartKind.AUDIENCE else categorical.time_words().labels


def _help(asked: Row, given: Row) -> tuple[str, ...]:
    """The concepts of both, the strongest first."""
    both, here, there = np.intersect1d(asked.keys, given.keys, return_indices=True)
    worth = np.sqrt(asked.weights[here] * given.weights[there])
    order = np.lexsort((both, -worth))[:MOST_WORDS]
    return tuple(thesaurus().concepts[both[place]].label for place in order if worth[place] >= NAMED)


def _shared(need: NeedText, offering: OfferingText) -> tuple[str, ...]:
    asked = without(plain(f"{need.name} {need.content}"), categorical.chatter())
    given = without(plain(f"{offering.name} {offering.content}"), categorical.chatter())
    return shared_words(asked, given)[:MOST_WORDS]


def _common(asked: Weights, given: Weights, labels: tuple[str, ...]) -> tuple[str, ...]:
    """What stands out on both sides: at least half of what is strongest."""
    both = asked * given
    order = np.argsort(-both, kind="stable")[:MOST_WORDS]
    return tuple(labels[place] for place in order if both[place] > 0 and both[place] >= both.max() / 2)


def _for_all(given: Features) -> tuple[str, ...]:
    return ("全体居民",) if given.flat["audience"][AUDIENCES.index("全体居民")] else ()
