"""Plain BM25, the yardstick of benchmarks/matching.py: it shares no code with the ranking.

Characters and bigrams over title, content, category and audience, of offerings also the unit's name, all counting
alike; each gram of a need once; k1 1.2, b 0.6.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

from partner_hub.matching.scoring import NeedText, OfferingText

K1: Final = 1.2
B: Final = 0.6
RUNS: Final = re.compile("[㐀-鿿0-9a-z]+")


def rank_by_bm25(need: NeedText, offerings: Sequence[OfferingText]) -> list[int]:
    """The ids of all offerings, the best first, ties in their order."""
    asked = set(count_grams(need.name, need.content, need.category_words, need.beneficiaries))
    texts = [
        count_grams(each.name, each.content, each.category_words, each.audience, each.unit_name) for each in offerings
    ]
    scores = score_texts(asked, texts)
    return [offerings[place].id for place in sorted(range(len(texts)), key=lambda place: -scores[place])]


def score_texts(asked: set[str], texts: Sequence[Counter[str]]) -> list[float]:
    found_in = Counter(gram for each in texts for gram in each.keys() & asked)
    weights = {gram: math.log(1 + (len(texts) - many + 0.5) / (many + 0.5)) for gram, many in found_in.items()}
    mean_length = sum(each.total() for each in texts) / len(texts)
    return [
        sum(
            weights[gram] * each[gram] * (K1 + 1) / (each[gram] + K1 * (1 - B + B * each.total() / mean_length))
            for gram in sorted(each.keys() & asked)
        )
        for each in texts
    ]


def count_grams(*columns: str) -> Counter[str]:
    runs = RUNS.findall(unicodedata.normalize("NFKC", "\n".join(columns)).lower())
    return Counter(
        run[start : start + length] for run in runs for length in (1, 2) for start in range(len(run) - length + 1)
    )
