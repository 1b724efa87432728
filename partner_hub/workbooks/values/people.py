"""Names of persons, alone, with a role, or sharing a cell with a telephone number."""

import re
from dataclasses import dataclass, field
from typing import Final

from partner_hub.workbooks.values import text
from partner_hub.workbooks.values.phones import Phones, read_phones
from partner_hub.workbooks.xlsx.workbook import Value

ROLE_WORDS: Final = (
    "党总支书记|党支部书记|党组织书记|党委书记|第一书记|副书记|书记|副主任|主任|副所长|所长|副院长|院长|副校长|校长|园长|副行长|行长|"
    "副局长|局长|站长|副站长|队长|会长|理事长|秘书长|总经理|副总经理|经理|店长|店主|馆长|科长|科员|干事|老师|教师|医生|护士长|民警|"
    "联络员|负责人|联系人|兼|主管|社工|律师|负责|网格员|专干|委员|支委|组织委员|宣传委员|中队长|大队长|教导员|指导员|政委|法人|老板"
)
BRACKET: Final = re.compile(r"[（(]([^）)]*)[）)]?")
LABEL: Final = re.compile(rf"^(?:联络员|联系人|负责人|书记|姓名|{ROLE_WORDS})[:：]\s*")
DIGITS_BEGIN: Final = re.compile(r"[（(]?\+?\d(?=[\d\s()（）\-—]{5,})")
SURNAMES_OF_TWO: Final = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|司徒|司空|夏侯|端木"


@dataclass
class Person:
    """`dropped` is what stood beside the name: a role, a bracket."""

    name: str = ""
    dropped: str = ""
    phones: Phones = field(default_factory=Phones)


def read_person(value: Value, area_code: str = "") -> Person:
    """Splits 魏晓棠 0590-86838870, 戴明登：16497905283, 陈堃（书记）, 书记：陈堃 into their parts."""
    written = text.half_width(text.EXOTIC_SPACE.sub(" ", text.INVISIBLE.sub("", text.words_of_value(value)))).strip()
    if text.usual_spaces(written) in text.WORDS_FOR_NOTHING:
        return Person()
    if len(written) > text.MAX_CELL_LENGTH:
        return Person(text.running_text(written))
    match = DIGITS_BEGIN.search(written)
    before = written[: match.start()] if match else written
    phones = read_phones(written[match.start() :], area_code) if match else Phones()
    name, dropped = _name_and_rest(before)
    if not name and phones.words:
        name, phones.words = phones.words, ""
        phones.conclusions = [reason for reason in phones.conclusions if reason != "name_dropped"]
    return Person(name, dropped, phones)


def _name_and_rest(written: str) -> tuple[str, str]:
    stripped = LABEL.sub("", written.strip()).strip(" :：,，、/-—\n\r")
    brackets = " ".join(BRACKET.findall(stripped))
    stripped = BRACKET.sub(" ", stripped).strip(" :：,，、/-—\n\r")
    head, role = _without_role(stripped)
    return _join_name(head), " ".join(filter(None, (brackets.strip(), role)))


def _without_role(stripped: str) -> tuple[str, str]:
    """陈堃 书记 -> 陈堃; but 王书记 keeps the only name there is."""
    match = re.fullmatch(rf"(.+?)\s*((?:{ROLE_WORDS})+)", stripped)
    if not match:
        return stripped, ""
    head = re.sub(r"\s", "", match[1])
    is_surname = len(head) == 1 or re.fullmatch(SURNAMES_OF_TWO, head)
    return (stripped, "") if is_surname else (match[1], match[2])


def _join_name(name: str) -> str:
    """Spaces inside a Chinese name go (欧阳 静澜, 吴 喆); two whole names stay two."""
    lines = [line for line in re.split(r"[\n\r/]+", name) if line.strip()]
    return "、".join(text.name_text(_whole_names_apart(line)) for line in lines)


def _whole_names_apart(line: str) -> str:
    parts = line.split()
    whole = all(re.fullmatch(rf"[{text.CJK}]{{2,4}}", part) for part in parts)
    return "、".join(parts) if whole and not re.fullmatch(SURNAMES_OF_TWO, parts[0]) else line
