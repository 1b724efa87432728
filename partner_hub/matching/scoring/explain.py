"""Explanations for people who tune the ranking: what a text hits in the thesaurus, and how a score comes about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from partner_hub.matching.scoring.audiences import audiences_in
from partner_hub.matching.scoring.concepts import (
    concept_gram_columns,
    concept_gram_idf,
    concept_profiles,
    concept_similarities,
)
from partner_hub.matching.scoring.features import need_features
from partner_hub.matching.scoring.index import Index
from partner_hub.matching.scoring.locations import location_labels
from partner_hub.matching.scoring.ngrams import (
    GRAM_COUNT,
    FloatArray,
    gram_numbers,
    normalise_text,
    shared_phrases,
)
from partner_hub.matching.scoring.records import NeedText
from partner_hub.matching.scoring.register import register_of_text
from partner_hub.matching.scoring.sparse import SparseRow, stack_rows
from partner_hub.matching.scoring.stop_phrases import telling_text
from partner_hub.matching.scoring.thesaurus import load_thesaurus
from partner_hub.matching.scoring.word_vectors import find_words

MAX_PHRASES_PER_CONCEPT: Final = 4


@dataclass(frozen=True)
class ConceptHit:
    """One concept that a text resembles.

    `similarity` is the cosine, `weight` what it counts in the channel "help" (the likeliest concept 1). `phrases` are
    the words that hit it, each with its share of the cosine.
    """

    label: str
    area: str
    weight: float
    similarity: float
    phrases: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class TextExplanation:
    """`words` are those that have a vector; `register` runs from -1 (spoken) to 1 (official)."""

    concepts: tuple[ConceptHit, ...]
    words: tuple[str, ...]
    register: float
    audiences: tuple[str, ...]
    locations: tuple[str, ...]


@dataclass(frozen=True)
class ScoreBreakdown:
    """score = 100 / (1 + exp(-slope (sum of similarity x weight - beyond_reach x beyond_weight - middle))).

    `factors`: how much more or less than elsewhere a channel counts in this community, where it does (weights hold it).
    `words`: channel -> the words of its reason, for channels that are reason enough to be told.
    """

    similarities: Mapping[str, float]
    weights: Mapping[str, float]
    factors: Mapping[str, float]
    beyond_reach: float
    beyond_weight: float
    slope: float
    middle: float
    score: float
    words: Mapping[str, tuple[str, ...]]

    @property
    def total(self) -> float:
        """The weighted sum that is calibrated to the score."""
        channels = sum(weight * self.similarities[name] for name, weight in self.weights.items())
        return channels - self.beyond_reach * self.beyond_weight


def explain_text(need: NeedText, top: int) -> TextExplanation:
    """The `top` likeliest concepts of a need, and what else is read from it; any text may stand as its name."""
    text = f"{need.name} {need.content}"
    plain = normalise_text(text)
    return TextExplanation(
        _concept_hits(need, top),
        tuple(dict.fromkeys(find_words(telling_text(text)))),
        register_of_text(text),
        audiences_in(plain),
        location_labels(plain),
    )


def _concept_hits(need: NeedText, top: int) -> tuple[ConceptHit, ...]:
    thesaurus, features = load_thesaurus(), need_features(need)
    strongest = features.concepts
    (similarities,) = concept_similarities(stack_rows([features.grams], GRAM_COUNT))
    area_of = {number: area for area, numbers in thesaurus.areas.items() for number in numbers}
    order = np.lexsort((strongest.keys, -strongest.weights))[:top]
    return tuple(
        ConceptHit(
            thesaurus.concepts[number].label,
            area_of[number],
            float(strongest.weights[place]),
            float(similarities[number]),
            _phrases_that_hit(need, features.grams, number),
        )
        for place, number in zip(order.tolist(), strongest.keys[order].tolist(), strict=True)
    )


def _phrases_that_hit(need: NeedText, grams: SparseRow, concept: int) -> tuple[tuple[str, float], ...]:
    """Phrases and other characters in common with the concept's words, by their grams' share of the cosine."""
    shares = _shares_of_grams(grams, concept)
    text = telling_text(f"{need.name} {need.content} {need.category_words} {need.beneficiaries}")
    words = load_thesaurus().concepts[concept].words
    phrases = shared_phrases(text, words)
    singles = {each for each in text if each in words and not each.isspace()} - set("".join(phrases))
    places = {each: np.unique(concept_gram_columns().places(gram_numbers(each))) for each in [*phrases, *singles]}
    found = [(each, float(shares[those].sum())) for each, those in places.items()]
    found = [(phrase, share) for phrase, share in found if share > 0]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0]))[:MAX_PHRASES_PER_CONCEPT])


def _shares_of_grams(grams: SparseRow, concept: int) -> FloatArray:
    """What each gram of the thesaurus adds to the cosine, all together 1."""
    text = concept_gram_columns().narrowed(stack_rows([grams], GRAM_COUNT))
    profile = np.asarray(concept_profiles()[:, [concept]].toarray())[:, 0]
    weights = np.bincount(text.indices, np.sqrt(text.data), len(profile))
    products: FloatArray = weights * concept_gram_idf() * profile
    return products / (products.sum() or 1.0)


def break_down_score(index: Index, need: NeedText, offering_id: int) -> ScoreBreakdown:
    """Every channel of one pair with its weight. Raises KeyError for an offering that is not in the index."""
    features, learnt, suggestion = need_features(need), index.weights, index.explained(need, offering_id)
    return ScoreBreakdown(
        index.channel_similarities(need, offering_id),
        learnt.channels,
        learnt.factors,
        features.beyond_reach,
        learnt.beyond,
        learnt.slope,
        learnt.middle,
        suggestion.score,
        {reason.kind.value: reason.words for reason in suggestion.reasons},
    )
