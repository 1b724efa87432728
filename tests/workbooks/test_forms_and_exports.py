"""Forms of one unit, exports of surveys and hotlines: what is no list at first sight."""

from typing import Any

import pytest

from partner_hub.workbooks.plan.plan import Action, Plan
from tests.workbooks.books import SheetOf, build, plan_of, record_of, skipped

FORM: list[list[Any]] = [
    ["近邻合伙人供需申报表"],
    ["单位名称：", "临川慧心书店", "单位性质", "其他"],
    ["联络员", "许霁", "联系电话", "13870000007"],
    ["地 址", "霞浦路12号"],
    ["可提供的资源", "每周六上午绘本故事会，一次20个孩子"],
    ["希望得到的支持", "想要社区推荐热心志愿者"],
    ["店员人数", "6"],
    ["单位盖章"],
]
MERGED = ["A1:D1", "B4:D4", "B5:D5", "B6:D6"]


def records(plan: Plan) -> list[dict[str, Any]]:
    shown = [vars(row.record) for row in plan.rows if row.record and row.action is Action.NEW]
    return [{name: value for name, value in each.items() if value and name != "source"} for each in shown]


def test_a_form_of_one_unit_is_one_unit_with_its_fields() -> None:
    plan = plan_of("units", build(Sheet1=SheetOf(FORM, MERGED)))
    assert records(plan) == [
        {
            "name": "临川慧心书店",
            "category": "其他",
            "contact": "许霁",
            "phones": ["13870000007"],
            "address": "霞浦路12号",
        }
    ]
    assert set(skipped(plan).values()) == {"title", "form"}
    left = {"columns": "可提供的资源、希望得到的支持、店员人数"}
    assert {"code": "columns_not_imported", "params": left} in plan.notes


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("offerings", {"unit_name": "临川慧心书店", "name": "每周六上午绘本故事会，一次20个孩子"}),
        ("needs", {"source_unit_name": "临川慧心书店", "content": "想要社区推荐热心志愿者"}),
    ],
)
def test_the_same_form_offers_and_asks(kind: str, expected: dict[str, Any]) -> None:
    assert record_of(plan_of(kind, build(Sheet1=SheetOf(FORM, MERGED))), 2, *expected) == expected


def test_several_forms_on_one_sheet_and_on_several() -> None:
    second = [["单位名称", "柳塘幼儿园"], ["联系人", "花小朵"], ["联系电话", "0794-8211111"]]
    third = [["表二"], ["单位名称：柳塘小学（公章）"], ["联系人：林立"], ["电话：13870000002"]]
    plan = plan_of("units", build(一=SheetOf([*FORM, [], *second]), 二=SheetOf(third)))
    assert [(each["name"], each["contact"], each["phones"]) for each in records(plan)] == [
        ("临川慧心书店", "许霁", ["13870000007"]),
        ("柳塘幼儿园", "花小朵", ["0794-8211111"]),
        ("柳塘小学", "林立", ["13870000002"]),
    ]


def test_a_label_over_its_text_belongs_to_it() -> None:
    rows = [
        ["共建需求申报表"], ["单位名称", "柳塘小学", "联系人", "林立"], ["需求名称", "放学后的车"], ["具体需求："],
        ["校门口放学时车多，想请人来疏导。"],
    ]  # fmt: skip
    plan = plan_of("needs", build(表=SheetOf(rows, ["A1:D1", "A4:D4", "A5:D5"])))
    assert record_of(plan, 2, "name", "content") == {
        "name": "放学后的车",
        "content": "校门口放学时车多，想请人来疏导。",
    }


@pytest.mark.parametrize(
    "rows",
    [
        [["单位名称", "", "单位性质", ""], ["联络员", "", "联系电话", ""], ["地址", "", "", ""]],
        [["单位名称", "填写全称"], ["联系人", "填写姓名"], ["联系电话", "填写手机"], ["地址", "填写地址"]],
    ],
)
def test_an_empty_form_and_instructions_hold_no_unit(rows: list[list[str]]) -> None:
    data = build(表=SheetOf(rows), 名单=SheetOf([["单位", "电话"], ["柳塘书店", "0794-8211111"]]))
    assert [each["name"] for each in records(plan_of("units", data))] == ["柳塘书店"]


def test_an_export_of_a_survey_tool() -> None:
    rows: list[list[Any]] = [
        [
            *("序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"),
            *("1、您的单位名称是？", "2、联系人（填空题）", "Q3. 您的联系电话", "4、贵单位可以提供哪些服务？"),
            *("5、服务对象(老年人)", "5、服务对象(儿童)", "5、服务对象(家长)", "6.可服务时间（可多选）"),
        ],
        [
            1,
            "2026/3/1 9:00",
            "65秒",
            "微信",
            "N/A",
            "10.1.2.3(江西)",
            "柳塘书店",
            "许霁",
            "13870000007",
            "绘本故事会",
            1,
            1,
            0,
            "周六┋周日",
        ],
        [
            2,
            "2026/3/1 9:05",
            "70秒",
            "链接",
            "N/A",
            "10.1.2.4(江西)",
            "柳塘小学",
            "(跳过)",
            "13870000008",
            "开放操场",
            0,
            "(跳过)",
            1,
            "周日",
        ],
    ]
    plan = plan_of("offerings", build(Sheet1=SheetOf(rows)))
    fields = ("unit_name", "name", "audience", "available_time", "contact", "contact_phone")
    assert list(record_of(plan, 2, *fields).values()) == [
        *("柳塘书店", "绘本故事会", "老年人、儿童", "周六、周日", "许霁", "13870000007"),
    ]
    assert list(record_of(plan, 3, *fields).values()) == [
        *("柳塘小学", "开放操场", "家长", "周日", "", "13870000008"),
    ]
    assert "10.1.2.3" not in str(plan.to_json())


def test_what_residents_answered_in_a_survey_has_no_channel_and_no_names() -> None:
    head = [
        "编号",
        "开始答题时间",
        "结束答题时间",
        "答题时长",
        "来源",
        "用户昵称",
        "1.您的姓名",
        "2.您所在的小区",
        "3.需求内容（填空题）",
    ]
    answer = [1, "2026-03-01 9:00", "2026-03-01 9:02", "2分", "扫码", "风", "林立", "柳塘新村", "北门路灯不亮"]
    plan = plan_of("needs", build(Sheet1=SheetOf([head, answer])))
    assert record_of(plan, 2, "content", "grid", "source_channel", "raised_on") == {
        "content": "北门路灯不亮",
        "grid": "柳塘新村",
        "source_channel": "",
        "raised_on": "2026-03-01",
    }
    assert "林立" not in str(plan.to_json())


def test_an_export_of_a_hotline_comes_without_names_and_numbers() -> None:
    rows: list[list[Any]] = [
        [
            "工单编号",
            "诉求标题",
            "诉求内容",
            "来电人",
            "联系电话",
            "事发地址",
            "受理时间",
            "一级分类",
            "承办单位",
            "办理时限",
        ],
        [
            "20260301",
            "楼道灯不亮",
            "\n\t三号楼楼道灯坏了半个月。\n\t",
            "林立",
            "13870000001",
            "柳塘新村",
            "2026/3/1 12:09",
            "城乡建设",
            "柳塘社区",
            "2026/3/8",
        ],
    ]
    plan = plan_of("needs", build(Sheet1=SheetOf(rows)))
    assert record_of(plan, 2, "name", "content", "grid", "category", "deadline") == {
        "name": "楼道灯不亮",
        "content": "三号楼楼道灯坏了半个月。",
        "grid": "",
        "category": "城乡建设",
        "deadline": "2026-03-08",
    }
    assert {"code": "personal_data_left_out", "params": {}} in plan.notes
    assert not {"林立", "13870000001"} & set(str(plan.to_json()).split("'"))


def test_units_ask_in_columns_of_their_own() -> None:
    rows: list[list[Any]] = [
        ["序号", "单位", "想解决的问题", "希望对接", "联系人"],
        [1, "柳塘小学", "放学时段校门口车多", "想请交警来指导护学岗", "林立"],
    ]
    plan = plan_of("needs", build(共建单位需求=SheetOf(rows)))
    assert record_of(plan, 2, "source_unit_name", "name", "content") == {
        "source_unit_name": "柳塘小学",
        "name": "放学时段校门口车多",
        "content": "想请交警来指导护学岗",
    }


@pytest.mark.parametrize(
    ("head", "leader"),
    [
        ("校名", "校长"),
        ("网点", "行长"),
        ("店名", "店长"),
        ("医院名称", "院长"),
        ("商户", "老板"),
        ("组织名称", "会长"),
    ],
)
def test_lists_of_one_kind_name_the_unit_in_their_own_way(head: str, leader: str) -> None:
    plan = plan_of("units", build(名单=SheetOf([[head, leader, "电话"], ["柳塘第一", "林立", "0794-8211111"]])))
    assert record_of(plan, 2, "name", "party_leader") == {"name": "柳塘第一", "party_leader": "林立"}


@pytest.mark.parametrize("head", ["法定代表人", "法定代表人姓名", "法人", "法定代表人（负责人）"])
def test_who_stands_in_the_register_of_firms_is_no_leader(head: str) -> None:
    rows = [["单位名称", head, "联系电话"], ["柳塘书店", "林立", "0794-8211111"]]
    plan = plan_of("units", build(名单=SheetOf(rows)))
    assert "林立" not in str(vars(plan.row(2).record))
    assert any("法" in str(note["params"].get("columns")) for note in plan.notes)


LAMP = "三号楼楼道灯坏了半个月，夜里老人出门容易摔。"


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        (
            ("反映问题", "事发地址", "派单时间"),
            (LAMP, "柳塘路3号", "2026/3/4"),
            ("三号楼楼道灯坏了半个月", LAMP, "", "2026-03-04"),
        ),
        (("标题", "正文", "事件地点", "所属网格"), ("楼道灯", LAMP, "北门", "二网格"), ("楼道灯", LAMP, "二网格", "")),
        (("诉求标题", "诉求", "详细地址"), ("楼道灯", LAMP, "柳塘路3号"), ("楼道灯", LAMP, "", "")),
        (("诉求", "地址"), (LAMP, "柳塘路3号"), ("三号楼楼道灯坏了半个月", LAMP, "", "")),
        (
            ("问题描述", "小区", "受理时间", "来电时间"),
            (LAMP, "柳塘新村", "2026/3/4", "2026/3/1"),
            ("三号楼楼道灯坏了半个月", LAMP, "柳塘新村", "2026-03-01"),
        ),
        (("反映问题", "具体情况", "涉及户数"), ("楼道灯", LAMP, "3"), ("楼道灯", LAMP, "", "")),
    ],
)
def test_a_hotline_tells_content_and_day_and_no_address_is_a_grid(
    head: tuple[str, ...], row: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    plan = plan_of("needs", build(Sheet1=SheetOf([head, row])))
    assert tuple(record_of(plan, 2, "name", "content", "grid", "raised_on").values()) == expected
    assert "柳塘路3号" not in str(plan.to_json())
    has_address = any(each.endswith("地址") for each in head)
    assert ({"code": "personal_data_left_out", "params": {}} in plan.notes) == has_address


def test_the_address_of_a_unit_that_asks_is_no_grid() -> None:
    plan = plan_of("needs", build(Sheet1=SheetOf(FORM, MERGED)))
    assert record_of(plan, 2, "grid") == {"grid": ""}


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["单位名称：柳塘书店"],
            ["联系人：林立"],
            ["联系电话：0794-8211111"],
            ["本店能给：免费量血压"],
            ["本店想要：志愿者"],
        ],
        [
            ["单位名称：柳塘书店", "本店能给：免费量血压"],
            ["联系人：林立", "联系电话：0794-8211111", "本店想要：志愿者"],
        ],
        [
            ["单位名称", "柳塘书店"],
            ["联系人", "林立"],
            ["联系电话", "0794-8211111"],
            ["本店能给：免费量血压"],
            ["本店想要：志愿者"],
        ],
    ],
)
def test_a_strange_label_in_one_cell_with_its_value_is_named(rows: list[list[Any]]) -> None:
    plan = plan_of("units", build(表=SheetOf([["登记表"], *rows])))
    assert records(plan) == [{"name": "柳塘书店", "contact": "林立", "phones": ["0794-8211111"]}]
    assert plan.notes == [{"code": "columns_not_imported", "params": {"columns": "本店能给、本店想要"}}]


def test_the_value_of_a_label_is_no_label_though_it_has_a_colon() -> None:
    rows = [["单位名称", "柳塘书店"], ["联系人", "林立"], ["地址", "柳塘路：三号"], ["备注："], ["店里安排：周六下午"]]
    plan = plan_of("units", build(表=SheetOf([["登记表"], *rows])))
    found = {name: records(plan)[0][name] for name in ("address", "remark")}
    assert (found, plan.notes) == ({"address": "柳塘路：三号", "remark": "店里安排：周六下午"}, [])


@pytest.mark.parametrize(("kind", "name"), [("offerings", "免费量血压"), ("needs", "社区推荐志愿者")])
def test_what_we_can_give_and_wish_is_said_in_one_cell_each(kind: str, name: str) -> None:
    rows = [
        ["登记表"],
        ["单位名称：柳塘书店", "我们能提供：免费量血压"],
        ["联系人：林立"],
        ["我们希望：社区推荐志愿者"],
    ]
    assert record_of(plan_of(kind, build(表=SheetOf(rows))), 2, "name") == {"name": name}
