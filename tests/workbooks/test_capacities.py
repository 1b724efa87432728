"""What words say of a capacity: real spellings of such lists."""

import pytest

from partner_hub.vocabulary.offering import CapacityPeriod as Period
from partner_hub.workbooks.values.capacities import Capacity, read_capacity, read_rhythm

IN_ALL, WEEK, MONTH, QUARTER, YEAR, AT_A_TIME = Period


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("每周二次", Capacity(WEEK, 2, "次")),
        ("每周二下午", Capacity(WEEK)),
        ("每周3晚，每晚40人", Capacity(WEEK, 3, "晚")),
        ("每周2个半天", Capacity(WEEK, 2, "个半天")),
        ("每周不超过2场", Capacity(WEEK, 2, "场")),
        ("每周12人次", Capacity(WEEK, 12, "人次")),
        ("每星期一次", Capacity(WEEK, 1, "次")),
        ("每个礼拜接待10户", Capacity(WEEK, 10, "户")),
        ("一周两次", Capacity(WEEK, 2, "次")),
        ("3次/周", Capacity(WEEK, 3, "次")),
        ("周均5场", Capacity(WEEK, 5, "场")),
        ("每周1次，8次一轮", Capacity(WEEK, 1, "次")),
        ("每月1场", Capacity(MONTH, 1, "场")),
        ("每月２次，每次接待12人左右", Capacity(MONTH, 2, "次")),
        ("每月4场；预警劝阻不限", Capacity(MONTH, 4, "场")),
        ("预约制，每月10人", Capacity(MONTH, 10, "人")),
        ("随叫随到，每月不超过3场", Capacity(MONTH, 3, "场")),
        ("每月1次，50批次", Capacity(MONTH, 1, "次")),
        ("每个月两场", Capacity(MONTH, 2, "场")),
        ("2场/月", Capacity(MONTH, 2, "场")),
        ("每月15只  ", Capacity(MONTH, 15, "只")),
        ("每月一至两次", Capacity(MONTH, 1, "次")),
        ("每月", Capacity(MONTH)),
        ("每季度", Capacity(QUARTER)),
        ("每季度2个小区", Capacity(QUARTER, 2, "个小区")),
        ("每季1次，30组", Capacity(QUARTER, 1, "次")),
        ("按季度开展一次", Capacity(QUARTER, 1, "次")),
        ("季度2场", Capacity(QUARTER, 2, "场")),
        ("每年", Capacity(YEAR)),
        ("每年8月3场，每场15组", Capacity(YEAR, 3, "场")),
        ("每年1次/人，每批40人", Capacity(YEAR, 40, "人")),
        ("全年6场，每场25人", Capacity(YEAR, 6, "场")),
        ("全年", Capacity(YEAR)),
        ("全年30小时", Capacity(YEAR, 30, "小时")),
        ("全年10车次，每车38座", Capacity(YEAR, 10, "车次")),
        ("年度5万元，已用1.6万", Capacity(YEAR)),
        ("暑期4场，每场20人", Capacity(YEAR, 4, "场")),
        ("寒暑假", Capacity(YEAR)),
        ("寒暑假各1期", Capacity(YEAR, 1, "期")),
        ("每学年2次", Capacity(YEAR, 2, "次")),
        ("一次性", Capacity(IN_ALL)),
        ("一次性提供100份", Capacity(IN_ALL, 100, "份")),
        ("共20个名额", Capacity(IN_ALL, 20, "个名额")),
        ("总计三十人", Capacity(IN_ALL, 30, "人")),
        ("两班共60名", Capacity(IN_ALL, 60, "名")),
        ("每次120剂，冬春共6次", Capacity(IN_ALL, 6, "次")),
        ("首批80户", Capacity(IN_ALL, 80, "户")),
        ("今年剩9户", Capacity(IN_ALL, 9, "户")),
        ("本年度可采集80人", Capacity(IN_ALL, 80, "人")),
        ("年内2期，每期25—35人", Capacity(IN_ALL, 2, "期")),
        ("救助名额约12户；物资60份", Capacity(IN_ALL, 12, "户")),
        ("送完为止", Capacity(IN_ALL)),
        ("长期", Capacity(AT_A_TIME)),
        ("长期有效", Capacity(AT_A_TIME)),
        ("每次可容纳30人", Capacity(AT_A_TIME, 30, "人")),
        ("每次不超过120人", Capacity(AT_A_TIME, 120, "人")),
        ("每期8课，35人", Capacity(AT_A_TIME, 35, "人")),
        ("每班19座", Capacity(AT_A_TIME, 19, "座")),
        ("随报随调，同时受理不超过6件", Capacity(AT_A_TIME, 6, "件")),
        ("同时在床10张，现余6张", Capacity(AT_A_TIME, 10, "张")),
        ("全天可坐20人", Capacity(AT_A_TIME, 20, "人")),
        ("常年每天6个岗", Capacity(AT_A_TIME, 6, "个岗")),
        ("每个上学日，30人内", Capacity(AT_A_TIME, 30, "人")),
        ("45个车位", Capacity(AT_A_TIME, 45, "个车位")),
        ("轮椅20辆、助行器15副", Capacity(AT_A_TIME, 20, "辆")),
        ("50台，借期90天", Capacity(AT_A_TIME, 50, "台")),
        ("约40平方米", Capacity(AT_A_TIME)),
        ("24小时", Capacity(AT_A_TIME)),
        ("全年无休", Capacity(AT_A_TIME)),
        ("每周一至周五", Capacity(AT_A_TIME)),
        ("随到随用", Capacity(AT_A_TIME)),
        ("每次1,200人", Capacity(AT_A_TIME, 1200, "人")),
        ("每次一百二十人", Capacity(AT_A_TIME, 120, "人")),
        ("每次二十几人", Capacity(AT_A_TIME, 20, "人")),
        ("每次2~3千人", Capacity(AT_A_TIME, 2000, "人")),
        ("每月两三次", Capacity(MONTH, 2, "次")),
        # No figure, rather than the 5 of 1.5 and the 10 of some tens.
        ("每月1.5小时", Capacity(MONTH)),
        ("每月几十人", Capacity(MONTH)),
        ("首批1.2万份", Capacity(IN_ALL, 12000, "份")),
        ("总计3000+份", Capacity(IN_ALL, 3000, "份")),
        ("100套", Capacity(None, 100, "套")),
        ("2场，每场200人", Capacity(None, 2, "场")),
        ("8人", Capacity(None, 8, "人")),
        ("按楼栋", Capacity()),
        ("不限", Capacity()),
        ("", Capacity()),
    ],
)
def test_words_name_period_and_number(words: str, found: Capacity) -> None:
    reading = read_capacity(words)
    assert (reading.value, reading.doubt) == (found, "")
    assert bool(reading.conclusion) == (found.period is not None)


@pytest.mark.parametrize(
    ("words", "found", "doubt"),
    [
        ("每两周1次", Capacity(MONTH, 1, "次"), "nearest_capacity_period"),
        ("每两个月1场，40组家庭", Capacity(QUARTER, 1, "场"), "nearest_capacity_period"),
        ("隔月一次", Capacity(QUARTER, 1, "次"), "nearest_capacity_period"),
        ("每半年1次", Capacity(YEAR, 1, "次"), "nearest_capacity_period"),
        ("每学期4课时", Capacity(YEAR, 4, "课时"), "nearest_capacity_period"),
        ("每周1次，共16次，30人", Capacity(IN_ALL, 16, "次"), "several_capacities"),
        ("每周1场，每月不超过3场", Capacity(WEEK, 1, "场"), "several_capacities"),
    ],
)
def test_what_is_none_of_our_periods_becomes_a_longer_one_and_a_doubt(words: str, found: Capacity, doubt: str) -> None:
    reading = read_capacity(words)
    assert (reading.value, reading.doubt, reading.conclusion) == (found, doubt, "")


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("每周三下午", WEEK),
        ("每月第一个周六上午", MONTH),
        ("每季招一次", QUARTER),
        ("寒暑假各一批", YEAR),
        ("每周一至周五", None),
        ("周三下午", None),
        ("工作日白天，每周三、每月最后一个周日", None),
        ("24小时", None),
        ("11月20日（周五）14:30—16:30", None),
        ("2026年11月20日下午2:30", None),
        ("11月20日", None),
        ("一月二十日", None),
        ("1月5—9日", None),
        ("1月2场", MONTH),
    ],
)
def test_the_rhythm_of_the_time_is_a_period_too(words: str, period: Period | None) -> None:
    assert read_rhythm(words) is period


def test_a_text_without_end_is_read_quickly() -> None:
    assert read_capacity("每月2场，" * 5_000).value == Capacity()
    assert read_capacity("每" * 199).value == Capacity()
