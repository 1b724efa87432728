"""What a cell or a line with a unit's name may say: brackets, 原..., numbering, a person or a telephone behind it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from partner_hub.partners.unit_name_words import BRANCH_HEADS, CAMPUS_HEADS, HEADS
from partner_hub.privacy.lexicon import load_lexicon

NUMBERING: Final = re.compile(
    r"^\s*(?:[（(]?\d{1,3}[）)][.、．]?|\d{1,3}[.、．](?!\d)|[①-⑳]|[（(]?[一二三四五六七八九十]{1,3}(?:[）)]|、))\s*"
)
PHONE: Final = re.compile(r"[\s:：,，（(]*(?:电话|手机|联系电话)?[:：\s]*\+?\d[\d\s\-—－()（）转]{5,}\d[）)]?\s*$")
BRACKETS: Final = re.compile(r"[（(【\[]([^（）()【】\[\]]*)[）)】\]]")
OTHER_NAME: Final = re.compile(
    r"^(?:原名|原为|原|现名|现为|现称|现|曾用名|又名|别名|简称|亦称|挂牌|加挂|对外称|即)[:：]?(?=..)"
)
FORMER_PREFIX: Final = re.compile(r"^\s*(?:原|现)(?=[^\s]{3})")
LIST_MARK: Final = re.compile(r"[、，,;；/／|｜+＋&\n]+")
GAP: Final = re.compile(r"[\s\u3000:：]+")
WORDS_ABOUT_NOTHING: Final = re.compile(r"党支部|党委|党总支|总部|本部|公章|盖章|代|主办|承办|联系人.*|单位|机关")
MAX_TEXT: Final = 160
MAX_GIVEN_NAME: Final = 2
_ENDS_OF_UNITS: Final = frozenset(HEADS).union(*HEADS.values())
_BRANCHES: Final = (BRANCH_HEADS | CAMPUS_HEADS) - {"店"}


@dataclass(frozen=True)
class TextReading:
    """One way to read a text. `part` is what brackets said beside it: a branch perhaps."""

    name: str
    beside: str = ""


@cache
def _surnames() -> frozenset[str]:
    return frozenset(load_lexicon().surnames)


def pieces_of_list(text: str) -> list[str]:
    """司法所、区残联 are two; a single name is one piece."""
    outside = BRACKETS.sub("", text)
    return [piece for piece in map(str.strip, LIST_MARK.split(outside)) if len(piece) > 1]


def readings_of(text: str) -> Iterator[TextReading]:
    """The text as it stands first, then what is left of it without what belongs to no name."""
    seen: set[str] = set()
    for reading in _all_readings(NUMBERING.sub("", text[:MAX_TEXT])):
        if len(reading.name) > 1 and reading.name not in seen:
            seen.add(reading.name)
            yield reading


def names_a_branch(words: str) -> bool:
    """东校区, 望屏分院: perhaps a unit of its own; a shop's 老街店 is the shop."""
    return any(words.endswith(head) for head in _BRANCHES)


def is_other_bracket(beside: str, name: str) -> bool:
    """The brackets of a known name say something else: another place of the firm, another branch."""
    return bool(BRACKETS.search(name)) and beside not in name


def names_on_one_door(name: str) -> list[str]:
    """Of 白鹭社区卫生服务中心（区第三医院） the two names; of a branch in brackets none."""
    found = BRACKETS.search(name)
    is_name = found and found.end() == len(name) and not names_a_branch(found[1])
    if not found or not is_name or not any(found[1].endswith(head) for head in HEADS if len(head) > 1):
        return []
    return [name[: found.start()], found[1]]


def name_to_learn(text: str) -> str:
    """What stays of a unit's name without numbering, person and telephone; nothing of a list or a person's name."""
    name = _without_person(PHONE.sub("", NUMBERING.sub("", text))).strip()
    return name if len(name) > 1 and len(pieces_of_list(name)) == 1 and not _is_person(name) else ""


def _all_readings(text: str) -> Iterator[TextReading]:
    yield TextReading(text)
    short = PHONE.sub("", text)
    outside, inside = BRACKETS.sub("", short), [words.strip() for words in BRACKETS.findall(short)]
    for name in (short, _without_person(short), FORMER_PREFIX.sub("", short)):
        yield TextReading(name)
    beside = "".join(
        found[1].strip()
        for found in BRACKETS.finditer(short)
        if found.end() < len(short.rstrip()) or not _says_nothing(found[1].strip())
    )
    for name in (outside, _without_person(outside), FORMER_PREFIX.sub("", outside)):
        yield TextReading(name, beside)
    for words in inside:
        if other := OTHER_NAME.match(words):
            yield TextReading(words[other.end() :])


def _says_nothing(words: str) -> bool:
    return bool(OTHER_NAME.match(words) or WORDS_ABOUT_NOTHING.fullmatch(words) or _is_person(words))


def _without_person(text: str) -> str:
    """区残联 陈昭 主任: a name of a person behind a gap, and whatever title follows it."""
    words = GAP.split(text.strip())
    for at in range(1, min(len(words), 4)):
        if _is_person(words[at]):
            return "".join(words[:at])
    return text


def _is_person(words: str) -> bool:
    """A surname with one or two characters more, and no short name such as 区残联 or 金办."""
    surname = words[:2] if words[:2] in _surnames() else words[:1]
    is_name = surname in _surnames() and 0 < len(words) - len(surname) <= MAX_GIVEN_NAME
    return is_name and not words.startswith(("区", "县")) and not any(words.endswith(end) for end in _ENDS_OF_UNITS)
