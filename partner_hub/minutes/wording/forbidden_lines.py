"""What is wrong with one line of minutes as a whole: its stop, its numbers, its sentences, its pairs of marks."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from partner_hub.minutes.wording.chinese_marks import NUMERALS
from partner_hub.minutes.wording.forbidden_patterns import UNDATED
from partner_hub.minutes.wording.scraps import is_scrap

HEADING: Final = re.compile(rf"[{NUMERALS}]{{1,3}}、|（[{NUMERALS}]{{1,3}}）")
LABELLED: Final = re.compile(r"(?:出席|请假|列席|缺席|记录|附件|抄送|主持|签发)\d?[：:]|附件\d*$")
_ENTRY: Final = re.compile(r"\d{1,2}\.(?!\d)|（\d{1,2}）")
_ENDED: Final = re.compile("(?:[。！？；：]|……)[”’）]*$")
_OWN_NUMBER_TWICE: Final = re.compile(
    rf"^(?:[{NUMERALS}]{{1,3}}、|\d{{1,2}}\.|（(?:[{NUMERALS}]{{1,3}}|\d{{1,2}})）)\s*"
    rf"(?:[{NUMERALS}]{{1,3}}[、.](?![{NUMERALS}\d]{{1,3}}(?:网格|号|楼|栋|期|组|层))|\d{{1,2}}[.、](?!\d)|（[{NUMERALS}]{{1,3}}）|"
    r"[\u2460-\u2473]|议题|第[一二三四五六七八九十]项)"
)
_SENTENCE_ENDS: Final = re.compile("[。！？；]")
_PAIRS: Final = ("“”", "‘’", "（）", "《》", "〔〕")
_LONG: Final = 30
_SHOWN: Final = 24
_YEAR: Final = re.compile(r"(?:19|20)\d\d年")


def _without_stop(line: str) -> Iterator[str]:
    """An entry, or a paragraph that is no heading, without a stop at its end."""
    if LABELLED.match(line) or _ENDED.search(line):
        return
    if _ENTRY.match(line) or (not HEADING.match(line) and len(line) > _LONG):
        yield line[-_SHOWN:]


def _numbered_twice(line: str) -> Iterator[str]:
    if match := _OWN_NUMBER_TWICE.match(line):
        yield line[: match.end() + 8]


def _lone_scraps(line: str) -> Iterator[str]:
    """Sentences that are none; a heading has no stop, and a list's label no sentences."""
    if LABELLED.match(line) or not _SENTENCE_ENDS.search(line):
        return
    entry = _ENTRY.match(line) or HEADING.match(line)
    text = line[entry.end() :] if entry else line
    yield from (each.strip() for each in _SENTENCE_ENDS.split(text) if each.strip("”’） ") and is_scrap(each))


def _lone_marks(line: str) -> Iterator[str]:
    """Pairs of which one is missing."""
    yield from (pair for pair in _PAIRS if line.count(pair[0]) != line.count(pair[1]))


def _reasons_of_leave(line: str) -> Iterator[str]:
    if line.startswith("请假") and "（" in line:
        yield line[line.index("（") : line.index("（") + _SHOWN]


def _days_without_year(line: str) -> Iterator[str]:
    """Days and months without a year, as long as none was said before in the line."""
    year = _YEAR.search(line)
    for match in UNDATED.finditer(line, 0, year.start() if year else len(line)):
        yield line[max(0, match.start() - 4) : match.end() + 4]


LINE_RULES: Final[dict[str, Callable[[str], Iterator[str]]]] = {
    "entry without a stop": _without_stop,
    "number twice": _numbered_twice,
    "lone scrap": _lone_scraps,
    "mark without its partner": _lone_marks,
    "reason of leave": _reasons_of_leave,
    "relative date": _days_without_year,
}
