from io import BytesIO

from openpyxl import load_workbook

from partner_hub.core.db import db
from partner_hub.imports.models import Import
from partner_hub.partners.models import PartnerUnit
from tests.imports.conftest import NEEDS, OFFERINGS, UNITS, Upload, row_of, sums, workbook
from tests.support.page import Page, SignedIn
from tests.support.world import World


def bring_in(page: Page) -> Page:
    if "Accept the safe proposals" in page.buttons():
        page = page.submit("Accept the safe proposals")
    return page.submit("Bring it in")


def two_sheets() -> bytes:
    book = load_workbook(BytesIO(workbook(NEEDS[:2], "一网格")))
    second = book.create_sheet("二网格")
    for row in (NEEDS[0], NEEDS[2]):
        second.append(list(row))
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def sheet_rows(page: Page) -> list[list[object]]:
    response = page.client.get(page.links()["Download the report"])
    assert response.headers["Cache-Control"] == "no-store"
    sheet = load_workbook(BytesIO(response.data)).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_every_row_leads_to_its_record(upload: Upload) -> None:
    page = bring_in(upload("units", UNITS))
    assert "registered" in row_of(page, 3)
    assert page.follow("江州市柳岸区人民法院").heading == "江州市柳岸区人民法院"


def test_the_sums_of_the_report_lead_to_their_rows(upload: Upload) -> None:
    page = bring_in(upload("units", UNITS))
    assert sums(page)["new"] == 3
    assert len(page.follow("3 new").rows()) == 3


def test_the_report_can_be_taken_along(upload: Upload) -> None:
    rows = sheet_rows(bring_in(upload("units", UNITS)))
    assert rows[0][:5] == ["Sheet", "Excel row", "What happened", "Why", "Name"]
    assert [row[1] for row in rows[1:]] == list(range(1, 9))
    by_number = {row[1]: row[1:] for row in rows[1:]}
    found = db.session.scalars(db.select(PartnerUnit).where(PartnerUnit.name == "江州蓝鹊餐饮管理有限公司")).one()
    assert by_number[4][1:5] == ["registered", None, found.name, found.id]
    assert "“25.6.12” read as “2025-06-12”" in str(by_number[4][6])
    assert "GB 32100-2015" in str(by_number[7][7])
    assert by_number[8][1:3] == ["refused", "there is no name in it"]


def test_words_of_a_file_leave_the_report_as_text(upload: Upload) -> None:
    need = ["'=HYPERLINK(1)", "＝1+1", "环境", "全体居民", "全体", "热线", "2025/6/13", "", "", ""]
    rows = sheet_rows(bring_in(upload("needs", [NEEDS[0], need])))
    assert all(not str(value).startswith("=") for row in rows for value in row)


def test_the_list_tells_who_brought_what_in_and_what_came_of_it(
    upload: Upload, signed_in: SignedIn, world: World
) -> None:
    bring_in(upload("units", UNITS, filename="台账.xlsx"))
    upload("offerings", OFFERINGS, filename="资源.xlsx")
    first, second = signed_in("secretary").page(world.url("imports/")).rows()
    assert (first[0], first[1], first[2]) == ("资源.xlsx", "Offerings", "丁一鸣")
    assert "waiting for confirmation" in first[4]
    assert second[5] == "3 new · 1 same as existing · 1 with doubts · 1 refused · 3 left out"


def test_all_sheets_with_such_a_list_are_brought_in_at_once(upload: Upload) -> None:
    page = upload("needs", two_sheets())
    assert "路灯不亮" in row_of(page, 2, "二网格 · 2")
    rows = sheet_rows(bring_in(page))
    assert [row[:4] for row in rows[1:]] == [
        ["一网格", 1, "left out", "head of the table"],
        ["一网格", 2, "registered", None],
        ["二网格", 1, "left out", "head of the table"],
        ["二网格", 2, "registered", None],
    ]


def test_what_an_earlier_version_kept_of_its_one_table_is_still_read(upload: Upload) -> None:
    page = upload("units", UNITS)
    entry = db.session.scalars(db.select(Import)).one()
    (table,) = entry.layout["tables"]
    old = {name: value for name, value in table.items() if name not in {"said", "left_out", "places"}}
    entry.layout = old | {"other_sheets": ["另一张"], "looks_like": None}
    db.session.commit()
    page = page.client.page(page.url)
    assert sums(page)["new"] == 3
    page.submit("Bring it in")
    entry.report = {"sheet": "清单", "other_sheets": [], "rows": entry.report["rows"]}
    db.session.commit()
    assert sheet_rows(page.client.page(page.url))[2][:2] == ["清单", 2]


def test_a_sheet_can_be_left_out(upload: Upload) -> None:
    page = upload("needs", two_sheets()).follow("Correct the columns")
    preview = page.submit("Bring in those with a tick", {"tables": ["1"]})
    assert "Sheets that are not brought in: 一网格" in preview.text
    assert sums(preview)["new"] == 1
    assert "路灯不亮" in row_of(preview, 2)
