import pytest

from partner_hub.core.db import db
from partner_hub.partners.models import Partnership
from tests.imports.conftest import NEEDS, OFFERINGS, UNITS, Rows, Upload, row_of, sums
from tests.support.page import Page, SignedIn
from tests.support.queries import statements
from tests.support.world import World


def chosen(page: Page, name: str) -> list[str]:
    return [box.get("value") for box in page.all("input", name=name) if box.has("checked")]


def test_it_says_for_every_row_what_will_happen(upload: Upload) -> None:
    page = upload("units", UNITS)
    assert [row[0].split()[-1] for row in page.rows()] == [str(number) for number in range(1, 9)]
    assert "title above the table" in row_of(page, 1)
    assert "head of the table" in row_of(page, 2)
    assert "new" in row_of(page, 3)
    assert "blank row" in row_of(page, 5)
    assert "same as an existing record" in row_of(page, 6)
    assert "refused there is no name in it" in row_of(page, 8)


def test_the_sums_lead_to_their_rows(upload: Upload) -> None:
    page = upload("units", UNITS)
    assert sums(page)["all rows"] == 8
    assert sums(page)["new"] == 3
    assert sums(page)["refused"] == 1
    refused = page.follow("1 refused")
    assert [row[0].split()[-1] for row in refused.rows()] == ["8"]


def test_what_was_concluded_is_shown_with_the_words_of_the_file(upload: Upload) -> None:
    page = upload("units", UNITS)
    assert "Joined on: “25.6.12” read as “2025-06-12”" in row_of(page, 4)
    assert "Liaison: “方小满（经理）” read as “方小满” (a title beside the name was left out)" in row_of(page, 4)


def test_what_is_doubtful_is_kept_and_shown(upload: Upload) -> None:
    page = upload("units", UNITS)
    assert "31350000MD00000000 – the credit code is wrong by GB 32100-2015" in row_of(page, 7)
    assert "7" in [row[0].split()[-1] for row in page.follow("1 with doubts").rows()]


def test_the_same_as_above_is_resolved(upload: Upload) -> None:
    page = upload("offerings", OFFERINGS)
    assert "Unit: “同上” read as “江州市第二医院” (taken from the row above)" in row_of(page, 3)


def test_a_unit_that_nobody_knows_is_asked_about(upload: Upload) -> None:
    page = upload("offerings", OFFERINGS)
    assert sums(page)["open questions"] == 1
    assert "Which unit is “柳岸小卖部”?" in row_of(page, 5)
    assert "Register as a new unit: 柳岸小卖部" in row_of(page, 5)


def test_a_unit_that_is_written_alike_in_many_rows_is_asked_about_once(upload: Upload) -> None:
    more = [["柳岸小卖部", f"送货{number}", "便民服务", "全体居民", "送货上门。", "长期", ""] for number in range(3)]
    page = upload("offerings", [*OFFERINGS, *more])
    assert "The answer holds for 3 more rows with the same words." in row_of(page, 5)
    assert "Answered together with row 5." in row_of(page, 8)
    answered = page.submit("Save my answers", {"answer-5-unit_name": "new"})
    assert "open questions" not in sums(answered)


def test_answers_are_kept_when_the_page_is_turned(upload: Upload) -> None:
    shops: Rows = [
        [f"小店{number:03}", f"修补{number:03}", "便民服务", "全体居民", "修鞋补衣服。", "长期", ""]
        for number in range(120)
    ]
    page = upload("offerings", [OFFERINGS[0], *shops])
    assert len(page.rows()) == 50
    second = page.submit("Next page", {"answer-2-unit_name": "skip"})
    assert second.url.endswith("page=2")
    assert sums(second)["open questions"] == 119
    assert chosen(second.submit("Previous page"), "answer-2-unit_name") == ["skip"]


def test_the_proposal_is_chosen_beforehand(upload: Upload) -> None:
    repeated = ["柳岸区法院", "党政机关", "", "柳岸路1号", "岳山", "季怀瑾", "0591-83000001", "2023年3月", ""]
    page = upload("units", [*UNITS, repeated])
    assert "probably the same" in row_of(page, 9)
    assert chosen(page, "answer-9-row") == ["merge"]


def test_a_changed_cell_is_an_update_that_is_asked_about(upload: Upload, world: World) -> None:
    db.session.get_one(Partnership, world.school).address = "旧址"
    page = upload("units", [UNITS[1], ["江州市柳岸小学", "事业单位", "", "柳岸路3号"]])
    assert "changes an existing record" in row_of(page, 2)
    assert "Address 旧址 柳岸路3号 柳岸路3号" in row_of(page, 2)
    assert "Leave the record as it is" in row_of(page, 2)


@pytest.mark.parametrize("kind", ["units", "offerings", "needs"])
def test_the_preview_of_ten_times_the_rows_asks_the_database_no_more(
    upload: Upload, signed_in: SignedIn, world: World, kind: str
) -> None:
    rows = {"units": UNITS[1:], "offerings": OFFERINGS, "needs": NEEDS}[kind]
    name = 1 if kind == "offerings" else 0

    def asked(times: int) -> int:
        body = [
            [*row[:name], f"{row[name]}{number}", *row[name + 1 :]]
            for number in range(times)
            for row in rows[1:]
            if row
        ]
        url = upload(kind, [rows[0], *body]).url
        client = signed_in("staff")
        with statements() as seen:
            client.page(url)
        return len(seen)

    assert asked(2) == asked(20)
