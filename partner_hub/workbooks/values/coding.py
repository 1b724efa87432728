"""Keyword classifier: from a community's own words to the product's categories and audiences."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from partner_hub.workbooks.words import load_word_lists

_TABLES: Final = load_word_lists("coding")
CATEGORY_COLUMN: Final = _TABLES["category_column"]
CATEGORY_TEXT: Final = _TABLES["category_text"]
AUDIENCES: Final = _TABLES["audiences"]
CUES: Final = _TABLES["cues"]

CATEGORIES: Final = tuple(CATEGORY_COLUMN)
# A word in the category column was chosen to say what the row is; one in the text may be by the way.
COLUMN_WEIGHT: Final = 5.0
OTHER: Final = "其他"
EVERYBODY: Final = "全体居民"
AGES: Final = re.compile(r"(\d{1,2})\s*(?:[—–\-~～至到]\s*(\d{1,2}))?\s*(?:周岁|岁)")
CHILD, YOUTH, OLD = 12, 18, 55


def code_category(words: str, text: str) -> str | None:
    """`words` are those of the category column, `text` is name and description. None without any clue."""
    if words.strip() in CATEGORIES and words.strip() != OTHER:
        return words.strip()
    scores = dict(weigh_categories(text))
    for category, share in _categories_of_column(words).items():
        scores[category] = scores.get(category, 0.0) + COLUMN_WEIGHT * share
    # "Other" is what is left when the text names nothing.
    other = scores.pop(OTHER, None)
    return max(scores, key=lambda category: scores[category], default=OTHER if other else None)


def weigh_categories(text: str) -> Mapping[str, float]:
    """How strongly the text speaks for each category; categories without a word in it are missing."""
    scores = {
        category: sum(weight for word, weight in _word_weights(category) if word in text) for category in CATEGORIES
    }
    return {category: score for category, score in scores.items() if score}


def code_audiences(text: str) -> tuple[str, ...]:
    """All audiences that the words name, in the order of the product's list."""
    found = {audience for audience, words in AUDIENCES.items() if any(word in text for word in words)}
    for low, high in AGES.findall(text):
        found |= _audiences_of_age(int(low), int(high) if high else None, text)
    if len(found) > 1 and not re.search(r"全体|所有|不限", text):
        found.discard(EVERYBODY)
    return tuple(audience for audience in AUDIENCES if audience in found)


def _audiences_of_age(low: int, high: int | None, text: str) -> set[str]:
    if high is None:
        return {"老年人"} if low >= OLD and "以下" not in text else set()
    found = {"儿童"} if low < CHILD else set()
    return found | ({"青少年"} if high > CHILD and low < YOUTH else set())


def _categories_of_column(words: str) -> dict[str, float]:
    """The categories of a column's words; the longest known word in them decides."""
    hits = {
        category: max((len(word) for word in known if word in words), default=0)
        for category, known in CATEGORY_COLUMN.items()
    }
    longest = max(hits.values(), default=0)
    chosen = [category for category, length in hits.items() if length and length == longest]
    return {category: 1 / len(chosen) for category in chosen}


@lru_cache(maxsize=len(CATEGORIES))
def _word_weights(category: str) -> tuple[tuple[str, float], ...]:
    return tuple((word.lstrip("*"), 2.0 if word.startswith("*") else 1.0) for word in CATEGORY_TEXT[category])
