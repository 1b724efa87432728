"""Learn weights.toml and meaning.npz of partner_hub/matching/scoring/knowledge from the labelled sets.

    .venv/bin/python -m benchmarks.learn_matching

The table of word vectors has to be there (var/word-vectors): both are learnt on its vectors, and fit no other. How well
they do elsewhere, benchmarks/matching.py says.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import numpy as np

from benchmarks.lessons import CHANNELS, Learnt, Lesson, learn_from, lessons_without
from benchmarks.meaning import Floats, meaning_as_npz
from partner_hub.matching.scoring.knowledge import KNOWLEDGE_FOLDER

# The known good of a need shall have this score, and the best twentieth of all others that one. Of the pairs a little
# above 50, where a plan begins to propose, about four in five are then known to be good.
GOOD_SCORE, OTHERS = 90.0, 20.0
# What a need loses that is plainly a matter for higher places; it changes no order, so that it cannot be learnt here.
BEYOND_WEIGHT: Final = 5.0


def main() -> None:
    for name, content in learnt_files(learn_from(lessons_without([""])[""])).items():
        (KNOWLEDGE_FOLDER / name).write_bytes(content)


def learnt_files(learnt: Learnt) -> dict[str, bytes]:
    """Name in the folder of the knowledge -> content."""
    return {"weights.toml": weights_as_toml(learnt).encode(), "meaning.npz": meaning_as_npz(learnt.meaning)}


def weights_as_toml(learnt: Learnt) -> str:
    weight, lessons = learnt.weights, learnt.lessons
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
