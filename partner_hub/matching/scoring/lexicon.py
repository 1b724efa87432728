"""Dictionary lookup in one pass (Aho-Corasick): the words of a text, each with the numbers of its meanings."""

from collections.abc import Iterable, Iterator, Mapping

import ahocorasick

MatchSpan = tuple[int, int, tuple[int, ...]]


class Lexicon:
    def __init__(self, meanings: Mapping[str, tuple[int, ...]]) -> None:
        self._automaton = ahocorasick.Automaton()
        for word, meant in meanings.items():
            self._automaton.add_word(word, (len(word), meant))
        self._automaton.make_automaton()

    def find(self, text: str) -> list[int]:
        """The meanings of every word; one that lies inside a longer one is not meant by itself."""
        spans = [(end + 1 - length, end + 1, meant) for end, (length, meant) in self._automaton.iter(text)]
        return [number for _, _, meant in _longest_matches(spans) for number in meant]


def _longest_matches(spans: list[MatchSpan]) -> Iterator[MatchSpan]:
    """By start, the longest first: what ends no later than one before it lies inside that one."""
    reach = 0
    for span in sorted(spans, key=lambda each: (each[0], -each[1])):
        if span[1] > reach:
            reach = span[1]
            yield span


def lexicon_of_lists(lists: Iterable[str]) -> Lexicon:
    """A lexicon of lists of words; each list goes by its place, from 0."""
    found: dict[str, list[int]] = {}
    for number, listed in enumerate(lists):
        for word in listed.lower().split():
            found.setdefault(word, []).append(number)
    return Lexicon({word: tuple(meant) for word, meant in found.items()})
