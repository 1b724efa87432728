"""The reasons of one suggestion, from the strength of each channel."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from . import senses
from .features import Features, of_need
from .letters import Weights, plain, shared_words, without
from .records import NeedText, OfferingText, Part, PartKind
from .thesaurus import AUDIENCES, CATEGORIES, thesaurus, units
from .weights import scale

KINDS: Final = {
    "help": PartKind.HELP,
    "title_help": PartKind.HELP,
    "area": PartKind.HELP,
    "words": PartKind.WORDS,
    "titles": PartKind.WORDS,
    "category": PartKind.CATEGORY,
    "audience": PartKind.AUDIENCE,
    "time": PartKind.TIME,
    "unit": PartKind.UNIT,
    "manner": PartKind.MANNER,
}
MOST_WORDS: Final = 4
# Less than this many points is no reason that anybody would give.
LEAST: Final = 0.5


def parts(
    need: NeedText, offering: OfferingText, features: Features, strengths: Mapping[str, float], score: float
) -> tuple[Part, ...]:
    """The most telling first; the points of all add up to the score."""
    points = _points(strengths, score)
    told = [Part(kind, _words(kind, need, offering, features), round(worth, 1)) for kind, worth in points.items()]
    kept = [part for part in told if part.points >= LEAST and part.words]
    return tuple(sorted(kept, key=lambda part: (-part.points, part.kind)))


def _points(strengths: Mapping[str, float], score: float) -> dict[PartKind, float]:
    raw: dict[PartKind, float] = {}
    for name, weight in scale().channels.items():
        raw[KINDS[name]] = raw.get(KINDS[name], 0.0) + max(weight * strengths[name], 0.0)
    total = sum(raw.values()) or 1.0
    return {kind: score * worth / total for kind, worth in raw.items()}


def _words(kind: PartKind, need: NeedText, offering: OfferingText, given: Features) -> tuple[str, ...]:
    asked = of_need(need)
    if kind == PartKind.HELP:
        return _help(asked, given)
    if kind == PartKind.WORDS:
        return _shared(need, offering)
    if kind == PartKind.UNIT:
        return tuple(label for label, weight in zip(units().labels, given.flat["unit"], strict=True) if weight)
    labels = _labels()[kind]
    found = _common(asked.flat[kind], given.flat[kind], labels)
    return found or (_for_all(given) if kind == PartKind.AUDIENCE else ())


def _labels() -> dict[PartKind, tuple[str, ...]]:
    return {
        PartKind.CATEGORY: CATEGORIES,
        PartKind.AUDIENCE: AUDIENCES,
        PartKind.TIME: senses.time_words().labels,
        PartKind.MANNER: senses.giving_words().labels,
    }


def _help(asked: Features, given: Features) -> tuple[str, ...]:
    """The concepts of both; where there is none, those of the offering that help with the same trouble."""
    concepts = thesaurus().concepts
    here = dict(zip(asked.concepts.keys.tolist(), asked.concepts.weights.tolist(), strict=True))
    there = dict(zip(given.concepts.keys.tolist(), given.concepts.weights.tolist(), strict=True))
    shared = sorted(here.keys() & there.keys(), key=lambda key: (-here[key] * there[key], key))
    near = sorted(key for key in there if set(concepts[key].near) & here.keys())
    return tuple(concepts[key].label for key in (shared or near)[:MOST_WORDS])


def _shared(need: NeedText, offering: OfferingText) -> tuple[str, ...]:
    asked = without(plain(f"{need.name} {need.content}"), senses.chatter())
    given = without(plain(f"{offering.name} {offering.content}"), senses.chatter())
    return shared_words(asked, given)[:MOST_WORDS]


def _common(asked: Weights, given: Weights, labels: tuple[str, ...]) -> tuple[str, ...]:
    both = asked * given
    order = sorted(np.flatnonzero(both).tolist(), key=lambda place: (-both[place], place))
    return tuple(labels[place] for place in order[:MOST_WORDS])


def _for_all(given: Features) -> tuple[str, ...]:
    place = AUDIENCES.index("全体居民")
    return ("全体居民",) if given.flat["audience"][place] else ()
