"""The draft as passages, each with what the record gave and what stands there now.

A passage that nobody has touched follows the record; a touched one waits for a person when the record changes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from partner_hub.vocabulary.minutes import PassageKind, Placement

CHINESE_DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True)
class Passage:
    """A part of the draft; `text` has one paragraph a line, and a heading's is its title without number.

    key        the same at every generation of one meeting's draft: "lead", "item-12", "item-12/matches"
    habit      by which a placement is remembered for the next quarter: "pairing/matches"; "" has no choice
    placement  the one that was generated; one that is left out is there with an empty text
    possible   those that can be chosen
    """

    key: str
    kind: PassageKind
    text: str = ""
    habit: str = ""
    placement: Placement = Placement.FULL
    possible: tuple[Placement, ...] = ()


class HasText(Protocol):
    """A part of a draft, whatever else is known of it."""

    @property
    def kind(self) -> PassageKind: ...

    @property
    def text(self) -> str: ...


def compose_body(passages: Iterable[HasText]) -> str:
    """The body as plain text: sections numbered 一、 二、, without those that have no text below their heading."""
    lines: list[str] = []
    number = 0
    for heading, texts in _sections_of(passages):
        if texts and heading:
            number += 1
            lines.append(f"{chinese_numeral(number)}、{heading}")
        lines += texts
    return "\n".join(lines)


def chinese_numeral(number: int) -> str:
    """1 -> 一, 12 -> 十二, 20 -> 二十; up to 99."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{CHINESE_DIGITS[tens]}十"
    return head + (CHINESE_DIGITS[ones] if ones else "")


def _sections_of(passages: Iterable[HasText]) -> Iterator[tuple[str, list[str]]]:
    """(title, the texts below it); what stands before the first heading has no title."""
    title = ""
    texts = (each for each in passages if each.kind is not PassageKind.TABLE)
    for is_heading, run in groupby(texts, key=lambda each: each.kind is PassageKind.HEADING):
        if is_heading:
            title = [each.text for each in run][-1]
        else:
            yield title, [each.text for each in run if each.text]
            title = ""
