"""What is wrong with sections: a verdict alone or twice, a heading without text, a paragraph that was said before."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from partner_hub.minutes.wording.chinese_marks import NUMERALS
from partner_hub.minutes.wording.forbidden_lines import LABELLED

_FIRST_LEVEL: Final = re.compile(rf"[{NUMERALS}]{{1,3}}、")
_SENTENCES: Final = re.compile("[^。！？]+[。！？]?")
VERDICT: Final = "会议原则同意。"
_NUMBER: Final = re.compile(r"^(?:\d{1,2}\.(?!\d)|（\d{1,2}）)")
_SHORTEST_FACT: Final = 12
_MAY_BE_ALIKE: Final = re.compile("：$|（见附件|^上季度议定事项|^会议")


def _verdicts_without_subject(lines: list[str]) -> Iterator[str]:
    """会议原则同意。 as a paragraph of its own does not say to what; twice in a section it says it twice."""
    for title, paragraphs in sections_of(lines):
        sentences = [each.strip() for each in _SENTENCES.findall("".join(paragraphs))]
        if sentences.count(VERDICT) > 1 or VERDICT in paragraphs:
            yield f"{title[:20]} {VERDICT}".strip()


def _empty_sections(lines: list[str]) -> Iterator[str]:
    yield from (title for title, paragraphs in sections_of(lines) if title and not paragraphs)


def _empty_lists(lines: list[str]) -> Iterator[str]:
    """An opening with a colon that nothing follows."""
    for line, following in pairwise([*lines, ""]):
        is_opening = line.endswith("：") and "现将" not in line and not LABELLED.match(line)
        if is_opening and (not following or _FIRST_LEVEL.match(following)):
            yield line[-24:]


def _paragraphs_twice(lines: list[str]) -> Iterator[str]:
    """Openings and totals may be alike in two sections: （见附件1） and 上季度议定事项1项，已办结 are."""
    bare = [_NUMBER.sub("", line) for line in lines if not _MAY_BE_ALIKE.search(line)]
    counts = Counter(line for line in bare if len(line) >= _SHORTEST_FACT)
    yield from (line[:24] for line, count in counts.items() if count > 1)


def _numbers_out_of_turn(lines: list[str]) -> Iterator[str]:
    """Entries are counted 1. 2. 3. within a list."""
    last = 0
    for line in lines:
        number = re.match(r"(\d{1,2})\.", line)
        if number is not None and int(number[1]) not in {1, last + 1}:
            yield line[:24]
        last = int(number[1]) if number else 0


def sections_of(lines: list[str]) -> list[tuple[str, list[str]]]:
    """(heading, paragraphs) of the first level, until the lists of attendance begin; the lead has the heading ""."""
    sections: list[tuple[str, list[str]]] = [("", [])]
    for line in lines:
        if LABELLED.match(line):
            break
        if _FIRST_LEVEL.match(line):
            title, run_in = _split_heading(line)
            sections.append((title, run_in))
        else:
            sections[-1][1].append(line)
    return sections


def _split_heading(line: str) -> tuple[str, list[str]]:
    """A heading that runs into its text (一、停车难。会议…) has a paragraph already."""
    title, stop, text = line.partition("。")
    return (title, [text or title]) if stop else (line, [])


SECTION_RULES: Final[dict[str, Callable[[list[str]], Iterator[str]]]] = {
    "verdict without its subject": _verdicts_without_subject,
    "empty section": _empty_sections,
    "empty list": _empty_lists,
    "paragraph twice": _paragraphs_twice,
    "number out of turn": _numbers_out_of_turn,
}
