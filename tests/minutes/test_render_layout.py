"""GB/T 9704-2012 with a ruler: every length is measured on the finished page, in millimetres."""

from functools import cache
from itertools import pairwise

import pytest

from partner_hub.minutes.document import Annex, AttendanceList, Attendee
from partner_hub.minutes.press.fonts import FontSet
from partner_hub.minutes.press.render import render_minutes
from tests.support.minutes import PRESENT, annex, minutes, minutes_of_pages
from tests.support.printed import MM, Printed

FONTS = FontSet()
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
CHARACTER = 156 / 28
PITCH = 29.609 * MM
INDENT = LEFT + 2 * CHARACTER
HANGING = LEFT + 5 * CHARACTER
LENGTHS = (1, 2, 3, 4, 6, 10)
NEVER_FIRST = set("，。、；：？！”’）》〉】〕％·")
NEVER_LAST = set("“‘（《〈【〔·")


@cache
def of_pages(pages: int) -> Printed:
    return Printed(render_minutes(minutes_of_pages(pages), FONTS).pdf)


def printed(**changes: object) -> Printed:
    return Printed(render_minutes(minutes(**changes), FONTS).pdf)


@pytest.fixture(params=LENGTHS)
def paper(request: pytest.FixtureRequest) -> Printed:
    return of_pages(request.param)


def test_the_text_takes_as_many_pages_as_it_needs() -> None:
    assert [len(of_pages(pages).sheets) for pages in LENGTHS] == list(LENGTHS)


def test_each_page_is_a4(paper: Printed) -> None:
    for page in paper.drawn:
        assert (page.rect.width * MM, page.rect.height * MM) == pytest.approx((210, 297), abs=0.1)


@pytest.mark.parametrize("pages", [3, 4, 6, 10])
def test_full_pages_fill_the_type_area(pages: int) -> None:
    for sheet in of_pages(pages).sheets[1:-1]:
        edges = sheet.ink(0, 0, 210, 264)
        assert edges == pytest.approx((LEFT, TOP, RIGHT, BOTTOM), abs=1.2)


@pytest.mark.parametrize("pages", [3, 4, 6, 10])
def test_full_pages_have_22_lines_on_one_grid(pages: int) -> None:
    counts = []
    for sheet in of_pages(pages).sheets[1:-1]:
        slots = [(line.baseline - sheet.body[0].baseline) / PITCH for line in sheet.body]
        assert slots == pytest.approx([round(slot) for slot in slots], abs=0.02)
        counts.append(round(slots[-1]) + 1)
    assert set(counts) <= {21, 22}
    assert 22 in counts


def test_a_full_line_has_28_characters() -> None:
    full = [
        line
        for line in of_pages(10).body
        if len(line.text) == 28 and line.start < LEFT + 1 and not has_latin(line.text)
    ]
    assert full
    for line in full:
        steps = [after.x - before.x for before, after in pairwise(line.glyphs)]
        assert steps == pytest.approx([CHARACTER] * 27, abs=0.02)


def has_latin(text: str) -> bool:
    return any(char < "\u2000" for char in text)


def test_lines_that_continue_end_flush(paper: Printed) -> None:
    ends = [line.end for line, after in pairwise(paper.body) if after.start == pytest.approx(LEFT, abs=0.3)]
    assert ends == pytest.approx([RIGHT] * len(ends), abs=0.2)


def test_paragraphs_are_indented_by_two_characters(paper: Printed) -> None:
    starts = {round(line.start, 1) for line in paper.body}
    assert starts <= {LEFT, round(INDENT, 1), round(HANGING, 1), 32.9}


def test_no_line_begins_or_ends_with_a_mark_that_must_not(paper: Printed) -> None:
    assert not [line.text for line in paper.body if line.text[0] in NEVER_FIRST or line.text[-1] in NEVER_LAST]


@pytest.mark.parametrize(
    ("beginning", "font"), [("一、关于", "hei"), ("（一）基本", "kai"), ("（三）运营", "kai"), ("1.房屋", "fangsong")]
)
def test_each_level_has_its_face(beginning: str, font: str) -> None:
    line = next(line for line in of_pages(10).body if line.text.startswith(beginning))
    assert font in line.font


def test_the_text_after_a_run_in_heading_is_fangsong() -> None:
    line = next(line for line in of_pages(10).body if line.text.startswith("（三）运营监督。"))
    assert "kai" in line.glyphs[7].font
    assert "fangsong" in line.glyphs[8].font


def test_no_heading_ends_a_page(paper: Printed) -> None:
    for sheet in paper.sheets[:-1]:
        last = sheet.body[-1]
        assert "fangsong" in last.font or last.text[2] == "："


@pytest.mark.parametrize(
    "mark", ["联席会议纪要", "棠梨社区党建联席会议纪要", "澄江市云栖区柳荫街道棠梨社区党建联席会议纪要"]
)
def test_the_mark_is_red_centred_and_on_one_line(mark: str) -> None:
    document = printed(mark=mark)
    line = document.sheets[0].lines[0]
    assert line.text == mark
    assert "mark" in line.font
    assert line.glyphs[0].colour == pytest.approx((0.902, 0, 0.071), abs=0.01)
    left, top, right, _ = document.sheets[0].ink(10, 60, 200, 100)
    assert top == pytest.approx(72, abs=0.5)
    assert left - LEFT == pytest.approx(RIGHT - right, abs=1)
    assert left > LEFT - 0.1


def test_number_issuer_date_and_red_rule_follow_the_mark() -> None:
    sheet = of_pages(4).sheets[0]
    number, issued = sheet.lines[1:3]
    assert number.text == "〔2026〕2号"
    assert (number.start + number.end) / 2 == pytest.approx(106, abs=1.5)
    assert issued.text == "中共澄江市云栖区柳荫街道棠梨社区委员会2026年6月25日"
    (rule,) = sheet.rules(120, 150)
    assert (rule.left, rule.right) == pytest.approx((LEFT, RIGHT), abs=0.2)
    assert 0.35 <= rule.thickness <= 0.7
    assert rule.bottom > issued.baseline


def test_a_long_issuer_takes_another_line_above_the_rule() -> None:
    sheet = printed(issuer="中共澄江市云栖区柳荫街道棠梨社区委员会、棠梨社区居民委员会").sheets[0]
    (rule,) = sheet.rules(120, 170)
    above = [line.text for line in sheet.lines if line.baseline < rule.bottom]
    assert above[2:] == ["中共澄江市云栖区柳荫街道棠梨社区委员会、棠梨社区居民", "委员会2026年6月25日"]


@pytest.mark.parametrize(
    ("reason", "lines"), [("改一个错字", 2), ("漏写了供电公司柳荫供电所党支部承诺的完成时限" * 2, 3)]
)
def test_a_correction_says_so_on_lines_of_its_own_below_the_number(reason: str, lines: int) -> None:
    version = f"（第2版，替代2026年7月20日印发的第1版。更正原因：{reason}）"
    sheet = printed(version_line=version).sheets[0]
    (rule,) = sheet.rules(120, 170)
    said = sheet.lines[2 : 2 + lines]
    assert "".join(line.text for line in said) == version
    assert sheet.lines[2 + lines].text.startswith("中共澄江市")
    assert sheet.lines[3 + lines].baseline > rule.bottom
    for line in said:
        assert "kai" in line.font
        assert (line.start + line.end) / 2 == pytest.approx(106, abs=2)


def test_minutes_without_number_leave_room_for_it() -> None:
    assert "〔2026〕号" in [line.text for line in printed(number=None).sheets[0].lines]


def test_a_draft_says_so_at_the_top_of_the_first_page_only() -> None:
    document = printed(draft=True)
    assert document.sheets[0].lines[0].text == "草稿"
    assert document.text.count("草稿") == 1
    assert "草稿" not in of_pages(4).text


def test_attendance_lists_have_labels_in_hei_and_hang() -> None:
    lines = of_pages(4).body
    labels = [line for line in lines if line.text[:3] in {"出席：", "请假：", "列席：", "记录："}]
    assert [line.text[:2] for line in labels] == ["出席", "请假", "列席", "记录"]
    for line in labels:
        assert line.start == pytest.approx(INDENT, abs=0.1)
        assert "hei" in line.font
    present, excused = lines.index(labels[0]), lines.index(labels[1])
    hanging = [line.start for line in lines[present + 1 : excused]]
    assert hanging == pytest.approx([HANGING] * len(hanging), abs=0.1)


def test_a_unit_is_named_once_for_its_people_and_a_note_stands_in_brackets() -> None:
    text = of_pages(4).text
    assert "棠梨社区党委书记顾珺、副书记闻翀、陆玥，喆源物业" in text
    assert "请假：市气象局党支部梁頔（汛期值班）。" in text


@pytest.mark.parametrize("shift", [0, 5])
def test_no_name_is_broken_over_two_lines(shift: int) -> None:
    seats = tuple(
        Attendee("市" + "某" * ((number + shift) % 12) + "党支部", seat.name) for number, seat in enumerate(PRESENT * 3)
    )
    document = printed(attendance=(AttendanceList("出席", seats),))
    lines = [line.text for sheet in document.sheets for line in sheet.lines]
    whole = sum(line.count(seat.name) for seat in PRESENT for line in lines)
    mentioned = sum(document.text.count(seat.name) for seat in PRESENT)
    assert whole == mentioned >= len(seats)


def test_names_in_the_body_stay_whole_too() -> None:
    body = "".join(f"{'某' * (number % 9)}请马犇、欧阳堃、阿依古丽·买买提办理，" for number in range(60))
    lines = [line.text for line in printed(body=body).body]
    for name in ("马犇", "欧阳堃", "阿依古丽·买买提"):
        assert sum(line.count(name) for line in lines) >= 60


def test_numbers_stay_with_their_units() -> None:
    body = "".join(f"{'某' * (number % 7)}于2026年完成81.8%的任务并投入3.6万元，" for number in range(60))
    lines = [line.text for line in printed(body=body, attendance=()).body]
    for number in ("2026年", "81.8%", "3.6万元"):
        assert sum(line.count(number) for line in lines) == 60


def test_month_and_day_stay_together() -> None:
    body = "".join(f"{'某' * (number % 7)}于2026年7月21日召开，" for number in range(60))
    lines = [line.text for line in printed(body=body, attendance=()).body]
    assert sum(line.count("7月21日") for line in lines) == 60


def test_strange_names_do_not_move_a_line() -> None:
    body = "由" + "、".join("䶮𬭎㛃堃犇玥珺翀昇璟彧赟祎昉𠀀𠮷𪚥𫝀𫠠𬀩𬺰𮯠鿫" * 12) + "负责。"
    sheet = printed(body=body).sheets[0]
    steps = [after.baseline - before.baseline for before, after in pairwise(sheet.body)]
    assert steps == pytest.approx([PITCH] * len(steps), abs=0.05)


def test_page_numbers_stand_at_the_outer_side(paper: Printed) -> None:
    for number, sheet in enumerate(paper.sheets, start=1):
        foot = sheet.lines[-1]
        assert foot.text == f"—{number}—"
        assert {round(glyph.size, 2) for glyph in foot.glyphs} == {14.0}
        assert "song" in foot.font
        edge = RIGHT - foot.end if number % 2 else foot.start - LEFT
        assert edge == pytest.approx(14 * MM, abs=0.1)
        dash = foot.glyphs[0].x
        assert sheet.ink(dash + 0.3, 264, dash + 4.5, 290)[1] == pytest.approx(BOTTOM + 7, abs=0.2)


def assert_imprint_at_foot(document: Printed) -> None:
    rules = document.sheets[-1].rules(181, 270)
    assert [rule.thickness for rule in rules] == pytest.approx([0.35, 0.25, 0.35], abs=0.05)
    assert rules[-1].bottom == pytest.approx(BOTTOM, abs=0.2)
    for rule in rules:
        assert (rule.left, rule.right) == pytest.approx((LEFT, RIGHT), abs=0.2)


@pytest.mark.parametrize("rows", [0, 3])
def test_the_imprint_is_at_the_foot_of_the_very_last_page(rows: int) -> None:
    document = printed(annexes=(annex(rows),)) if rows else of_pages(4)
    assert_imprint_at_foot(document)
    *_, copies, issued, _ = document.sheets[-1].lines
    assert copies.text.endswith("各网格党支部。")
    assert issued.text == "棠梨社区党委办公室2026年6月26日印发"
    assert issued.size == pytest.approx(14, abs=0.01)
    assert issued.start == pytest.approx(LEFT + 14 * MM, abs=0.1)
    assert issued.end == pytest.approx(RIGHT - 14 * MM, abs=0.1)


@pytest.mark.parametrize("lines", range(30, 35))
def test_the_imprint_is_never_alone_on_its_page(lines: int) -> None:
    body = "\n".join(["这一段正好占一行。"] * lines)
    document = printed(body=body, attendance=())
    assert_imprint_at_foot(document)
    assert document.sheets[-1].body


@pytest.mark.parametrize("rows", [8, 9])
def test_the_imprint_is_never_alone_behind_a_table(rows: int) -> None:
    document = printed(annexes=(annex(rows),))
    assert_imprint_at_foot(document)
    assert "每周三" in document.sheets[-1].text


def test_minutes_without_copies_have_an_imprint_of_two_rules() -> None:
    rules = printed(copies_to=()).sheets[-1].rules(200, 270)
    assert [rule.thickness for rule in rules] == pytest.approx([0.35, 0.35], abs=0.05)
    assert rules[-1].bottom == pytest.approx(BOTTOM, abs=0.2)


def test_an_annex_begins_on_a_page_of_its_own() -> None:
    document = printed(annexes=(annex(3),))
    sheet = document.sheets[-1]
    assert [line.text for line in sheet.lines[:2]] == ["附件", "第二季度需求与资源对接事项清单"]
    assert "附件：第二季度需求与资源对接事项清单" in document.text


def test_columns_of_an_annex_are_as_wide_as_what_must_not_be_torn() -> None:
    heads = ("序号", "需求", "牵头单位", "配合单位", "承诺内容", "完成时限")
    long = "为梨园里小区独居老人提供助餐、送餐和探访关爱服务，全年不少于48次"
    rows = (
        ("需求",),
        ("1", long, "市第五人民医院柳荫院区党支部", "青杉律师事务所党支部", long, "2026年12月31日前"),
        ("12", long, "物业", "", long, "2025年7月13日"),
    )
    sheet = printed(annexes=(Annex("清单", heads, rows),)).sheets[-1]
    lines = [line.text for line in sheet.lines]
    assert "".join(heads) in lines
    assert "2026年12月31日前" in sheet.text
    assert sum("2026年12月31日前" in line or "2025年7月13日" in line for line in lines) == 2


def test_the_row_of_one_cell_is_a_heading_across_the_table() -> None:
    rows = (("机关单位",), ("1", "区民政局", "钱𬭎"))
    sheet = printed(annexes=(Annex("名单", ("序号", "单位", "姓名"), rows),)).sheets[-1]
    group = next(line for line in sheet.lines if line.text == "机关单位")
    assert "hei" in group.font


def test_several_annexes_are_numbered() -> None:
    document = printed(annexes=(annex(2), annex(2, "另一份清单")))
    assert [sheet.lines[0].text for sheet in document.sheets[-2:]] == ["附件1", "附件2"]
    assert "附件：1.第二季度需求与资源对接事项清单2.另一份清单" in document.text


def test_the_headings_of_a_long_table_are_repeated() -> None:
    document = printed(annexes=(annex(24),))
    sheets = [sheet for sheet in document.sheets if "承诺内容" in sheet.text]
    assert len(sheets) > 2
    assert document.text.count("承诺内容") == len(sheets)
    for sheet in sheets:
        _, top, _, bottom = sheet.ink(LEFT, 0, RIGHT, 266)
        assert top > TOP - 0.2
        assert bottom < BOTTOM + 0.2


def test_a_list_of_sixty_seats_stands_on_two_pages() -> None:
    groups = [
        (
            ("出席：社会组织和居民自治组织（12家）",),
            *((f"临澜市青渚区柳浦街道第{number}社会工作服务中心", "欧阳静澜", "党支部副书记"),) * 12,
        )
        for number in range(5)
    ]
    rows = tuple(row for group in groups for row in group)
    document = printed(annexes=(Annex("参会人员名单", ("单位", "姓名", "职务"), rows, dense=True),))
    assert sum("职务" in sheet.text for sheet in document.sheets) == 2
    assert document.text.count("欧阳静澜") == 60


def test_a_list_that_reaches_down_to_the_imprint_has_narrower_rules() -> None:
    rows = (("临澜市柳浦小学", "欧阳静澜", "校长"),) * 28
    document = printed(annexes=(Annex("参会人员名单", ("单位", "姓名", "职务"), rows, dense=True),))
    assert document.sheets[-1].text.count("欧阳静澜") == 28
    assert_imprint_at_foot(document)
