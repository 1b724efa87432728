"""Reasons of a score: each channel's share of the points, with the words that carry it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from partner_hub.matching.scoring.feature_rows import Features
from partner_hub.matching.scoring.features import need_features
from partner_hub.matching.scoring.ngrams import shared_phrases
from partner_hub.matching.scoring.records import NeedText, OfferingText, Reason, ReasonKind
from partner_hub.matching.scoring.sparse import SparseRow
from partner_hub.matching.scoring.stop_phrases import telling_text
from partner_hub.matching.scoring.thesaurus import load_thesaurus
from partner_hub.matching.scoring.used_columns import UsedColumns
from partner_hub.matching.scoring.word_pairs import nearest_words

MAX_WORDS_PER_REASON: Final = 3
# Less than this many points is no reason that anybody would give.
MIN_REASON_POINTS: Final = 1.0
# Geometric mean of a concept's weights in need and offering, from which it is named.
MIN_CONCEPT_IN_COMMON: Final = 0.2
# Cosine of two columns, from which they are named as near.
MIN_COLUMN_COSINE: Final = 0.4
# Longer columns are no words for a reason.
MAX_COLUMN_LENGTH: Final = 12
# What joins a word of the need and one of the offering.
DASH: Final = "—"


@dataclass(frozen=True)
class Pair:
    """A need and an offering of an index. `similarities` are those of the channels."""

    need: NeedText
    offering: OfferingText
    given: Features
    similarities: Mapping[str, float]


def reasons_of_score(pair: Pair, columns: UsedColumns, sums: Mapping[str, float], score: float) -> tuple[Reason, ...]:
    """The most telling first; the points of all channels add up to the score, those without words are left out.

    `sums` is what each channel adds to the sum that became the score; what lowers it shares in no points. `columns` are
    the words of the index.
    """
    total = sum(max(worth, 0.0) for worth in sums.values()) or 1.0
    points = {ReasonKind(name): round(score * max(worth, 0.0) / total, 1) for name, worth in sums.items()}
    found = [
        Reason(kind, _words_of_reason(kind, pair, columns), worth)
        for kind, worth in points.items()
        if worth >= MIN_REASON_POINTS
    ]
    return tuple(sorted((each for each in found if each.words), key=lambda each: (-each.points, each.kind)))


def _words_of_reason(kind: ReasonKind, pair: Pair, columns: UsedColumns) -> tuple[str, ...]:
    if kind == ReasonKind.HELP:
        return _concepts_in_common(need_features(pair.need).concepts, pair.given.concepts)
    if kind == ReasonKind.WORDS:
        return _phrases_in_common(pair.need, pair.offering)
    if kind == ReasonKind.MEANING:
        found = nearest_words(need_features(pair.need).words, pair.given.words, columns, MAX_WORDS_PER_REASON)
        return tuple(f"{asked}{DASH}{given}" for asked, given in found)
    codes, texts = _codes_and_columns(kind, pair)
    if codes or pair.similarities[kind] < MIN_COLUMN_COSINE:
        return codes
    return _columns_in_common(*texts)


def _codes_and_columns(kind: ReasonKind, pair: Pair) -> tuple[tuple[str, ...], tuple[str, str]]:
    """The codes of both sides, and what the two columns say."""
    need, offering = pair.need, pair.offering
    if kind == ReasonKind.AUDIENCE:
        both = tuple(code for code in need.audiences if code in offering.audiences)
        return both, (need.beneficiaries, offering.audience)
    same = need.category and need.category == offering.category
    return (need.category,) if same else (), (
        need.category_words or need.category,
        offering.category_words or offering.category,
    )


def _concepts_in_common(asked: SparseRow, given: SparseRow) -> tuple[str, ...]:
    """The concepts of both, the strongest first."""
    both, here, there = np.intersect1d(asked.keys, given.keys, return_indices=True)
    worth = np.sqrt(asked.weights[here] * given.weights[there])
    order = np.lexsort((both, -worth))[:MAX_WORDS_PER_REASON]
    return tuple(
        load_thesaurus().concepts[both[place]].label for place in order if worth[place] >= MIN_CONCEPT_IN_COMMON
    )


def _phrases_in_common(need: NeedText, offering: OfferingText) -> tuple[str, ...]:
    asked, given = telling_text(f"{need.name} {need.content}"), telling_text(f"{offering.name} {offering.content}")
    return shared_phrases(asked, given)[:MAX_WORDS_PER_REASON]


def _columns_in_common(asked: str, given: str) -> tuple[str, ...]:
    """One of them where both say the same."""
    short = dict.fromkeys(each.strip() for each in (asked, given))
    return (DASH.join(short),) if all(0 < len(each) <= MAX_COLUMN_LENGTH for each in short) else ()
