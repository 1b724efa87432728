"""Reasons of a score: each channel's share of the points, with the words that carry it."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from partner_hub.matching.scoring.categorical import schedule_words, stop_phrase_pattern
from partner_hub.matching.scoring.feature_rows import Features, OfferingFeatures
from partner_hub.matching.scoring.features import need_features
from partner_hub.matching.scoring.ngrams import FloatArray, blank_out_phrases, normalise_text, shared_phrases
from partner_hub.matching.scoring.records import NeedText, OfferingText, Reason, ReasonKind
from partner_hub.matching.scoring.sparse import SparseRow
from partner_hub.matching.scoring.thesaurus import KNOWN_AUDIENCES, KNOWN_CATEGORIES, load_thesaurus, load_unit_kinds

MAX_WORDS_PER_REASON: Final = 3
# Less than this many points is no reason that anybody would give.
MIN_REASON_POINTS: Final = 1.0
# Geometric mean of a concept's weights in need and offering, from which it is named.
MIN_CONCEPT_IN_COMMON: Final = 0.2
# Added to HELP: the same concepts, standardised.
SALIENCE_CHANNEL: Final = "salience"


def reasons_of_score(
    need: NeedText, offering: OfferingText, given: OfferingFeatures, sums: Mapping[str, float], score: float
) -> tuple[Reason, ...]:
    """The most telling first; the points of all channels add up to the score, those without words are left out.

    `sums` is what each channel adds to the sum that became the score.
    """
    raw = dict(sums)
    raw[ReasonKind.HELP] += raw.pop(SALIENCE_CHANNEL)
    total = sum(raw.values()) or 1.0
    points = {ReasonKind(name): round(score * worth / total, 1) for name, worth in raw.items()}
    found = [
        Reason(kind, _words_of_reason(kind, need, offering, given), worth)
        for kind, worth in points.items()
        if worth >= MIN_REASON_POINTS
    ]
    return tuple(sorted((each for each in found if each.words), key=lambda each: (-each.points, each.kind)))


def _words_of_reason(
    kind: ReasonKind, need: NeedText, offering: OfferingText, given: OfferingFeatures
) -> tuple[str, ...]:
    asked = need_features(need)
    if kind == ReasonKind.HELP:
        return _concepts_in_common(asked.concepts, given.concepts)
    if kind == ReasonKind.WORDS:
        return _phrases_in_common(need, offering)
    if kind == ReasonKind.UNIT:
        return tuple(load_unit_kinds().labels[each] for each in given.unit_kinds.keys[:MAX_WORDS_PER_REASON])
    found = _labels_in_common(asked.dense[kind], given.dense[kind], _labels_of_kind(kind))
    return found or (_label_for_everybody(given) if kind == ReasonKind.AUDIENCE else ())


def _labels_of_kind(kind: ReasonKind) -> tuple[str, ...]:
    if kind == ReasonKind.CATEGORY:
        return KNOWN_CATEGORIES
    return KNOWN_AUDIENCES if kind == ReasonKind.AUDIENCE else schedule_words().labels


def _concepts_in_common(asked: SparseRow, given: SparseRow) -> tuple[str, ...]:
    """The concepts of both, the strongest first."""
    both, here, there = np.intersect1d(asked.keys, given.keys, return_indices=True)
    worth = np.sqrt(asked.weights[here] * given.weights[there])
    order = np.lexsort((both, -worth))[:MAX_WORDS_PER_REASON]
    return tuple(
        load_thesaurus().concepts[both[place]].label for place in order if worth[place] >= MIN_CONCEPT_IN_COMMON
    )


def _phrases_in_common(need: NeedText, offering: OfferingText) -> tuple[str, ...]:
    asked = blank_out_phrases(normalise_text(f"{need.name} {need.content}"), stop_phrase_pattern())
    given = blank_out_phrases(normalise_text(f"{offering.name} {offering.content}"), stop_phrase_pattern())
    return shared_phrases(asked, given)[:MAX_WORDS_PER_REASON]


def _labels_in_common(asked: FloatArray, given: FloatArray, labels: tuple[str, ...]) -> tuple[str, ...]:
    """Labels of both with at least half the weight of the strongest."""
    both = asked * given
    order = np.argsort(-both, kind="stable")[:MAX_WORDS_PER_REASON]
    return tuple(labels[place] for place in order if both[place] > 0 and both[place] >= both.max() / 2)


def _label_for_everybody(given: Features) -> tuple[str, ...]:
    return ("全体居民",) if given.dense["audience"][KNOWN_AUDIENCES.index("全体居民")] else ()
