"""What was read of a workbook is written so that it is read as the same, by this reader and by others."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from partner_hub.workbooks.reader import read_workbook
from partner_hub.workbooks.xlsx.errors import WorkbookError
from partner_hub.workbooks.xlsx.workbook import Cell, Row, Sheet, Workbook
from partner_hub.workbooks.xlsx.writer import write_workbook
from tests.imports.conftest import NEEDS, OFFERINGS, UNITS, Rows
from tests.workbooks.books import MAIN, SheetOf, build, package

VALUES = SheetOf(
    [
        ["标题"],
        ["单位名称", "日期", "月份", "时间", "数字"],
        ["同上\n第二行", date(2026, 3, 2), date(2026, 3, 1), 0.5, 0.1],
        [True, False, 10**15, -3, 1e300],
        ["  blanks  ", "<&>\"'", "_x000D_", "a_x000B_b", "=1+1"],
        [],
        ["𬭎", "", None, "最后", 46083.5],
    ],
    merged=["A1:E1", "A3:A4", "D6:E7"],
    hidden_rows=[4],
    formats={"B3": "yyyy-mm-dd", "C3": 'yyyy"年"m"月"', "D3": "h:mm", "E7": "yyyy/m/d h:mm"},
)
ODD = (
    '<sheetData><row><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c><f>A1</f></c><c t="str"><f>B1</f><v>x</v></c></row>'
    '<row r="9"><c r="AA9" t="d"><v>2026-03-02</v></c><c r="A9" t="inlineStr"><is><t>late</t></is></c></row>'
    '</sheetData><mergeCells><mergeCell ref="A9:B10"/><mergeCell ref="C1:C1"/></mergeCells>'
)


@pytest.mark.parametrize(
    "data",
    [
        build(**{"清单": VALUES, "另 <一> & “二”": SheetOf([["x"]], hidden=True), "空": SheetOf([])}),
        package(ODD),
        package(ODD, **{"xl/media/a.png": b"", "xl/connections.xml": b"", "xl/embeddings/a.bin": b""}),
        package(
            '<sheetData><row><c s="1"><v>1</v></c></row></sheetData>',
            **{
                "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="r"><workbookPr date1904="1"/><sheets>'
                '<sheet name="表" sheetId="1" r:id="b"/></sheets></workbook>',
                "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>',
            },
        ),
    ],
)
def test_what_is_written_is_read_as_the_same(data: bytes) -> None:
    workbook = read_workbook(data, "表.xlsx")
    written = write_workbook(workbook)
    assert read_workbook(written, "表.xlsx") == workbook
    assert write_workbook(read_workbook(written, "表.xlsx")) == written


@pytest.mark.parametrize("rows", [UNITS, OFFERINGS, NEEDS])
def test_another_program_reads_it_as_well(rows: Rows) -> None:
    data = build(清单=SheetOf(rows))
    mine, theirs = (load_workbook(io.BytesIO(each)) for each in (write_workbook(read_workbook(data, "")), data))
    assert mine.sheetnames == theirs.sheetnames
    assert [list(row) for row in mine["清单"].values] == [
        [None if value == "" else value for value in row] for row in theirs["清单"].values
    ]


def test_what_the_reader_would_refuse_is_not_written() -> None:
    """Cells without their place take less room than cells that name it."""
    texts = [Cell("一" * 4990 + str(number)) for number in range(4500)]
    large = Workbook("", (Sheet("表", tuple(Row(number, {1: cell}) for number, cell in enumerate(texts, 1))),))
    with pytest.raises(WorkbookError, match="grows suspiciously"):
        write_workbook(large)


@pytest.mark.sweep
def test_what_shrinks_well_is_written_so_that_it_is_read_again() -> None:
    texts = [Cell("一" * 4900 + str(number)) for number in range(400)]
    sheets = tuple(
        Sheet(name, tuple(Row(number, {1: cell}) for number, cell in enumerate(texts, 1))) for name in "甲乙丙丁"
    )
    workbook = Workbook("表.xlsx", sheets)
    assert read_workbook(write_workbook(workbook), "表.xlsx") == workbook
