"""Finds what must not be published about a resident: phone and ID numbers, flats, names, plates. Pure functions.

In anything published stand the grid and the building at most (design rule of the domain). The rules are written for
what clerks and residents type in Chinese; they err on the side of finding too much, and a person decides.
"""

import re
import unicodedata
from dataclasses import dataclass

# What people put between the figures of a number, invisible characters among them.
_GAP = r"[\s\-－—.·_\u200b-\u200f\u2060]{0,2}"
_DIGIT = "[0-9〇○零一二三四五六七八九十]"
_FLAT = r"(?:[0-9]{3,4}|[〇○零一二三四五六七八九]{3,4})"
_BUILDING = rf"(?:{_DIGIT}{{1,4}}(?:号楼|座|栋|幢|橦)|(?<![a-z])[a-z]座)"
_SURNAME = (
    "(?:欧阳|司马|上官|诸葛|司徒|夏侯|皇甫|尉迟|公孙|慕容|令狐|端木|东方|独孤|南宫|"
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付"
    "方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤柯翁游兰温俞施洪庄饶阮]"
    ")"
)
_HAN = r"[\u3400-\u9fff\U00020000-\U0003134f]"
_NAME = rf"{_SURNAME}(?!某){_HAN}{{1,2}}"
_ROLE = "(?:联系人|联络人|姓名|户主|申请人|反映人|当事人|报告人)"
_CALL = "(?:电话|手机|座机|号码|联系方式|tel|phone)"
# After a figure: it counts something and is no flat.
_MEASURE = "[0-9人户元次名个岁米斤平年月天份度分日万]"
_PLATE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"

# Kind of finding -> pattern; the group `part` is what must go, all of it where there is none.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("identity", rf"(?<![0-9a-z])[1-9](?:{_GAP}[0-9]){{16}}{_GAP}[0-9x](?![0-9a-z])"),
        ("identity", r"(?<![0-9a-z])[1-9][0-9]{14}(?![0-9a-z])"),
        ("phone", rf"(?<![0-9])1{_GAP}[3-9](?:{_GAP}[0-9]){{9}}(?![0-9])"),
        ("phone", rf"(?<![0-9])[（(]?0[1-9][0-9]{{1,2}}[）)]?{_GAP}[2-9](?:{_GAP}[0-9]){{6,7}}(?![0-9])"),
        ("phone", r"[〇○零一二三四五六七八九幺]{11}"),
        ("phone", rf"{_CALL}[^0-9\n]{{0,6}}(?P<part>(?![48]00)[0-9](?:{_GAP}[0-9]){{6,10}})(?![0-9])"),
        ("account", r"(?:qq|微信|扣扣)号?\s*[:：是为]?\s*(?P<part>[a-z0-9][-_a-z0-9]{4,})"),
        # Begins where its word begins: tried at every letter, a long word would take the square of its length.
        ("mail", r"(?<![\w.+-])(?P<part>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"),
        (
            "address",
            rf"{_BUILDING}[\s\-－—/]?(?P<part>{_DIGIT}{{1,2}}(?:单元|梯|门)(?:[\s\-－—/]?{_FLAT})?(?:室|房|号|户)?)",
        ),
        ("address", rf"(?:{_BUILDING}|单元|梯)[\s\-－—/]?(?P<part>{_FLAT}(?!{_MEASURE}|[楼层])(?:室|房|号|户)?)"),
        ("address", rf"(?:{_BUILDING}|单元|梯)[\s\-－—/]?(?P<part>{_DIGIT}{{1,2}}(?:楼|层)(?:[东西南北左右中]边?)?户)"),
        ("address", r"(?<![0-9.])(?P<part>[0-9]{1,3}[-－—][0-9]{1,2}[-－—][0-9]{3,4})(?![0-9])"),
        (
            "address",
            rf"(?<![0-9.\-－—])[0-9]{{1,2}}(?P<part>[-－—](?:[1-9]|[1-3][0-9])(?:0[1-9]|1[0-9]))(?![.\-－—%]|{_MEASURE})",
        ),
        ("address", rf"(?<![0-9]){_FLAT}(?:室|房(?![屋间子改])|号房)"),
        ("address", rf"(?:住|住在|住着)(?P<part>[1-9][0-9]{{2,3}})(?!{_MEASURE})"),
        ("name", rf"{_ROLE}\s*[:：]\s*(?P<part>(?!某)[\u3400-\u9fff·]{{2,4}})"),
        ("name", rf"(?:{_ROLE}|本人)[是为叫]?\s*(?P<part>{_NAME})(?!{_HAN})"),
        ("name", rf"(?:我叫|名叫)(?P<part>{_NAME})"),
        ("name", rf"(?<!{_HAN})(?P<part>{_NAME})(?:先生|女士|小姐)"),
        ("name", rf"(?<!{_HAN})(?P<part>{_NAME})(?=[\s，,、:：（(]*[01](?:{_GAP}[0-9]){{9,11}}(?![0-9]))"),
        ("plate", rf"(?P<part>{_PLATE}[A-Z][\s·.]?(?=[A-Z0-9]*[0-9])[A-Z0-9]{{5,6}})(?![A-Z0-9])"),
    )
)


@dataclass(frozen=True)
class Finding:
    """`text` is text[start:end]; `kind` one of identity, card, phone, account, mail, address, name, plate."""

    kind: str
    text: str
    start: int
    end: int


def find_personal_data(text: str) -> list[Finding]:
    """What in `text` could lead to a person, in order, without overlaps."""
    plain = _plain(text)
    spans = [
        (*match.span("part" if "part" in pattern.groupindex else 0), kind)
        for kind, pattern in _PATTERNS
        for match in pattern.finditer(plain)
    ]
    found: list[Finding] = []
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not found or start >= found[-1].end:
            found.append(Finding(kind, text[start:end], start, end))
    return found


def _plain(text: str) -> str:
    """The same length, with full-width and foreign figures and letters written as ASCII."""
    return "".join(_plain_character(character) for character in text)


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if "Ａ" <= character <= "Ｚ" or "ａ" <= character <= "ｚ":
        return unicodedata.normalize("NFKC", character)
    return character
