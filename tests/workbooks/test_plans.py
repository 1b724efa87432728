"""The plan as the clerk sees it: repetitions, questions, decisions, and the same file once more."""

import json
from dataclasses import asdict

import pytest

from partner_hub.partners.unit_name_matching import KnownName
from partner_hub.workbooks.plan.existing_records import Known, KnownRecord
from partner_hub.workbooks.plan.plan import Action, Plan
from partner_hub.workbooks.reader import read_workbook
from partner_hub.workbooks.schema.units import UnitRecord
from partner_hub.workbooks.table.choice import tables_to_read
from partner_hub.workbooks.xlsx.errors import WorkbookError
from tests.workbooks.books import SheetOf, build, concluded, plan_of, record_of

UNITS = build(
    单位=SheetOf(
        [
            ["单位名称", "单位类别", "信用代码", "联络员", "电话", "加入时间", "备注"],
            [
                "临川市公安局青溪分局柳塘派出所",
                "党政机关",
                "11360000007705927A",
                "蔡舟",
                "0794-8251100",
                "2022-03-18",
                None,
            ],
            ["临川师范学院美术学院", "高等院校", None, "黎昕", "17999183369", "2022.10", "实践基地"],
            ["柳塘派出所", "党政机关", "11360000007705927A", None, None, "2022年3月", "重复？"],
            ["师院美术学院", "高等院校", None, "黎昕", "17999183369", "2022.10", None],
            ["临川红隼应急救援协会", "社会组织", None, "项涛", "16470667254", None, None],
            ["红隼救援队", "社会组织", None, None, None, None, None],
            [None, "社会组织", None, "无名", None, None, None],
        ],
    ),
)
OFFERINGS = build(
    资源=SheetOf(
        [
            ["单位名称", "资源名称", "资源类别", "服务内容", "有效期", "联系人"],
            ["红隼救援队", "防溺水演示", "安全", "救生衣和绳包现场演示", "2025年12月", "项涛 16470667254"],
            ["不认识的店", "理发", "便民", "上门理发", "长期", None],
            ["同上", "理发", "便民", "上门理发", "长期", None],
            ["柳塘派出所", "消防课", None, "现场演示灭火器", "长期", None],
            ["柳塘派出所", "安全演示", "安全", "现场演示灭火", "长期", None],
            ["柳塘派出所", None, None, None, None, None],
        ],
    ),
)
NEEDS = build(
    需求=SheetOf(
        [
            ["需求名称", "需求内容", "需求类别", "服务对象", "受益人数", "来源", "提出时间", "紧急程度"],
            ["缺人手", "暑期大厅排队", "单位需求", "患者", "20人", "共建单位（柳塘派出所）", "2025/6/18", "紧急"],
            ["路灯坏了", "三天没亮", "便民", "住户", 12, "热线", "2025/6/19", None],
            ["路灯坏了", "三天没亮", "便民", "住户", 12, "热线", "2025/6/19", None],
        ],
    ),
)
NAMES = (
    KnownName("1", "临川市公安局青溪分局柳塘派出所", (), "11360000007705927A"),
    KnownName("2", "临川师范学院美术学院"),
    KnownName("3", "临川红隼应急救援协会"),
)
FILES = {"units": UNITS, "offerings": OFFERINGS, "needs": NEEDS}


def imported(plan: Plan, units: tuple[KnownName, ...], *, fingerprints: bool) -> Known:
    """What the database would know after importing the plan."""
    records, remembered = [], {}
    for outcome in plan.outcome():
        if outcome.action is Action.NEW and not outcome.open and outcome.record:
            records.append(KnownRecord(f"r{outcome.row.excel_row}", asdict(outcome.record)))
        if outcome.action in (Action.NEW, Action.PROBABLY_SAME) and not outcome.open:
            remembered[outcome.row.fingerprint] = f"r{outcome.row.merged_into or outcome.row.excel_row}"
    if plan.kind == "units":
        units = tuple(
            KnownName(each.id, each.values["name"], tuple(each.values["aliases"]), each.values["credit_code"])
            for each in records
        )
    return Known(units, tuple(records), remembered if fingerprints else {})


def decided(kind: str, known: Known) -> Plan:
    plan = plan_of(kind, FILES[kind], known)
    plan.accept_proposals()
    if kind == "units":
        plan.decide(7, "merge")
    if kind == "offerings":
        plan.decide(3, "skip", "unit_name")
        plan.decide(4, "skip", "unit_name")
    return plan


def test_rows_that_repeat_a_unit_are_merged_into_its_fullest_name() -> None:
    plan = plan_of("units", UNITS)
    by_code, by_name = plan.row(4), plan.row(5)
    assert (by_code.action, by_code.merged_into, by_code.reason, by_code.score) == (
        Action.PROBABLY_SAME,
        2,
        "credit_code",
        1.0,
    )
    assert (by_name.action, by_name.merged_into, by_name.reason) == (Action.PROBABLY_SAME, 3, "short_name")
    plan.accept_proposals()
    police = plan.outcome()[1].record
    assert isinstance(police, UnitRecord)
    assert (police.aliases, police.source.duplicate_rows) == (["柳塘派出所"], [4])
    assert (police.joined, police.remark) == ("2022-03-18", "")


def test_a_short_name_without_other_evidence_is_left_to_the_clerk() -> None:
    plan = plan_of("units", UNITS)
    assert plan.row(7).question("row").proposal is None
    plan.accept_proposals()
    assert [row.excel_row for row in plan.open_rows] == [7]
    plan.decide(7, "new")
    assert plan.outcome()[6].action is Action.NEW


def test_a_row_without_a_name_is_refused() -> None:
    assert (plan_of("units", UNITS).row(8).action, plan_of("units", UNITS).row(8).reason) == (Action.REFUSED, "no_name")
    assert plan_of("offerings", OFFERINGS).row(7).action is Action.REFUSED


def test_a_decision_can_be_taken_back_and_only_offered_ones_are_taken() -> None:
    plan = plan_of("units", UNITS)
    plan.decide(4, "new")
    assert plan.outcome()[3].action is Action.NEW
    plan.decide(4, None)
    assert plan.outcome()[3].open
    with pytest.raises(ValueError, match="delete"):
        plan.decide(4, "delete")


@pytest.mark.parametrize("kind", ["units", "offerings", "needs"])
def test_a_plan_survives_being_stored(kind: str) -> None:
    plan = plan_of(kind, FILES[kind], Known(NAMES))
    assert Plan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


@pytest.mark.parametrize("fingerprints", [True, False])
@pytest.mark.parametrize("kind", ["units", "offerings", "needs"])
def test_the_same_file_brought_in_twice_changes_nothing(kind: str, *, fingerprints: bool) -> None:
    known = imported(decided(kind, Known(NAMES if kind != "units" else ())), NAMES, fingerprints=fingerprints)
    again = decided_rows(plan_of(kind, FILES[kind], known))
    assert set(again.values()) == {Action.SAME}


def decided_rows(plan: Plan) -> dict[int, Action]:
    """The rows that came in the first time."""
    left = {"units": {8}, "offerings": {3, 4, 7}, "needs": set()}[plan.kind]
    return {row.excel_row: row.action for row in plan.rows if row.excel_row not in left | {1}}


def test_a_row_that_was_imported_stays_the_same_after_its_record_was_edited() -> None:
    known = imported(decided("needs", Known(NAMES)), NAMES, fingerprints=True)
    edited = tuple(
        KnownRecord(each.id, {**each.values, "content": "改过了", "urgency": "特急"}) for each in known.records
    )
    again = plan_of("needs", NEEDS, Known(NAMES, edited, known.imported))
    assert {row.action for row in again.rows if row.excel_row > 1} == {Action.SAME}


def test_a_changed_row_is_an_update_with_its_differences() -> None:
    known = KnownRecord(
        "9", {"name": "路灯坏了", "content": "三天没亮", "raised_on": "2025-06-19", "urgency": "紧急", "grid": "一网格"}
    )
    plan = plan_of("needs", NEEDS, Known(NAMES, (known,)))
    row = plan.row(3)
    assert (row.action, row.target) == (Action.UPDATE, "9")
    assert [(each.field, each.old, each.new) for each in row.differences] == [("urgency", "紧急", "一般")]
    plan.decide(3, "keep")
    assert plan.outcome()[2].action is Action.SAME


def test_an_unknown_unit_is_asked_about_once_for_all_its_rows() -> None:
    plan = plan_of("offerings", OFFERINGS, Known(NAMES))
    assert plan.row(3).question("unit_name").proposal is None
    plan.decide_alike(3, "new", "unit_name")
    assert plan.row(4).question("unit_name").answer == "new"
    record = plan.outcome()[2].record
    assert record is not None
    assert record_of(plan, 3, "unit_id", "unit_name") == {"unit_id": None, "unit_name": "不认识的店"}


def test_a_short_form_with_a_strange_character_is_proposed_not_concluded() -> None:
    plan = plan_of("offerings", OFFERINGS, Known(NAMES))
    assert plan.row(2).question("unit_name").proposal == "3"
    plan.accept_proposals()
    record = plan.outcome()[1].record
    assert record is not None
    assert asdict(record)["unit_name"] == "临川红隼应急救援协会"


def test_an_empty_category_gets_a_proposal_from_similar_rows() -> None:
    plan = plan_of("offerings", OFFERINGS, Known(NAMES))
    assert plan.row(5).question("category").proposal == "安全"
    assert record_of(plan, 5, "category") == {"category": ""}


def test_a_unit_that_asks_is_told_from_the_channel() -> None:
    plan = plan_of("needs", NEEDS, Known(NAMES))
    assert record_of(plan, 2, "source_channel", "source_unit_id", "source_unit_name") == {
        "source_channel": "共建单位",
        "source_unit_id": "1",
        "source_unit_name": "临川市公安局青溪分局柳塘派出所",
    }
    assert ("source_unit_name", "short_name") in concluded(plan, 2)


def test_a_channel_that_is_a_unit_names_the_unit_that_asks() -> None:
    data = build(
        a=SheetOf([["需求名称", "需求内容", "来源"], ["缺人手", "大厅排队", "师院美术学院"], ["路灯", "不亮", "热线"]])
    )
    plan = plan_of("needs", data, Known(NAMES))
    assert record_of(plan, 2, "source_channel", "source_unit_id") == {
        "source_channel": "共建单位",
        "source_unit_id": "2",
    }
    assert ("source_channel", "asked_by_unit") in concluded(plan, 2)
    assert record_of(plan, 3, "source_channel", "source_unit_id") == {"source_channel": "热线", "source_unit_id": None}


def test_bare_numbers_and_empty_urgencies_are_shown_as_conclusions() -> None:
    plan = plan_of("needs", NEEDS, Known(NAMES))
    assert record_of(plan, 3, "beneficiary_count_text", "beneficiary_unit", "urgency") == {
        "beneficiary_count_text": "12户",
        "beneficiary_unit": "户",
        "urgency": "一般",
    }
    assert concluded(plan, 3) == {("beneficiary_count", "unit_of_bare_number"), ("urgency", "usual_urgency")}
    assert (plan.row(4).action, plan.row(4).merged_into) == (Action.PROBABLY_SAME, 3)


def test_a_workbook_of_another_kind_has_no_such_table() -> None:
    workbook = read_workbook(build(表=SheetOf([["姓名", "成绩"], ["甲", 3]])), "a.xlsx")
    for kind in ("units", "offerings", "needs"):
        with pytest.raises(WorkbookError, match="No table"):
            tables_to_read(workbook, kind)


@pytest.mark.parametrize(
    ("known", "written", "answers"),
    [
        ("临澜市新港小学", "临澜新港实验小学", []),
        ("临澜市新港小学", "临澜新港小学", [("merge", "merge")]),
        # Its fuller name would rename the unit, a campus may be one of its own.
        ("临澜鸿远物业", "临澜鸿远物业服务有限公司", [("merge", None)]),
        ("临澜市新港小学", "临澜新港小学西校区", [("merge", None)]),
        ("临澜新港小学西校区", "临澜新港小学", [("merge", None)]),
        ("临澜市新港小学", "新港小学（东区）", [("merge", None)]),
        ("临澜市新港小学（东校区）", "新港小学", [("merge", None)]),
    ],
)
def test_a_similar_name_renames_no_unit_unseen(known: str, written: str, answers: list[tuple[str, str | None]]) -> None:
    existing = {"name": known, "contact": "王芷", "phones": ["0594-2211001"]}
    rows = [["单位名称", "联络员", "联系电话"], [written, "王芷", "0594-2211002"]]
    there = Known((KnownName("1", known),), (KnownRecord("1", existing),))
    plan = plan_of("units", build(名单=SheetOf(rows)), there)
    plan.accept_proposals()
    assert [(question.proposal, question.answer) for question in plan.row(2).questions] == answers
