"""What the reader of a Word document notices, read back with python-docx."""

import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from partner_hub.minutes.document import Annex, AttendanceList, Attendee, MinutesDocument
from partner_hub.minutes.press.paragraphs import print_paragraphs
from partner_hub.minutes.word.minutes_docx import minutes_as_docx
from partner_hub.minutes.word.notice_docx import notice_as_docx
from partner_hub.minutes.word.styled_text import balanced_lines
from tests.support.letter import a_letter
from tests.support.minutes import annex, minutes

ANNEXES = (annex(3), annex(30, title="第二季度党建联席会议任务清单"))


def opened(content: bytes) -> Document:
    return docx.Document(BytesIO(content))


def lines_of(page: Document) -> list[str]:
    """All texts in the order of the file, a row of a table as its cells joined by bars."""
    lines = []
    for block in page.iter_inner_content():
        rows = block.rows if isinstance(block, Table) else ()
        lines += ["|".join(cell.text for cell in row.cells) for row in rows]
        lines += [block.text] if isinstance(block, Paragraph) and block.text else []
    return lines


def grid_of(section: Section) -> dict[str, str]:
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001 - python-docx knows no grid
    return {name.rpartition("}")[2]: value for name, value in grid.attrib.items()}


@pytest.fixture(scope="module")
def document() -> MinutesDocument:
    return minutes(annexes=ANNEXES, draft=True, version_line="第2版，替换第1版：更正完成时限")


@pytest.fixture(scope="module")
def page(document: MinutesDocument) -> Document:
    return opened(minutes_as_docx(document))


def test_every_page_is_a4_with_28_characters_on_22_lines(page: Document) -> None:
    for section in page.sections:
        assert (section.page_width, section.page_height) == pytest.approx((Mm(210), Mm(297)), abs=Mm(0.1))
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert margins == pytest.approx((Mm(37), Mm(35), Mm(28), Mm(26)), abs=Mm(0.1))
        assert grid_of(section) == {"type": "linesAndChars", "linePitch": "579", "charSpace": "-849"}
        width = 8844 / 20
        assert 28 <= width / (16 - 849 / 4096) < 28.01
        assert 22 <= 12755 / 579 < 23


def test_what_does_not_ask_the_grid_has_its_size(page: Document) -> None:
    """28 characters and 22 lines also where a program reads the grid otherwise."""
    style = page.styles["Normal"]
    assert style.font.size == Pt(16)  # what a grid's pitch is counted from; programs look for it in the style itself
    assert style.paragraph_format.line_spacing == Pt(28.95)
    spacing = style.element.rPr.find(qn("w:spacing")).get(qn("w:val"))
    assert 28 <= 8844 / (320 + int(spacing)) < 29


def test_it_says_what_the_pdf_says_in_the_same_order(document: MinutesDocument, page: Document) -> None:
    tables = [
        [f"附件{number}", each.title, *("|".join(row) for row in (each.columns, *each.rows))]
        for number, each in enumerate(ANNEXES, start=1)
    ]
    assert lines_of(page) == [
        "草稿",
        "棠梨社区党建联席会议纪要",
        "〔2026〕2号",
        "第2版，替换第1版：更正完成时限",
        "中共澄江市云栖区柳荫街道棠梨社区委员会",
        "\t2026年6月25日",
        *(each.label + each.heading + each.text for each in print_paragraphs(document)),
        *tables[0],
        *tables[1],
        "抄送：柳荫街道党工委党建工作办公室，区委社会工作部，联席会议各成员单位党组织，各网格党支部。",
        "棠梨社区党委办公室\t2026年6月26日印发",
    ]


def face_of(page: Document, style: str) -> str:
    """By the style or those it builds on."""
    found = page.styles[style]
    while found is not None:
        fonts = found.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is not None:
            return fonts.get(qn("w:eastAsia"))
        found = found.base_style
    defaults = page.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    return str(defaults.get(qn("w:eastAsia")))


@pytest.mark.parametrize(
    ("style", "face"),
    [
        ("Body Text", "仿宋_GB2312"),
        ("Heading 1", "黑体"),
        ("Heading 2", "楷体_GB2312"),
        ("发文机关标志", "方正小标宋简体"),
        ("附件标题", "方正小标宋简体"),
        ("表格文字", "仿宋_GB2312"),
        ("footer", "宋体"),
    ],
)
def test_each_style_has_its_face(page: Document, style: str, face: str) -> None:
    assert face_of(page, style) == face


def test_headings_make_an_outline_and_are_black_and_not_bold(page: Document) -> None:
    outline = [(p.style.name, p.text) for p in page.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert outline[:3] == [
        ("Heading 1", "一、关于第一季度议定事项办理情况"),
        ("Heading 1", "二、关于社区食堂选址"),
        ("Heading 2", "（一）基本情况"),
    ]
    for name in ("Heading 1", "Heading 2"):
        xml = page.styles[name].element.xml
        assert "<w:outlineLvl" in xml
        assert "<w:b/>" not in xml
        assert "<w:color" not in xml


def test_body_is_indented_by_two_characters_and_lists_hang_by_three(page: Document) -> None:
    indent = page.styles["Body Text"].element.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"
    indent = page.styles["名单"].element.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:hangingChars")) == "300"
    present = next(p for p in page.paragraphs if p.text.startswith("出席："))
    assert present.style
    assert present.style.name == "名单"


def test_heads_of_tables_are_repeated_and_rows_stay_whole(page: Document) -> None:
    *annexes, imprint = page.tables
    assert [len(table.rows) for table in annexes] == [4, 31]
    for table in annexes:
        heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]  # noqa: SLF001
        assert heads == [True, *[False] * (len(table.rows) - 1)]
        whole = [row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows]  # noqa: SLF001
        assert all(whole)
    assert imprint._tbl.tblPr.find(qn("w:tblpPr")).get(qn("w:tblpYSpec")) == "bottom"  # noqa: SLF001


def test_a_date_has_room_for_its_line_and_stands_in_the_middle(page: Document) -> None:
    dates = page.tables[0].columns[-1]
    assert dates.width is not None
    assert dates.width.pt > 12 * 7 + 8
    assert all(cell.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER for cell in dates.cells)


def test_the_heading_of_a_group_takes_the_whole_row() -> None:
    listed = Annex("名单", ("序号", "单位"), (("企业",), ("1", "供电公司"), ("学校",), ("2", "柳荫小学")))
    page = opened(minutes_as_docx(minutes(annexes=(listed,), copies_to=())))
    table = page.tables[0]
    assert [len(row._tr.tc_lst) for row in table.rows] == [2, 1, 2, 1, 2]  # noqa: SLF001 - cells() repeats merged ones
    assert [row.cells[0].text for row in table.rows] == ["序号", "企业", "1", "学校", "2"]
    assert table.rows[1].cells[0].paragraphs[0].style.name == "表格分组"


def test_a_long_list_is_set_smaller_on_the_whole_width() -> None:
    usual, dense = (Annex("名单", ("序号", "单位"), (("1", "供电公司"),), dense=dense) for dense in (False, True))
    small, large = opened(minutes_as_docx(minutes(annexes=(dense, usual)))).tables[:2]
    sizes = [table.rows[1].cells[0].paragraphs[0].style.font.size for table in (small, large)]
    assert sizes == [Pt(10.5), Pt(12)]
    widths = [sum(column.width.pt for column in table.columns if column.width) for table in (small, large)]
    assert widths == pytest.approx([442.2, 414.2], abs=0.2)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(page: Document) -> None:
    assert page.settings.odd_and_even_pages_header_footer
    for footer, side in ((page.sections[0].footer, "right"), (page.sections[0].even_page_footer, "left")):
        xml = footer.paragraphs[0]._p.xml  # noqa: SLF001 - fields are told apart from text
        assert f'<w:jc w:val="{side}"/>' in xml
        assert " PAGE " in xml
        assert footer.paragraphs[0].text.startswith("— ")
    assert all(section.footer.is_linked_to_previous for section in list(page.sections)[1:])


def test_the_mark_and_the_rule_are_red_and_nothing_else_is(page: Document) -> None:
    xml = page.element.xml
    assert xml.count("E60012") == 1  # the rule; the mark has it from its style
    assert page.styles["发文机关标志"].element.xml.count("E60012") == 1


def test_properties_are_of_the_document_and_its_day(document: MinutesDocument, page: Document) -> None:
    properties = page.core_properties
    assert (properties.title, properties.author) == (document.title, document.author)
    assert properties.created == properties.modified == datetime(2026, 6, 25, tzinfo=UTC)
    assert properties.language == "zh-CN"


HOSTILE = '=1+1 <w:p/> { HYPERLINK "http://x.example" } &amp; \x00\x0b\u202e\ufffe\ud800 PAGE'


def test_texts_are_data() -> None:
    listed = AttendanceList("出席", (Attendee(HOSTILE, HOSTILE, HOSTILE),))
    document = minutes(body=HOSTILE, mark=HOSTILE, attendance=(listed,), version_line=HOSTILE, copies_to=(HOSTILE,))
    content = minutes_as_docx(document)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        body = archive.read("word/document.xml").decode()
    assert "<w:fldChar" not in body
    assert "<w:instrText" not in body
    assert "<w:hyperlink" not in body
    assert '=1+1 <w:p/> { HYPERLINK "http://x.example" } &amp; PAGE' in "".join(lines_of(opened(content)))


def test_the_package_names_each_of_its_parts(page: Document) -> None:
    with zipfile.ZipFile(BytesIO(minutes_as_docx(minutes()))) as archive:
        names = set(archive.namelist())
        types = archive.read("[Content_Types].xml").decode()
    assert all(f"/{name}" in types for name in names if not name.endswith((".rels", "[Content_Types].xml")))
    assert not any("custom" in name or "thumbnail" in name for name in names)


SCRIPT = """
import sys
from partner_hub.minutes.word.minutes_docx import minutes_as_docx
from tests.support.minutes import annex, minutes
sys.stdout.buffer.write(minutes_as_docx(minutes(annexes=(annex(2),))))
"""


def test_the_same_document_gives_the_same_bytes_in_every_process() -> None:
    there = subprocess.run(  # noqa: S603
        [sys.executable, "-c", SCRIPT],
        check=True,
        capture_output=True,
        cwd=Path(__file__).parents[2],
        env={"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"},
    ).stdout
    assert there == minutes_as_docx(minutes(annexes=(annex(2),)))


def test_the_notice_is_a_letter_with_its_list_and_slip() -> None:
    letter = a_letter(units=3)
    page = opened(notice_as_docx(letter))
    head = page.sections[0].first_page_header.paragraphs[0]
    assert head.text == letter.issuer
    assert page.sections[0].different_first_page_header_footer
    assert not any(section.different_first_page_header_footer for section in list(page.sections)[1:])
    assert lines_of(page) == [
        "关于召开柳岸社区2026年\n第四季度党建联席会的通知",
        "各近邻合伙人单位：",
        *map(str, letter.body),
        "附件：1.参会单位名单",
        "2.参会回执",
        letter.issuer,
        "2026年12月1日",
        "附件1",
        "参会单位名单",
        "序号|单位名称",
        *(f"{number}|江州市第{number}号共建单位" for number in (1, 2, 3)),
        "附件2",
        "参会回执",
        "单位名称|参会人姓名|职务|联系电话|是否参会|备注",
        *["||||□参加\n□请假|"] * 2,
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("关于召开柳岸社区2026年第四季度党建联席会的通知", ["关于召开柳岸社区2026年", "第四季度党建联席会的通知"]),
        ("关于召开党建联席会的通知", ["关于召开党建联席会的通知"]),
    ],
)
def test_titles_break_between_words(text: str, lines: list[str]) -> None:
    assert balanced_lines(text, 19, ("第四季度", "党建联席会", "的通知", "社区")) == lines
