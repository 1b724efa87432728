"""Proposes categories for rows without one: nearest neighbours by TF-IDF over character bigrams, meaning and cues."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Final

from partner_hub.workbooks.values import coding

NEAREST_ROWS: Final = 10
MAX_CHOICES: Final = 8
CUE_WEIGHT: Final = 0.2
MAX_CUES_COUNTED: Final = 3


class CategoryProposals:
    """The rows that have a category; `rank` compares a row with them."""

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        """`rows` are (category, text)."""
        self._categories = [category for category, _ in rows]
        pairs = [_character_pairs(text) for _, text in rows]
        spread = Counter(pair for each in pairs for pair in each)
        self._rarity = {pair: math.log(len(rows) / count) for pair, count in spread.items() if count > 1}
        self._vectors = [self._vector(each) for each in pairs]
        self._codes: dict[str, list[str]] = {}
        for category, text in rows:
            self._codes.setdefault(category, []).append(coding.code_category(category, text) or "")

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Categories, best first: similar rows, the meaning of the words, and cues."""
        scores = self._similar(text)
        meaning = coding.weigh_categories(text)
        total = sum(meaning.values()) or 1.0
        for category, codes in self._codes.items():
            alike = sum(meaning.get(code, 0.0) for code in codes) / len(codes)
            scores[category] += alike / total + CUE_WEIGHT * _count_cues(category, text)
        ranked = sorted(((category, round(score, 3)) for category, score in scores.items()), key=lambda each: -each[1])
        return [each for each in ranked if each[1] > 0][:MAX_CHOICES]

    def _similar(self, text: str) -> dict[str, float]:
        mine = self._vector(_character_pairs(text))
        closeness = [
            (sum(weight * vector.get(pair, 0.0) for pair, weight in mine.items()), category)
            for vector, category in zip(self._vectors, self._categories, strict=True)
        ]
        scores = dict.fromkeys(self._codes, 0.0)
        for similarity, category in sorted(closeness, reverse=True)[:NEAREST_ROWS]:
            scores[category] += similarity
        return scores

    def _vector(self, pairs: Counter[str]) -> dict[str, float]:
        weights = {
            pair: (1 + math.log(count)) * self._rarity[pair] for pair, count in pairs.items() if pair in self._rarity
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {pair: weight / length for pair, weight in weights.items()}


def _character_pairs(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(len(text) - 1) if text[i : i + 2].isalpha())


def _count_cues(category: str, text: str) -> int:
    found = [sum(cue in text for cue in cues) for part, cues in coding.CUES.items() if part in category]
    return min(max(found, default=0), MAX_CUES_COUNTED)
