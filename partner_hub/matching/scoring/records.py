"""Input and output of the ranking: plain data, no table and no request."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True)
class NeedText:
    """One need in its own words. `category` is one of the 21 or empty; `audiences` are codes of the product's list.

    `grid` is where it was told (网格 or building), for recognising a second telling.
    """

    id: int
    name: str
    content: str = ""
    category: str = ""
    category_words: str = ""
    beneficiaries: str = ""
    audiences: tuple[str, ...] = ()
    deadline: date | None = None
    grid: str = ""


@dataclass(frozen=True)
class OfferingText:
    """One offering in its own words; `valid_to` is its last day, None means without end."""

    id: int
    unit_name: str
    name: str
    content: str = ""
    category: str = ""
    category_words: str = ""
    audience: str = ""
    audiences: tuple[str, ...] = ()
    available_time: str = ""
    venue: str = ""
    capacity: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


class ReasonKind(StrEnum):
    """Why an offering was suggested. Labels are translated where pages are made."""

    HELP = "help"
    MEANING = "meaning"
    WORDS = "words"
    CATEGORY = "category"
    AUDIENCE = "audience"


@dataclass(frozen=True)
class Reason:
    """One reason: its kind, the Chinese words that carry it, and how many of the score's points come from it."""

    kind: ReasonKind
    words: tuple[str, ...]
    points: float


@dataclass(frozen=True)
class Suggestion:
    """`score` runs from 0 to 100 and may be compared between needs; the points of its reasons add up to it."""

    need_id: int
    offering_id: int
    score: float
    reasons: tuple[Reason, ...] = ()


class Exclusion(StrEnum):
    """Why an offering cannot serve a need, however well it fits.

    The ranking finds the first three; suggestions find the others: full, put aside for this need, of a unit that may
    start nothing now, of the unit that asks.
    """

    OUT_OF_DATE = "out_of_date"
    NOT_BEGUN = "not_begun"
    WRONG_AGE = "wrong_age"
    FULL = "full"
    DISMISSED = "dismissed"
    CLOSED = "closed"
    OWN = "own"


@dataclass(frozen=True)
class DuplicatePair:
    """Two needs that may be one trouble told twice; `first` has the smaller id, `score` runs from 0 to 100."""

    first: int
    second: int
    score: float


@dataclass(frozen=True)
class SimilarNeed:
    """A need that resembles a text which is being typed."""

    need_id: int
    score: float
