"""One record's features: they depend on its own text alone, so that they are computed once and kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from partner_hub.matching.scoring import categorical
from partner_hub.matching.scoring.concepts import likenesses, topics
from partner_hub.matching.scoring.ngrams import Weights, counted, plain, without
from partner_hub.matching.scoring.records import NeedText, OfferingText
from partner_hub.matching.scoring.sparse import Row
from partner_hub.matching.scoring.thesaurus import AUDIENCES, thesaurus

# How much more a title says than the content below it.
OFFERING_TITLE: Final = 2.0
NEED_TITLE: Final = 1.5
COLUMN: Final = 0.5
KEPT: Final = 5_000
BATCH: Final = 500
# The area of the thesaurus that partner units cannot help with.
BEYOND: Final = "须上级办理"

# What `age` says: for whom a record is, when it is plainly for the one or the other alone.
ANY_AGE, OLD, YOUNG = 0, 1, 2
_AGES: Final = {"老年人": OLD, "青少年": YOUNG, "儿童": YOUNG}

Fields = list[tuple[str, float]]


@dataclass(frozen=True, eq=False)
class Features:
    """`alike` is the likeness to every concept; `flat` holds the small vectors by the names of their channels.

    `beyond` is how much a need sounds like what no partner unit has the power or the money for, from 0 to 1.
    """

    grams: Row
    topics: Row
    alike: Weights
    flat: Mapping[str, Weights]
    age: int
    beyond: float = 0.0


def of_offerings(offerings: Iterable[OfferingText]) -> dict[int, Features]:
    """Many at a time, which is quicker than one by one."""
    return {number: read for batch in _batches(offerings) for number, read in batch}


def _batches(offerings: Iterable[OfferingText]) -> Iterator[Iterator[tuple[int, Features]]]:
    every = list(offerings)
    for start in range(0, len(every), BATCH):
        batch = every[start : start + BATCH]
        grams = [_grams(_offering_fields(each)) for each in batch]
        alike = likenesses(grams)
        read = map(_of_offering, batch, grams, topics(alike), alike)
        yield zip((each.id for each in batch), read, strict=True)


def _offering_fields(offering: OfferingText) -> Fields:
    return [
        (plain(offering.name), OFFERING_TITLE),
        (plain(offering.content), 1.0),
        (plain(offering.category_words), COLUMN),
    ]


def _of_offering(offering: OfferingText, grams: Row, about: Row, alike: Weights) -> Features:
    told = categorical.audiences(offering.audiences, plain(offering.audience))
    flat = {
        "category": categorical.categories(offering.category, plain(offering.category_words), about),
        "audience": categorical.shares(told),
        "time": categorical.time_words().said(plain(f"{offering.available_time} {offering.name}")),
        "unit": categorical.unit_words().said(plain(offering.unit_name)),
    }
    return Features(grams, about, alike, flat, _age(told, plain(f"{offering.name} {offering.content}")))


@lru_cache(maxsize=KEPT)
def of_need(need: NeedText) -> Features:
    text = plain(f"{need.name} {need.content}")
    grams = _grams([(plain(need.name), NEED_TITLE), (plain(need.content), 1.0), (plain(need.category_words), COLUMN)])
    alike = likenesses([grams])
    (about,) = topics(alike)
    told = categorical.audiences(need.audiences, plain(need.beneficiaries))
    flat = {
        "category": categorical.categories(need.category, plain(need.category_words), about),
        # What the text says counts half as much as the column.
        "audience": categorical.shares(told + 0.5 * categorical.audience_words().said(text)),
        "time": categorical.time_words().said(text),
    }
    return Features(grams, about, alike[0], flat, _age(told, text), _beyond(about))


def _beyond(about: Row) -> float:
    return float(about.weights[np.isin(about.keys, thesaurus().areas[BEYOND])].max(initial=0.0))


def _grams(fields: Sequence[tuple[str, float]]) -> Row:
    return Row(*counted((without(text, categorical.chatter()), weight) for text, weight in fields))


def _age(told: Weights, text: str) -> int:
    """One age alone in the column, and no word of the other in the text."""
    ages = {_AGES.get(code, ANY_AGE) for code, weight in zip(AUDIENCES, told, strict=True) if weight}
    if len(ages) != 1 or ANY_AGE in ages:
        return ANY_AGE
    (age,) = ages
    read = zip(AUDIENCES, categorical.audience_words().said(text), strict=True)
    return ANY_AGE if any(weight and _AGES.get(code, age) != age for code, weight in read) else age


def ages(features: Sequence[Features]) -> np.ndarray:
    return np.array([each.age for each in features], dtype=np.int64)
