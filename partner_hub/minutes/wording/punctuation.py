"""Punctuation as official papers have it. Pure.

Sources: GB/T 15834-2011 (marks), GB/T 15835-2011 (figures and their ranges), GB/T 9704-2012, 7.3 (一、（一）1.（1）
in this order) and 7.2.5 (the year of a number stands in 〔〕).
"""

import re
from typing import Final

from partner_hub.letters import HAN, letters_of_today
from partner_hub.minutes.wording.addresses import mask_addresses, restore_addresses
from partner_hub.minutes.wording.brackets import official_brackets
from partner_hub.minutes.wording.chinese_marks import (
    BLANKS,
    CHINESE,
    HAN_LETTER,
    is_chinese,
    is_latin,
    letter_after,
    letter_before,
)
from partner_hub.minutes.wording.figure_ranges import official_ranges
from partner_hub.minutes.wording.item_numbers import official_item_numbers
from partner_hub.minutes.wording.names_apart import part_names
from partner_hub.minutes.wording.quotation import official_quotation_marks
from partner_hub.workbooks.values.person_names import sounds_foreign

# A mended mark can be what its neighbour waited for; texts settle in the second round.
_MAX_ROUNDS: Final = 6
_FULL_WIDTH: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
# Old and narrow forms of marks; figures and letters take half a square (GB/T 15835-2011, 5.1.1).
_USUAL_FORMS: Final = str.maketrans(
    "﹐﹑﹔﹕﹖﹗､｡︰﹙﹚「」『』｢｣〝〞〟＂＇．﹣－",
    '，、；：？！、。：（）“”‘’“”""""\'.--',
) | {ord(wide): chr(ord(wide) - 0xFEE0) for wide in "０１２３４５６７８９"}
_WIDE_LETTERS: Final = {code: chr(code - 0xFEE0) for first in (0xFF21, 0xFF41) for code in range(first, first + 26)}
# GB/T 15834-2011, 4.14: · between the parts of a name.
_NAME_DOT: Final = re.compile(rf"(?<=[{HAN}])[ ]?[•・‧⋅∙･᛫﹒][ ]?(?=[{HAN}])")
# GB/T 15834-2011, 4.15.3.6: 〈 〉 within 《 》.
_TITLE_IN_TITLE: Final = re.compile("《([^《》]{0,60})《([^《》]{1,60})》([^《》]{0,60})》")
_NARROW_TITLE_IN_TITLE: Final = re.compile("《([^《》<>]{0,60})<([^《》<>]{1,60})>([^《》<>]{0,60})》")
_POINT_IN_NAME: Final = re.compile(rf"(?<=[{HAN}]{{2}})\.(?=[{HAN}]{{2}})")
_BLANKS: Final = re.compile(f"[{BLANKS}]+")
_HALF_WIDTH_MARKS: Final = re.compile(r"[,;:?!.]+")
_ELLIPSIS: Final = re.compile(r"\.{3,}|。{3,}|[…⋯]+|·{3,}")
_STOPS: Final = re.compile("[。，；：、！？]{2,}")
_ENDS: Final = "。！？"
_STRENGTH: Final = f"{_ENDS}；：，、"
_SEAMS: Final = (
    # GB/T 15834-2011, appendix B.1 and 4.9: a sentence that ends within “ ” or （ ） needs no second stop.
    (re.compile("(?<=[。！？])([”’]+)。"), r"\1"),
    (re.compile("[。；，、](）)(?=[。；，、！？])"), r"\1"),
    (re.compile("(?<=……)。"), ""),
    # GB/T 15834-2011, 4.5.3.5: no 、 between what stands in quotation marks or title marks itself.
    (re.compile("(?<=”)、(?=“)|(?<=’)、(?=‘)|(?<=》)、(?=《)"), ""),
)
_DASH: Final = re.compile(f"(?<=[{CHINESE}])-{{2,}}(?=[{CHINESE}])")
_NUMBER_OF_PAPER: Final = re.compile(r"[\[［【（(〔](20\d\d|19\d\d)[\]］】）)〕](?=\d{1,4}号)")
_COUNTED_FIGURES: Final = re.compile(rf"(?<![\d,.])\d{{1,2}}(?:,\d{{1,2}})+(?=[{HAN}])")
# What is counted by places has no decimals: 3.4网格 are two.
_POINTED_FIGURES: Final = re.compile(r"(?<![\d.])\d{1,2}(?:\.\d{1,2})+(?=网格|号楼|号院|楼栋)")
_NO_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d)(?!\d{3}(?!\d))")
# 14：30, but not 1：30户.
_CLOCK: Final = re.compile(r"(?<!\d)([01]?\d|2[0-4])：([0-5]\d)(?=$|[^\d户人个名项元件条次台天家套份位])")


def official_punctuation(text: str) -> str:
    """The text with the marks of official Chinese; applying it twice changes nothing more.

    - Half-width marks beside Chinese become full-width, straight quotation marks “ ” and ‘ ’ by their depth, ... and
      。。。 ……, several stops one (the strongest), -- between words ——; “甲”、“乙” becomes “甲”“乙”.
    - Between figures stands ～ for quantities (3～4次) and — for times, dates and ordinals (14:30—16:00, 1—5号楼); a
      single - only becomes one where the unit behind says that it is a range.
    - Own numbers: 1、 becomes 1. and 1) （1）; 3、4网格 stays.
    - Blanks beside Chinese go; radicals and compatibility forms become ideographs, wide figures and letters narrow.
    Times, numbers, addresses, telephone numbers and Latin text stay. The number of lines stays.
    """
    usual = letters_of_today(text).translate(_USUAL_FORMS).translate(_WIDE_LETTERS)
    return "\n".join(map(_settled_line, usual.split("\n")))


def _settled_line(line: str) -> str:
    for _round in range(_MAX_ROUNDS):
        mended = _mended_line(line)
        if mended == line:
            break
        line = mended
    return line


def _mended_line(line: str) -> str:
    line, addresses = mask_addresses(line)
    line = _BLANKS.sub(_needed_blank, part_names(line.strip()))
    line = _POINT_IN_NAME.sub(_dot_of_name, _NAME_DOT.sub("·", line))
    for title in (_TITLE_IN_TITLE, _NARROW_TITLE_IN_TITLE):
        line = title.sub(r"《\1〈\2〉\3》", line)
    line = official_brackets(official_quotation_marks(line))
    line = _NUMBER_OF_PAPER.sub(r"〔\1〕", _CLOCK.sub(r"\1:\2", line))
    line = _DASH.sub("——", official_ranges(official_item_numbers(line)))
    line = _COUNTED_FIGURES.sub(lambda match: match[0].replace(",", "、"), line)
    line = _POINTED_FIGURES.sub(lambda match: match[0].replace(".", "、"), line)
    line = _HALF_WIDTH_MARKS.sub(_full_width_marks, _ELLIPSIS.sub(_full_ellipsis, line))
    return restore_addresses(_one_stop_each(line), addresses)


def _needed_blank(match: re.Match[str]) -> str:
    """A blank is kept between two that are not Chinese, as it is."""
    line = match.string
    sides = line[match.start() - 1], line[match.end()]
    return "" if any(map(is_chinese, sides)) or sides[1] in "%‰℃" else match[0]


def _dot_of_name(match: re.Match[str]) -> str:
    """买买提.艾力 is one name, 负责.医院 two sentences."""
    place = match.start()
    beside = match.string[place - 2 : place] + match.string[place + 1 : place + 3]
    return "·" if sounds_foreign(beside) else match[0]


def _full_ellipsis(match: re.Match[str]) -> str:
    line = match.string
    sides = letter_before(line, match.start()), letter_after(line, match.end())
    return "……" if any(map(is_chinese, filter(None, sides))) or not match[0].startswith(".") else match[0]


def _full_width_marks(match: re.Match[str]) -> str:
    marks, line = match[0], match.string
    left, right = letter_before(line, match.start()), letter_after(line, match.end())
    is_open = not right or (marks == "," and _NO_THOUSANDS.match(line, match.start()) is not None)
    if _stands_in_chinese(marks, left, right) or (is_open and HAN_LETTER.search(line)):
        return "".join(_FULL_WIDTH[mark] for mark in marks)
    return marks


def _stands_in_chinese(marks: str, left: str, right: str) -> bool:
    """A full stop only behind Chinese and not before Latin (文件.pdf): 1.由 and 2.5万元 are no sentences' ends."""
    if left and is_chinese(left):
        return "." not in marks or not (right and is_latin(right))
    return "." not in marks and bool(right) and is_chinese(right)


def _one_stop_each(line: str) -> str:
    line = _STOPS.sub(_strongest_stop, line)
    for seam, kept in _SEAMS:
        line = seam.sub(kept, line)
    return line


def _strongest_stop(match: re.Match[str]) -> str:
    """The first that ends a sentence, else the strongest pause."""
    stops = match[0]
    if "？！" in stops:
        return "？！"
    return next((stop for stop in stops if stop in _ENDS), min(stops, key=_STRENGTH.index))
