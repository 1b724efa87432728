"""Workbooks of invented communities, each laid out in its own way."""

from datetime import date
from typing import Any

from partner_hub.partners.unit_name_matching import KnownName
from partner_hub.workbooks.plan.existing_records import Known
from partner_hub.workbooks.plan.plan import Action
from partner_hub.workbooks.planners.units import plan_units
from partner_hub.workbooks.reader import read_workbook
from partner_hub.workbooks.table.choice import tables_to_read
from tests.workbooks.books import (
    SheetOf,
    build,
    concluded,
    doubted,
    package,
    plan_of,
    record_of,
    sheets_of_records,
    skipped,
)

QINGXI = Known(
    units=(
        KnownName("1", "临川市青溪区图书馆"),
        KnownName("2", "临川市青溪区人民法院"),
        KnownName("3", "临川市青溪区柳塘街道社区卫生服务中心"),
        KnownName("4", "中国农业银行股份有限公司临川柳塘支行"),
        KnownName("5", "临川市柳塘幼儿园"),
    ),
)


def test_a_register_with_a_cover_sheet_a_two_row_header_sections_and_a_footer() -> None:
    data = build(
        填表说明=SheetOf([["填表说明"], ["1. 单位名称填写全称，电话填写手机。"]]),
        成员单位名册=SheetOf(
            [
                ["柳塘社区“大党委”成员单位名册"],
                ["填报单位：柳塘社区党委"],
                [],
                [
                    "序号",
                    "机构名称",
                    "社会信用代码",
                    "党组织书记",
                    None,
                    "联络员",
                    None,
                    None,
                    "签约时间",
                    "办公地点",
                    "备注",
                ],
                [None, None, None, "姓名", "手机", "姓名", "职务", "联系电话"],
                ["一、机关单位（2家）"],
                [
                    "1.",
                    "青溪区司法局柳塘司法所",
                    None,
                    "周 明",
                    "13870000001",
                    "吴桐",
                    "科员",
                    "0794-8212345",
                    "二〇二三年三月",
                    "柳塘路5号",
                    "—",
                ],
                [
                    "2.",
                    "青溪公安分局柳塘派出所",
                    None,
                    "郑重",
                    None,
                    "钱多多",
                    "民警",
                    "8251100",
                    date(2023, 3, 1),
                    "柳塘路８号",
                ],
                ["二、企业"],
                [
                    "1.",
                    "临川中燃城市燃气发展有限公司",
                    None,
                    "孙立（经理）",
                    None,
                    "李想",
                    None,
                    7948211122,
                    "23.4.5",
                    "工业大道１００号",
                ],
                ["合计", "3家"],
                ["填表人：王小二", None, "审核人：李大大"],
                ["备注：名称以公章为准。"],
            ],
            merged=[
                "A1:K1",
                "A4:A5",
                "B4:B5",
                "C4:C5",
                "D4:E4",
                "F4:H4",
                "I4:I5",
                "J4:J5",
                "K4:K5",
                "A6:K6",
                "A9:K9",
                "A13:K13",
            ],
        ),
    )
    plan = plan_of("units", data)
    assert set(sheets_of_records(plan)) == {"成员单位名册"}
    assert skipped(plan) == {
        1: "title", 2: "title", 3: "blank", 4: "header", 5: "header", 6: "section", 9: "section",
        11: "total", 12: "footer", 13: "footer",
    }  # fmt: skip
    fields = ("party_leader", "contact", "phones", "joined", "address", "category", "remark")
    assert record_of(plan, 7, *fields) == {
        "party_leader": "周明",
        "contact": "吴桐",
        "phones": ["0794-8212345"],
        "joined": "2023-03",
        "address": "柳塘路5号",
        "category": "机关单位",
        "remark": "",
    }
    assert record_of(plan, 8, "phones", "joined") == {"phones": ["0794-8251100"], "joined": "2023-03-01"}
    assert concluded(plan, 8) == {("phones", "area_code_added"), ("category", "from_section")}
    assert record_of(plan, 10, "party_leader", "phones", "joined", "category") == {
        "party_leader": "孙立",
        "phones": ["0794-8211122"],
        "joined": "2023-04-05",
        "category": "企业",
    }


def test_offerings_without_a_title_under_merged_unit_cells() -> None:
    header = [
        "序",
        "共建单位",
        "服务项目",
        "服务类型",
        "面向人群",
        "具体内容",
        "数量",
        "单位",
        "服务时段",
        "有效期起",
        "有效期止",
        "对接人",
        "联系方式",
    ]
    data = build(
        Sheet1=SheetOf(
            [
                header,
                [
                    "一",
                    "青溪区图书馆",
                    "亲子阅读",
                    "文化",
                    "亲子家庭",
                    "每周六讲绘本",
                    20,
                    "组",
                    "周六上午",
                    date(2025, 3, 1),
                    date(2025, 12, 31),
                    "温如玉",
                    "0794-8255555",
                ],
                [
                    "二",
                    None,
                    "流动书车",
                    "文化",
                    "全体居民",
                    "书车进小区,可现场办证",
                    2,
                    "次",
                    "每月第一周",
                    "2025.1",
                    "2025.12",
                    "同上",
                    "〃",
                ],
                [
                    "三",
                    None,
                    "自习室",
                    "场地",
                    "中学生",
                    "二楼自习室开放到晚上九点",
                    40,
                    "座",
                    "晚上",
                    "2025年7月",
                    "长期",
                    "温如玉",
                    None,
                ],
                header,
                [
                    "四",
                    "青溪法院",
                    "模拟法庭",
                    "普法",
                    "中小学生",
                    "带孩子们演一次法庭",
                    None,
                    None,
                    "寒暑假",
                    None,
                    "2025年底",
                    "方正",
                    18870001234,
                ],
                [
                    "五",
                    "农行柳塘支行",
                    "反诈课",
                    "金融",
                    "老年人",
                    "讲真案例",
                    2,
                    "场",
                    "周三",
                    "2025-01-01",
                    "2025-12-31",
                    "陶行之",
                    "8266666",
                ],
            ],
            merged=["B2:B4"],
        ),
    )
    plan = plan_of("offerings", data, QINGXI)
    assert skipped(plan) == {1: "header", 5: "repeated_header"}
    assert [record_of(plan, row, "unit_id")["unit_id"] for row in (2, 3, 4, 6, 7)] == ["1", "1", "1", "2", "4"]
    assert record_of(plan, 2, "capacity", "valid_from", "valid_to", "contact_phone") == {
        "capacity": "20组",
        "valid_from": "2025-03-01",
        "valid_to": "2025-12-31",
        "contact_phone": "0794-8255555",
    }
    assert record_of(plan, 3, "valid_from", "valid_to", "contact", "contact_phone", "content") == {
        "valid_from": "2025-01-01",
        "valid_to": "2025-12-31",
        "contact": "温如玉",
        "contact_phone": "0794-8255555",
        "content": "书车进小区，可现场办证",
    }
    assert ("contact", "same_as_above") in concluded(plan, 3)
    assert record_of(plan, 4, "valid_from", "valid_to") == {"valid_from": "2025-07-01", "valid_to": None}
    assert record_of(plan, 6, "valid_to", "contact_phone", "category_code") == {
        "valid_to": "2025-12-31",
        "contact_phone": "18870001234",
        "category_code": "法律普法",
    }
    assert ("unit_name", "short_name") in concluded(plan, 6)


def test_a_log_of_complaints_with_the_header_in_row_five_and_another_table_below() -> None:
    data = build(
        汇总=SheetOf([["类型", "数量"], ["养老", 3]]),
        诉求台账=SheetOf(
            [
                ["新港社区2025年第三季度群众诉求登记表"],
                ["（内部资料）"],
                ["登记员：小许"],
                [],
                [
                    "编号",
                    "诉求",
                    "问题描述",
                    "诉求类型",
                    "反映人群",
                    "涉及户数",
                    "收集渠道",
                    "反映人",
                    "联系电话",
                    "登记日期",
                    "所属片区",
                    "完成时限",
                    "缓急",
                ],
                [
                    1,
                    "路灯不亮",
                    "三号楼后面的路灯坏了两个月,晚上看不见",
                    "基础设施",
                    "三号楼住户",
                    24,
                    "网格走访",
                    "张大妈",
                    "13800000000",
                    "7.12",
                    "一片区",
                    "8月底",
                    "较急",
                ],
                [
                    2,
                    "想学智能手机",
                    "老人不会挂号",
                    "教育培训",
                    "老年人",
                    "约五十人",
                    "议事会",
                    None,
                    None,
                    "7月15日",
                    "二片区",
                    "国庆前",
                    "不急",
                ],
                [
                    3,
                    "楼上漏水",
                    "协调不下来",
                    "矛盾",
                    "住户",
                    "10-15户",
                    "热线（12345）",
                    None,
                    None,
                    date(2025, 8, 1),
                    "〃",
                    "2月底",
                    None,
                ],
                [4],
                [],
                ["志愿者一览表"],
                ["姓名", "联系方式", "服务内容", "服务时间"],
                ["李雷", "13900000000", "助老", "周末"],
            ],
            merged=["A1:M1", "A11:D11"],
        ),
    )
    plan = plan_of("needs", data)
    assert skipped(plan) == {
        1: "title", 2: "title", 3: "title", 4: "blank", 5: "header", 9: "blank", 10: "blank", 11: "section",
        12: "other_table", 13: "other_table",
    }  # fmt: skip
    assert record_of(plan, 6, "content", "beneficiary_count_text", "raised_on", "deadline", "urgency", "grid") == {
        "content": "三号楼后面的路灯坏了两个月，晚上看不见",
        "beneficiary_count_text": "24户",
        "raised_on": "2025-07-12",
        "deadline": "2025-08-31",
        "urgency": "紧急",
        "grid": "一片区",
    }
    assert ("raised_on", "year_of_the_list") in concluded(plan, 6)
    assert record_of(plan, 7, "beneficiary_count", "deadline", "urgency", "category_code") == {
        "beneficiary_count": 50,
        "deadline": None,
        "urgency": "一般",
        "category_code": "数字技能",
    }
    assert record_of(plan, 8, "beneficiary_count", "deadline", "source_channel", "source_unit_name", "grid") == {
        "beneficiary_count": 15,
        "deadline": "2026-02-28",
        "source_channel": "热线（12345）",
        "source_unit_name": "",
        "grid": "二片区",
    }
    assert {"code": "personal_data_left_out", "params": {}} in plan.notes
    assert "张大妈" not in str(plan.to_json())
    assert "13800000000" not in str(plan.to_json())


def test_one_sheet_for_each_grid_cell_and_one_column_of_text() -> None:
    header = ["序号", "居民诉求", "人数", "时间", "紧急程度"]
    data = build(
        一网格=SheetOf(
            [
                ["江心里社区居民诉求（2024年12月）"],
                header,
                [1, "小区里没有给孩子玩的地方，能不能把废弃车棚改一改，放个滑梯。", "60户", "12月3日", "★★"],
                [2, "楼道堆物", "全体", "12.8", "★"],
            ],
            merged=["A1:E1"],
        ),
        二网格=SheetOf([header, [1, "井盖响", None, "12月9日", "★★★"]]),
    )
    plan = plan_of("needs", data, filename="诉求2024年.xlsx")
    assert record_of(plan, 3, "name", "content", "raised_on", "grid", sheet="一网格") == {
        "name": "小区里没有给孩子玩的地方",
        "content": "小区里没有给孩子玩的地方，能不能把废弃车棚改一改，放个滑梯。",
        "raised_on": "2024-12-03",
        "grid": "一网格",
    }
    assert record_of(plan, 4, "beneficiary_count", "beneficiary_count_text", sheet="一网格") == {
        "beneficiary_count": None,
        "beneficiary_count_text": "全体",
    }
    assert record_of(plan, 2, "raised_on", "urgency", "grid", sheet="二网格") == {
        "raised_on": "2024-12-09",
        "urgency": "特急",
        "grid": "二网格",
    }
    assert ("grid", "said_by_sheet") in concluded(plan, 2, "二网格")


def test_a_file_of_wps_with_odd_headers_and_a_dimension_of_a_million_rows() -> None:
    cells = {
        "A1": "*企业全称&#10;（必填）", "B1": "信用代码证号", "C1": "联系人&#10;及电话", "D1": "共建单位类型",
        "E1": "说　明",
        "A3": "万家便利店", "B3": "92361002MA00000000", "C3": "何田田138 7000 1111", "D3": "商户",
        "E3": "无",
        "A1048576": "大爱志愿者协会", "C1048576": "王一 13870002222",
    }  # fmt: skip
    rows: dict[str, str] = {}
    for place, words in cells.items():
        rows.setdefault(place[1:], "")
        rows[place[1:]] += f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'
    body = "".join(f'<row r="{number}">{row}</row>' for number, row in rows.items())
    plan = plan_of("units", package(f'<dimension ref="A1:XFD1048576"/><sheetData>{body}</sheetData>'))
    assert record_of(plan, 3, "name", "contact", "phones", "category", "credit_code_valid", "remark") == {
        "name": "万家便利店",
        "contact": "何田田",
        "phones": ["13870001111"],
        "category": "商户",
        "credit_code_valid": False,
        "remark": "",
    }
    assert doubted(plan, 3) == {("credit_code", "wrong_credit_code")}
    assert record_of(plan, 1048576, "name", "phones") == {"name": "大爱志愿者协会", "phones": ["13870002222"]}
    assert len(plan.rows) < 100


def test_the_shortest_list_there_is() -> None:
    data = build(名单=SheetOf([["单位", "电话"], ["万家便利店", 13870001111], ["柳塘书店", "0794-8211111"]]))
    plan = plan_of("units", data)
    assert record_of(plan, 2, "name", "phones") == {"name": "万家便利店", "phones": ["13870001111"]}


def test_group_heads_that_were_never_merged() -> None:
    data = build(
        表=SheetOf(
            [
                ["单位名称", "服务名称", "服务对象", "联系", None, "有效期限", None],
                [None, None, None, "姓名", "手机", "起", "止"],
                ["柳塘幼儿园", "开放游戏场", "3—6岁幼儿", "花小朵", "13870003333", "2025/3/1", "2025/6/30"],
            ],
        ),
    )
    plan = plan_of("offerings", data, QINGXI)
    assert record_of(plan, 3, "unit_id", "contact", "contact_phone", "valid_from", "valid_to", "audience_codes") == {
        "unit_id": "5",
        "contact": "花小朵",
        "contact_phone": "13870003333",
        "valid_from": "2025-03-01",
        "valid_to": "2025-06-30",
        "audience_codes": ["儿童"],
    }


def test_columns_can_be_assigned_by_hand() -> None:
    data = build(表=SheetOf([["甲", "乙", "单位名称", "电话"], ["柳塘书店", "老街3号", "x1", "0794-8211111"]]))
    workbook = read_workbook(data, "a.xlsx")
    (layout,) = tables_to_read(workbook, "units")
    assert layout.unmapped == ((1, "甲"), (2, "乙"))
    plan = plan_units([layout.with_columns({"name": 1, "address": 2, "phones": 4})], workbook, Known())
    assert record_of(plan, 2, "name", "address") == {"name": "柳塘书店", "address": "老街3号"}


def test_formulas_errors_and_hidden_rows_are_doubts() -> None:
    header = "".join(f'<c t="str"><v>{words}</v></c>' for words in ("单位名称", "地址", "备注"))
    cells = (
        '<c t="str"><f>CONCAT(1)</f><v>柳塘书店</v></c>',
        "<c><f>A1</f></c>",
        '<c t="e"><f>A9</f><v>#REF!</v></c>',
    )
    sheet = f'<sheetData><row r="1">{header}</row><row r="2" hidden="1">{"".join(cells)}</row></sheetData>'
    plan = plan_of("units", package(sheet))
    assert doubted(plan, 2) == {
        ("row", "hidden_row"),
        ("name", "formula"),
        ("address", "formula_without_value"),
        ("remark", "excel_error"),
    }
    assert plan.row(2).action is Action.NEW


def test_words_about_the_list_over_its_header_are_no_group_of_columns() -> None:
    about: list[Any] = ["填报单位：湖光社区党委", None, None, "填报时间：2026年3月31日"]
    rows: list[list[Any]] = [
        ["居民诉求汇总表"],
        about,
        ["反映问题", "具体情况", "涉及户数", "办结时限"],
        ["灯不亮", "楼道灯坏了", 24, "4月底"],
    ]
    (layout,) = tables_to_read(read_workbook(build(汇总=SheetOf(rows)), "needs.xlsx"), "needs")
    assert (layout.header_row, layout.header_height) == (3, 1)
    assert layout.headers[1] == "反映问题"
