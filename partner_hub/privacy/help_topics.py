"""Topics of help in a text by keywords of words/topics.toml (Aho-Corasick), with official names."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick

from partner_hub.privacy.words import load_word_list

# Score of a cue: its length up to this; a pair of words; a bonus for a decisive word.
_MAX_LENGTH_SCORE, _PAIR_SCORE, _DECISIVE_BONUS = 4, 5, 5
# One short hint is not enough.
_MIN_TOPIC_SCORE = 2
# Bonus per character when the topic's own name occurs.
_TITLE_BONUS = 10


@dataclass(frozen=True)
class Topic:
    """`quiet` and `asks`: title and wording where the text tells of somebody's circumstances."""

    title: str
    whom: tuple[str, ...]
    quiet: str
    asks: str


@dataclass(frozen=True)
class Asked:
    """A topic found in a text; `settled`: one of its cues is decisive."""

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
        weight = _PAIR_SCORE if len(self.words) > 1 else min(len(min(self.words)), _MAX_LENGTH_SCORE)
        return (
            weight
            - self.is_hint
            + _DECISIVE_BONUS * self.settles
            + _TITLE_BONUS * len(self.topic.title) * (self.topic.title in self.words)
        )


def find_topics(text: str) -> list[Asked]:
    """Topics of `text` by descending score; ties in the order of the list."""
    cues, finder = _cues_and_automaton()
    words = {word for _, word in finder.iter(text)}
    found: dict[str, list[_Cue]] = {}
    for word in words:
        for cue in cues[word]:
            if cue.words <= words and cue not in found.setdefault(cue.topic.title, []):
                found[cue.topic.title].append(cue)
    asked = [_asked_topic(found[title]) for title in _topics_by_title() if found.get(title)]
    return sorted((each for each in asked if each.score >= _MIN_TOPIC_SCORE), key=lambda each: -each.score)


def _asked_topic(cues: list[_Cue]) -> Asked:
    return Asked(
        cues[0].topic,
        sum(cue.score for cue in cues),
        any(cue.settles for cue in cues),
        frozenset[str]().union(*(cue.words for cue in cues)),
    )


@cache
def _topics_by_title() -> dict[str, Topic]:
    return {
        title: Topic(title, tuple(row.get("whom", "").split()), row.get("quiet", title), row.get("asks", title))
        for title, row in load_word_list("topics").items()
    }


@cache
def _cues_and_automaton() -> tuple[dict[str, list[_Cue]], ahocorasick.Automaton]:
    """(word -> cues it is part of, Aho-Corasick automaton over these words)."""
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
    rows = load_word_list("topics")
    for title, topic in _topics_by_title().items():
        yield _Cue(topic, frozenset({title}), settles=True)
        for hint in rows[title].get("hints", "").split():
            yield _Cue(topic, frozenset({hint}), is_hint=True)
        for written in rows[title]["says"].split():
            yield _Cue(topic, frozenset(written.rstrip("!").replace("!", "").split("&")), settles="!" in written)
