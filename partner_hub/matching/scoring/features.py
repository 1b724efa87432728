"""One record's features: they depend on its own text alone, so that they are computed once and kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from . import senses
from .letters import Numbers, Weights, counted, plain, without
from .records import NeedText, OfferingText
from .thesaurus import AUDIENCES

# How much more the title of an offering says than its content, and that of a need.
OFFERING_TITLE: Final = 2.5
NEED_TITLE: Final = 1.5
KEPT: Final = 20_000


@dataclass(frozen=True, eq=False)
class Sparse:
    """Ascending numbers with their weights."""

    keys: Numbers
    weights: Weights


@dataclass(frozen=True, eq=False)
class Features:
    """`flat` holds the small vectors one after the other, in the order of `channels.FLAT`."""

    grams: Sparse
    title_grams: Sparse
    concepts: Sparse
    title_concepts: Sparse
    flat: Mapping[str, Weights]
    age: int


# What `age` says: for whom the record is, when it is only for the one or the other.
ANY_AGE, OLD, YOUNG = 0, 1, 2


def of_offering(offering: OfferingText) -> Features:
    name, content, column = plain(offering.name), plain(offering.content), plain(offering.category_words)
    fields = [(name, OFFERING_TITLE), (content, 1.0), (column, 0.5)]
    found = senses.concepts(fields)
    flat = {
        "area": senses.areas(found),
        "category": senses.categories(offering.category, column, found),
        "audience": senses.shares(senses.audiences(offering.audiences, plain(offering.audience))),
        "time": senses.times(plain(f"{offering.available_time} {offering.name}")),
        "manner": senses.shares(senses.giving_words().counts([(name, OFFERING_TITLE), (content, 1.0)])),
        "unit": senses.kinds(plain(offering.unit_name)),
    }
    age = _age(senses.audiences(offering.audiences, plain(offering.audience)), f"{name} {content}")
    return Features(_grams(fields), _grams([(name, 1.0)]), _sparse(found), _title(name), flat, age)


@lru_cache(maxsize=KEPT)
def of_need(need: NeedText) -> Features:
    name, content, column = plain(need.name), plain(need.content), plain(need.category_words)
    fields = [(name, NEED_TITLE), (content, 1.0), (column, 0.5)]
    found = senses.concepts(fields)
    flat = {
        "area": senses.areas(found),
        "category": senses.categories(need.category, column, found),
        "audience": _need_audience(need, f"{name} {content}"),
        "time": senses.times(f"{name} {content}"),
        "manner": senses.shares(senses.asking_words().counts([(name, NEED_TITLE), (content, 1.0)])),
    }
    age = _age(senses.audiences(need.audiences, plain(need.beneficiaries)), f"{name} {content}")
    return Features(_grams(fields), _grams([(name, 1.0)]), _sparse(found), _title(name), flat, age)


def _need_audience(need: NeedText, text: str) -> Weights:
    """What the columns say, and half as loud what the text says."""
    told = senses.audiences(need.audiences, plain(need.beneficiaries))
    read = np.minimum(senses.audience_words().counts([(text, 1.0)]), 1.0)
    return senses.shares(told + 0.5 * read)


def _grams(fields: list[tuple[str, float]]) -> Sparse:
    return Sparse(*counted((without(text, senses.chatter()), weight) for text, weight in fields))


def _title(name: str) -> Sparse:
    return _sparse(senses.concepts([(name, OFFERING_TITLE)]))


def _sparse(found: dict[int, float]) -> Sparse:
    return Sparse(np.array(list(found), dtype=np.int64), np.array(list(found.values()), dtype=np.float64))


# Plainly one age, so that an offering for the other cannot serve.
_GROUPS: Final = {"老年人": OLD, "青少年": YOUNG, "儿童": YOUNG}


def _age(told: Weights, text: str) -> int:
    """One age alone in the column, and no word of the other in the text."""
    groups = {_GROUPS.get(code, ANY_AGE) for code, weight in zip(AUDIENCES, told, strict=True) if weight}
    if groups not in ({OLD}, {YOUNG}):
        return ANY_AGE
    (age,) = groups
    read = senses.audience_words().counts([(text, 1.0)])
    others = [weight for code, weight in zip(AUDIENCES, read, strict=True) if _GROUPS.get(code, age) != age]
    return ANY_AGE if any(others) else age
