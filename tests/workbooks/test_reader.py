"""Reading what people really send: merged cells, dates, hidden rows, files of WPS and of older programs."""

from datetime import date

from partner_hub.workbooks.reader import read_workbook
from partner_hub.workbooks.xlsx.workbook import Cell, Value
from tests.workbooks.books import MAIN, OFFICE, SheetOf, build, package


def values(data: bytes) -> list[dict[int, Value]]:
    sheet = read_workbook(data, "a.xlsx").sheets[0]
    return [{column: cell.value for column, cell in row.cells.items()} for row in sheet.rows]


def test_numbers_texts_and_dates_come_as_what_they_are() -> None:
    data = build(a=SheetOf([["甲", 3, 2.5, True, date(2025, 3, 18)]]))
    assert values(data) == [{1: "甲", 2: 3, 3: 2.5, 4: True, 5: date(2025, 3, 18)}]


def test_a_date_shown_as_a_month_stays_a_month() -> None:
    data = build(a=SheetOf([[date(2024, 3, 1)]], formats={"A1": 'yyyy"年"m"月"'}))
    assert values(data) == [{1: "2024年3月"}]


def test_a_merged_range_lends_its_value_and_says_so() -> None:
    data = build(a=SheetOf([["图书馆", "绘本"], [None, "书车"]], merged=["A1:A2"]))
    rows = read_workbook(data, "a.xlsx").sheets[0].rows
    assert rows[1].cell(1) == Cell("图书馆", anchor=(1, 1))
    assert rows[1].cell(2) == Cell("书车")


def test_rows_without_content_are_left_out_but_numbers_stay_those_of_excel() -> None:
    data = build(a=SheetOf([["甲"], [], ["", "  "], ["乙"]]))
    assert [row.number for row in read_workbook(data, "a.xlsx").sheets[0].rows] == [1, 4]


def test_hidden_rows_and_sheets_are_told_apart() -> None:
    data = build(a=SheetOf([["甲"], ["乙"]], hidden_rows=[2]), b=SheetOf([["丙"]], hidden=True))
    first, second = read_workbook(data, "a.xlsx").sheets
    assert [row.hidden for row in first.rows] == [False, True]
    assert (first.hidden, second.hidden) == (False, True)


def test_texts_of_wps_inside_the_cell_are_read_without_their_phonetic_guides() -> None:
    guided = '<is><r><t>龙</t></r><r><t>湾</t></r><rPh sb="0" eb="1"><t>long</t></rPh></is>'
    escaped = "<is><t>一行_x000D_\n二行</t></is>"
    cells = f'<c r="A1" t="inlineStr">{guided}</c><c r="B1" t="inlineStr">{escaped}</c>'
    sheet = f'<sheetData><row r="1">{cells}</row></sheetData>'
    assert values(package(sheet)) == [{1: "龙湾", 2: "一行\r\n二行"}]


def test_cells_without_references_are_counted_on() -> None:
    assert values(
        package("<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>")
    ) == [
        {1: 1, 2: 2},
        {1: 3},
    ]


def test_dates_may_count_from_1904() -> None:
    data = package(
        '<sheetData><row r="1"><c r="A1" s="1"><v>1</v></c></row></sheetData>',
        **{
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
            '<workbookPr date1904="1"/><sheets><sheet name="表" sheetId="1" r:id="b"/></sheets></workbook>',
            "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        },
    )
    assert values(data) == [{1: date(1904, 1, 2)}]


def test_an_error_of_excel_is_no_value() -> None:
    sheet = '<sheetData><row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>'
    cell = read_workbook(package(sheet), "a.xlsx").sheets[0].rows[0].cell(1)
    assert cell == Cell(None, formula=True, error="#DIV/0!")


def test_only_the_name_of_the_file_is_kept() -> None:
    data = build(a=SheetOf([["甲"]]))
    assert read_workbook(data, "C:\\用户\\台账.xlsx").filename == "台账.xlsx"
    assert read_workbook(data, "../../etc/台账.xlsx").filename == "台账.xlsx"
