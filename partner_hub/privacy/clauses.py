"""Splits a text into clauses with their closing punctuation, joins them, and repairs punctuation."""

import re
from collections.abc import Iterable

from partner_hub.letters import HAN, PRIVATE_USE

_CLAUSE_PATTERN = re.compile(r"[^，,。；;！!？?\n]*[，,。；;！!？?\n]*")
_WORD_CHARACTER = re.compile(rf"[^\W_]|[{HAN}{PRIVATE_USE}]")


def split_clauses(text: str) -> list[tuple[str, str]]:
    """(words, punctuation) of each clause; concatenated they are the text."""
    found = []
    for match in _CLAUSE_PATTERN.finditer(text):
        words = match.group().rstrip("，,。；;！!？?\n")
        if match.group():
            found.append((words, match.group()[len(words) :]))
    return found


def join_clauses(clauses: Iterable[tuple[str, str]]) -> str:
    """The text of the clauses with words; marks of empty ones are kept for tidy_punctuation to reduce."""
    text = ""
    for words, mark in clauses:
        if has_words(words) or text:
            text += (words if has_words(words) else "") + mark
    return text


def has_words(text: str) -> bool:
    return _WORD_CHARACTER.search(text) is not None


# Punctuation left where words were removed: the strongest of a run stays, none at the beginning, no empty brackets.
_PUNCTUATION_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[（(【\[「“][，,、；;：:。\s]*[）)】\]」”]", ""),
        (r"[（(]+(?=[，,、；;：:。！？!?\s]|$)", ""),
        (r"[ \t\u3000]+(?=[，,。；;！!？?：:、）)]|$)", ""),
        (r"(?<=[，。；！？：、（])[ \t\u3000]+", ""),
        (r"[，,、；;：:]+([。！？!?])", r"\1"),
        (r"。[！!？?]+", "。"),
        (r"([。！？!?；;])[，,、；;：:。]+", r"\1"),
        (r"([：:，,、])[，,、：:；;]+", r"\1"),
        (r"(?<=[（(])[，,、；;：:]+|[，,、；;：:]+(?=[）)])", ""),
        (r"\n[，,、。；;！!？?：:\s]+", "\n"),
        (r"^[，,、。；;！!？?：:\s]+|[，,、：:；;\s]+$", ""),
    )
)


def tidy_punctuation(text: str) -> str:
    """The text with repaired punctuation (idempotent)."""
    while True:
        before = text
        for pattern, replacement in _PUNCTUATION_RULES:
            text = pattern.sub(replacement, text)
        if text == before:
            return text
