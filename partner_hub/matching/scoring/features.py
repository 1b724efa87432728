"""Feature extraction: what one record says, from its own text alone, so that it is computed once and kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from partner_hub.matching.scoring.audiences import age_group_of
from partner_hub.matching.scoring.concepts import concept_similarities, strongest_concepts
from partner_hub.matching.scoring.feature_rows import NeedFeatures, OfferingRows
from partner_hub.matching.scoring.ngrams import GRAM_COUNT, normalise_text, weighted_gram_counts
from partner_hub.matching.scoring.records import NeedText, OfferingText
from partner_hub.matching.scoring.sparse import SparseRow, stack_rows
from partner_hub.matching.scoring.stop_phrases import telling_text
from partner_hub.matching.scoring.thesaurus import load_thesaurus
from partner_hub.matching.scoring.word_vectors import table_width, word_counts

# What a gram of a column counts beside one of the content.
OFFERING_TITLE_WEIGHT: Final = 2.0
NEED_TITLE_WEIGHT: Final = 1.5
CATEGORY_WEIGHT: Final = 0.5
UNIT_WEIGHT: Final = 0.5
MAX_NEEDS_CACHED: Final = 5_000
OFFERINGS_PER_BATCH: Final = 500
# The area of the thesaurus that partner units cannot help with.
BEYOND_AREA: Final = "须上级办理"


def offering_rows(offerings: Sequence[OfferingText]) -> OfferingRows:
    """Many at a time are quicker than one by one."""
    if not offerings:
        return _read_offerings([OfferingText(0, "", "")]).taken(np.zeros(0, dtype=np.int64))
    starts = range(0, len(offerings), OFFERINGS_PER_BATCH)
    return OfferingRows.joined([_read_offerings(offerings[start : start + OFFERINGS_PER_BATCH]) for start in starts])


def _read_offerings(offerings: Sequence[OfferingText]) -> OfferingRows:
    read = [_read_columns(_columns_of_offering(each), OFFERING_TITLE_WEIGHT) for each in offerings]
    grams = stack_rows([each.grams for each in read], GRAM_COUNT)
    width = table_width()
    return OfferingRows(
        grams=grams,
        concepts=stack_rows(strongest_concepts(concept_similarities(grams)), len(load_thesaurus().concepts)),
        words=stack_rows([each.words for each in read], width),
        category=stack_rows([each.category for each in read], width),
        audience=stack_rows([each.audience for each in read], width),
        age_groups=np.array([_age_group_of_offering(each) for each in offerings], dtype=np.int64),
    )


@lru_cache(maxsize=MAX_NEEDS_CACHED)
def need_features(need: NeedText) -> NeedFeatures:
    read = _read_columns(_columns_of_need(need), NEED_TITLE_WEIGHT)
    (concepts,) = strongest_concepts(concept_similarities(stack_rows([read.grams], GRAM_COUNT)))
    text = normalise_text(f"{need.name} {need.content}")
    age_group = age_group_of(need.audiences, normalise_text(need.beneficiaries), text)
    return NeedFeatures(
        read.grams, concepts, read.words, read.category, read.audience, age_group, _weight_beyond_reach(concepts)
    )


def _age_group_of_offering(offering: OfferingText) -> int:
    text = normalise_text(f"{offering.name} {offering.content}")
    return age_group_of(offering.audiences, normalise_text(offering.audience), text)


def _weight_beyond_reach(concepts: SparseRow) -> float:
    beyond = np.isin(concepts.keys, load_thesaurus().areas[BEYOND_AREA])
    return float(concepts.weights[beyond].max(initial=0.0))


class _Columns(NamedTuple):
    """The texts of a record; a need has no unit's name that counts.

    A category by the words of its column, which are the code's name where there is one: said twice, it counts too much.
    """

    name: str
    content: str
    category: str
    audience: str
    unit: str


def _columns_of_offering(offering: OfferingText) -> _Columns:
    category = offering.category_words or offering.category
    audience = " ".join([offering.audience, *offering.audiences])
    return _Columns(offering.name, offering.content, category, audience, offering.unit_name)


def _columns_of_need(need: NeedText) -> _Columns:
    audience = " ".join([need.beneficiaries, *need.audiences])
    return _Columns(need.name, need.content, need.category_words or need.category, audience, "")


@dataclass(frozen=True, eq=False)
class _ReadColumns:
    grams: SparseRow
    words: SparseRow
    category: SparseRow
    audience: SparseRow


def _read_columns(columns: _Columns, title_weight: float) -> _ReadColumns:
    """The unit's name counts in the letters alone: most units do much that their name does not mean."""
    told = _Columns(*map(telling_text, columns))
    weights = (title_weight, 1.0, CATEGORY_WEIGHT, 1.0, UNIT_WEIGHT)
    return _ReadColumns(
        SparseRow(*weighted_gram_counts(zip(told, weights, strict=True))),
        word_counts([told.name, told.content, told.category, told.audience]),
        word_counts([told.category]),
        word_counts([told.audience]),
    )
