"""Normal forms of texts: width, spaces, punctuation, line breaks."""

import re
from datetime import date
from typing import Final

from partner_hub.letters import HAN, PRIVATE_USE
from partner_hub.workbooks.xlsx.workbook import Value

CJK: Final = HAN + PRIVATE_USE
CHINESE_MARKS: Final = "，。、；：？！“”‘’（）《》【】…—·"
INVISIBLE: Final = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufdd0-\ufdef\ufeff\ufff9-\ufffc\U000e0001-\U000e007f]"
    "|[\x00-\x08\x0b-\x1f\x7f]"
)
# No date, number or name is longer; the patterns for them are not tried on anything that is.
MAX_CELL_LENGTH: Final = 100
EXOTIC_SPACE: Final = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
LINE_BREAK: Final = re.compile(r"[\n\r\v\f\u0085\u2028\u2029]+")
GAP_IN_CHINESE: Final = re.compile(rf"(?<=[{CJK}{CHINESE_MARKS}]) +(?=[{CJK}{CHINESE_MARKS}])")
WORDS_FOR_NOTHING: Final = frozenset(
    {"", "—", "——", "-", "--", "－", "–", "/", "／", "\\", "无", "暂无", "没有", "N/A", "n/a", "NULL", "null"}
)
WORDS_FOR_DITTO: Final = frozenset(
    {"同上", "〃", "″", "”", "“", '"', "''", "同前", "同上一行", "同上行", "如上", "ditto", "Ditto", "々"}
)
FULL_PAIRS: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
MIXED_BRACKETS: Final = re.compile(r"（([^（）()]*)\)|\(([^（）()]*)）")
NUMBERING: Final = re.compile(rf"^\d{{1,3}}[.、．]\s*(?=[“《{CJK}])")
LIST_ITEM: Final = re.compile(r"\s*(?:\d{1,2}[.、．)）]|[（(]?[一二三四五六七八九十]{1,2}[)）、.]|[①-⑳])")


def words_of_value(value: Value) -> str:
    """A cell as text: numbers without a needless fraction, dates in ISO form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(round(value, 10))
    return str(value)


def half_width(text: str) -> str:
    """Digits, letters and the full stop, hyphen and slash between them (ＡＢ１２ -> AB12)."""
    return WIDE_SIGN.sub(lambda match: chr(ord(match[0]) - 0xFEE0), text.translate(NARROW))


def one_line(text: str) -> str:
    """Lines joined; a list of items gets semicolons, foreign words a space, Chinese nothing."""
    lines = [line.strip() for line in LINE_BREAK.split(text) if line.strip()]
    joined = lines[0] if lines else ""
    for line in lines[1:]:
        joined += _joint_of_lines(joined, line) + line
    return joined


def _joint_of_lines(before: str, after: str) -> str:
    if LIST_ITEM.match(after) and before[-1] not in "，。、；：？！,.;:?!":
        return "；"
    latin = before[-1].isascii() and after[0].isascii() and before[-1].isalnum() and after[0].isalnum()
    return " " if latin else ""


def usual_spaces(text: str) -> str:
    """Exotic spaces made ordinary, doubled ones single, none between Chinese characters."""
    text = EXOTIC_SPACE.sub(" ", INVISIBLE.sub("", text))
    return GAP_IN_CHINESE.sub("", re.sub(" {2,}", " ", text)).strip()


def chinese_marks(text: str) -> str:
    """Half-width , ; : ? ! ( ) beside a Chinese character become full-width."""
    return MIXED_BRACKETS.sub(r"（\1\2）", HALF_MARKS.sub(_full_marks, text))


def _full_marks(match: re.Match[str]) -> str:
    around = match.string[max(match.start() - 1, 0) : match.start()] + match.string[match.end() : match.end() + 1]
    return "".join(FULL_PAIRS[mark] for mark in match[0]) if CHINESE.search(around) else match[0]


def short_text(value: Value) -> str:
    """Numbers, addresses and the like: half-width digits and letters, one line, no stray spaces."""
    text = usual_spaces(one_line(half_width(words_of_value(value))))
    return "" if text in WORDS_FOR_NOTHING else text


def running_text(value: Value) -> str:
    """Sentences: Chinese punctuation, half-width digits and letters, one line."""
    text = chinese_marks(usual_spaces(one_line(INVISIBLE.sub("", words_of_value(value).translate(NARROW)))))
    return "" if text in WORDS_FOR_NOTHING else text


def name_text(value: Value) -> str:
    """Names of units and things: as running text, without numbering or a space beside Chinese."""
    return NUMBERING.sub("", re.sub(rf"(?<=[{CJK}]) (?=\S)|(?<=\S) (?=[{CJK}])", "", running_text(value)))


def is_ditto(value: Value) -> bool:
    return isinstance(value, str) and usual_spaces(value) in WORDS_FOR_DITTO


NARROW: Final = {c: c - 0xFEE0 for c in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
WIDE_SIGN: Final = re.compile(r"(?<=[0-9A-Za-z])[．－／](?=[0-9A-Za-z])")
HALF_MARKS: Final = re.compile(r"[,;:?!()]+")
CHINESE: Final = re.compile(f"[{CJK}{CHINESE_MARKS}]")
