"""Log probabilities (natural) of words, surnames and given names; loaded from words/ at first use."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from partner_hub.privacy.words import load_frequencies, load_word_list

# Tokens of the corpus that the frequencies come from.
_CORPUS_SIZE: Final = math.log(60_000_000)
# Approximate bearers per thousand people of one surname of the group.
_SURNAME_SHARES: Final = {"commonest": 35, "common": 5, "known": 0.5, "rare": 0.08, "ambiguous": 0.08, "double": 0.1}
_UNCOUNTED_WORD: Final = math.log(0.000_003)
_UNUSUAL_GIVEN: Final = math.log(0.000_02)
# Of a character that stands in no word: it is hardly written but in names.
_UNLISTED_SURNAME: Final = math.log(0.000_005)
# Lead bytes of the usual characters of Big5, which writes traditional ones.
_BIG5_USUAL: Final = range(0xA4, 0xC7)
_BIG5_TRAILS: Final = (*range(0x40, 0x7F), *range(0xA1, 0xFF))

# Two-character given names: known as a whole, or a word, or a doubled character (长河, 圆圆).
_NONE_USUAL: Final = -8.0
_WHOLE_GIVEN: Final = math.log(0.000_3)
_WORD_GIVEN: Final = math.log(0.000_006)


@dataclass(frozen=True)
class Lexicon:
    """`unknown`: weight of a character outside the word list; `heads`: first characters of surnames.

    `usual`: the characters of all words and surnames, and those of usual traditional texts.
    """

    words: Mapping[str, float]
    unknown: float
    usual: frozenset[str]
    heads: frozenset[str]
    surnames: Mapping[str, float]
    telling: frozenset[str]
    given: Mapping[str, float]
    whole: frozenset[str]
    labels: frozenset[str]
    calls: frozenset[str]
    titles: frozenset[str]
    kin: frozenset[str]
    places: frozenset[str]
    followers: frozenset[str]

    def surname(self, characters: str) -> float:
        return self.surnames.get(characters, _UNLISTED_SURNAME)

    def given_name(self, characters: str) -> float:
        """Log probability of a given name of one or two characters."""
        weight = sum(self.given.get(character, _UNUSUAL_GIVEN) for character in characters)
        if characters in self.whole:
            return max(weight, _WHOLE_GIVEN)
        usual = sum(character in self.given for character in characters)
        is_twice = len(characters) > 1 and len(set(characters)) == 1
        if is_twice or (len(characters) == usual and characters in self.words):
            return max(weight, _WORD_GIVEN)
        if usual:
            return weight
        is_rare = len(characters) == 1 and characters not in self.words
        return weight if is_rare else weight + _NONE_USUAL


def _log_probabilities_of_words(more: str) -> dict[str, float]:
    """Of the counted words, and a constant for those of `more` that are not counted."""
    counted = {word: logarithm * math.log(2) - _CORPUS_SIZE for word, logarithm in load_frequencies().items()}
    return dict.fromkeys(more.split(), _UNCOUNTED_WORD) | counted


def _usual_characters(words: Iterable[str]) -> frozenset[str]:
    pairs = b"".join(bytes((lead, trail)) for lead in _BIG5_USUAL for trail in _BIG5_TRAILS)
    return frozenset("〇" + "".join(words) + pairs.decode("big5", "ignore"))


@cache
def load_lexicon() -> Lexicon:
    names = load_word_list("names")
    surnames, given = names["surnames"], names["given"]
    shares = {
        surname: math.log(share / 1000)
        for group, share in reversed(_SURNAME_SHARES.items())
        for surname in (surnames[group].split() if group == "double" else surnames[group])
    }
    words = _log_probabilities_of_words(f"{names['public']['figures']} {names['dialect']['words']}")
    return Lexicon(
        words=words,
        unknown=math.log(60) - _CORPUS_SIZE,
        usual=_usual_characters((*words, *shares)),
        heads=frozenset(surname[0] for surname in shares),
        surnames=shares,
        telling=frozenset([*surnames["telling"], *surnames["double"].split()]),
        given={one: math.log(float(share)) for share, characters in given.items() for one in characters},
        whole=frozenset(names["whole_given"]["words"].split()),
        labels=frozenset(names["before"]["labels"].split()),
        calls=frozenset(names["before"]["calls"].split()),
        titles=frozenset(names["after"]["titles"].split()),
        kin=frozenset(names["after"]["kin"].split()),
        places=frozenset(names["after"]["places"].split()),
        followers=frozenset(names["after"]["followers"].split()),
    )
