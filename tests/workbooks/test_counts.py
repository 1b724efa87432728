"""How many people or households: in figures, in Chinese numerals, in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_hub.workbooks.values import numerals
from partner_hub.workbooks.values.counts import Count, read_count
from partner_hub.workbooks.values.reading import Reading
from partner_hub.workbooks.xlsx.workbook import Value
from tests.workbooks.books import SheetOf, build, concluded, doubted, plan_of, record_of


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
        ("一百二", 120, None),
        ("一百二十户", 120, "户"),
        ("一万二", 12000, None),
        ("一万二人", 12000, "人"),
        ("一千零五十人", 1050, "人"),
        ("两百余户", 200, "户"),
        ("廿户", 20, "户"),
        ("卅人", 30, "人"),
        ("廿三户", 23, "户"),
        ("十来户", 10, "户"),
        ("近300人", 300, "人"),
        ("百余户", 100, "户"),
        ("千余人", 1000, "人"),
        ("1.2万", 12000, None),
        ("1.2万人", 12000, "人"),
        ("3000+", 3000, None),
        ("3000+人", 3000, "人"),
        ("＞50", 50, None),
        ("≥50人", 50, "人"),
        (">50", 50, None),
        ("不少于50人", 50, "人"),
        ("每次30人", 30, "人"),
        ("每次30人，共10次", 30, "人"),
        ("每月2次,每次30人", 30, "人"),
        ("全体党员36人", 36, "人"),
        ("全社区2844户", 2844, "户"),
        ("3号楼全体住户", None, None),
        ("3号楼全体", None, None),
        ("60岁以上老人30人", 30, "人"),
        ("3-5号楼120户", 120, "户"),
        ("5栋120户", 120, "户"),
        ("3栋楼120户", 120, "户"),
        ("50人（其中党员20人）", 50, "人"),
        ("共50人，其中老人20人", 50, "人"),
        ("3个小区共500户", 500, "户"),
        ("2026年新生50人", 50, "人"),
        ("10多万人", 100000, "人"),
        ("2万多人", 20000, "人"),
        ("3百余户", 300, "户"),
        ("服务老人50", 50, None),
        ("50个孩子", 50, "人"),
        ("50个老人", 50, "人"),
        ("30户次", 30, "户次"),
        ("120（户）", 120, "户"),
        ("约 120 户", 120, "户"),
        ("1 200户", 1200, "户"),
        ("0户", 0, "户"),
        (0, 0, None),
        ("20人以上", 20, "人"),
        ("不超过50人", 50, "人"),
        ("50人以内", 50, "人"),
        ("预计受益群众约1500余人", 1500, "人"),
        ("户均3人，共45户", 45, "户"),
        ("百来户", 100, "户"),
        ("八十多位老人", 80, "人"),
        ("十余户", 10, "户"),
        ("无", None, None),
        ("——", None, None),
        ("30余", 30, None),
        ("约50", 50, None),
        ("120左右", 120, None),
        ("35人/次", 35, "人"),
        ("15人×4场", 15, "人"),
        ("30 人", 30, "人"),
        ("３０户", 30, "户"),
        ("三十户左右", 30, "户"),
        ("贰拾户", 20, "户"),
        ("一百户以上", 100, "户"),
        ("100户+", 100, "户"),
        ("1万+", 10000, None),
        ("5万余人", 50000, "人"),
    ],
)
def test_a_count_is_a_number_of_something(written: Value, number: int | None, unit: str | None) -> None:
    found = read_count(written)
    assert (found.value.number, found.value.unit, found.conclusion, found.doubt) == (number, unit, "", "")


@pytest.mark.parametrize(
    ("written", "number", "unit", "reason"),
    [
        ("10-15人", 15, "人", "upper_end"),
        ("男20女30", 50, "人", "men_and_women"),
        ("男20人，女30人", 50, "人", "men_and_women"),
        ("男生12名、女生15名，共27人", 27, "人", "men_and_women"),
        ("女15男12", 27, "人", "men_and_women"),
        ("2-3百", 300, None, "upper_end"),
        ("2-3百户", 300, "户", "upper_end"),
        ("2~3千", 3000, None, "upper_end"),
        ("2～3千人", 3000, "人", "upper_end"),
        ("8-12栋", 12, "栋", "upper_end"),
        ("50人（男20女30）", 50, "人", "men_and_women"),
        ("200-300户", 300, "户", "upper_end"),
        ("8千-1.2万人", 12000, "人", "upper_end"),
        ("两到三百户", 300, "户", "upper_end"),
    ],
)
def test_what_was_concluded_is_said(written: str, number: int, unit: str | None, reason: str) -> None:
    assert read_count(written) == Reading(Count(written, number, unit), conclusion=reason)


@pytest.mark.parametrize(
    ("written", "number", "doubt", "proposed"),
    [
        ("若干", None, "count_without_number", ""),
        ("几十人", None, "count_without_number", ""),
        ("不少居民", None, "count_without_number", ""),
        ("12户36人", 12, "several_counts", ""),
        ("二十几户", 20, "some_more", ""),
        ("20几户", 20, "some_more", ""),
        ("近百人", None, "uncertain_count", "100人"),
        ("近百户", None, "uncertain_count", "100户"),
        ("三五十户", None, "uncertain_count", "30-50户"),
        ("三五户", None, "uncertain_count", "3-5户"),
        ("七八十人", None, "uncertain_count", "70-80人"),
        ("两三百人", None, "uncertain_count", "200-300人"),
        ("数十人", None, "count_without_number", ""),
        ("约数十户", None, "count_without_number", ""),
        ("上千人", None, "uncertain_count", "1000人"),
        ("上百户", None, "uncertain_count", "100户"),
        ("几百户", None, "count_without_number", ""),
        ("半数", None, "count_without_number", ""),
        ("半数居民", None, "count_without_number", ""),
        ("30户/约90人", 30, "several_counts", ""),
        ("60岁以上老人", None, "count_without_number", ""),
        ("老人20人、儿童15人", None, "several_counts", "35人"),
        ("大人20小孩10", None, "several_counts", "30"),
        ("12户（36人）", 12, "several_counts", ""),
        ("80%居民", None, "count_without_number", ""),
        ("十几万", 100000, "some_more", ""),
        ("1.5户", None, "unreadable_count", ""),
        (1.5, None, "unreadable_count", ""),
        ("见附件2", None, "count_without_number", ""),
        ("统一安排", None, "count_without_number", ""),
        ("30-20人", None, "unreadable_count", ""),
        (-3, None, "unreadable_count", ""),
        ("一家三口", 1, "several_counts", ""),
        ("五六个人", None, "uncertain_count", "5-6人"),
        ("数百", None, "count_without_number", ""),
        ("上万人", None, "uncertain_count", "10000人"),
        ("一百五六十户", None, "uncertain_count", "150-160户"),
        ("12户，约40人", 12, "several_counts", ""),
        ("覆盖6个网格2844户7100人", 2844, "several_counts", ""),
        ("几户", None, "count_without_number", ""),
        ("好几户", None, "count_without_number", ""),
        ("过半", None, "count_without_number", ""),
        ("1号楼12户、2号楼15户", None, "several_counts", "27户"),
        ("12345热线", None, "count_without_number", ""),
    ],
)
def test_an_uncertain_figure_stays_as_written_with_a_doubt(
    written: Value, number: int | None, doubt: str, proposed: str
) -> None:
    found = read_count(written)
    assert (found.value.number, found.doubt, found.proposed) == (number, doubt, proposed)
    assert found.value.text == str(written)


def test_a_span_that_excel_made_a_day_of_is_a_doubt() -> None:
    found = read_count(date(2026, 2, 3))
    assert (found.value.number, found.doubt, found.proposed) == (None, "count_became_a_date", "2-3")


@pytest.mark.parametrize(
    ("written", "unit", "found"),
    [
        (30, "户", Count("30", 30, "户")),
        ("30戶", "", Count("30户", 30, "户")),
        ("户数：30", "", Count("户数：30", 30, "户")),
        ("户数：1,200", "", Count("户数：1,200", 1200, "户")),
        ("受益户数:约30", "", Count("受益户数：约30", 30, "户")),
        ("户数：30，人数：90", "户", Count("户数：30，人数：90", 30, "户")),
        ("30", "名", Count("30", 30, "人")),
        (1.2, "万人", Count("1.2", 12000, "人")),
        ("1.2", "万人", Count("1.2", 12000, "人")),
        (3, "百户", Count("3", 300, "户")),
        ("12户36人", "人", Count("12户36人", 36, "人")),
        ("30户/约90人", "户", Count("30户/约90人", 30, "户")),
    ],
)
def test_a_heading_says_what_is_counted(written: Value, unit: str, found: Count) -> None:
    reading = read_count(written, unit)
    assert (reading.value, reading.doubt) == (found, "")


@pytest.mark.parametrize(
    ("title", "head", "cell", "words", "number", "unit"),
    [
        ("需求清单", "数量（户）", 30, "30户", 30, "户"),
        ("需求清单", "受益户数（户）", 30, "30户", 30, "户"),
        ("需求清单", "受益人数（单位：万人）", 1.2, "1.2万人", 12000, "人"),
        ("需求清单", "受益人数/人次", 30, "30人次", 30, "人次"),
        ("需求清单　单位：户", "涉及数量", 30, "30户", 30, "户"),
        ("需求清单　单位：户", "受益人数", 30, "30人", 30, "人"),
        ("经费表　单位：万元", "涉及数量", 30, "30人", 30, "人"),
    ],
)
def test_units_stand_in_headings_and_captions(
    title: str, head: str, cell: Value, words: str, number: int, unit: str
) -> None:
    heads = ["序号", "需求名称", "需求内容", "服务对象", head]
    plan = plan_of("needs", build(需求=SheetOf([[title], heads, [1, "照明", "楼道灯不亮", "老年人", cell]])))
    assert record_of(plan, 3, "beneficiary_count_text", "beneficiary_count", "beneficiary_unit") == {
        "beneficiary_count_text": words,
        "beneficiary_count": number,
        "beneficiary_unit": unit,
    }
    assert doubted(plan, 3) == set()
    assert "beneficiary_count" in {field for field, _ in concluded(plan, 3)}


@pytest.mark.parametrize(
    ("cell", "capacity"),
    [
        (30, "30人"),
        ("约30", "约30人"),
        ("一百二十", "一百二十人"),
        ("2-3百", "2-3百人"),
        ("20余", "20余人"),
        ("30人", "30人"),
        ("不限", "不限"),
    ],
)
def test_unit_and_period_of_a_capacity_stand_in_its_heading(cell: Value, capacity: str) -> None:
    rows: list[list[Value]] = [
        ["提供单位", "资源名称", "服务内容", "每次容量（人）"],
        ["霞浦路小学", "操场", "开放操场", cell],
    ]
    plan = plan_of("offerings", build(资源=SheetOf(rows)))
    assert record_of(plan, 2, "capacity", "capacity_period") == {"capacity": capacity, "capacity_period": "同时"}


def test_a_long_cell_is_read_quickly() -> None:
    for part in ("1-", "男1", "几十", "1,", "第一"):
        assert read_count(part * 10_000).value.number is None


@given(
    st.lists(
        st.sampled_from([*"一三十百万两几数男女户人栋共（）-+>", "12", "3号楼", "其中", "岁", ".", ","]), max_size=9
    )
)
def test_no_words_break_the_reader_of_counts(parts: list[str]) -> None:
    number = read_count("".join(parts)).value.number
    assert number is None or number >= 0


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("一百二", 120), ("一百零二", 102), ("一百〇二", 102), ("一千二", 1200), ("一万二", 12000),
        ("一万零二百", 10200),
        ("一万二百五", 10250), ("一千零五十", 1050), ("三千五百二", 3520), ("十二万", 120_000), ("廿三", 23),
        ("卅", 30),
        ("卌五", 45), ("贰拾", 20), ("二〇二六", 2026), ("百", 100), ("三五十", None), ("十十", None), ("", None),
        ("一" * 21, None),
    ],
)  # fmt: skip
def test_a_numeral_is_a_number(written: str, number: int | None) -> None:
    assert numerals.number_of_numeral(written) == number


@pytest.mark.parametrize(
    ("written", "span"),
    [("三五", (3, 5)), ("三五十", (30, 50)), ("十七八", (17, 18)), ("两三百", (200, 300)),
     ("三五万", (30_000, 50_000)),
     ("二十二", None), ("五三", None), ("", None)],
)  # fmt: skip
def test_two_neighbouring_digits_are_a_span(written: str, span: tuple[int, int] | None) -> None:
    assert numerals.span_of_numeral(written) == span


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
