"""Words found in a text in one pass, each with what it stands for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import ahocorasick


@dataclass(frozen=True)
class Sense:
    """`key` is the number of what is meant, `strength` 1 for a word that says it and less for one that hints at it."""

    key: int
    strength: float


@dataclass(frozen=True)
class Found:
    word: str
    senses: tuple[Sense, ...]


class Lexicon:
    def __init__(self, senses: Mapping[str, tuple[Sense, ...]]) -> None:
        self._automaton = ahocorasick.Automaton()
        for word, meant in senses.items():
            self._automaton.add_word(word, (len(word), meant))
        if senses:
            self._automaton.make_automaton()
        self._is_empty = not senses

    def find(self, text: str) -> list[Found]:
        """Every word in the order of its end; one that lies inside a longer one is not meant by itself."""
        if self._is_empty or not text:
            return []
        spans = [(end + 1 - length, end + 1, meant) for end, (length, meant) in self._automaton.iter(text)]
        return [Found(text[start:end], meant) for start, end, meant in _outermost(spans)]


Span = tuple[int, int, tuple[Sense, ...]]


def _outermost(spans: list[Span]) -> Iterable[Span]:
    """By start, the longest first: what ends no later than one before it lies inside that one."""
    reach = 0
    for span in sorted(spans, key=lambda each: (each[0], -each[1])):
        if span[1] > reach:
            reach = span[1]
            yield span
