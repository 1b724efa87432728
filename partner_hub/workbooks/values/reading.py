"""The result of reading a value: the value and, as reason codes, how certain it is."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Reading(Generic[T]):
    """`conclusion`: the value says more or other than the cell, for this reason. `doubt`: look at it.

    `proposed`, with a doubt: how the words may be meant, as a person would write it; it is not taken.
    """

    value: T
    conclusion: str = ""
    doubt: str = ""
    proposed: str = ""
