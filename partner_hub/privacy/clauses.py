"""A text as clauses with the marks that end them."""

import re
from collections.abc import Iterable

_SPLIT = re.compile(r"[^，,。；;！!？?\n]*[，,。；;！!？?\n]*")
_WORDS = re.compile(r"[^\W_]")


def split_clauses(text: str) -> list[tuple[str, str]]:
    """Words and mark of each clause; joined they are the text."""
    found = []
    for match in _SPLIT.finditer(text):
        words = match.group().rstrip("，,。；;！!？?\n")
        if match.group():
            found.append((words, match.group()[len(words) :]))
    return found


def join_clauses(clauses: Iterable[tuple[str, str]]) -> str:
    """The text of those that have words; marks of the others follow what is before them, for `tidy` to choose."""
    text = ""
    for words, mark in clauses:
        if has_words(words) or text:
            text += (words if has_words(words) else "") + mark
    return text


def has_words(text: str) -> bool:
    return _WORDS.search(text) is not None


# What is left of marks where words between them went: the strongest of a run, none at the beginning, no empty brackets.
_TIDY = tuple(
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


def tidy(text: str) -> str:
    """The text with whole punctuation; the same where it was whole."""
    while True:
        before = text
        for pattern, replacement in _TIDY:
            text = pattern.sub(replacement, text)
        if text == before:
            return text
