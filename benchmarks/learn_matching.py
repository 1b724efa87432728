"""Learn the weights of the channels and write them to partner_hub/matching/scoring/knowledge/weights.toml.

    .venv/bin/python -m benchmarks.learn_matching

For each need the known good offerings should stand before all others: a conditional logit, its weights not negative
and kept small. The set called HELD_OUT is never learnt from. Each other set is also ranked by what the rest taught.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from benchmarks.labelled_sets import LabelledSet, labelled_sets
from partner_hub.matching.scoring import Index
from partner_hub.matching.scoring.features import need_features
from partner_hub.matching.scoring.knowledge import KNOWLEDGE_FOLDER

Floats = npt.NDArray[np.float64]

HELD_OUT: Final = "county"
CHANNELS: Final = ("words", "help", "salience", "category", "audience", "time", "unit")
# The penalty on the sum of squared weights.
L2_PENALTY: Final = 0.08
# The known good of a need shall have this score, and the best twentieth of all others that one.
GOOD_SCORE, OTHERS = 85.0, 15.0
# What a need loses that is plainly a matter for higher places; it changes no order, so that it cannot be learnt here.
BEYOND_WEIGHT: Final = 5.0


@dataclass(frozen=True, eq=False)
class Lesson:
    """Needs x offerings x channels, and for each row with a known good the places of these."""

    name: str
    channels: Floats
    good: tuple[tuple[int, list[int]], ...]


def main() -> None:
    lessons = [lesson_of_set(each) for each in labelled_sets()]
    learnt = [each for each in lessons if each.name != HELD_OUT]
    for left_out in learnt:
        print_report("not learnt from", left_out, learn_weights([each for each in learnt if each is not left_out]))
    final = learn_weights(learnt)
    for each in lessons:
        print_report("held out" if each.name == HELD_OUT else "learnt from", each, final)
    (KNOWLEDGE_FOLDER / "weights.toml").write_text(weights_as_toml(final, learnt), encoding="utf-8")


def lesson_of_set(labelled: LabelledSet) -> Lesson:
    found = Index.of(labelled.offerings).matrices.similarities([need_features(need) for need in labelled.needs])
    rows = [
        (place, sorted(labelled.good[need.id])) for place, need in enumerate(labelled.needs) if need.id in labelled.good
    ]
    good = tuple((place, [number - 1 for number in numbers]) for place, numbers in rows)
    return Lesson(labelled.name, np.stack([found[name] for name in CHANNELS], axis=-1), good)


def learn_weights(lessons: Sequence[Lesson]) -> Floats:
    """Learnt on channels of equal spread, given for the channels as they are."""
    spread = np.concatenate([each.channels.reshape(-1, len(CHANNELS)) for each in lessons]).std(axis=0)
    found = minimize(
        penalised_loss,
        np.ones(len(CHANNELS)),
        args=(lessons, spread),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0, None)] * len(CHANNELS),
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
    return total / count + L2_PENALTY * weight @ weight, slope / count + 2 * L2_PENALTY * weight


def print_report(how: str, each: Lesson, weight: Floats) -> None:
    ranks = []
    for place, good in each.good:
        order = np.argsort(-(each.channels[place] @ weight), kind="stable").tolist()
        ranks.append(min(order.index(number) for number in good) + 1)
    hits = np.mean([rank <= 5 for rank in ranks])  # noqa: PLR2004 - hit@5
    print(f"{each.name:6} {how:16} hit@5 {hits:.3f}  MRR {np.mean([1 / rank for rank in ranks]):.3f}")  # noqa: T201


def weights_as_toml(weight: Floats, lessons: Sequence[Lesson]) -> str:
    slope, middle = calibrate_scale(weight, lessons)
    lines = [
        "# Written by benchmarks/learn_matching.py: what each channel counts, and how their sum becomes 0 to 100.",
        f'learnt_on = "{datetime.now(UTC).date()}"',
        f'data = "{" ".join(each.name for each in lessons)}"',
        "\n[channels]",
        *(f"{name} = {value:.2f}" for name, value in zip(CHANNELS, weight, strict=True)),
        "\n[scale]",
        f"slope = {slope:.4f}",
        f"middle = {middle:.4f}",
        f"beyond = {BEYOND_WEIGHT}",
    ]
    return "\n".join(lines) + "\n"


def calibrate_scale(weight: Floats, lessons: Sequence[Lesson]) -> tuple[float, float]:
    """The slope and middle that give GOOD to the usual known good and OTHERS to the best twentieth of the rest."""
    good, others = [], []
    for each in lessons:
        for place, places in each.good:
            total = each.channels[place] @ weight
            good.append(total[places].max())
            others += np.delete(total, places).tolist()
    upper, lower = float(np.median(good)), float(np.quantile(others, 0.95))
    above, below = np.log(GOOD_SCORE / (100 - GOOD_SCORE)), np.log(OTHERS / (100 - OTHERS))
    slope = (above - below) / (upper - lower)
    return slope, upper - above / slope


if __name__ == "__main__":
    main()
