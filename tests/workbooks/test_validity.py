"""How long something is offered, in the words of clerks; the list is that of 2026."""

from datetime import date

import pytest

from partner_hub.workbooks.values.reading import Reading
from partner_hub.workbooks.values.validity import Validity, read_validity


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("长期", None, None),
        ("长期有效", None, None),
        ("常年", None, None),
        ("至另行通知", None, None),
        ("至2025.8.31", None, "2025-08-31"),
        ("2025年12月底", None, "2025-12-31"),
        ("2025年底", None, "2025-12-31"),
        ("2025年12月", None, "2025-12-31"),
        ("2024年2月", None, "2024-02-29"),
        ("2025年", None, "2025-12-31"),
        ("2025年度", None, "2025-12-31"),
        ("2025年上半年", None, "2025-06-30"),
        ("2025年第三季度", None, "2025-09-30"),
        ("2025年12月31日前", None, "2025-12-31"),
        ("2025.6.30到期", None, "2025-06-30"),
        ("二〇二五年底", None, "2025-12-31"),
        ("即日起至2025年12月31日", None, "2025-12-31"),
        ("2025.1.1-2025.12.31", "2025-01-01", "2025-12-31"),
        ("2025-01-01至2025-12-31", "2025-01-01", "2025-12-31"),
        ("2025.1-2025.12", "2025-01-01", "2025-12-31"),
        ("2025年3月—11月", "2025-03-01", "2025-11-30"),
        ("2025年7月7日至8月22日", "2025-07-07", "2025-08-22"),
        ("2025年7月7日-22日", "2025-07-07", "2025-07-22"),
        ("2025-2026年", "2025-01-01", "2026-12-31"),
        ("自2025年1月起", "2025-01-01", None),
        ("无期限", None, None),
        ("永久", None, None),
        ("永久有效", None, None),
        ("不限", None, None),
        ("随时", None, None),
        ("截至2026年底", None, "2026-12-31"),
        ("至2026年底", None, "2026-12-31"),
        ("一年（2026.3-2027.2）", "2026-03-01", "2027-02-28"),
        ("2026-12-31", None, "2026-12-31"),
        ("2026年12月31日24时", None, "2026-12-31"),
        ("2026.12.31止", None, "2026-12-31"),
        ("持续到2026年6月", None, "2026-06-30"),
        ("3.5-3.9", "2026-03-05", "2026-03-09"),
        ("3月-5月", "2026-03-01", "2026-05-31"),
        ("3月1日-5月31日", "2026-03-01", "2026-05-31"),
        ("2026.3.5", None, "2026-03-05"),
        ("26.12.31", None, "2026-12-31"),
        ("无固定期限", None, None),
        ("无截止日期", None, None),
        ("长期可约", None, None),
        ("2026年7-8月", "2026-07-01", "2026-08-31"),
        ("2026年6月底前", None, "2026-06-30"),
        ("有效期至2026年12月31日", None, "2026-12-31"),
        ("2026年内", None, "2026-12-31"),
        ("全年有效", None, None),
        ("2027.2.28", None, "2027-02-28"),
        ("自2026年1月1日至2026年12月31日止", "2026-01-01", "2026-12-31"),
        ("2026/1/1~2026/12/31", "2026-01-01", "2026-12-31"),
        ("2026年1月1日起长期有效", "2026-01-01", None),
        ("2026年全年", None, "2026-12-31"),
        ("9月-次年6月", "2026-09-01", "2027-06-30"),
        ("2026年12月31日（可续）", None, "2026-12-31"),
        ("2026-11-20 14:30", None, "2026-11-20"),
        ("2026.3.5 14:00-16:00", None, "2026-03-05"),
        ("2026年3月5日下午2点", None, "2026-03-05"),
        ("即日起", None, None),
        ("2026-01-01 00:00:00 至 2026-12-31 23:59:59", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_validity_has_a_first_and_a_last_day(written: str, start: str | None, end: str | None) -> None:
    assert read_validity(written, 2026) == Reading(Validity(written, start, end))


@pytest.mark.parametrize(
    ("written", "start", "end", "reason"),
    [
        ("2026年1月放寒假前", None, "2026-01-31", "end_of_the_month"),
        ("年底前", None, "2026-12-31", "year_of_the_list"),
        ("12月底", None, "2026-12-31", "year_of_the_list"),
        ("用完为止", None, None, "until_used_up"),
        ("送完即止", None, None, "until_used_up"),
        ("发完为止", None, None, "until_used_up"),
        ("先到先得", None, None, "until_used_up"),
        ("每年3-11月", None, None, "comes_again"),
        ("寒暑假", None, None, "comes_again"),
        ("自2026年3月1日起一年", "2026-03-01", "2027-02-28", "counted_from_start"),
        ("2026年3月起两年", "2026-03-01", "2028-02-29", "counted_from_start"),
        ("2026.3.1起半年", "2026-03-01", "2026-08-31", "counted_from_start"),
        ("2026年中秋前", None, "2026-09-24", "named_day"),
        ("端午当天", None, "2026-06-19", "named_day"),
        ("2026年春节", None, "2026-02-17", "named_day"),
        ("农历腊月三十", None, "2026-02-16", "named_day"),
        ("腊月二十三前", None, "2026-02-09", "named_day"),
        ("丙午年除夕", None, "2027-02-05", "named_day"),
        ("重阳节前", None, "2026-10-17", "named_day"),
        ("重阳节前三天", None, "2026-10-15", "named_day"),
        ("第三季度", None, "2026-09-30", "year_of_the_list"),
        ("上半年", None, "2026-06-30", "year_of_the_list"),
        ("下半年", None, "2026-12-31", "year_of_the_list"),
        ("2026年3月上旬", None, "2026-03-10", "part_of_the_month"),
        ("2026年3月初", None, "2026-03-10", "part_of_the_month"),
        ("2026年3月中旬", None, "2026-03-20", "part_of_the_month"),
        ("每周六", None, None, "comes_again"),
        ("工作日", None, None, "comes_again"),
        ("农历八月十五前", None, "2026-09-24", "named_day"),
        ("每学期", None, None, "comes_again"),
        ("名额有限", None, None, "until_used_up"),
        ("库存用完即止", None, None, "until_used_up"),
        ("45000", None, "2023-03-15", "excel_serial"),
        ("今年年底", None, "2026-12-31", "year_of_the_list"),
        ("明年年底", None, "2027-12-31", "year_of_the_list"),
    ],
)
def test_what_was_concluded_is_said(written: str, start: str | None, end: str | None, reason: str) -> None:
    assert read_validity(written, 2026) == Reading(Validity(written, start, end), conclusion=reason)


@pytest.mark.parametrize(
    ("written", "doubt", "proposed"),
    [
        ("一年", "relative_validity", ""),
        ("签约后两年", "relative_validity", ""),
        ("3个月", "relative_validity", ""),
        ("2025年暑假", "uncertain_validity", "2025-08-31"),
        ("2025年2月30日", "unreadable_validity", ""),
        ("看情况", "unreadable_validity", ""),
        ("2025.12.31-2025.1.1", "unreadable_validity", ""),
        ("待定", "validity_to_be_fixed", ""),
        ("合作期内", "relative_validity", ""),
        ("学期内", "relative_validity", ""),
        ("本学期", "relative_validity", ""),
        ("自签约起一年", "relative_validity", ""),
        ("国庆前后", "uncertain_validity", "2026-10-01"),
        ("暑假", "uncertain_validity", "2026-08-31"),
        ("长期（2026年底前）", "uncertain_validity", "2026-12-31"),
        ("协议期内", "relative_validity", ""),
        ("两年有效", "relative_validity", ""),
        ("合同期", "relative_validity", ""),
        ("任期内", "relative_validity", ""),
        ("元旦至春节", "uncertain_validity", "2026-01-01"),
        ("除寒暑假外长期", "unreadable_validity", ""),
        ("小年前", "uncertain_validity", "2026-02-09"),
        ("2026年八月十五", "unreadable_validity", ""),
    ],
)
def test_an_uncertain_end_is_kept_as_written_with_a_doubt(written: str, doubt: str, proposed: str) -> None:
    assert read_validity(written, 2026) == Reading(Validity(written), doubt=doubt, proposed=proposed)


def test_without_a_year_of_the_list_words_without_one_have_no_end() -> None:
    assert read_validity("12月底").doubt == "unreadable_validity"
    assert read_validity("端午当天").doubt == "unreadable_validity"


def test_a_real_date_is_the_last_day_and_shown_in_words() -> None:
    assert read_validity(date(2025, 8, 31)) == Reading(Validity("2025年8月31日", None, "2025-08-31"))
