"""Numbers of people, and words cleaned without changing what they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_hub.workbooks.values import numerals, text
from partner_hub.workbooks.values.category_variants import category_variants
from partner_hub.workbooks.values.counts import read_count
from partner_hub.workbooks.xlsx.workbook import Value


@pytest.mark.parametrize(
    ("written", "number", "unit"),
    [
        ("约45人", 45, "人"),
        ("40余人", 40, "人"),
        ("３１人", 31, "人"),
        ("每日约200人次", 200, "人次"),
        ("200户左右", 200, "户"),
        ("三十人", 30, "人"),
        ("两百户", 200, "户"),
        ("1000多户", 1000, "户"),
        ("2.3万人", 23000, "人"),
        ("1,200人", 1200, "人"),
        ("40名学生", 40, "人"),
        ("约30个家庭", 30, "户"),
        ("第三网格30户", 30, "户"),
        ("5栋", 5, "栋"),
        (28, 28, None),
        ("全体", None, None),
        ("全体居民", None, None),
        (None, None, None),
    ],
)
def test_a_count_is_a_number_of_something(written: Value, number: int | None, unit: str | None) -> None:
    found = read_count(written)
    assert (found.value.number, found.value.unit, found.conclusion, found.doubt) == (number, unit, "", "")


@pytest.mark.parametrize("written", ["若干", "几十人", "不少居民"])
def test_words_without_a_figure_are_a_doubt(written: str) -> None:
    assert read_count(written).doubt == "count_without_number"


def test_the_upper_end_of_a_span_is_a_conclusion() -> None:
    found = read_count("10-15人")
    assert (found.value.number, found.conclusion) == (15, "upper_end")


def test_two_counts_in_one_cell_are_a_doubt() -> None:
    assert read_count("12户36人").doubt == "several_counts"


@given(st.integers(1, 99_999))
def test_numbers_survive_being_written_in_chinese(number: int) -> None:
    assert numerals.number_of_numeral(in_chinese(number)) == number


def in_chinese(number: int) -> str:
    digits, scales = "零一二三四五六七八九", ["", "十", "百", "千", "万"]
    parts = [digits[int(c)] + scales[len(str(number)) - 1 - i] if c != "0" else "零" for i, c in enumerate(str(number))]
    plain = "".join(parts).rstrip("零")
    while "零零" in plain:
        plain = plain.replace("零零", "零")
    return plain


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("疏导,并培训志愿者;可预约", "疏导，并培训志愿者；可预约"),
        ("7:20—8:00,16:20", "7:20—8:00,16:20"),
        ("国家反诈中心App,免费", "国家反诈中心App，免费"),
        ("操场(室外)", "操场（室外）"),
        ("儿子在深圳，\n我做胃镜", "儿子在深圳，我做胃镜"),
        ("1.理发\n2.维修", "1.理发；2.维修"),
        ("可 停中巴　的空地\u200b ", "可停中巴的空地"),
        ("２０２５年第１期", "2025年第1期"),
        ("—", ""),
        ("无", ""),
        ("无特别要求", "无特别要求"),
        ("3D打印", "3D打印"),
    ],
)
def test_running_text_is_tidied(written: str, clean: str) -> None:
    assert text.running_text(written) == clean


def test_a_name_loses_its_spaces() -> None:
    assert text.name_text(" 柳塘 书店\u3000") == "柳塘书店"
    assert text.name_text("ＡＢＣ 幼儿园") == "ABC幼儿园"


@given(st.text(max_size=60))
def test_tidying_twice_changes_nothing_more(written: str) -> None:
    once = text.running_text(written)
    assert text.running_text(once) == once


def test_odd_forms_of_a_category_become_the_usual_one() -> None:
    column = ["国有企业", "国有企业", "国企", "助老", "助老服务", "助老服务", "助老服务", "社会组织", "社区组织"]
    assert category_variants(column) == {"国企": "国有企业", "助老": "助老服务"}


def test_two_categories_of_equal_weight_stay_two() -> None:
    assert category_variants(["法律", "法律", "法律纠纷", "法律纠纷", "法律纠纷"]) == {}
