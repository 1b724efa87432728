"""Proposes for each word of a column of categories the one category of the community's tree that it means."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from partner_hub.workbooks.plan.category_words import CategoryWord
from partner_hub.workbooks.plan.plan import Plan
from partner_hub.workbooks.schema.needs import NeedRecord
from partner_hub.workbooks.schema.offerings import OfferingRecord
from partner_hub.workbooks.values.coding import CATEGORIES

# So long is the column that keeps the word.
MAX_WORD_LENGTH: Final = 60
# Where fewer rows of a word agree, its own characters decide: 志愿服务 is 志愿与实习, whatever each row speaks of.
CLEAR_MAJORITY: Final = 0.7


def with_category_words(plan: Plan, tree: Sequence[str]) -> Plan:
    """`tree` are the community's own categories. The words that stand in most rows come first."""
    codes: dict[str, list[str | None]] = {}
    for record in (row.record for row in plan.rows):
        if isinstance(record, NeedRecord | OfferingRecord) and record.category:
            codes.setdefault(record.category, []).append(record.category_code)
    known = [
        CategoryWord(word, len(found), proposed_category(word, found, tree))
        for word, found in codes.items()
        if len(word) <= MAX_WORD_LENGTH
    ]
    plan.categories = sorted(known, key=lambda each: -each.rows)
    return plan


def proposed_category(word: str, codes: Sequence[str | None], tree: Sequence[str]) -> str | None:
    """The category of this name, one of the community's own that resembles it, or what most rows are about.

    `codes`: the category that each row of the word would have by its own text.
    """
    if word in tree:
        return word
    own = [name for name in tree if name not in CATEGORIES and _resemble(name, word)]
    if len(own) == 1:
        return own[0]
    votes = Counter(code for code in codes if code in tree)
    leading = max(votes, key=lambda code: votes[code], default=None)
    alike = [name for name in tree if name[:2] == word[:2] or word in name]
    if len(alike) == 1 and (leading is None or votes[leading] < CLEAR_MAJORITY * len(codes)):
        return alike[0]
    return leading


def _resemble(name: str, word: str) -> bool:
    """Two characters in a row in common."""
    return any(name[i : i + 2] in word for i in range(len(name) - 1))
