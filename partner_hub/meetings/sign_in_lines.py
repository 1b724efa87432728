"""One line of a sign-in list, typed or copied from a sheet, told apart: 3 市四医院 兰雪梅 党办主任 13800138001 已签."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from partner_hub.partners.unit_name_matching import Certainty
from partner_hub.workbooks.values import text
from partner_hub.workbooks.values.person_names import names_of_words, one_dot, sounds_foreign
from partner_hub.workbooks.values.person_titles import is_persons_name, is_whole_name, name_and_title, surname_length
from partner_hub.workbooks.values.phone_patterns import EXTENSION_IN_BRACKETS, NUMBER

LINE_NUMBER = re.compile(r"^\s*(?:[（(]\d{1,3}[）)]|\d{1,3}[.、．:\s]|第\d{1,3}号|[①-⑳])\s*")
# What a recorder adds for the own memory: after a dash, or in brackets at the end.
LINE_REMARK = re.compile(r"\s*(?:[—–-]{2,}\s*(.+)|[（(]([^（）()]*)[）)])\s*$")
WORD_GAP = re.compile(r"[\s,，;；|:：()（）—–]+|(?<![A-Za-z])-|^[、/]+|[、/]+$")
LATIN_NAME = re.compile(r"[A-Za-zÀ-ɏ](?:[A-Za-zÀ-ɏ '’.-]*[A-Za-zÀ-ɏ.])?")
HEADER_WORD = re.compile(
    r"序号|编号|(?:参会|到会|参加|出席|成员|工作)?(?:单位|人员)(?:名称)?|姓\s*名|职\s*[务位]|(?:联系)?电话|手机号?码?|(?:本人)?签[名到字]栏?|签到时间|时间|备\s*注|部门"
)
# Signs of the signature itself, which say no more than that the line is there.
SIGNATURE = re.compile(r"已签到?|签到|已到|到|本人|本人签[名字]?|签[名字]|[√✓✔☑]|是")
CLOCK = re.compile(
    r"(?<!\d)(?:20\d{2}[-/.年])?\d{1,2}(?:月\d{1,2}[日号]?|/\d{1,2})(?![\d班楼栋号])|(?<!\d)20\d{2}[-.]\d{1,2}[-.]\d{1,2}(?!\d)"
    r"|(?:[上下]午)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?|\d{1,2}[时点](?:\d{1,2}分|半)?到?"
)
CHAT_NAME = re.compile(
    r"(?:微信|(?<![A-Za-z])(?:QQ|WeChat|VX|WX))(?:号码?)?[:：\s]*(?:[A-Za-z][\w-]{4,}|\d{5,})|微信同号|同微信"
    r"|(?:邮箱[:：]?\s*)?[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+",
    re.IGNORECASE,
)
SUBSTITUTE = re.compile(r"[上下]午|代|代签|代会|代参会|替|请假|事假|病假|迟到|早退|线上")
SHORTEST_NUMBER = 7
LONGEST_UNIT_WORDS = 3
LONGEST_LINE = 300
EXACTLY = frozenset({Certainty.EXACT})
SURELY = EXACTLY | {Certainty.PROBABLE}
# Whether words name one unit, with one of these certainties.
IsUnit = Callable[[str, frozenset[Certainty]], bool]


@dataclass
class SignInLine:
    """`unit` as it is written, `title` in the words of the line; `left_out`: numbers, addresses, chats, signatures."""

    text: str
    unit: str = ""
    names: list[str] = field(default_factory=list)
    title: str = ""
    remark: str = ""
    left_out: list[str] = field(default_factory=list)


def is_heading(line: str) -> bool:
    """序号 单位 姓名 职务 电话: the first row of a copied sheet."""
    closed_up = re.sub(r"(?<=[姓职备签]) +(?=[名务位注到])", "", line)
    words = [word for word in WORD_GAP.split(closed_up.strip()) if word]
    return len(words) > 1 and all(HEADER_WORD.fullmatch(word) for word in words)


def read_sign_in_line(line: str, is_unit: IsUnit) -> SignInLine:
    """Where no words name a unit, the first are taken for it."""
    found = SignInLine(line)
    if len(line) > LONGEST_LINE:
        found.unit = line
        return found
    rest = _without_numbers(_plain_line(line), found)
    remark = LINE_REMARK.search(rest)
    words = _without_signs(rest[: remark.start()] if remark else rest, found)
    start, end = _place_of_unit(words, is_unit)
    found.unit = "".join(words[start:end])
    _take_person([*words[:start], *words[end:]], found)
    _take_remark((remark[1] or remark[2] or "").strip() if remark else "", found)
    return found


def _plain_line(line: str) -> str:
    plain = EXTENSION_IN_BRACKETS.sub(
        r"\1\2\3\4", text.half_width(text.EXOTIC_SPACE.sub(" ", text.INVISIBLE.sub("", line.replace("\t", "  "))))
    )
    return LINE_NUMBER.sub("", plain, count=1).strip()


def _without_numbers(rest: str, found: SignInLine) -> str:
    """Short numbers may be part of a name: 12345 热线."""

    def dropped(match: re.Match[str]) -> str:
        if sum(sign.isdigit() for sign in match[0]) < SHORTEST_NUMBER:
            return match[0]
        found.left_out.append(match[0].strip())
        return " "

    found.left_out += CHAT_NAME.findall(rest)
    without = NUMBER.sub(dropped, CHAT_NAME.sub(" ", rest))
    without = re.sub(r"(?<=[（(])[\s,，;；、:：/]+|[\s,，;；、:：/]+(?=[）)])", "", without)
    return re.sub(r"[（(][）)]", " ", without)


def _without_signs(rest: str, found: SignInLine) -> list[str]:
    """The words of the line; times and words about substitutes go into the remark."""
    words: list[str] = []
    remarks: list[str] = []
    for word in re.split(r"\s+", CLOCK.sub(lambda match: f" {match[0]} ", rest)):
        for part in [word] if CLOCK.fullmatch(word) else WORD_GAP.split(word):
            is_remark = CLOCK.fullmatch(part) or SUBSTITUTE.fullmatch(part)
            target = found.left_out if SIGNATURE.fullmatch(part) else remarks if is_remark else words
            target += [part] if part else []
    found.remark = " ".join(filter(None, (found.remark, *remarks)))
    return _names_closed_up(one_dot(" ".join(words)).split(" "))


def _names_closed_up(words: list[str]) -> list[str]:
    """王 芷 -> 王芷; 欧阳 静澜 -> 欧阳静澜; Tom Lee stays one word."""
    closed: list[str] = []
    for word in filter(None, words):
        before = closed[-1] if closed else ""
        is_surname = bool(before) and surname_length(before) == len(before)
        if is_surname and len(word) <= 2 and is_whole_name(before + word) and name_and_title(word)[0]:  # noqa: PLR2004
            closed[-1] += word
        elif (
            before
            and sounds_foreign(before)
            and sounds_foreign(word)
            and names_of_words([before, word]).joint == "parts_of_one_name"
        ):
            closed[-1] += f"·{word}"
        elif LATIN_NAME.fullmatch(before) and LATIN_NAME.fullmatch(word):
            closed[-1] += f" {word}"
        else:
            closed.append(word)
    return closed


def _place_of_unit(words: list[str], is_unit: IsUnit) -> tuple[int, int]:
    """The unit stands first in most lists, and its name may hold a blank; a name may be glued to it."""
    for certainties in (EXACTLY, SURELY):
        for start, end in _unit_windows(words):
            if is_unit("".join(words[start:end]), certainties):
                return start, end
        if _part_glued_name(words, is_unit, certainties):
            return 0, 1
    return 0, min(1, len(words))


def _unit_windows(words: list[str]) -> Iterator[tuple[int, int]]:
    """Up to three words without a person or a title among them, the first and shortest first."""
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + LONGEST_UNIT_WORDS) + 1):
            if is_persons_name(words[end - 1]) or not name_and_title(words[end - 1])[0]:
                break
            yield start, end


def _part_glued_name(words: list[str], is_unit: IsUnit, certainties: frozenset[Certainty]) -> bool:
    """临澜市霞浦路小学陈昭: the unit with its delegate behind it."""
    first = words[0] if words else ""
    for length in (4, 3, 2):
        if is_whole_name(first[-length:]) and len(first) > length + 1 and is_unit(first[:-length], certainties):
            words[:1] = [first[:-length], first[-length:]]
            return True
    return False


def _take_person(words: list[str], found: SignInLine) -> None:
    """The first word that is a person's name, or else the first that is no title; everything else is the title."""
    parts = [part for word in words for part in _parts_of_word(word)]
    names = [name for name, _ in parts if is_persons_name(name)] or [name for name, _ in parts if name][:1]
    found.names = list(dict.fromkeys(names))
    titles = [title or name for name, title in parts if title or name not in names]
    found.title = " ".join(titles)


def _parts_of_word(word: str) -> list[tuple[str, str]]:
    """(name, title) of a word; 王芷、林栋 are two names, 书记、校长 one title."""
    several = re.split(r"[、/]|(?<=.)[和与及](?=.)", word)
    if len(several) > 1 and all(map(is_persons_name, several)):
        return [(name, "") for name in several]
    pieces = re.split(r"[、/;]", word)
    if len(pieces) > 1 and any(map(is_persons_name, pieces)):
        return [part for piece in filter(None, pieces) for part in _parts_of_word(piece)]
    name, title = name_and_title(word)
    return [(part, "") for part in (name,) if part and not title] or [(name, title)]


def _begins_with_person(words: list[str]) -> bool:
    """王芷 德育主任; 德育主任 王芷; Tom Lee 经理."""
    parts = [part for word in _names_closed_up(words) for part in _parts_of_word(word)]
    persons = [is_persons_name(name) or bool(LATIN_NAME.fullmatch(name) and " " in name) for name, _ in parts]
    return any(persons) and (persons[0] or bool(parts[0][1]))


def _take_remark(remark: str, found: SignInLine) -> None:
    """A bracket at the end: the delegate where there is no other, a title where there is none, or a remark."""
    name, title = name_and_title(remark) if remark else ("", "")
    if remark and not found.names and _begins_with_person(WORD_GAP.split(remark)):
        before = found.title
        _take_person(_without_signs(remark, found), found)
        found.title = " ".join(filter(None, (before, found.title)))
    elif title and not name and not found.title and not SUBSTITUTE.fullmatch(remark):
        found.title = title
    elif SIGNATURE.fullmatch(remark):
        found.left_out.append(remark)
    else:
        found.remark = " ".join(filter(None, (found.remark, remark)))
