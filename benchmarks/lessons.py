"""What map and weights are learnt from: labelled needs, each set without its own words and with a map of the others.

For each need the known good offerings should stand before all others: a conditional logit, its weights not negative
and kept small.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy.optimize import minimize

from benchmarks.knowledge_variants import fresh_processes, knowledge_without, sets_drawn_from
from benchmarks.labelled_sets import LabelledSet, labelled_sets
from benchmarks.meaning import Floats, Meanings, learn_meaning_map, meaning_channel, meanings_of_set
from partner_hub.matching.scoring import Index
from partner_hub.matching.scoring.features import need_features
from partner_hub.matching.scoring.text_vectors import MeaningMap

# Sets that are never learnt from.
HELD_OUT: Final = ("basin", "county", "harbour", "lane", "mountain")
CHANNELS: Final = ("words", "meaning", "category", "audience", "help")
# Those that know nothing but letters, a dictionary and the labelled sets.
GENERAL_CHANNELS: Final = ("words", "meaning", "category", "audience")
# The penalty on the sum of squared weights.
L2_PENALTY: Final = 0.08


@dataclass(frozen=True, eq=False)
class Lesson:
    """Needs x offerings x channels, and for each row with a known good the places of these.

    The channel "meaning" is that of the product's map until `with_meaning` puts another in its place.
    """

    name: str
    channels: Floats
    good: tuple[tuple[int, list[int]], ...]
    meanings: Meanings

    def with_meaning(self, learnt: MeaningMap) -> "Lesson":
        channels = self.channels.copy()
        channels[..., CHANNELS.index("meaning")] = meaning_channel(self.meanings, learnt)
        return replace(self, channels=channels)


@dataclass(frozen=True, eq=False)
class Learnt:
    """`lessons` are those that were learnt from, each with the meaning that the others taught."""

    weights: Floats
    meaning: MeaningMap
    lessons: list[Lesson]


def learnable_names() -> list[str]:
    return [each.name for each in labelled_sets() if each.name not in HELD_OUT]


def lessons_without(left_out: Iterable[str]) -> dict[str, list[Lesson]]:
    """For each set left out, the lessons of the others, each without the words of the two sets.

    For "" they are those of all sets that may be learnt from.
    """
    names, known = learnable_names(), sets_drawn_from()
    asked = {each: [name for name in names if name != each] for each in left_out}
    pairs = {(each, name): frozenset({each, name} & known) for each, others in asked.items() for name in others}
    with fresh_processes() as pool:
        made = {
            variant: pool.submit(
                lessons_of_variant, variant, {name for (_, name), of in pairs.items() if of == variant}
            )
            for variant in set(pairs.values())
        }
    read = {variant: work.result() for variant, work in made.items()}
    return {each: [read[pairs[each, name]][name] for name in others] for each, others in asked.items()}


def lessons_of_variant(without: Collection[str], names: Collection[str]) -> dict[str, Lesson]:
    with knowledge_without(without):
        return {each.name: lesson_of_set(each) for each in labelled_sets() if each.name in names}


def lesson_of_set(labelled: LabelledSet) -> Lesson:
    index = Index.of(labelled.offerings)
    found = index.matrices.similarities([need_features(need) for need in labelled.needs])
    rows = [
        (place, sorted(labelled.good[need.id])) for place, need in enumerate(labelled.needs) if need.id in labelled.good
    ]
    good = tuple((place, [number - 1 for number in numbers]) for place, numbers in rows)
    channels = np.stack([found[name] for name in CHANNELS], axis=-1)
    return Lesson(labelled.name, channels, good, meanings_of_set(labelled, index))


def learn_from(lessons: Sequence[Lesson], allowed: Collection[str] = CHANNELS) -> Learnt:
    """The weights on meanings that a set did not teach itself: they shall hold where nobody has taught."""
    meanings = [each.meanings for each in lessons]
    taught = [
        each.with_meaning(learn_meaning_map([other for other in meanings if other is not each.meanings]))
        for each in lessons
    ]
    return Learnt(learn_weights(taught, allowed), learn_meaning_map(meanings), taught)


def learn_weights(lessons: Sequence[Lesson], allowed: Collection[str] = CHANNELS) -> Floats:
    """Learnt on channels of equal spread, given for the channels as they are; 0 for those that are not allowed."""
    spread = np.concatenate([each.channels.reshape(-1, len(CHANNELS)) for each in lessons]).std(axis=0)
    found = minimize(
        penalised_loss,
        np.array([float(name in allowed) for name in CHANNELS]),
        args=(lessons, spread),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0, None if name in allowed else 0) for name in CHANNELS],
    )
    return np.asarray(found.x / spread)


def penalised_loss(weight: Floats, lessons: Sequence[Lesson], spread: Floats) -> tuple[float, Floats]:
    total, slope, count = 0.0, np.zeros_like(weight), 0
    for each in lessons:
        for place, good in each.good:
            rows = each.channels[place] / spread
            chance = np.exp(rows @ weight - (rows @ weight).max())
            chance /= chance.sum()
            right = chance[good].sum()
            total -= np.log(right)
            slope += chance @ rows - (chance[good] / right) @ rows[good]
            count += 1
    return float(total / count + L2_PENALTY * weight @ weight), slope / count + 2 * L2_PENALTY * weight
