"""One record's features: they depend on its own text alone, so that they are computed once and kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from partner_hub.matching.scoring import categorical
from partner_hub.matching.scoring.concepts import concept_similarities, strongest_concepts
from partner_hub.matching.scoring.ngrams import FloatArray, blank_out_phrases, normalise_text, weighted_gram_counts
from partner_hub.matching.scoring.records import NeedText, OfferingText
from partner_hub.matching.scoring.sparse import SparseRow
from partner_hub.matching.scoring.thesaurus import KNOWN_AUDIENCES, load_thesaurus

# How much more a title says than the content below it.
OFFERING_TITLE_WEIGHT: Final = 2.0
NEED_TITLE_WEIGHT: Final = 1.5
CATEGORY_COLUMN_WEIGHT: Final = 0.5
MAX_NEEDS_CACHED: Final = 5_000
OFFERINGS_PER_BATCH: Final = 500
# The area of the thesaurus that partner units cannot help with.
BEYOND_AREA: Final = "须上级办理"

# What `age` says: for whom a record is, when it is plainly for the one or the other alone.
ANY_AGE, OLD, YOUNG = 0, 1, 2
_AGE_OF_AUDIENCE: Final = {"老年人": OLD, "青少年": YOUNG, "儿童": YOUNG}

WeightedTexts = list[tuple[str, float]]


@dataclass(frozen=True, eq=False)
class Features:
    """`alike` is the likeness to every concept; `flat` holds the small vectors by the names of their channels.

    `beyond` is how much a need sounds like what no partner unit has the power or the money for, from 0 to 1.
    """

    grams: SparseRow
    topics: SparseRow
    alike: FloatArray
    flat: Mapping[str, FloatArray]
    age: int
    beyond: float = 0.0


def offering_features(offerings: Iterable[OfferingText]) -> dict[int, Features]:
    """Many at a time, which is quicker than one by one."""
    return {number: read for batch in _features_in_batches(offerings) for number, read in batch}


def _features_in_batches(offerings: Iterable[OfferingText]) -> Iterator[Iterator[tuple[int, Features]]]:
    every = list(offerings)
    for start in range(0, len(every), OFFERINGS_PER_BATCH):
        batch = every[start : start + OFFERINGS_PER_BATCH]
        grams = [_gram_row(_offering_fields(each)) for each in batch]
        alike = concept_similarities(grams)
        read = map(_features_of_offering, batch, grams, strongest_concepts(alike), alike)
        yield zip((each.id for each in batch), read, strict=True)


def _offering_fields(offering: OfferingText) -> WeightedTexts:
    return [
        (normalise_text(offering.name), OFFERING_TITLE_WEIGHT),
        (normalise_text(offering.content), 1.0),
        (normalise_text(offering.category_words), CATEGORY_COLUMN_WEIGHT),
    ]


def _features_of_offering(offering: OfferingText, grams: SparseRow, about: SparseRow, alike: FloatArray) -> Features:
    told = categorical.audience_vector(offering.audiences, normalise_text(offering.audience))
    flat = {
        "category": categorical.category_vector(offering.category, normalise_text(offering.category_words), about),
        "audience": categorical.scale_to_sum_one(told),
        "time": categorical.schedule_words().said(normalise_text(f"{offering.available_time} {offering.name}")),
        "unit": categorical.unit_words().said(normalise_text(offering.unit_name)),
    }
    return Features(grams, about, alike, flat, _age_group(told, normalise_text(f"{offering.name} {offering.content}")))


@lru_cache(maxsize=MAX_NEEDS_CACHED)
def need_features(need: NeedText) -> Features:
    text = normalise_text(f"{need.name} {need.content}")
    grams = _gram_row(
        [
            (normalise_text(need.name), NEED_TITLE_WEIGHT),
            (normalise_text(need.content), 1.0),
            (normalise_text(need.category_words), CATEGORY_COLUMN_WEIGHT),
        ]
    )
    alike = concept_similarities([grams])
    (about,) = strongest_concepts(alike)
    told = categorical.audience_vector(need.audiences, normalise_text(need.beneficiaries))
    flat = {
        "category": categorical.category_vector(need.category, normalise_text(need.category_words), about),
        # What the text says counts half as much as the column.
        "audience": categorical.scale_to_sum_one(told + 0.5 * categorical.audience_words().said(text)),
        "time": categorical.schedule_words().said(text),
    }
    return Features(grams, about, alike[0], flat, _age_group(told, text), _beyond_reach(about))


def _beyond_reach(about: SparseRow) -> float:
    return float(about.weights[np.isin(about.keys, load_thesaurus().areas[BEYOND_AREA])].max(initial=0.0))


def _gram_row(fields: Sequence[tuple[str, float]]) -> SparseRow:
    return SparseRow(
        *weighted_gram_counts(
            (blank_out_phrases(text, categorical.stop_phrase_pattern()), weight) for text, weight in fields
        )
    )


def _age_group(told: FloatArray, text: str) -> int:
    """One age alone in the column, and no word of the other in the text."""
    ages = {_AGE_OF_AUDIENCE.get(code, ANY_AGE) for code, weight in zip(KNOWN_AUDIENCES, told, strict=True) if weight}
    if len(ages) != 1 or ANY_AGE in ages:
        return ANY_AGE
    (age,) = ages
    read = zip(KNOWN_AUDIENCES, categorical.audience_words().said(text), strict=True)
    return ANY_AGE if any(weight and _AGE_OF_AUDIENCE.get(code, age) != age for code, weight in read) else age


def age_groups_of(features: Sequence[Features]) -> np.ndarray:
    return np.array([each.age for each in features], dtype=np.int64)
