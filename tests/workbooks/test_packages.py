"""Packages as other programs write them: the parts are found by their relationships."""

import io
import zipfile
from collections.abc import Callable

import pytest

from partner_hub.workbooks.reader import read_workbook
from tests.workbooks.books import MAIN, SheetOf, build

GOOD = build(清单=SheetOf([["单位名称", "电话"], ["柳塘书店", 7948211111]]))
STRICT = "http://purl.oclc.org/ooxml"
TRANSITIONAL = "http://schemas.openxmlformats.org"


def rewritten(name_of: Callable[[str], str], words_of: Callable[[str], str] = str) -> bytes:
    """The same package with parts of other names and other words in them."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name_of(name), words_of(old.read(name).decode()))
    return target.getvalue()


def without(*parts: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(target, "w") as new:
        for name in set(old.namelist()) - {*parts}:
            new.writestr(name, old.read(name))
    return target.getvalue()


def strict(words: str) -> str:
    main = words.replace(MAIN, f"{STRICT}/spreadsheetml/main")
    return main.replace(f"{TRANSITIONAL}/officeDocument/2006/relationships", f"{STRICT}/officeDocument/relationships")


PACKAGES = {
    "the main part has another name": rewritten(
        lambda name: name.replace("workbook.xml", "workbook22.xml"),
        lambda words: words.replace("/workbook.xml", "/workbook22.xml"),
    ),
    "the sheet lies elsewhere": rewritten(
        lambda name: name.replace("worksheets/sheet1", "tables/a"),
        lambda words: words.replace("worksheets/sheet1", "tables/a"),
    ),
    "backslashes in the names": rewritten(lambda name: name.replace("/", "\\")),
    "a slash before the names": rewritten(lambda name: f"/{name}"),
    "the strict dialect": rewritten(str, strict),
    "no list of contents": without("[Content_Types].xml"),
    "no styles": without("xl/styles.xml"),
}


@pytest.mark.parametrize("kind", PACKAGES)
def test_the_table_is_read_wherever_its_parts_lie(kind: str) -> None:
    (sheet,) = read_workbook(PACKAGES[kind], "a.xlsx").sheets
    assert sheet.name == "清单"
    assert [[cell.value for cell in row.cells.values()] for row in sheet.rows] == [
        ["单位名称", "电话"],
        ["柳塘书店", 7948211111],
    ]
