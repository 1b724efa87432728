"""Reasons of a score: each channel's share of the points, with the words that carry it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from partner_hub.matching.scoring.column_parts import nearest_parts
from partner_hub.matching.scoring.feature_rows import Features
from partner_hub.matching.scoring.features import need_features
from partner_hub.matching.scoring.ngrams import FloatArray, gram_numbers
from partner_hub.matching.scoring.records import NeedText, OfferingText, Reason, ReasonKind
from partner_hub.matching.scoring.similarity_channels import OfferingMatrices
from partner_hub.matching.scoring.stop_phrases import telling_text
from partner_hub.matching.scoring.thesaurus import load_thesaurus
from partner_hub.matching.scoring.word_edges import phrases_in_common, stands_whole
from partner_hub.matching.scoring.word_pairs import MIN_RARITY, AskedWords, WeighedWords
from partner_hub.matching.scoring.word_vectors import searchable_text

MAX_WORDS_PER_REASON: Final = 3
# Less than this many points is no reason that anybody would give.
MIN_REASON_POINTS: Final = 1.0
# Geometric mean of a concept's weights in need and offering: from which one is named; from which the strongest is firm;
# and what part of the strongest another one has to reach.
MIN_CONCEPT: Final = 0.2
FIRM_CONCEPT: Final = 0.5
MIN_PART_OF_BEST_CONCEPT: Final = 0.4
# Of a score in the lower half of the scale nobody asks why.
MIN_EXPLAINED_SCORE: Final = 50.0
# Cosine of two columns, from which they are named as near.
MIN_COLUMN_COSINE: Final = 0.4
# What joins a word of the need and one of the offering.
DASH: Final = "—"
EVERYBODY: Final = "全体居民"

Words = tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """An offering of an index. `similarities` to the need are those of the channels."""

    offering: OfferingText
    features: Features
    similarities: Mapping[str, float]

    @cached_property
    def text(self) -> str:
        return _text_of(self.offering.name, self.offering.content)

    @cached_property
    def whole_text(self) -> str:
        offering = self.offering
        columns = (offering.category, offering.category_words, offering.audience, *offering.audiences)
        return f"{self.text} {_text_of(*columns)}"


@dataclass(frozen=True, eq=False)
class Reasons:
    """Why offerings of an index suit a need: firm reasons, or where there is none, the little that there is."""

    need: NeedText
    matrices: OfferingMatrices

    def of_score(self, given: Given, sums: Mapping[str, float], score: float) -> tuple[Reason, ...]:
        """The most convincing first; the points of all channels add up to the score, those without words are left out.

        `sums` is what each channel adds to the sum that became the score; what lowers it shares in no points.
        """
        total = sum(max(worth, 0.0) for worth in sums.values()) or 1.0
        points = {ReasonKind(name): round(score * max(worth, 0.0) / total, 1) for name, worth in sums.items()}
        telling = {kind for kind, worth in points.items() if worth >= MIN_REASON_POINTS}
        words = self._words(given, telling, firm=True) or self._words(given, telling, firm=False)
        if not words and score >= MIN_EXPLAINED_SCORE:
            words = {ReasonKind.WORDS: self._last_resort(given)}
        found = [Reason(kind, each, points[kind]) for kind, each in words.items() if each]
        return tuple(sorted(found, key=lambda each: (-each.points * self._trust(given, each), each.kind)))

    def _words(self, given: Given, kinds: Collection[ReasonKind], *, firm: bool) -> dict[ReasonKind, Words]:
        """Pairs of words come last: what the others have told they need not repeat."""
        ways = {
            ReasonKind.HELP: self._help,
            ReasonKind.WORDS: self._phrases,
            ReasonKind.CATEGORY: self._categories,
            ReasonKind.AUDIENCE: self._audiences,
        }
        found = {kind: way(given, firm=firm) for kind, way in ways.items() if kind in kinds}
        if ReasonKind.MEANING in kinds:
            found[ReasonKind.MEANING] = self._pairs(given, found, firm=firm)
        return {kind: words for kind, words in found.items() if words}

    def _trust(self, given: Given, reason: Reason) -> float:
        """How far points convince: three words more than one; concepts, guessed from letters, if one stands out."""
        if reason.kind == ReasonKind.HELP:
            strengths = self._concepts(given).values()
            return float(max(strengths) / np.sqrt(sum(strengths)))
        if reason.kind in {ReasonKind.WORDS, ReasonKind.MEANING}:
            pairs_of_letters = sum(len(word.partition(DASH)[0]) - 1 for word in reason.words)
            return min(pairs_of_letters / MAX_WORDS_PER_REASON, 1.0)
        return 1.0

    def _concepts(self, given: Given) -> dict[str, float]:
        """Those of both with their strength, the strongest first."""
        asked, offered = need_features(self.need).concepts, given.features.concepts
        both, here, there = np.intersect1d(asked.keys, offered.keys, assume_unique=True, return_indices=True)
        strength = np.sqrt(asked.weights[here] * offered.weights[there])
        order = np.lexsort((both, -strength))[:MAX_WORDS_PER_REASON].tolist()
        return {load_thesaurus().concepts[both[place]].label: float(strength[place]) for place in order}

    def _help(self, given: Given, *, firm: bool) -> Words:
        concepts = self._concepts(given)
        best = max(concepts.values(), default=0.0)
        least = max(MIN_CONCEPT, MIN_PART_OF_BEST_CONCEPT * best)
        return tuple(label for label, each in concepts.items() if each >= least and (best >= FIRM_CONCEPT or not firm))

    def _phrases(self, given: Given, *, firm: bool) -> Words:
        """The rarest first; firm ones tell this offering from others."""
        rarities = {each: self._rarities(each) for each in phrases_in_common(self.text, given.text)}
        told = [each for each, rarity in rarities.items() if not firm or rarity.max() >= MIN_RARITY]
        return tuple(sorted(told, key=lambda each: -rarities[each].sum())[:MAX_WORDS_PER_REASON])

    def _last_resort(self, given: Given) -> Words:
        """What columns and text have in common, else the rarest letters of both."""
        asked, offered = self.whole_text, given.whole_text
        both = [each for each in dict.fromkeys(asked) if each in offered and each.isalpha()]
        letters = tuple(sorted(both, key=lambda each: -self._rarities(each).sum()))
        return (phrases_in_common(asked, offered) or letters)[:MAX_WORDS_PER_REASON]

    def _rarities(self, phrase: str) -> FloatArray:
        """IDF among the offerings of each two letters, or of a single one."""
        grams, columns = gram_numbers(phrase), self.matrices.gram_columns
        return columns.idf[columns.places(grams[len(phrase) :] if len(phrase) > 1 else grams)]

    def _categories(self, given: Given, *, firm: bool) -> Words:
        need, offering = self.need, given.offering
        if need.category and need.category == offering.category:
            return (need.category,)
        texts = need.category_words or need.category, offering.category_words or offering.category
        return self._columns_alike(texts, given.similarities[ReasonKind.CATEGORY]) if firm else ()

    def _audiences(self, given: Given, *, firm: bool) -> Words:
        """Codes of both; that both are for everybody tells little."""
        need, offering = self.need, given.offering
        both = tuple(code for code in need.audiences if code in offering.audiences)
        narrow = tuple(code for code in both if code != EVERYBODY)
        if narrow or not firm:
            return narrow or both
        return self._columns_alike((need.beneficiaries, offering.audience), given.similarities[ReasonKind.AUDIENCE])

    def _columns_alike(self, texts: tuple[str, str], cosine: float) -> Words:
        """The nearest part of each; one of them where both say the same."""
        parts = nearest_parts(*texts, self.matrices.word_columns) if cosine >= MIN_COLUMN_COSINE else None
        if parts is None or not all(telling_text(part).strip() for part in parts):
            return ()
        return (DASH.join(dict.fromkeys(parts)),)

    def _pairs(self, given: Given, told: Mapping[ReasonKind, Words], *, firm: bool) -> Words:
        phrases = " ".join(told.get(ReasonKind.WORDS, ()))
        others = " ".join(word for words in told.values() for word in words)

        def fits(asked: str, offered: str) -> bool:
            if asked in phrases or offered in phrases or (asked in others and offered in others):
                return False
            return stands_whole(asked, self.whole_text) and stands_whole(offered, given.whole_text)

        words = WeighedWords.of(given.features.words, self.matrices.word_columns).told()
        pairs = self.asked_words.nearest(words, plainly=firm, fits=fits, most=MAX_WORDS_PER_REASON if firm else 1)
        return tuple(DASH.join(pair) for pair in pairs)

    @cached_property
    def text(self) -> str:
        return _text_of(self.need.name, self.need.content)

    @cached_property
    def whole_text(self) -> str:
        need = self.need
        return f"{self.text} {_text_of(need.category, need.category_words, need.beneficiaries, *need.audiences)}"

    @cached_property
    def asked_words(self) -> AskedWords:
        return AskedWords.of(need_features(self.need).words, self.matrices.word_columns)


def _text_of(*columns: str) -> str:
    return searchable_text(telling_text(" ".join(columns)))
