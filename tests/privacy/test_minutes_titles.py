"""A title for the minutes says in an office's words what is asked and for whom, and nothing else of the record."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from partner_hub.privacy import (
    Matter,
    find_personal_data,
    is_official_title,
    join_titles,
    persons_in_title,
    place_for_title,
    propose_joint_title,
    propose_title,
    tells_circumstances,
)
from partner_hub.privacy.words import load_word_list

ROOT = Path(__file__).parents[2]
# (category, name, what is asked, for whom): title
PROPOSED = {
    ("养老助老", "头发长了没处剪", "几位老人半年没下过楼，师傅能不能到家里来", "行动不便老人"): "老年人上门理发",
    ("物业与小区改造", "一到晚上黑灯瞎火", "老旧小区楼道灯坏了半个月", "全体居民"): "老旧小区楼道照明维修",
    ("平安消防", "电动车没地儿充电", "楼上往下甩线充，底下就是煤气罐", "平房居民"): "电动自行车充电设施建设",
    ("文体", "青工打球没场子", "单位院里就半个篮球架，想找个带灯光的场地", "青年职工"): "运动场地开放",
    ("增收", "看着孩子能干点啥", "想在家干点手上的活，挣个奶粉钱", "带娃妇女"): "就业服务对接",
    ("房产", "红本等了八年", "到今天没有红本，没法过户", "业主"): "不动产登记协调",
    ("交通", "请求增设高铁站", "建议新线在此设站", "全体居民"): "轨道交通设施建议",
    ("交通", "车牌摇不上", "", "无车家庭"): "交通出行事项协调",
    ("为老服务", "白天没个说话的人", "来给儿子看孩子，门对门都不认得", "外省来带孩子的老人"): "老年人陪伴探访",
    ("老人", "跟他说话得吼", "电视开得全楼都听见", "退休职工"): "老年人助听与听力检查",
    ("医疗健康", "7座402老人长期卧床", "导尿管需每月更换", "卧床病人"): "居民上门护理",
    ("残疾人", "孩儿腿不好想干点活", "小时候出车祸落下残疾，想找个工作", "残疾青年"): "居民就业帮扶",
    ("喜鹊搭窝", "那件事", "想问一下什么时候能成", ""): "喜鹊搭窝事项协调",
    ("王建国 13905061234", "那件事", "想问一下", ""): "居民反映事项协调",
    ("", "那件事", "想问一下什么时候能成", ""): "居民反映事项协调",
}
SETS = [ROOT / "partner_hub/demo/data/needs.json", *sorted((ROOT / "benchmarks/labelled").glob("*.json"))]


@pytest.mark.parametrize(("facts", "title"), PROPOSED.items())
def test_it_is_what_a_clerk_would_write(facts: tuple[str, str, str, str], title: str) -> None:
    assert propose_title(Matter(*facts)) == title


def test_what_was_found_for_a_need_says_what_the_need_does_not() -> None:
    silent = Matter("为老服务", "那件事", "想问一下", "独居老人", offered="助浴快车 上门助浴，每周12人次")
    assert propose_title(silent) == "独居老人助浴服务"


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.parent.name + path.stem)
def test_a_list_gets_titles_that_are_short_and_lead_to_nobody(path: Path) -> None:
    read = json.loads(path.read_text(encoding="utf-8"))
    needs = read["needs"] if isinstance(read, dict) else read
    titles = [
        propose_title(Matter(need["category"], need["name"], need["content"], need["beneficiaries"])) for need in needs
    ]
    assert [title for title in titles if not 4 <= len(title) <= 20 or find_personal_data(title)] == []
    assert [title for title in titles if title.endswith("需求")] == []


def test_two_needs_of_one_match_get_one_title_where_they_ask_for_the_same() -> None:
    parking = Matter("停车出行", "绕三圈没位子停", "机关地库夜里空着，能不能借我们停", "有车户")
    blocked = Matter("停车出行", "夜里车堵消防道", "晚上回来没位，车都塞在消防通道上，听说地库是空的", "有车户")
    bath = Matter("为老服务", "没洗过澡", "想有人来助浴", "失能老人")
    other_bath = replace(bath, beneficiaries="高龄老人")
    assert propose_joint_title([parking, blocked]) == "错峰停车协调"
    assert propose_joint_title([bath, other_bath]) == "老年人助浴服务"
    assert propose_joint_title([parking, bath]) == f"{propose_title(parking)}、老年人助浴服务"
    assert (
        propose_joint_title([Matter(title="桂枝新村停车管理"), Matter(title="桂枝新村停车管理")]) == "桂枝新村停车管理"
    )
    assert propose_joint_title([]) == ""


@pytest.mark.parametrize(
    ("titles", "joined"),
    [
        (["独居老人助餐送餐", "助餐送餐"], "助餐送餐"),
        (["老年人助餐送餐", "老年人助浴服务"], "老年人助餐送餐、助浴服务"),
        (["停车管理", "停车管理"], "停车管理"),
        (["停车管理", "噪声治理", "电梯维修"], "停车管理、噪声治理等"),
    ],
)
def test_joined_titles_say_nothing_twice(titles: list[str], joined: str) -> None:
    assert join_titles(titles) == joined


@pytest.mark.parametrize(
    ("grid", "words", "place"),
    [
        ("二网格（锦屏苑）", "没位子停车", "锦屏苑"),
        ("三网格（状元巷、粮食局宿舍）", "粮食局宿舍没位子停车", "粮食局宿舍"),
        ("三网格（状元巷、粮食局宿舍）", "没位子停车", "三网格"),
        ("二网格（3号楼402王建国家）", "没位子停车", ""),
        ("二网格（锦屏苑）", "老人瘫在床上，要换导尿管", ""),
        ("", "没位子停车", ""),
    ],
)
def test_the_place_is_an_estate_or_a_grid_and_never_a_home(grid: str, words: str, place: str) -> None:
    assert place_for_title(grid, Matter("", words)) == place


@pytest.mark.parametrize(
    ("title", "persons"),
    [
        ("王建国家电路检修", ["王建国"]),
        ("7座402老人护理", ["7座402"]),
        ("孙大爷家水管维修", ["孙大爷"]),
        ("3号楼门禁维修", []),
    ],
)
def test_a_title_of_a_person_names_nobody(title: str, persons: list[str]) -> None:
    assert persons_in_title(title) == persons


def test_the_words_of_the_rules_tell_of_nobody() -> None:
    titles = [
        f"{whom}{title}" for title, row in load_word_list("topics").items() for whom in row.get("whom", "").split()
    ]
    assert [title for title in [*titles, *load_word_list("title_categories")] if tells_circumstances(title)] == []
    assert tells_circumstances("失能老人上门换药")


@pytest.mark.parametrize(
    ("title", "is_official"),
    [
        ("电动自行车飞线充电整治", True),
        ("采空区边缘窑洞变形隐患排查", True),
        ("不动产登记协调", True),
        ("想请人来修修楼道的灯", False),
        ("放学后托管不足", False),
        ("3号楼门禁维修", False),
        ("王大爷家水管维修", False),
        ("失能老人上门护理", False),
        ("维修", False),
    ],
)
def test_an_accepted_wording_is_a_title_where_it_is_office_language(title: str, *, is_official: bool) -> None:
    assert is_official_title(title) is is_official
