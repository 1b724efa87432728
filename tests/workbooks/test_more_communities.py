"""Fifteen and more invented communities: no row is left out, and none refused for one odd cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from partner_hub.workbooks.plan.plan import Action
from tests.workbooks.books import SheetOf, build, plan_of

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Community:
    """`names`: of every record in the order of the workbook (of a need without a name, what it says)."""

    kind: str
    sheets: Mapping[str, Rows]
    names: Sequence[str]
    merged: Sequence[str] = ()


COMMUNITIES = {
    "a head of two rows, sums and signatures": Community(
        "units",
        {
            "名册": [
                ["青石社区区域化党建联席会议成员单位一览表"],
                ["（2026年4月更新）"],
                ["序号", "单位", "联络人信息", None, None, "驻地", "加入年月"],
                [None, None, "姓名", "职务", "手机号", None, None],
                [1, "青石镇中心小学", "陈立", "教导主任", "13800000001", "青石路1号", "2023.4"],
                [2, "青石邮政支局", "林可", "", "13800000002", "青石路2号", "2023.5"],
                ["", "小计", "2家"],
                [3, "石桥诊所", "许宁", "医师", "", "石桥巷3号", "2024年"],
                ["合计：3家"],
                ["制表人：小王", "", "审核人：老李"],
            ]
        },
        ["青石镇中心小学", "青石邮政支局", "石桥诊所"],
        ["A1:G1", "A2:G2", "C3:E3"],
    ),
    "empty columns between all": Community(
        "units",
        {
            "Sheet1": [
                [None, None, "辖区单位统计表"],
                [],
                [None, "序号", None, "单位名称", None, "地址", None, "联系电话"],
                [None, 1, None, "锦里小学", None, "锦里1号", None, "13800000003"],
                [None, 2, None, "锦里药房", None, "锦里2号", None, "028-88880000"],
            ]
        },
        ["锦里小学", "锦里药房"],
    ),
    "figures at the right": Community(
        "needs",
        {
            "需求": [
                ["序号", "居民诉求", "涉及户数", "提出时间", None, "类别", "数量"],
                [1, "三号楼漏水没人修", 12, "2026.3.1", None, "维修", 2],
                [2, "单元门禁坏了三个月", 30, "2026.3.2", None, "安全", 1],
                [3, "想要晾衣杆", 8, "2026.3.3", None, "合计", 3],
            ]
        },
        ["三号楼漏水没人修", "单元门禁坏了三个月", "想要晾衣杆"],
    ),
    "a head for each part of the sheet": Community(
        "needs",
        {
            "需求": [
                ["一、第一网格"],
                ["序号", "问题", "户数", "时间"],
                [1, "路灯坏", 10, "2026-3-1"],
                ["二、第二网格"],
                ["序号", "问题", "户数", "时间"],
                [1, "漏水", 3, "2026-3-5"],
                [2, "占道停车", 50, "2026-3-6"],
            ]
        },
        ["路灯坏", "漏水", "占道停车"],
        ["A1:D1", "A4:D4"],
    ),
    "units over several rows": Community(
        "offerings",
        {
            "资源表": [
                ["大石社区资源清单"],
                ["序号", "单位", "能提供的服务", "时间", "对接人及电话"],
                [1, "大石卫生院", "量血压测血糖", "每周一上午", "王医生 13800000004"],
                [None, None, "健康讲座", "每月一次", "同上"],
                [2, "大石小学", "操场开放", "周末", "李老师13800000005"],
                ["说明：本表由社区党委汇总"],
            ]
        },
        ["量血压测血糖", "健康讲座", "操场开放"],
        ["A3:A4", "B3:B4"],
    ),
    "stars and lines in the head": Community(
        "units",
        {
            "登记": [
                ["*单位\n全称", "*联系\n人", "*手机\n号码", "单位\n类型（下拉选择）", "是否\n有党组织"],
                ["海风社工中心", "苏木", "13800000006", "社会组织", "是"],
                ["渔港派出所", "郑海", "13800000007", "党政机关", "是"],
            ]
        },
        ["海风社工中心", "渔港派出所"],
    ),
    "wishes of single residents": Community(
        "needs",
        {
            "微心愿": [
                ["“点亮微心愿”征集表"],
                ["编号", "姓名", "人群", "微心愿", "联系电话", "认领情况"],
                ["A01", "刘奶奶", "独居老人", "想要一个收音机", "13800000008", "未认领"],
                ["A02", "小明", "留守儿童", "想要一套画笔", "", "已认领"],
            ]
        },
        ["想要一个收音机", "想要一套画笔"],
        ["A1:F1"],
    ),
    "a sheet for each unit": Community(
        "offerings",
        {
            "春风书店": [
                ["单位名称：春风书店", "", "联系人：沈一"],
                ["序号", "资源名称", "内容", "时间"],
                [1, "读书会", "每周读书会", "周六"],
            ],
            "阳光幼儿园": [["序号", "资源名称", "内容", "时间"], [1, "亲子活动", "开放游戏场", "周日"]],
            "填写说明": [["请如实填写"]],
        },
        ["读书会", "亲子活动"],
    ),
    "English beside the Chinese": Community(
        "units",
        {
            "List": [
                ["No.", "单位名称 Name", "联系人 Contact", "电话 Tel"],
                [1, "北港酒店", "何一", "13800000009"],
            ]
        },
        ["北港酒店"],
    ),
    "the head in row nine": Community(
        "needs",
        {
            "表1": [
                ["附件2"],
                ["关于征集群众需求的通知"],
                ["各网格：请于3月底前报送"],
                [],
                ["填报网格：三网格"],
                ["填报时间：2026年3月20日"],
                [],
                [],
                ["序号", "需求事项", "具体内容", "受益群体", "备注"],
                [1, "加装扶手", "楼梯太陡老人上下不便", "老年人", ""],
                [2, "充电桩", "电动车没处充电", "全体居民", "急"],
            ]
        },
        ["加装扶手", "充电桩"],
        ["A1:E1", "A2:E2", "A3:E3"],
    ),
    "odd cells": Community(
        "units",
        {
            "台账": [
                ["单位名称", "电话", "加入时间", "备注"],
                ["甲公司", True, "#N/A", "=1+1"],
                ["乙公司", 13800000011.0, date(2026, 1, 1), "长" * 6_000],
                [12345, "无", "2026/13/45", "??"],
            ]
        },
        ["甲公司", "乙公司", "12345"],
    ),
    "lines below the table": Community(
        "offerings",
        {
            "清单": [
                ["单位", "项目", "内容", "时间", "联系电话"],
                ["银河银行", "反诈课", "讲反诈", "周三", "13800000012"],
                ["银河律所", "咨询", "免费咨询", "周五", "13800000013"],
                [],
                ["注：以上资源均为公益，不收取任何费用，如有变动以通知为准。"],
                ["2026年4月1日"],
            ]
        },
        ["反诈课", "咨询"],
        ["A5:E5", "A6:E6"],
    ),
    "needs in one sentence each, under headings": Community(
        "needs",
        {
            "清单": [
                ["序号", "内容", "户数"],
                ["（一）环境类"],
                [1, "垃圾清运不及时，夏天味道大", 20],
                ["（二）安全类"],
                [3, "消防通道被占", 60],
            ]
        },
        ["垃圾清运不及时", "消防通道被占"],
        ["A2:C2", "A4:C4"],
    ),
    "a sheet for each quarter, and figures": Community(
        "needs",
        {
            "一季度": [["需求名称", "提出时间", "紧急程度"], ["修电梯", "2026-1-5", "急"]],
            "二季度": [["需求名称", "提出时间", "紧急程度"], ["灭蚊", "2026-5-1", "一般"]],
            "统计": [["季度", "数量"], ["一季度", 1], ["二季度", 1]],
        },
        ["修电梯", "灭蚊"],
    ),
    "a head of its own on each sheet": Community(
        "units",
        {
            "学校": [["校名", "校长", "电话"], ["一中", "王校", "13800000018"]],
            "医院": [["医院名称", "院长", "地址"], ["市三院", "赵院", "三院路"]],
            "商户": [["店名", "老板", "电话", "主营"], ["老李修鞋", "老李", "", "修鞋"]],
        },
        ["一中", "市三院", "老李修鞋"],
    ),
    "a cover, instructions and an empty sheet": Community(
        "units",
        {
            "封面": [["2026年共建单位登记册"], ["大湾社区"]],
            "填表说明": [["序号", "字段", "说明"], [1, "单位名称", "填全称"], [2, "联系电话", "填手机"]],
            "登记表": [["单位名称", "联系电话"], ["大湾渔业站", "13800000021"]],
            "Sheet3": [],
        },
        ["大湾渔业站"],
    ),
    "units under a heading nobody foresaw": Community(
        "offerings",
        {
            "志愿": [
                ["学院", "志愿项目", "服务时长", "人数", "带队老师", "电话"],
                ["外语学院", "陪读", "2小时", 20, "周老师", "13800000022"],
                ["体育学院", "健身指导", "1小时", 10, "吴老师", "13800000023"],
            ]
        },
        ["陪读", "健身指导"],
    ),
    "supply in one table with demand": Community(
        "offerings",
        {
            "双向": [
                ["序号", "单位名称", "资源清单", "需求清单", "联系人"],
                [1, "东湖医院", "义诊", "希望招募志愿者", "孙一"],
            ]
        },
        ["义诊"],
    ),
    "a list in two columns of paper": Community(
        "units",
        {
            "名单": [
                ["共建单位名单"],
                ["序号", "单位名称", "电话", "序号", "单位名称", "电话"],
                [1, "甲书店", "13800000001", 3, "丙药店", "13800000003"],
                [2, "乙超市", "13800000002", None, None, None],
            ]
        },
        ["甲书店", "乙超市", "丙药店"],
        ["A1:F1"],
    ),
    "demand in one table with supply": Community(
        "needs",
        {
            "双向": [
                ["序号", "单位名称", "资源清单", "需求清单", "联系人"],
                [1, "东湖医院", "义诊", "希望招募志愿者", "孙一"],
            ]
        },
        ["希望招募志愿者"],
    ),
}


@pytest.mark.parametrize("name", COMMUNITIES)
def test_no_row_is_left_out(name: str) -> None:
    community = COMMUNITIES[name]
    sheets = {title: SheetOf(rows, community.merged) for title, rows in community.sheets.items()}
    plan = plan_of(community.kind, build(**sheets))
    assert [row.record.name for row in plan.rows if row.record] == community.names
    assert not [row for row in plan.rows if row.action is Action.REFUSED]


def test_a_row_of_data_with_words_of_heads_ends_no_table() -> None:
    rows = [
        ["单位", "服务项目", "服务类型", "对象", "内容", "联系人"],
        ["春风书店", "读书会", "活动", "儿童", "每周读书", "沈一"],
        ["阳光幼儿园", "活动", "场地", "家长", "开放游戏场", "周二"],
        ["东湖医院", "义诊", "服务", "老年人", "量血压", "孙一"],
    ]
    plan = plan_of("offerings", build(清单=SheetOf(rows)))
    assert [row.record.name for row in plan.rows if row.record] == ["读书会", "活动", "义诊"]
