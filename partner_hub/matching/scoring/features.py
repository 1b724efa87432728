"""Feature extraction: what one record says, from its own text alone, so that it is computed once and kept."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from partner_hub.matching.scoring.categorical import (
    audience_vector,
    audience_words,
    category_vector,
    scale_to_sum_one,
    schedule_words,
    stop_phrase_pattern,
    unit_words,
)
from partner_hub.matching.scoring.concepts import concept_similarities, strongest_concepts
from partner_hub.matching.scoring.feature_rows import NeedFeatures, OfferingFeatures, OfferingRows
from partner_hub.matching.scoring.ngrams import (
    GRAM_COUNT,
    FloatArray,
    blank_out_phrases,
    normalise_text,
    weighted_gram_counts,
)
from partner_hub.matching.scoring.records import NeedText, OfferingText
from partner_hub.matching.scoring.sparse import SparseRow, stack_rows
from partner_hub.matching.scoring.thesaurus import KNOWN_AUDIENCES, load_thesaurus, load_unit_kinds

# What a gram of the title or of the category column counts beside one of the content.
OFFERING_TITLE_WEIGHT: Final = 2.0
NEED_TITLE_WEIGHT: Final = 1.5
CATEGORY_COLUMN_WEIGHT: Final = 0.5
# What an audience named in a need's text counts beside one of the column.
AUDIENCE_TEXT_WEIGHT: Final = 0.5
MAX_NEEDS_CACHED: Final = 5_000
OFFERINGS_PER_BATCH: Final = 500
# The area of the thesaurus that partner units cannot help with.
BEYOND_AREA: Final = "须上级办理"

# Age groups: OLD or YOUNG where a record is plainly for the one alone.
ANY_AGE, OLD, YOUNG = 0, 1, 2
_AGE_OF_AUDIENCE: Final = {"老年人": OLD, "青少年": YOUNG, "儿童": YOUNG}

WeightedTexts = list[tuple[str, float]]


def offering_rows(offerings: Sequence[OfferingText]) -> tuple[OfferingRows, FloatArray]:
    """What they say, and their similarities to all concepts; many at a time are quicker than one by one."""
    if not offerings:
        rows, similarities = _read_offerings([OfferingText(0, "", "")])
        return rows.taken(np.zeros(0, dtype=np.int64)), similarities[:0]
    starts = range(0, len(offerings), OFFERINGS_PER_BATCH)
    read = [_read_offerings(offerings[start : start + OFFERINGS_PER_BATCH]) for start in starts]
    return OfferingRows.joined([rows for rows, _ in read]), np.concatenate([similarities for _, similarities in read])


def _read_offerings(offerings: Sequence[OfferingText]) -> tuple[OfferingRows, FloatArray]:
    grams = stack_rows([_gram_row(_offering_fields(each)) for each in offerings], GRAM_COUNT)
    similarities = concept_similarities(grams)
    read = [_features_of_offering(*each) for each in zip(offerings, strongest_concepts(similarities), strict=True)]
    rows = OfferingRows(
        grams=grams,
        concepts=stack_rows([each.concepts for each in read], len(load_thesaurus().concepts)),
        unit_kinds=stack_rows([each.unit_kinds for each in read], len(load_unit_kinds().labels)),
        dense={name: np.stack([each.dense[name] for each in read]) for name in read[0].dense},
        age_groups=np.array([each.age_group for each in read], dtype=np.int64),
    )
    return rows, similarities


def _offering_fields(offering: OfferingText) -> WeightedTexts:
    return [
        (normalise_text(offering.name), OFFERING_TITLE_WEIGHT),
        (normalise_text(offering.content), 1.0),
        (normalise_text(offering.category_words), CATEGORY_COLUMN_WEIGHT),
    ]


def _features_of_offering(offering: OfferingText, concepts: SparseRow) -> OfferingFeatures:
    audiences = audience_vector(offering.audiences, normalise_text(offering.audience))
    dense = {
        "category": category_vector(offering.category, normalise_text(offering.category_words), concepts),
        "audience": scale_to_sum_one(audiences),
        "time": schedule_words().labels_in(normalise_text(f"{offering.available_time} {offering.name}")),
    }
    age_group = _age_group(audiences, normalise_text(f"{offering.name} {offering.content}"))
    kinds = np.flatnonzero(unit_words().labels_in(normalise_text(offering.unit_name))).astype(np.int32)
    return OfferingFeatures(concepts, dense, age_group, SparseRow(kinds, np.ones(len(kinds))))


@lru_cache(maxsize=MAX_NEEDS_CACHED)
def need_features(need: NeedText) -> NeedFeatures:
    text = normalise_text(f"{need.name} {need.content}")
    grams = _gram_row(_need_fields(need))
    similarities = concept_similarities(stack_rows([grams], GRAM_COUNT))
    (concepts,) = strongest_concepts(similarities)
    audiences = audience_vector(need.audiences, normalise_text(need.beneficiaries))
    dense = {
        "category": category_vector(need.category, normalise_text(need.category_words), concepts),
        "audience": scale_to_sum_one(audiences + AUDIENCE_TEXT_WEIGHT * audience_words().labels_in(text)),
        "time": schedule_words().labels_in(text),
    }
    age_group = _age_group(audiences, text)
    return NeedFeatures(concepts, dense, age_group, grams, similarities[0], _weight_beyond_reach(concepts))


def _need_fields(need: NeedText) -> WeightedTexts:
    return [
        (normalise_text(need.name), NEED_TITLE_WEIGHT),
        (normalise_text(need.content), 1.0),
        (normalise_text(need.category_words), CATEGORY_COLUMN_WEIGHT),
    ]


def _weight_beyond_reach(concepts: SparseRow) -> float:
    beyond = np.isin(concepts.keys, load_thesaurus().areas[BEYOND_AREA])
    return float(concepts.weights[beyond].max(initial=0.0))


def _gram_row(fields: WeightedTexts) -> SparseRow:
    stop_phrases = stop_phrase_pattern()
    return SparseRow(*weighted_gram_counts((blank_out_phrases(text, stop_phrases), weight) for text, weight in fields))


def _age_group(audiences: FloatArray, text: str) -> int:
    """One age alone in the column, and no word of the other in the text."""
    named = [code for code, weight in zip(KNOWN_AUDIENCES, audiences, strict=True) if weight]
    ages = {_AGE_OF_AUDIENCE.get(code, ANY_AGE) for code in named}
    if len(ages) != 1 or ANY_AGE in ages:
        return ANY_AGE
    (age,) = ages
    read = zip(KNOWN_AUDIENCES, audience_words().labels_in(text), strict=True)
    return ANY_AGE if any(weight and _AGE_OF_AUDIENCE.get(code, age) != age for code, weight in read) else age
