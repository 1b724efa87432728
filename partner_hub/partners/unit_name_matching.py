"""Resolve a written name to a known unit. Chinese units are written by their short names everywhere.

A short name keeps characters of the full one in their order (望屏司法所 of ...司法局望屏司法所, 业委会
of 业主委员会). So the measure is: how much of the short name stands in the full name, in order, each
character weighing more the fewer known units share it.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from partner_hub.letters import HAN, PRIVATE_USE, unified_letters
from partner_hub.partners.unit_name_abbreviations import (
    ADDED_LAST_CHARACTERS,
    GENERIC_CHARACTERS,
    LAST_CHARACTERS_OF_COMPLETE_NAME,
    LEGAL_FORM_CHARACTERS,
    PLACE_CHARACTERS,
    SIGNS_OF_NAMES,
    unit_name_tokens,
)
from partner_hub.partners.unit_name_alignment import adjacent_token_pairs, contiguity_of_places, places_in_full_name

# Below this share of its weight a name says nothing about a unit.
WORTH_SHOWING: Final = 0.45
# A form that fits wholly and leads the next one by this score needs no question.
CLEAR_LEAD: Final = 0.1
# The same for a form with a foreign character in it (蓝鳍救援队 for 蓝鳍应急救援协会).
CLEAR_LEAD_OF_PART: Final = 0.2
MIN_SCORE_WITHOUT_QUESTION: Final = 0.6
MAX_RANKED_UNITS: Final = 6
MAX_RESOLVED_NAME_LENGTH: Final = 120
NOT_COMPARED: Final = re.compile(f"(?:(?![{HAN}{PRIVATE_USE}])[\\W_])+")


@dataclass(frozen=True)
class KnownName:
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    credit_code: str = ""


class Certainty(StrEnum):
    """Exact: name, alias or credit code. Probable: one clear short form, to be shown as a conclusion.

    Ambiguous: ask, with the ranked candidates. Unknown: nothing comes near.
    """

    EXACT = "exact"
    PROBABLE = "probable"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Candidate:
    """`whole`: every character of the short form has its place. `own`: it holds a word no other unit has."""

    id: str
    name: str
    score: float
    reason: str
    whole: bool = True
    own: bool = True


@dataclass(frozen=True)
class Resolution:
    """`ranked` is best first; scores run from 0 to 1."""

    text: str
    certainty: Certainty
    ranked: tuple[Candidate, ...] = ()

    @property
    def best(self) -> Candidate | None:
        """The unit that is meant, when that is certain enough not to ask."""
        sure = self.certainty in (Certainty.EXACT, Certainty.PROBABLE)
        return self.ranked[0] if sure and self.ranked else None


def resolve_unit_name(text: str, names: Sequence[KnownName], credit_code: str = "") -> Resolution:
    """`credit_code` is the code beside the name, if there is one; both normalised by the caller or not."""
    return _resolve_cached(text[:MAX_RESOLVED_NAME_LENGTH], tuple(names), credit_code)


@lru_cache(maxsize=4096)
def _resolve_cached(text: str, names: tuple[KnownName, ...], credit_code: str) -> Resolution:
    matcher = Matcher.of(names)
    if same := matcher.exact(text, credit_code):
        certainty = Certainty.EXACT if len({each.id for each in same}) == 1 else Certainty.AMBIGUOUS
        return Resolution(text, certainty, tuple(same))
    return matcher.resolve(text)


def plain_unit_name(text: str) -> str:
    """For comparing: half-width, without spaces and punctuation."""
    half = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    return NOT_COMPARED.sub("", unified_letters(half)).upper()


def _certainty_of_ranking(ranked: Sequence[Candidate]) -> Certainty:
    if not ranked:
        return Certainty.UNKNOWN
    first = ranked[0]
    lead = first.score - (ranked[1].score if len(ranked) > 1 else 0.0)
    if first.whole and first.own and first.score >= MIN_SCORE_WITHOUT_QUESTION and lead >= CLEAR_LEAD:
        return Certainty.PROBABLE
    if first.own and first.score >= MIN_SCORE_WITHOUT_QUESTION and lead >= CLEAR_LEAD_OF_PART:
        return Certainty.PROBABLE
    return Certainty.AMBIGUOUS


class Matcher:
    """The known names, prepared once for many questions."""

    def __init__(self, names: tuple[KnownName, ...]) -> None:
        self._names = names
        self._forms = [
            [unit_name_tokens(plain_unit_name(form)) for form in (known.name, *known.aliases)] for known in names
        ]
        spread = Counter(token for forms in self._forms for token in {t for form in forms for t in form})
        self._usual = math.log(1 + (len(names) + 1) / 2)
        self._weights = {
            token: math.log(1 + (len(names) + 1) / count) / (2 if token in GENERIC_CHARACTERS else 1)
            for token, count in spread.items()
        }
        self._inside = [[frozenset(form) for form in forms] for forms in self._forms]
        self._pairs = {
            known.id: {pair for form in forms for pair in adjacent_token_pairs(form)}
            for known, forms in zip(names, self._forms, strict=True)
        }
        self._pair_spread = Counter(pair for pairs in self._pairs.values() for pair in pairs)
        self._by_name: dict[str, list[Candidate]] = {}
        self._by_code: dict[str, list[Candidate]] = {}
        for known in names:
            self._index(known)

    def _index(self, known: KnownName) -> None:
        for form, reason in ((known.name, "same_name"), *((alias, "alias") for alias in known.aliases)):
            self._by_name.setdefault(plain_unit_name(form), []).append(Candidate(known.id, known.name, 1.0, reason))
        candidate = Candidate(known.id, known.name, 1.0, "credit_code")
        self._by_code.setdefault(known.credit_code, []).append(candidate)

    def exact(self, text: str, credit_code: str) -> list[Candidate]:
        """Units with this very code, name or alias, each once."""
        by_code = self._by_code.get(credit_code, []) if credit_code else []
        by_name = self._by_name.get(plain_unit_name(text), []) if plain_unit_name(text) else []
        return list({each.id: each for each in (*by_name, *by_code)}.values())

    @staticmethod
    @lru_cache(maxsize=8)
    def of(names: tuple[KnownName, ...]) -> "Matcher":
        return Matcher(names)

    def resolve(self, text: str, leave_out: frozenset[str] = frozenset()) -> Resolution:
        """By likeness only, as if the names in `leave_out` were not known."""
        ranked = self.rank(text, leave_out)
        return Resolution(text, _certainty_of_ranking(ranked), tuple(ranked[:MAX_RANKED_UNITS]))

    def rank(self, text: str, leave_out: frozenset[str] = frozenset()) -> list[Candidate]:
        """Candidates worth showing, best first; text without brackets is tried, too (…（分店）)."""
        forms = {plain_unit_name(text), plain_unit_name(re.sub(r"[（(][^）)]*[）)]", "", text))}
        written = [unit_name_tokens(form) for form in forms if len(form) > 1]
        found = []
        for known, known_forms, inside in zip(self._names, self._forms, self._inside, strict=True):
            pairs = () if known.id in leave_out else zip(known_forms, inside, strict=True)
            likely = [full for full, signs in pairs if any(self._may_fit(short, full, signs) for short in written)]
            found += [self._compare(short, full, known, leave_out) for short in written for full in likely]
        return _best_of_each(found)

    def _may_fit(self, written: tuple[str, ...], full: tuple[str, ...], signs: frozenset[str]) -> bool:
        """A quick look: the characters in common, in whatever order, bound the score from above."""
        short, inside = (written, signs) if len(written) <= len(full) else (full, frozenset(written))
        weights = [(token in inside, self._weight(token)) for token in short]
        shared = sum(weight for is_inside, weight in weights if is_inside)
        return shared >= WORTH_SHOWING * sum(weight for _, weight in weights)

    def _compare(
        self, written: tuple[str, ...], full: tuple[str, ...], known: KnownName, leave_out: frozenset[str]
    ) -> Candidate:
        short, long = (written, full) if len(written) <= len(full) else (full, written)
        places = places_in_full_name(short, long)
        missing = [token for token, place in zip(short, places, strict=True) if place is None]
        if any(_is_figure(token) for token in missing):
            return Candidate(known.id, known.name, 0.0, "other_number")
        elsewhere = [token for token in missing if token in long]
        score = self._share(short, missing, elsewhere) * contiguity_of_places(places) - _surplus_figures(short, long)
        stray = [token for token in missing if token not in elsewhere]
        if not missing and _is_part_of(short, long, places):
            return Candidate(known.id, known.name, round(score, 3), "parent_unit", whole=False, own=False)
        whole = not missing
        own = (
            self._is_distinctive(short)
            if whole
            else self._has_own_word(short, long, leave_out) and set(stray) <= ADDED_LAST_CHARACTERS
        )
        return Candidate(known.id, known.name, round(score, 3), "short_name", whole, own)

    def _share(self, short: Sequence[str], missing: Sequence[str], elsewhere: Sequence[str]) -> float:
        """The share of the weight that is in its place; what stands out of order counts half."""
        total = sum(map(self._weight, short))
        lost = sum(map(self._weight, missing)) - 0.5 * sum(map(self._weight, elsewhere))
        return (total - lost) / total if total else 0.0

    def _weight(self, token: str) -> float:
        return self._weights.get(token) or (self._usual / 2 if token in GENERIC_CHARACTERS else self._usual)

    def _has_own_word(self, short: Sequence[str], long: Sequence[str], leave_out: frozenset[str]) -> bool:
        """Two neighbours that no other known unit has, and no mere words of trade (公司, 中心) or place."""
        shared = set(adjacent_token_pairs(short))
        for place, pair in enumerate(adjacent_token_pairs(long)):
            is_place = PLACE_CHARACTERS & set(long[place : place + 3])
            if (
                pair in shared
                and not set(pair) <= GENERIC_CHARACTERS
                and not is_place
                and self._is_rare(pair, leave_out)
            ):
                return True
        return False

    def _is_rare(self, pair: tuple[str, str], leave_out: frozenset[str]) -> bool:
        return self._pair_spread[pair] - sum(pair in self._pairs[each] for each in leave_out) <= 1

    def _is_distinctive(self, short: Sequence[str]) -> bool:
        """More than words of trade; a sign for a whole name (中国银行) is enough by itself."""
        return not set(short) <= GENERIC_CHARACTERS and (len(short) > 1 or short[0] in SIGNS_OF_NAMES)


def _best_of_each(found: Sequence[Candidate]) -> list[Candidate]:
    """One candidate for each unit, the best first."""
    worth = [each for each in found if each.score >= WORTH_SHOWING]
    worth.sort(key=lambda each: (-each.score, each.name))
    best: dict[str, Candidate] = {}
    for each in worth:
        best.setdefault(each.id, each)
    return list(best.values())


def _is_figure(token: str) -> bool:
    return token.isdigit()


def _surplus_figures(short: Sequence[str], long: Sequence[str]) -> float:
    """实验小学 is hardly 第二实验小学: a numbered unit is called by its number."""
    return 0.3 if any(_is_figure(token) and token not in short for token in long) else 0.0


def _is_part_of(short: Sequence[str], long: Sequence[str], places: Sequence[int | None]) -> bool:
    """司法局 is not its 司法所: the short name is complete where, in the long one, a unit below it begins."""
    last = places[-1]
    if last is None or last + 1 == len(long) or short[-1] not in LAST_CHARACTERS_OF_COMPLETE_NAME:
        return False
    return (
        long[last + 1] not in LEGAL_FORM_CHARACTERS
        and long[-1] in LAST_CHARACTERS_OF_COMPLETE_NAME | ADDED_LAST_CHARACTERS
    )
