"""Which values stand when two rows mean one record."""

import pytest

from partner_hub.workbooks.plan.merging import absorb_duplicate, earlier_and_more_exact, joined_remarks, standing_name
from partner_hub.workbooks.plan.plan import Action
from partner_hub.workbooks.schema.needs import NeedRecord
from partner_hub.workbooks.schema.source import Source
from partner_hub.workbooks.schema.units import UnitRecord
from tests.workbooks.books import SheetOf, build, plan_of


@pytest.mark.parametrize(
    ("one", "other", "stands"),
    [
        ("2022-03-15", "2022-03", "2022-03-15"),
        ("2022-03", "2022-03-15", "2022-03-15"),
        ("2021", "2022-03", "2021"),
        ("2022-03-15", "2021-12", "2021-12"),
        ("2022-10", "2022-10", "2022-10"),
        ("", "2022-10", "2022-10"),
    ],
)
def test_the_earlier_and_more_exact_day_stands(one: str, other: str, stands: str) -> None:
    assert earlier_and_more_exact(one, other) == stands


@pytest.mark.parametrize(
    ("remarks", "stands"),
    [
        (("签实践基地", "暑期实践队"), "签实践基地；暑期实践队"),
        (("每周三驻点", "重复？"), "每周三驻点"),
        (("", "与第4行重复"), ""),
        (("", "疑似重复登记"), ""),
        (("每周三", "每周三"), "每周三"),
        (("甲；乙", "乙"), "甲；乙"),
        (("", "重复报名的居民由该单位核对"), "重复报名的居民由该单位核对"),
    ],
)
def test_remarks_are_joined_but_what_is_said_of_the_repetition_itself(remarks: tuple[str, str], stands: str) -> None:
    assert joined_remarks(*remarks) == stands


@pytest.mark.parametrize(
    ("names", "code", "stands"),
    [
        (["柳塘派出所", "临川市公安局青溪分局柳塘派出所"], "11360000007705927A", "临川市公安局青溪分局柳塘派出所"),
        (["临川市青溪区柳塘养老服务有限公司", "柳塘养老服务中心"], "52360000MJ0000000A", "柳塘养老服务中心"),
        (["临川市青溪区柳塘养老服务有限公司", "柳塘养老服务中心"], "", "临川市青溪区柳塘养老服务有限公司"),
    ],
)
def test_the_standing_name_that_agrees_with_the_code_stands(names: list[str], code: str, stands: str) -> None:
    assert standing_name(names, code) == stands


def test_numbers_and_names_are_united_and_gaps_are_filled() -> None:
    first = UnitRecord(Source("", "", 3), "临川市柳塘小学", ["柳小"], phones=["0794-8251100"], address="")
    absorb_duplicate(
        first, UnitRecord(Source("", "", 9), "柳塘小学", ["实小"], phones=["17999183369"], address="柳塘路1号")
    )
    assert (first.name, first.aliases) == ("临川市柳塘小学", ["柳塘小学", "柳小", "实小"])
    assert (first.phones, first.address) == (["0794-8251100", "17999183369"], "柳塘路1号")
    assert first.source.duplicate_rows == [9]


def test_what_follows_from_a_value_comes_with_it() -> None:
    everybody = NeedRecord(Source("", "", 3), "路灯", beneficiary_count_text="全体")
    absorb_duplicate(
        everybody, NeedRecord(Source("", "", 4), "路灯", beneficiary_count_text="12户", beneficiary_count=12)
    )
    assert (everybody.beneficiary_count_text, everybody.beneficiary_count) == ("全体", None)
    unsaid = NeedRecord(Source("", "", 5), "路灯")
    absorb_duplicate(unsaid, NeedRecord(Source("", "", 4), "路灯", beneficiary_count_text="12户", beneficiary_count=12))
    assert (unsaid.beneficiary_count_text, unsaid.beneficiary_count) == ("12户", 12)


CODE = "12360000007705927A"
UNITS = build(
    单位=SheetOf(
        [
            ["单位名称", "信用代码", "联络员", "电话", "加入时间", "备注"],
            ["临川市青溪区柳塘中心幼儿园", CODE, "黎昕", "17999183369", "2022.10", "签实践基地"],
            ["柳塘中心幼儿园", CODE, "黎昕", "17999183369", "2022-3-15", "暑期实践队"],
            ["柳塘幼儿园", CODE, "黎昕", "16470667254", None, "重复？"],
        ]
    )
)


def test_both_values_are_shown_with_the_one_that_stands() -> None:
    plan = plan_of("units", UNITS)
    shown = {each.field: (each.old, each.new, each.stands) for each in plan.row(3).differences}
    assert shown["joined"] == ("2022-10", "2022-03-15", "2022-03-15")
    assert shown["remark"] == ("签实践基地", "暑期实践队", "签实践基地；暑期实践队")
    assert shown["name"][2] == "临川市青溪区柳塘中心幼儿园"
    assert {each.field for each in plan.row(4).differences} >= {"remark", "phones"}


def test_three_rows_of_one_unit_become_one_record() -> None:
    plan = plan_of("units", UNITS)
    for number in (3, 4):
        plan.decide(number, "merge")
    outcomes = plan.outcome()
    record = outcomes[1].record
    assert isinstance(record, UnitRecord)
    assert sorted(record.aliases) == ["柳塘中心幼儿园", "柳塘幼儿园"]
    assert record.phones == ["17999183369", "16470667254"]
    assert {each.row.merged_into for each in outcomes[2:]} == {2}


def test_a_row_goes_where_the_one_goes_that_it_repeats() -> None:
    plan = plan_of("units", UNITS)
    plan.row(4).merged_into = 3
    plan.decide(4, "merge")
    assert plan.outcome()[3].open
    plan.decide(3, "merge")
    assert plan.outcome()[3].row.merged_into == 2
    plan.decide(3, "skip")
    assert plan.outcome()[3].action is Action.SKIPPED


def test_a_similar_name_in_the_same_house_is_not_accepted_unseen() -> None:
    rows: list[list[str | None]] = [
        ["单位名称", "地址", "联络员"],
        ["海榕农村商业银行股份有限公司望屏支行", "桂枝路20号", "阙安琪"],
        ["海榕农商银行望屏支行", "桂枝路20号", None],
        ["临川红隼应急救援协会", None, "项涛"],
        ["红隼救援", None, "项涛"],
    ]
    plan = plan_of("units", build(单位=SheetOf(rows)))
    assert [plan.row(number).question("row").proposal for number in (3, 5)] == ["merge", "merge"]
    plan.accept_proposals()
    assert [row.excel_row for row in plan.open_rows] == [3]
