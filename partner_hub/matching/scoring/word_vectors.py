"""Vectors of Chinese words, near to each other where their English translations mean much the same.

.ci/build_word_vectors.py makes the table out of a Chinese-English dictionary (CC-CEDICT) and vectors of English words
(WordLlama). It is read where it lies, so that a process holds only the rows that it used. Without it the ranking goes
by letters and by the thesaurus alone.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import marisa_trie
import numpy as np
import numpy.typing as npt

from partner_hub.matching.scoring.ngrams import KeyArray
from partner_hub.matching.scoring.sparse import SparseRow

WORD_VECTORS_FOLDER: Final = Path(__file__).parents[3] / "var" / "word-vectors"
VECTOR_SIZE: Final = 256
MAX_WORD_LETTERS: Final = 4
MAX_WORDS_CACHED: Final = 20_000

VectorArray = npt.NDArray[np.floating]


class UnusableWordTableError(Exception):
    """The table is missing or broken; told with what to do."""

    def __init__(self, why: object) -> None:
        super().__init__(
            f"The word vectors in {WORD_VECTORS_FOLDER} cannot be read, needs are matched without them: "
            f"run make machine and start the server anew ({why})."
        )


@dataclass(frozen=True, eq=False)
class WordTable:
    """`numbers`: word -> its row in `rows`, words x VECTOR_SIZE in 8 bits, not of one length."""

    numbers: marisa_trie.Trie
    rows: npt.NDArray[np.int8]

    def vectors(self, words: KeyArray) -> VectorArray:
        """Words x VECTOR_SIZE, each of length 1."""
        return scale_to_length_one(self.rows[words].astype(np.float32))


@cache
def load_word_table() -> WordTable:
    """An empty one where there is none that can be read."""
    try:
        return open_word_table()
    except UnusableWordTableError as fault:
        logging.getLogger(__name__).warning("%s", fault)
        return WordTable(marisa_trie.Trie(), np.zeros((0, VECTOR_SIZE), dtype=np.int8))


def open_word_table() -> WordTable:
    """Raises UnusableWordTableError."""
    try:
        rows = np.load(WORD_VECTORS_FOLDER / "vectors.npy", mmap_mode="r")
        numbers = marisa_trie.Trie().mmap(str(WORD_VECTORS_FOLDER / "words.marisa"))
    except (OSError, EOFError, ValueError, RuntimeError) as error:
        raise UnusableWordTableError(error) from error
    if rows.dtype != np.int8 or rows.shape != (len(numbers), VECTOR_SIZE):
        raise UnusableWordTableError("its two files do not belong together")
    return WordTable(numbers, rows)


def searchable_text(text: str) -> str:
    """What the table can be asked for: without halves of surrogate pairs."""
    return text.encode("utf-8", "replace").decode("utf-8")


def find_words(text: str) -> Iterator[str]:
    """The words of the table in this order, the longest that fits at each place; what is none is passed over."""
    numbers, place = load_word_table().numbers, 0
    text = searchable_text(text)
    while place < len(text):
        found = numbers.prefixes(text[place : place + MAX_WORD_LETTERS])
        if found:
            yield found[-1]
        place += len(found[-1]) if found else 1


def word_counts(texts: Iterable[str]) -> SparseRow:
    """The rows of the table's words in these texts, with how often they stand there."""
    numbers = load_word_table().numbers
    counts = Counter(numbers[word] for text in texts for word in find_words(text))
    keys = np.array(sorted(counts), dtype=np.int32)
    return SparseRow(keys, np.array([counts[each] for each in keys.tolist()], dtype=np.float32))


def table_width() -> int:
    """Columns of a matrix over all words; at least one, so that there is a matrix without a table, too."""
    return max(len(load_word_table().rows), 1)


@lru_cache(maxsize=MAX_WORDS_CACHED)
def word_of_number(number: int) -> str:
    return str(load_word_table().numbers.restore_key(number))


def scale_to_length_one(rows: VectorArray) -> VectorArray:
    """A row of zeros stays one."""
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    return np.asarray(rows / np.where(lengths > 0, lengths, 1)[:, None], dtype=np.float32)
