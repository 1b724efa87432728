"""Character unigrams and hashed bigrams: the lexical features of a text.

A unigram's number is its code point (below 2^16), a bigram's a hash into 2^19 buckets above. About one bigram in a
thousand shares its bucket with another, which costs next to no precision. Chinese needs no word segmentation this way.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt

from partner_hub.letters import letters_of_today

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
# Grams, concepts and places among them; counts of grams are multiples of a half, which 32 bits hold exactly.
KeyArray = npt.NDArray[np.int32]
WeightArray = npt.NDArray[np.float32] | FloatArray

# Nobody writes a need of this length; a longer text is cut, so that no text can hold up the others.
MAX_TEXT_LENGTH: Final = 2000
UNIGRAM_COUNT: Final = 1 << 16
BIGRAM_BUCKETS: Final = 1 << 19
GRAM_COUNT: Final = UNIGRAM_COUNT + BIGRAM_BUCKETS
# Han characters, digits and Latin letters.
INDEXED_RANGES: Final = (("㐀", "鿿"), ("0", "9"), ("a", "z"))
_INDEXED_RUN: Final = re.compile(f"[{''.join(f'{first}-{last}' for first, last in INDEXED_RANGES)}]+")


def normalise_text(text: str) -> str:
    """NFKC (half-width forms), lower case, at most MAX_TEXT_LENGTH characters."""
    return unicodedata.normalize("NFKC", letters_of_today(text[:MAX_TEXT_LENGTH])).lower()[:MAX_TEXT_LENGTH]


def gram_numbers(text: str) -> IntArray:
    """The numbers of all unigrams and bigrams in order; punctuation, blanks and emoji are gaps that no bigram spans."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype="<u4").astype(np.int64)
    kept = _indexed_mask(codes)
    both = kept[:-1] & kept[1:]
    pairs = UNIGRAM_COUNT + (codes[:-1][both] * 40503 + codes[1:][both] * 2654435) % BIGRAM_BUCKETS
    return np.concatenate([codes[kept], pairs])


def _indexed_mask(codes: IntArray) -> npt.NDArray[np.bool_]:
    return np.logical_or.reduce([(codes >= ord(first)) & (codes <= ord(last)) for first, last in INDEXED_RANGES])


def weighted_gram_counts(fields: Iterable[tuple[str, float]]) -> tuple[KeyArray, WeightArray]:
    """Term frequencies: each gram once, ascending, with its count weighted by the fields it stands in."""
    numbers = [(gram_numbers(text), weight) for text, weight in fields]
    every = np.concatenate([each for each, _ in numbers])
    weights = np.concatenate([np.full(len(each), weight) for each, weight in numbers])
    unique, place = np.unique(every, return_inverse=True)
    return unique.astype(np.int32), np.bincount(place, weights=weights, minlength=len(unique)).astype(np.float32)


def shared_phrases(first: str, second: str) -> tuple[str, ...]:
    """Maximal common substrings of two characters or more, the longest first."""
    found: list[str] = []
    for run in _INDEXED_RUN.findall(first):
        start = 0
        while start < len(run) - 1:
            length = _common_length(run, start, second)
            if length > 1:
                found.append(run[start : start + length])
            start += max(length, 1)
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda word: -len(word)))


def _common_length(first: str, start: int, second: str) -> int:
    length = 0
    while start + length < len(first) and first[start : start + length + 1] in second:
        length += 1
    return length
