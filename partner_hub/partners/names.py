"""Which known unit does a name mean? Chinese units are written by their short names everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class KnownName:
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    credit_code: str = ""


class Certainty(StrEnum):
    """Exact: name, alias or credit code. Probable: one clear short form, to be shown as a conclusion.

    Ambiguous: ask, with the ranked candidates. Unknown: nothing comes near.
    """

    EXACT = "exact"
    PROBABLE = "probable"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Candidate:
    id: str
    name: str
    score: float
    reason: str


@dataclass(frozen=True)
class Resolution:
    """`ranked` is best first; scores run from 0 to 1."""

    text: str
    certainty: Certainty
    ranked: tuple[Candidate, ...] = ()

    @property
    def best(self) -> Candidate | None:
        """The unit that is meant, when that is certain enough not to ask."""
        sure = self.certainty in (Certainty.EXACT, Certainty.PROBABLE)
        return self.ranked[0] if sure and self.ranked else None


def resolve(text: str, names: Sequence[KnownName], credit_code: str = "") -> Resolution:
    raise NotImplementedError
