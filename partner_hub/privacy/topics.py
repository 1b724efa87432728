"""What a text asks for, told by the official names of words/topics.toml."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick

from partner_hub.privacy.words import load

# What a word counts: its length up to this; two words together; and what settles the matter alone counts more.
_LONGEST, _TOGETHER, _SETTLES = 4, 5, 5
# One short hint says nothing.
_LEAST = 2
# The name of the topic itself outdoes the words of others in it, by each of its characters.
_NAMED = 10


@dataclass(frozen=True)
class Topic:
    """`quiet` and `asks`: title and wording where the text tells of somebody's circumstances."""

    title: str
    whom: tuple[str, ...]
    quiet: str
    asks: str


@dataclass(frozen=True)
class Asked:
    """A topic that a text speaks of; `settled` where one of its words leaves no doubt."""

    topic: Topic
    score: int
    settled: bool
    words: frozenset[str]


@dataclass(frozen=True)
class _Cue:
    topic: Topic
    words: frozenset[str]
    settles: bool = False
    is_hint: bool = False

    @property
    def score(self) -> int:
        weight = _TOGETHER if len(self.words) > 1 else min(len(min(self.words)), _LONGEST)
        return (
            weight
            - self.is_hint
            + _SETTLES * self.settles
            + _NAMED * len(self.topic.title) * (self.topic.title in self.words)
        )


def find_topics(text: str) -> list[Asked]:
    """The topics that `text` speaks of, the likeliest first; equally likely ones as the list has them."""
    cues, finder = _cues()
    told = {word for _, word in finder.iter(text)}
    found: dict[str, list[_Cue]] = {}
    for word in told:
        for cue in cues[word]:
            if cue.words <= told and cue not in found.setdefault(cue.topic.title, []):
                found[cue.topic.title].append(cue)
    asked = [_asked(found[title]) for title in _topics() if found.get(title)]
    return sorted((each for each in asked if each.score >= _LEAST), key=lambda each: -each.score)


def _asked(cues: list[_Cue]) -> Asked:
    return Asked(
        cues[0].topic,
        sum(cue.score for cue in cues),
        any(cue.settles for cue in cues),
        frozenset[str]().union(*(cue.words for cue in cues)),
    )


@cache
def _topics() -> dict[str, Topic]:
    return {
        title: Topic(title, tuple(row.get("whom", "").split()), row.get("quiet", title), row.get("asks", title))
        for title, row in load("topics").items()
    }


@cache
def _cues() -> tuple[dict[str, list[_Cue]], ahocorasick.Automaton]:
    """Word -> the cues it is part of; and what finds all of these words in one pass."""
    by_word: dict[str, list[_Cue]] = {}
    for cue in _each_cue():
        for word in cue.words:
            by_word.setdefault(word, []).append(cue)
    finder = ahocorasick.Automaton()
    for word in by_word:
        finder.add_word(word, word)
    finder.make_automaton()
    return by_word, finder


def _each_cue() -> Iterator[_Cue]:
    rows = load("topics")
    for title, topic in _topics().items():
        yield _Cue(topic, frozenset({title}), settles=True)
        for hint in rows[title].get("hints", "").split():
            yield _Cue(topic, frozenset({hint}), is_hint=True)
        for written in rows[title]["says"].split():
            yield _Cue(topic, frozenset(written.rstrip("!").replace("!", "").split("&")), settles="!" in written)
