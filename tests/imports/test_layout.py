from tests.imports.conftest import UNITS, Upload, row_of, sums
from tests.support.page import Page

STRANGE = [
    ["甲", "乙", "丙"],
    ["江州市柳岸区人民法院", "0591-83000001", "柳岸路1号"],
    ["江州市气象站", "0591-83000002", "柳岸路2号"],
]


def columns(page: Page) -> dict[str, str]:
    return {label: page.value(label) for label in page.fields() if label[:2].strip() in set("ABCDEFGHI")}


def test_it_shows_what_each_column_is_taken_for(upload: Upload) -> None:
    page = upload("units", UNITS).follow("Correct the columns")
    assert columns(page)["A 单位名称"] == "Name of the unit"
    assert columns(page)["H 加入时间"] == "Joined on"
    assert "江州蓝鹊餐饮管理有限公司" in page.text


def test_a_column_can_be_given_another_meaning(upload: Upload) -> None:
    page = upload("units", UNITS).follow("Correct the columns")
    fields = {"I 备注": "not brought in", "D 地址": "Remark"}
    preview = page.submit("Show what will be brought in", fields)
    assert "Remark 柳岸路1号" in row_of(preview, 3)
    assert "Columns that are not brought in: 备注" in preview.text


def test_two_columns_cannot_mean_the_same(upload: Upload) -> None:
    page = upload("units", UNITS).follow("Correct the columns")
    refused = page.submit("Show what will be brought in", {"D 地址": "Remark"}, status=422)
    assert "Another column has been chosen for this already." in refused.text
    assert refused.value("D 地址") == "Remark"


def test_what_a_list_cannot_do_without_is_asked_for(upload: Upload) -> None:
    page = upload("units", UNITS).follow("Correct the columns")
    refused = page.submit("Show what will be brought in", {"A 单位名称": "not brought in"}, status=422)
    assert "Please choose the column for: Name of the unit" in refused.text


def test_a_table_with_strange_words_is_assigned_by_hand(upload: Upload) -> None:
    page = upload("units", STRANGE)
    assert "No table with the expected columns was found." in page.text
    page = page.submit("Read the table there", {"Row of the headings": 1})
    fields = {"A 甲": "Name of the unit", "B 乙": "Telephone", "C 丙": "Address"}
    preview = page.submit("Show what will be brought in", fields)
    assert sums(preview)["new"] == 2
    assert "Telephone 0591-83000001" in row_of(preview, 2)


def test_another_head_row_begins_with_what_the_importer_knows(upload: Upload) -> None:
    rows = [["江州市柳岸区人民法院", "0591-83000001", "柳岸路1号"], ["电话", "单位名字叫啥", "地址"], *STRANGE[1:]]
    page = upload("needs", rows)
    page = page.submit("Read the table there", {"Row of the headings": 2})
    assert columns(page)["C 地址"] == "not brought in"
    assert columns(page)["B 单位名字叫啥"] == "not brought in"


def test_what_was_said_of_a_heading_holds_when_only_the_place_changes(upload: Upload) -> None:
    page = upload("units", [["表"], *STRANGE, ["甲", "乙", "丙"], *STRANGE[1:]])
    page = page.submit("Read the table there", {"Row of the headings": 2})
    fields = {"A 甲": "Name of the unit", "B 乙": "Telephone", "C 丙": "Remark"}
    page = page.submit("Show what will be brought in", fields).follow("Correct the columns")
    page = page.submit("Read the table there", {"Row of the headings": 5})
    assert columns(page) == fields


def test_answers_do_not_outlive_the_reading_they_belong_to(upload: Upload) -> None:
    again = ["柳岸区法院", "党政机关", "", "柳岸路1号", "岳山", "季怀瑾", "0591-83000001", "", ""]
    page = upload("units", [*UNITS, again]).submit("Accept the safe proposals")
    assert "open questions" not in sums(page)
    page = page.follow("Correct the columns").submit("Show what will be brought in")
    assert sums(page)["open questions"] == 1


def test_a_row_beyond_the_sheet_is_no_head(upload: Upload) -> None:
    page = upload("units", UNITS).follow("Correct the columns")
    refused = page.submit("Read the table there", {"Row of the headings": 0}, status=422)
    assert "Number must be between 1 and" in refused.text


def test_what_has_been_brought_in_is_not_read_anew(upload: Upload) -> None:
    page = upload("units", UNITS)
    layout = page.follow("Correct the columns")
    page.submit("Bring it in")
    assert "brought in" in layout.submit("Show what will be brought in", status=409).text


def test_a_table_that_is_not_found_yet_cannot_be_confirmed_past_the_page(upload: Upload) -> None:
    page = upload("units", STRANGE)
    answer = page.url.partition("?")[0].removesuffix("/layout")
    token = page.all("input", name="csrf_token")[0].get("value")
    response = page.client.post(answer, data={"csrf_token": token, "go": "confirm"})
    assert response.headers["Location"].endswith("/layout")
    assert "No table with the expected columns was found." in page.client.page(response.headers["Location"]).text
