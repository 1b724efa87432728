"""What two columns say alike, part by part: 独居老人 of 独居老人、失能老人 and 高龄、独居老人."""

import re
from typing import Final

import numpy as np

from partner_hub.matching.scoring.used_columns import UsedColumns
from partner_hub.matching.scoring.word_pairs import WeighedWords
from partner_hub.matching.scoring.word_vectors import VectorArray, scale_to_length_one, word_counts

# Longer parts are no words for a reason.
MAX_PART_LENGTH: Final = 12
_SEPARATORS: Final = re.compile(r"[、,，;；/|\s]+")


def nearest_parts(asked: str, given: str, columns: UsedColumns) -> tuple[str, str] | None:
    """Of each column the part that is nearest to the other's: the same, one that holds the other, else by meaning.

    None where a column has no part that is short enough to be told.
    """
    ones, others = _parts_of(asked), _parts_of(given)
    alike = [(one, other) for one in ones for other in others if one in other or other in one]
    if alike:
        return max(alike, key=lambda pair: (pair[0] == pair[1], min(map(len, pair))))
    if not (ones and others):
        return None
    cosines = _vectors_of(ones, columns) @ _vectors_of(others, columns).T
    one, other = divmod(int(np.argmax(cosines)), len(others))
    return ones[one], others[other]


def _parts_of(column: str) -> list[str]:
    return [part for part in _SEPARATORS.split(column) if 0 < len(part) <= MAX_PART_LENGTH]


def _vectors_of(parts: list[str], columns: UsedColumns) -> VectorArray:
    words = [WeighedWords.of(word_counts([part]), columns) for part in parts]
    return scale_to_length_one(np.stack([each.weights @ each.vectors for each in words]))
