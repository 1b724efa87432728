import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from partner_hub.core.db import db
from partner_hub.imports.models import Import
from tests.imports.conftest import NEEDS, UNITS, Upload, row_of, workbook
from tests.support.page import SignedIn
from tests.support.world import World


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    target = BytesIO(data)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return target.getvalue()


def with_sheet(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The same package with another first sheet."""
    source, target = zipfile.ZipFile(BytesIO(data)), BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            content = source.read(name)
            package.writestr(name, change(content) if name.endswith("sheet1.xml") else content)
    return target.getvalue()


def with_entity(sheet: bytes) -> bytes:
    """The beginning of a billion laughs."""
    return b'<!DOCTYPE a [<!ENTITY b "c">]>' + sheet.partition(b"?>")[2]


def inflated(sheet: bytes) -> bytes:
    return sheet + b" " * 90_000_000


GOOD = workbook(UNITS)
HOSTILE = {
    "nothing": (b"", "The file is empty."),
    "a text of no code": (b"name,phone\n\xff\xff,1\n", "cannot be read as a table"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "not an Excel workbook"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel file"),
    "half a workbook": (GOOD[: len(GOOD) // 2], "damaged"),
    "a zip bomb": (with_sheet(GOOD, inflated), "suspiciously"),
    "entities": (with_sheet(GOOD, with_entity), "declarations"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_gets_a_sentence_at_its_field_and_is_not_kept(upload: Upload, kind: str) -> None:
    data, sentence = HOSTILE[kind]
    page = upload("units", data, status=422)
    assert sentence in page.document.by_id["file-error"].text
    assert db.session.scalar(db.select(db.func.count()).select_from(Import)) == 0


def test_without_a_file_it_asks_for_one(signed_in: SignedIn, world: World) -> None:
    page = signed_in("staff").page(world.url("imports/")).submit("Upload and look at it", status=422)
    assert "Please choose a file." in page.text


def test_formulas_are_not_run_and_their_last_value_is_a_doubt(upload: Upload) -> None:
    page = upload("units", [UNITS[1], ["=1+1", "党政机关"], *UNITS[2:4]])
    assert "formula" in row_of(page, 2)
    assert "refused" in row_of(page, 2)


def test_a_file_that_lists_something_else_is_told(upload: Upload) -> None:
    page = upload("units", NEEDS)
    if "/layout" in page.url:
        assert "No table with the expected columns was found" in page.text
    else:
        assert "This looks rather like another list: Needs." in page.text


@pytest.mark.parametrize("who", ["grid_worker", "unit_admin", "supervisor", "district_observer", "system_admin"])
def test_only_the_committee_brings_files_in(signed_in: SignedIn, upload: Upload, world: World, who: str) -> None:
    number = upload("units", UNITS).url.rpartition("/")[2]
    client = signed_in(who)
    for path in ("", number, f"{number}/layout", f"{number}/report.xlsx", "blank/units.xlsx"):
        client.page(world.url(f"imports/{path}"), status=403)


def test_strangers_learn_nothing_of_it(signed_in: SignedIn, upload: Upload, world: World) -> None:
    number = upload("units", UNITS).url.rpartition("/")[2]
    signed_in("stranger_staff").page(world.url(f"imports/{number}"), status=404)
    signed_in("stranger_staff").page(f"/c/{world.elsewhere}/imports/{number}", status=404)


@pytest.mark.parametrize("kind", ["units", "offerings", "needs"])
def test_the_empty_workbook_is_understood_when_it_comes_back_filled(
    signed_in: SignedIn, upload: Upload, world: World, kind: str
) -> None:
    response = signed_in("staff").get(world.url(f"imports/blank/{kind}.xlsx"))
    sheet = load_workbook(BytesIO(response.data)).active
    assert sheet is not None
    headings = [cell.value for cell in sheet[1]]
    page = upload(kind, [headings, [f"江州{heading}" for heading in headings]])
    assert f"{len(headings)} columns recognised" in page.text
    assert "Columns that are not brought in" not in page.text


def test_other_files_that_the_workbook_refers_to_are_not_opened(upload: Upload) -> None:
    data = with_part(GOOD, "xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    assert "The workbook refers to other files. They were not opened." in upload("units", data).text


def test_a_huge_sheet_is_refused_while_it_is_read(upload: Upload) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("清单")
    for number in range(6_100):
        sheet.append([f"单位{number}"])
    target = BytesIO()
    book.save(target)
    assert "more than 6000 rows" in upload("units", target.getvalue(), status=422).text
