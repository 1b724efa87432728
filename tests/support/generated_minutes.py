"""Minutes of one to a dozen pages with everything that makes pages hard to fill, and what their layout must hold."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from partner_hub.minutes.document import Annex, AttendanceList, Attendee
from tests.support.minutes import PRESENT, minutes
from tests.support.printed import MM, Line, Printed, Sheet

LEFT, RIGHT, CHARACTER, PITCH = 28.0, 184.0, 156 / 28, 29.609 * MM
INDENT, HANGING = LEFT + 2 * CHARACTER, LEFT + 5 * CHARACTER
LINES, LINES_OF_A_FULL_PAGE = 22, (21, 22)
SHORT_LINE = 8 * CHARACTER
NEVER_FIRST = set("，。、；：？！”’）》〉】〕％·")
NEVER_LAST = set("“‘（《〈【〔·")
PHRASES = (
    "会议听取了第二季度议定事项办理情况的汇报",
    "由市第五人民医院柳荫院区党支部负责",
    "于2026年7月21日前完成",
    "办结率81.8%",
    "请马犇、欧阳堃、阿依古丽·买买提办理",
    "通过《棠梨社区暑期“朝阳课堂”实施方案（送审稿）》",
    "惠及1,846人",
    "24日",
    "报",
    "先易后难——分片推进",
    "接入Wi-Fi 6网",
    "顾璟翀提出建议",
    "每日8:30—17:00开放",
)
MARKS = "，；。：、"
HEADS = ("序号", "需求事项", "牵头单位", "承诺内容", "完成时限")
DATES = ("2026年12月31日", "2025年7月13日", "9月底前", "")
UNITS = ("区民政局", "市第五人民医院柳荫院区党支部", "青杉律师事务所党支部")
DATE_IN_CELL = re.compile(r"\d{4}年(?:\d+月(?:\d+日)?)?")


def lists_of(items: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[list[Any]]:
    """Of every length alike: those that hypothesis makes by itself are mostly short."""
    return st.integers(1, most).flatmap(lambda length: st.lists(items, min_size=length, max_size=length))


sentences = lists_of(st.tuples(st.sampled_from(PHRASES), st.sampled_from(MARKS)), 14).map(
    lambda parts: "".join(phrase + mark for phrase, mark in parts)[:-1] + "。"
)
headings = st.integers(1, 22).map(lambda length: "关于" + "社区食堂选址和老旧小区楼道照明改造等事项"[:length])
beginnings = st.one_of(
    st.just(""),
    headings.map("一、{}\n".format),
    headings.map("（二）{}\n".format),
    headings.map("一、{}\n（一）基本情况\n".format),
    st.just("（三）运营监督。"),
)
sections = st.tuples(beginnings, lists_of(sentences, 4).map("\n".join)).map("".join)
bodies = lists_of(sections, 24).map("\n".join)
rows = st.one_of(
    st.tuples(st.sampled_from(UNITS)),
    st.tuples(
        st.integers(1, 99).map(str),
        st.sampled_from(PHRASES),
        st.sampled_from(UNITS),
        st.lists(st.sampled_from(PHRASES), max_size=4).map("，".join),
        st.sampled_from(DATES),
    ),
)
annexes = st.lists(
    st.lists(rows, max_size=20).map(lambda listed: Annex("任务清单", HEADS, tuple(listed))), max_size=2
).map(tuple)
seats = lists_of(st.sampled_from(PRESENT), 40).map(lambda people: AttendanceList("出席", tuple(people)))
guests = st.just(AttendanceList("列席", (Attendee("柳荫街道党工委", "邵晔", "组织委员"),)))


@st.composite
def generated_minutes(draw: Any) -> Any:
    return minutes(
        body=draw(bodies),
        attendance=(draw(seats), draw(guests)),
        annexes=draw(st.one_of(st.just(()), annexes)),
        copies_to=tuple(draw(st.lists(st.sampled_from(UNITS), max_size=12))),
        version_line=draw(st.sampled_from(("", "（第2版，替代2026年7月20日印发的第1版。更正原因：改一个错字）"))),
    )


def faults_of_layout(document: Printed) -> list[str]:
    """What a careful reader would mark in the margin, with the page."""
    before_annexes = [sheet for sheet in document.sheets if not is_annex(sheet)]
    sheets = before_annexes[: next((at for at, s in enumerate(document.sheets) if is_annex(s)), None)]
    return [
        f"page {number}: {fault}"
        for number, sheet in enumerate(sheets, start=1)
        for fault in (
            *faults_of_lines(sheet),
            *(faults_of_fullness(sheet) if 1 < number < len(sheets) else ()),
            *(faults_of_top(sheet, sheets[number - 2], sheets[number:]) if number > 1 else ()),
            *(faults_of_foot(sheet) if number < len(sheets) else ()),
        )
    ] + [fault for sheet in document.sheets if is_table(sheet) for fault in faults_of_table(sheet)]


def is_annex(sheet: Sheet) -> bool:
    return sheet.drawn.number > 0 and (sheet.lines[0].text.startswith("附件") and "：" not in sheet.lines[0].text)


def is_table(sheet: Sheet) -> bool:
    return any(line.text == "".join(HEADS) for line in sheet.lines)


def faults_of_lines(sheet: Sheet) -> Iterator[str]:
    for line, after in pairwise(sheet.body):
        if abs(after.start - LEFT) < 0.3 and abs(line.end - RIGHT) > 0.3:
            yield f"not flush: {line.text}"
    for line in sheet.body:
        if line.text[0] in NEVER_FIRST or line.text[-1] in NEVER_LAST:
            yield f"forbidden mark: {line.text}"


def faults_of_fullness(sheet: Sheet) -> Iterator[str]:
    slots = [(line.baseline - sheet.body[0].baseline) / PITCH for line in sheet.body]
    if max(abs(slot - round(slot)) for slot in slots) > 0.02:
        yield "off the grid"
    if round(slots[-1]) + 1 not in LINES_OF_A_FULL_PAGE:
        yield f"{round(slots[-1]) + 1} lines"


def faults_of_top(sheet: Sheet, before: Sheet, _after: list[Sheet]) -> Iterator[str]:
    if not sheet.body:
        yield "nothing but the imprint"
        return
    top, *others = sheet.body
    continues = continues_paragraph(top)
    ends = not others or not continues_paragraph(others[0])
    if continues and ends and top.end - top.start < SHORT_LINE - CHARACTER:
        yield f"alone at the top: {top.text}"


def continues_paragraph(line: Line) -> bool:
    return abs(line.start - LEFT) < 0.3 or abs(line.start - HANGING) < 0.3


def faults_of_foot(sheet: Sheet) -> Iterator[str]:
    last = sheet.body[-1]
    if not continues_paragraph(last) and re.match("[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）", last.text):
        yield f"a heading at the foot: {last.text}"


def faults_of_table(sheet: Sheet) -> Iterator[str]:
    for line in sheet.lines:
        for date in DATE_IN_CELL.findall(line.text):
            if not re.search("日$|底前$", date) and "印发" not in line.text:
                yield f"a torn date: {line.text}"
