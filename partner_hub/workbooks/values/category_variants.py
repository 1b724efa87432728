"""Variants of a category's name -> its usual form in the same column."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

# A variant is folded into a longer word that is at least this many times as frequent.
DOMINANCE: Final = 3
KNOWN_VARIANTS: Final = {
    "国企": "国有企业",
    "两新": "两新组织",
    "民企": "民营企业",
    "私企": "民营企业",
    "机关": "党政机关",
    "机关单位": "党政机关",
    "事业": "事业单位",
    "社会团体组织": "社会团体",
    "个体户": "个体工商户",
    "个体": "个体工商户",
    "高校": "高等院校",
    "社团": "社会团体",
    "银行": "金融机构",
    "群团": "群团组织",
    "企业单位": "企业",
}


def category_variants(written: Sequence[str]) -> dict[str, str]:
    """Each odd form in the column -> the dominant form of the same word (国企 -> 国有企业)."""
    counts = Counter(word for word in written if word)
    return {word: full for word in counts if (full := _dominant_form(word, counts)) and full != word}


def _dominant_form(word: str, counts: Counter[str]) -> str | None:
    known = KNOWN_VARIANTS.get(word)
    if known and counts[known] >= counts[word]:
        return known
    fuller = [other for other in counts if is_short_form(word, other) and counts[other] >= DOMINANCE * counts[word]]
    return max(fuller, key=lambda other: counts[other]) if len(fuller) == 1 else None


def is_short_form(short: str, full: str) -> bool:
    """Same first character, the rest in order: 国企, 国有企业."""
    if len(short) < 2 or len(short) >= len(full) or short[0] != full[0]:  # noqa: PLR2004 - one character is no word
        return False
    letters = iter(full)
    return all(letter in letters for letter in short)
