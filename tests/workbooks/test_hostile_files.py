"""Files that nobody should open in Excel either: each is refused with its reason, or read without harm."""

import io
import struct
import zipfile
from collections.abc import Mapping
from datetime import date

import pytest

from partner_hub.workbooks.reader import read_workbook
from partner_hub.workbooks.xlsx.errors import WORKBOOK_ERROR_MESSAGES, WorkbookError
from partner_hub.workbooks.xlsx.workbook import Cell, Note
from partner_hub.workbooks.xlsx.writer import write_workbook
from tests.workbooks.books import MAIN, SheetOf, build, package

GOOD = build(a=SheetOf([["单位名称", "电话"], ["柳塘书店", "0794-8211111"]]))
SHEET = "xl/worksheets/sheet1.xml"
MANY_ROWS = "<row><c><v>1</v></c></row>" * 5_001
ONE_CELL = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'


def refusal(data: bytes, filename: str = "a.xlsx") -> str:
    with pytest.raises(WorkbookError) as refused:
        read_workbook(data, filename)
    assert refused.value.message == WORKBOOK_ERROR_MESSAGES[refused.value.code]
    assert "%(" not in str(refused.value)
    return refused.value.code


def rezip(data: bytes, method: int = zipfile.ZIP_DEFLATED, changes: Mapping[str, bytes] | None = None) -> bytes:
    parts = dict(changes or {})
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name, old.read(name)))
        for name, content in parts.items():
            new.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"name,phone\n\xff\xff,1\n", "csv"),
        (b"%PDF-1.7 and so on", "not_a_workbook"),
        (b"<html><table></table></html>", "html"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "xml_2003"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"PK\x03\x04 no more than the first letters", "broken"),
        (GOOD[: len(GOOD) // 2], "broken"),
        (b"x" * (10 * 1024 * 1024 + 1), "too_large"),
    ],
)
def test_what_is_no_workbook_is_named(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_the_extension_decides_nothing() -> None:
    assert read_workbook(GOOD, "台账.xls").sheets[0].rows[1].cell(1).value == "柳塘书店"


def test_another_office_document_is_no_workbook() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    assert refusal(target.getvalue()) == "not_a_workbook"


def test_macros_are_left_aside_and_the_cells_are_read() -> None:
    workbook = read_workbook(package(ONE_CELL, **{"xl/vbaProject.bin": b"\0"}), "a.xlsm")
    assert [note.code for note in workbook.notes] == ["macros"]
    assert workbook.sheets[0].rows[0].cell(1).value == 1


def test_an_open_document_is_named() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    assert refusal(target.getvalue()) == "ods"


def test_a_binary_workbook_is_named() -> None:
    assert refusal(package(ONE_CELL, **{"xl/workbook.bin": b"\0"})) == "binary_workbook"


def test_a_bomb_is_stopped_while_it_inflates() -> None:
    bomb = package(f"<sheetData>{'<row/>' * 3_000_000}</sheetData>")
    assert len(bomb) < 100_000
    assert refusal(bomb) == "inflates"


def test_a_bomb_with_a_modest_header_is_stopped_too() -> None:
    bomb = bytearray(package(ONE_CELL, **{"xl/sharedStrings.xml": b"<sst>" + b" " * 20_000_000 + b"</sst>"}))
    # The sizes in the local and the central header now claim 100 bytes.
    place = bomb.find(struct.pack("<I", 20_000_011))
    while place >= 0:
        bomb[place : place + 4] = struct.pack("<I", 100)
        place = bomb.find(struct.pack("<I", 20_000_011))
    assert refusal(bytes(bomb)) in ("inflates", "broken")


def test_thousands_of_parts_are_refused() -> None:
    parts = {f"xl/media/{number}.png": b"" for number in range(1001)}
    assert refusal(package(ONE_CELL, **parts)) == "too_many_parts"


def test_methods_that_inflate_out_of_reach_are_refused() -> None:
    assert refusal(rezip(GOOD, zipfile.ZIP_LZMA)) == "broken"


def test_a_dimension_of_a_million_rows_is_only_a_claim() -> None:
    sheet = (
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="A1048576"><v>2</v></c><c r="XFD1048576" s="0"/></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:XFD1048575"/></mergeCells>'
    )
    rows = read_workbook(package(sheet), "a.xlsx").sheets[0].rows
    assert [row.number for row in rows] == [1, 1048576]


def test_more_rows_than_any_community_keeps_are_refused() -> None:
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(1, 6002))
    with pytest.raises(WorkbookError) as refused:
        read_workbook(package(f"<sheetData>{rows}</sheetData>"), "a.xlsx")
    assert refused.value.code == "too_many_rows"
    assert refused.value.params == {"sheet": "表", "limit": 6000}


def test_content_far_to_the_right_is_left_aside_with_a_note() -> None:
    sheet = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row></sheetData>'
    workbook = read_workbook(package(sheet), "a.xlsx")
    assert set(workbook.sheets[0].rows[0].cells) == {1}
    assert workbook.notes == (Note("far_columns", {"sheet": "表"}),)


def test_formats_down_to_the_last_row_are_no_content() -> None:
    bare = "".join(
        f'<row r="{number}" s="1"><c r="A{number}" s="1"/><c r="B{number}" s="1"></c></row>'
        for number in range(2, 200_000)
    )
    last = '<row r="1048576"><c r="A1048576"><v>2</v></c></row>'
    sheet = f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>{bare}{last}</sheetData>'
    rows = read_workbook(package(sheet), "a.xlsx").sheets[0].rows
    assert [row.number for row in rows] == [1, 1048576]


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        ("<worksheet><sheetData><row>", "sheet_broken"),
        (
            f"<worksheet><sheetData>{'<row><c><v>1</v></c></row>' * 6_001}</sheetData></worksheet>",
            "sheet_too_many_rows",
        ),
    ],
)
def test_a_sheet_that_cannot_be_read_stands_aside_with_a_note(sheet: str, code: str) -> None:
    data = rezip(
        build(底册=SheetOf([["x"]]), 清单=SheetOf([["单位名称"], ["柳塘书店"]])), changes={SHEET: sheet.encode()}
    )
    workbook = read_workbook(data, "a.xlsx")
    assert [len(each.rows) for each in workbook.sheets] == [0, 2]
    assert workbook.notes == (Note(code, {"sheet": "底册"}),)
    assert read_workbook(write_workbook(workbook), "a.xlsx") == workbook


@pytest.mark.parametrize(
    "sheet",
    [
        '<!DOCTYPE a [<!ENTITY x "boom">]>' + f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
        '<!DOCTYPE a SYSTEM "http://example.test/a.dtd">' + f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
    ],
)
def test_entities_and_document_types_are_refused(sheet: str) -> None:
    assert refusal(package(ONE_CELL, **{"xl/worksheets/sheet1.xml": sheet})) == "forbidden_xml"


@pytest.mark.parametrize(
    "sheet",
    [
        "<sheetData><row>",
        '<sheetData><row r="1"><c r="A1"><v>1</v></row></sheetData>',
    ],
)
def test_damage_inside_is_named(sheet: str) -> None:
    assert refusal(package(sheet)) == "broken"


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ('<row r="1"><c r="A1" t="s"><v>7</v></c></row>', Cell(None, error="#REF!")),
        ('<row r="1"><c r="A1"><v>three</v></c></row>', Cell("three")),
        ('<row r="1"><c r="A1"><v>nan</v></c></row>', Cell("nan")),
        ('<row r="1"><c r="A1"><v>1e999</v></c></row>', Cell("1e999")),
        ('<row r="x"><c r="A1"><v>1</v></c></row>', Cell(1)),
        ('<row r="9999999"><c r="A1"><v>1</v></c></row>', Cell(1)),
        ('<row r="1"><c r="1A"><v>1</v></c></row>', Cell(1)),
        ('<row r="1"><c r="A1" s="x"><v>1</v></c></row>', Cell("1")),
        ('<row r="1"><c r="A1" t="d"><v>2026-03-02T00:00:00</v></c></row>', Cell(date(2026, 3, 2))),
    ],
)
def test_one_odd_cell_refuses_no_file(row: str, cell: Cell) -> None:
    (read,) = read_workbook(package(f"<sheetData>{row}</sheetData>"), "a.xlsx").sheets[0].rows
    assert (read.number, read.cell(1)) == (1, cell)


def test_a_missing_sheet_part_is_damage() -> None:
    rels = '<Relationships><Relationship Id="b" Target="worksheets/other.xml"/></Relationships>'
    assert refusal(package(ONE_CELL, **{"xl/_rels/workbook.xml.rels": rels})) == "broken"


def test_links_objects_and_pictures_are_left_aside_with_a_note() -> None:
    link = '<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    parts = {
        "xl/externalLinks/externalLink1.xml": link,
        "xl/embeddings/oleObject1.bin": "",
        "xl/media/image1.png": "",
    }
    notes = read_workbook(package(ONE_CELL, **parts), "a.xlsx").notes
    assert [note.code for note in notes] == ["embedded_objects", "external_links", "pictures"]


def test_a_formula_is_never_evaluated() -> None:
    sheet = (
        '<sheetData><row r="1"><c r="A1" t="str"><f>cmd|\'/C calc\'!A0</f><v>柳塘书店</v></c>'
        '<c r="B1"><f>HYPERLINK("http://example.test")</f></c></row></sheetData>'
    )
    row = read_workbook(package(sheet), "a.xlsx").sheets[0].rows[0]
    assert (row.cell(1).value, row.cell(1).formula) == ("柳塘书店", True)
    assert (row.cell(2).value, row.cell(2).formula) == (None, True)


def test_a_cell_longer_than_any_list_needs_is_cut_and_says_so() -> None:
    sheet = f'<sheetData><row r="1"><c r="A1" t="str"><v>{"长" * 5_001}</v></c></row></sheetData>'
    workbook = read_workbook(package(sheet), "a.xlsx")
    cell = workbook.sheets[0].rows[0].cell(1)
    assert (cell.value, cell.is_cut) == ("长" * 4_999 + "…", True)
    assert read_workbook(write_workbook(workbook), "a.xlsx") == workbook


def test_a_sheet_full_of_one_long_text_is_refused() -> None:
    texts = f"<sst><si><t>{'长' * 4_000}</t></si></sst>"
    rows = "".join(f'<row r="{number}"><c r="A{number}" t="s"><v>0</v></c></row>' for number in range(1, 502))
    with pytest.raises(WorkbookError) as refused:
        read_workbook(package(f"<sheetData>{rows}</sheetData>", **{"xl/sharedStrings.xml": texts}), "a.xlsx")
    assert refused.value.code == "too_much_text"


def test_merged_ranges_laid_over_each_other_cost_no_time() -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>1</v></c><c r="CV{row}"><v>1</v></c></row>' for row in range(1, 1001)
    )
    merged = '<mergeCell ref="A1:CV1000"/>' * 20_000

    data = package(f"<sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells>")
    assert len(read_workbook(data, "a.xlsx").sheets[0].rows) == 1000


def test_a_number_format_without_a_number_refuses_no_file() -> None:
    styles = f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="x" formatCode="0"/></numFmts></styleSheet>'

    workbook = read_workbook(package(ONE_CELL, **{"xl/styles.xml": styles}), "a.xlsx")
    assert workbook.sheets[0].rows[0].cell(1).value == 1


@pytest.mark.parametrize("code", ["_xD800_", "_xDFFF_", "_xFFFF_"])
def test_a_code_that_stands_for_no_character_stays_as_written(code: str) -> None:
    cell = f'<c r="A1" t="inlineStr"><is><t>柳塘{code}书店</t></is></c>'

    sheet = read_workbook(package(f'<sheetData><row r="1">{cell}</row></sheetData>'), "a.xlsx").sheets[0]

    assert sheet.rows[0].cells[1].value == f"柳塘{code}书店"
