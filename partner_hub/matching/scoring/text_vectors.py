"""A text as the sum of its words' vectors, and what needs and offerings have in common that share no letter.

Residents tell a trouble and institutions what they do about it: even in one space of meanings the two stand apart. A
linear map, learnt from labelled communities, leads from needs to the offerings that serve them (ridge regression).
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from partner_hub.matching.scoring import knowledge
from partner_hub.matching.scoring.ngrams import FloatArray, IntArray, KeyArray
from partner_hub.matching.scoring.sparse import SparseMatrix, csr_matrix
from partner_hub.matching.scoring.used_columns import UsedColumns
from partner_hub.matching.scoring.word_vectors import VECTOR_SIZE, VectorArray, load_word_table, scale_to_length_one

ROUND_TO: Final = 2**11


@dataclass(frozen=True, eq=False)
class MeaningMap:
    """Means of needs' and of offerings' vectors, and the map from a need (less its mean) to its offerings'."""

    need_mean: VectorArray
    offering_mean: VectorArray
    matrix: VectorArray

    def of_needs(self, vectors: VectorArray) -> VectorArray:
        """What is looked for: in equal parts what is said, and what serves such needs elsewhere. Rows of length 1."""
        apart = _less_mean(vectors, self.need_mean)
        said, sought = scale_to_length_one(apart), scale_to_length_one(apart.astype(np.float64) @ self.matrix)
        return _round_exactly(scale_to_length_one(said + sought))

    def of_offerings(self, vectors: VectorArray) -> VectorArray:
        return _round_exactly(scale_to_length_one(_less_mean(vectors, self.offering_mean)))


@cache
def load_meaning_map() -> MeaningMap:
    """Written by benchmarks/learn_matching.py, in 16 bits."""
    with np.load(knowledge.KNOWLEDGE_FOLDER / "meaning.npz") as file:
        return MeaningMap(*(file[name].astype(np.float32) for name in ("need_mean", "offering_mean", "matrix")))


def text_vectors(rows: SparseMatrix, columns: UsedColumns) -> VectorArray:
    """Texts x VECTOR_SIZE, each of length 1: sqrt(count) x IDF of each word times its vector; 0 for no known word.

    Args: texts x words of the table.
    """
    used, places = np.unique(rows.indices, return_inverse=True)
    weights = (np.sqrt(rows.data) * columns.idf[columns.places(rows.indices)]).astype(np.float32)
    vectors = load_word_table().vectors(used)
    if not len(used):
        return np.zeros((rows.shape[0], VECTOR_SIZE), dtype=np.float32)
    narrow = csr_matrix((weights, places.astype(np.int32), rows.indptr), shape=(rows.shape[0], len(used)))
    return _round_exactly(scale_to_length_one(np.asarray(narrow @ vectors, dtype=np.float32)))


def _less_mean(vectors: VectorArray, mean: VectorArray) -> VectorArray:
    """A text without a known word stays without direction."""
    return np.where(vectors.any(axis=1, keepdims=True), vectors - mean, np.float32(0))


def _round_exactly(rows: VectorArray) -> VectorArray:
    """To multiples of 2^-11.

    Cosines of such rows are exact in 32 bits in whichever order BLAS adds them up: a pair has one score, whatever it is
    asked for with.
    """
    return np.asarray(np.round(rows * ROUND_TO) / ROUND_TO, dtype=np.float32)


@dataclass(frozen=True, eq=False)
class VectorRows:
    """Rows that are mostly the same few, as those of a column: each kind once, and which kind every row is."""

    kinds: VectorArray
    places: KeyArray

    @staticmethod
    def of(rows: SparseMatrix, columns: UsedColumns) -> "VectorRows":
        seen: dict[bytes, int] = {}
        first: list[int] = []
        places = []
        for row in range(rows.shape[0]):
            here = slice(rows.indptr[row], rows.indptr[row + 1])
            content = rows.indices[here].tobytes() + rows.data[here].tobytes()
            if content not in seen:
                seen[content] = len(first)
                first.append(row)
            places.append(seen[content])
        return VectorRows(text_vectors(rows[first], columns), np.array(places, dtype=np.int32))

    def taken(self, places: IntArray) -> "VectorRows":
        return VectorRows(self.kinds, self.places[places])

    def cosines(self, asked: VectorArray) -> FloatArray:
        """Asked x rows."""
        return (asked @ self.kinds.T).astype(np.float64)[:, self.places]
