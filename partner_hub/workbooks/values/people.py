"""Names of persons, alone, with a title, or sharing a cell with telephone numbers and other persons."""

import re
from dataclasses import dataclass, field
from typing import Final

from partner_hub.workbooks.values import text
from partner_hub.workbooks.values.person_names import Names, names_of_words, one_dot, sounds_foreign
from partner_hub.workbooks.values.person_titles import is_whole_name, name_and_title
from partner_hub.workbooks.values.phones import Phones, read_phones
from partner_hub.workbooks.xlsx.workbook import Value

BRACKET: Final = re.compile(r"[(（\[【]([^)）\]】]*)[)）\]】]?")
NUMBERING: Final = re.compile(r"^\s*(?:[(（]?\d{1,3}[)）]|\d{1,3}[.、．])\s*(?=\D)")
HAS_NUMBER: Final = re.compile(r"\d(?:[\s()（）\-—]?\d){5,}")
# What is left of a bracket beside a number: (;) and (主任,;).
BESIDE_BRACKET: Final = re.compile(r"(?<=[(（\[【])[\s;；:：,，、]+|[\s;；:：,，、]+(?=[)）\]】])")
WHOLLY_IN_BRACKET: Final = re.compile(r"[\s;]*[(（\[【]([^(（\[【)）\]】]*)[)）\]】][\s;]*")
OTHER_BRACKETS: Final = str.maketrans("〔〕《》〈〉<>「」{}", "()()()()()()")
# Besides titles.
ROLE: Final = re.compile(
    rf"[正副兼代]职?|兼任|代理|暂代|临时|值班|(?:中共|预备)?党员|群众|退休|在[编职]|[{text.CJK}]{{1,3}}族|微信(?:同号)?"
    rf"|[{text.CJK}]{{1,10}}(?:[处科部室办会组队班岗区站所院]|中心|支部|小学|中学)"
)
# A bullet, or the dot of a name that lacks its other part.
LOOSE_DOT: Final = re.compile(r"^[·•・‧⋅∙･᛫●﹒]+\s*|\s*[·•・‧⋅∙･᛫●﹒]+$")
# Between two persons; between two of their titles, too.
BETWEEN_PERSONS: Final = re.compile(r"[;；、，,/／|&]+(?![^(（\[【]*[)）\]】])")
# The hyphen of Jean-Luc is none.
BETWEEN_WORDS: Final = re.compile(r"(?:[\s:：]|(?<![A-Za-z])[\-—–]|[\-—–](?![A-Za-z]))+")
AND: Final = re.compile(r"(?<=.)[和与及](?=.)")


@dataclass
class Person:
    """`dropped` is what stood beside the name: a title, a bracket. `others` are further persons of the cell.

    `doubt` is a reason code (several_people, one_or_two_people, part_of_name_missing, only_a_title) or "". `joint`:
    see `Names`.
    """

    name: str = ""
    dropped: str = ""
    others: list[str] = field(default_factory=list)
    doubt: str = ""
    joint: str = ""
    phones: Phones = field(default_factory=Phones)


def read_person(value: Value, area_code: str = "") -> Person:
    """Splits 魏晓棠 0590-86838870, 戴明登：16497905283, 陈堃（书记）, 书记：陈堃 into their parts."""
    plain = text.EXOTIC_SPACE.sub(" ", text.INVISIBLE.sub("", text.words_of_value(value)))
    written = NUMBERING.sub("", text.half_width(plain)).strip()
    if text.usual_spaces(written) in text.WORDS_FOR_NOTHING:
        return Person()
    if len(written) > text.MAX_CELL_LENGTH:
        return Person(text.running_text(written))
    phones = read_phones(written, area_code) if HAS_NUMBER.search(written) else Phones(rest=written)
    person = _people_of_words(phones.rest)
    # A name is no remark beside its number.
    phones.words, phones.conclusions = "", [reason for reason in phones.conclusions if reason != "name_dropped"]
    person.phones = phones
    return person


def _people_of_words(rest: str) -> Person:
    rest = BESIDE_BRACKET.sub("", rest.translate(OTHER_BRACKETS)).strip(" ;。")
    whole = WHOLLY_IN_BRACKET.fullmatch(rest)
    found = [_read_part(part) for part in _parts_of_people(one_dot(LOOSE_DOT.sub("", whole[1] if whole else rest)))]
    names = list(dict.fromkeys(name for each, _ in found for name in each.names))
    titles = " ".join(title for _, title in found if title)
    if titles and not names:
        return Person(titles, doubt="only_a_title")
    person = Person(
        "".join(names[:1]), titles, names[1:], joint=next((each.joint for each, _ in found if each.joint), "")
    )
    if any(each.is_uncertain for each, _ in found):
        person.doubt = "one_or_two_people"
    elif person.others:
        person.doubt = "several_people"
    elif sounds_foreign(person.name) and LOOSE_DOT.search(rest):
        person.doubt = "part_of_name_missing"
    return person


def _parts_of_people(rest: str) -> list[str]:
    parts = []
    for part in BETWEEN_PERSONS.split(rest):
        both = AND.split(part)
        parts += both if len(both) > 1 and all(is_whole_name(each.strip()) for each in both) else [part]
    return parts


def _read_part(part: str) -> tuple[Names, str]:
    """The persons of one part, and their titles. A bracket is a title, or the name where there is no other."""
    brackets = [each.strip() for each in BRACKET.findall(part) if each.strip()]
    outside, titles = _names_and_titles(BRACKET.sub(" ", part))
    if outside and not all(map(_is_role, brackets)):
        return Names((f"{names_of_words(outside).names[0]}（{'、'.join(brackets)}）",), is_uncertain=True), " ".join(
            titles
        )
    if outside or not brackets:
        return names_of_words(outside), " ".join((*brackets, *titles))
    inside, more = _names_and_titles(" ".join(brackets))
    return names_of_words(inside), " ".join((*titles, *more))


def _is_role(bracket: str) -> bool:
    return all(
        ROLE.fullmatch(each) or not name_and_title(each)[0]
        for each in re.split(r"[\s;；、，,/／:：]+", bracket)
        if each
    )


def _names_and_titles(words: str) -> tuple[list[str], list[str]]:
    names, titles = [], []
    for word in BETWEEN_WORDS.split(words):
        name, title = name_and_title(word)
        names += [name] if name else []
        titles += [title] if title else []
    return names, titles
