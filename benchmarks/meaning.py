"""Learn the map from needs to the offerings that serve them (partner_hub/matching/scoring/text_vectors.py)."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from benchmarks.labelled_sets import LabelledSet
from partner_hub.matching.scoring import Index
from partner_hub.matching.scoring.features import need_features
from partner_hub.matching.scoring.text_vectors import MeaningMap, text_vectors

Floats = npt.NDArray[np.float64]

# The penalty on the sum of squared numbers of the map; values from 0.3 to 4 do as well.
RIDGE: Final = 1.0


@dataclass(frozen=True, eq=False)
class Meanings:
    """Vectors of a set's needs and of its offerings, and pairs of their places with the weight of each."""

    needs: Floats
    offerings: Floats
    pairs: tuple[tuple[int, int, float], ...]


def meanings_of_set(labelled: LabelledSet, index: Index) -> Meanings:
    """The good offerings of a need have one weight together."""
    pairs = [
        (need.id - 1, number - 1, len(labelled.good[need.id]) ** -0.5)
        for need in labelled.needs
        for number in sorted(labelled.good.get(need.id, ()))
    ]
    return Meanings(
        index.matrices.need_vectors([need_features(need).words for need in labelled.needs]).astype(np.float64),
        text_vectors(index.features.words, index.matrices.word_columns).astype(np.float64),
        tuple(pairs),
    )


def learn_meaning_map(every: Sequence[Meanings]) -> MeaningMap:
    """Ridge regression from each need to its good offerings, both less the mean of all sets."""
    need_mean = np.concatenate([each.needs for each in every]).mean(axis=0)
    offering_mean = np.concatenate([each.offerings for each in every]).mean(axis=0)
    asked = np.stack([w * (each.needs[need] - need_mean) for each in every for need, _, w in each.pairs])
    given = np.stack([w * (each.offerings[place] - offering_mean) for each in every for _, place, w in each.pairs])
    matrix = np.linalg.solve(asked.T @ asked + RIDGE * np.eye(asked.shape[1]), asked.T @ given)
    return MeaningMap(*(each.astype(np.float16).astype(np.float32) for each in (need_mean, offering_mean, matrix)))


def meaning_channel(meanings: Meanings, learnt: MeaningMap) -> Floats:
    """Needs x offerings."""
    asked = learnt.of_needs(meanings.needs.astype(np.float32))
    return (asked @ learnt.of_offerings(meanings.offerings.astype(np.float32)).T).astype(np.float64)


def meaning_as_npz(learnt: MeaningMap) -> bytes:
    """Numbers of 16 bits, as `load_meaning_map` reads them."""
    file = io.BytesIO()
    np.savez(file, **{name: value.astype(np.float16) for name, value in vars(learnt).items()})
    return file.getvalue()
