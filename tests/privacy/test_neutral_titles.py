"""A neutral title says what is asked and for whom, in an office's words, and nothing of who asks."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_hub.privacy import find_personal_data, neutral_title
from partner_hub.privacy.help_topics import find_topics
from partner_hub.privacy.words import load_word_list

ROOT = Path(__file__).parents[2]
TITLES = {
    ("便民服务", "楼道灯坏了半个月，夜里老人出门容易摔", "全体居民"): "楼道照明维修",
    ("养老助老", "独居老人饭做不动，想有人送午饭", "独居老人"): "独居老人助餐送餐",
    ("养老助老", "三楼何桂英透析没人接送", "居民"): "居民就医接送",
    ("医疗健康", "7座402老人长期卧床，导尿管需每月更换", "卧床病人"): "居民上门护理",
    ("便民服务", "空调不凉，师傅要价高", "低保家庭"): "困难群众家电维修",
    ("物业与小区改造", "晚上七点以后没位子停", "有车户"): "停车管理",
    ("邻里调解", "楼上半夜拖椅子，噪音扰民", "居民"): "邻里噪声调解",
    ("法律普法", "想咨询律师合同怎么签", "居民"): "法律咨询",
    ("托幼青少年", "放学没人接，家长下班晚", "小学生"): "课后托管",
    ("医疗健康", "希望来小区量血压、测血糖", "老年人"): "老年人义诊服务",
    ("物业与小区改造", "电梯三天两头坏，困在电梯里", "居民"): "电梯维修",
    ("物业与小区改造", "顶楼漏水，一下雨就拿盆接", "顶楼住户"): "房屋漏水维修",
    ("平安消防", "电动车没地方充电，飞线充电", "居民"): "电动自行车充电设施建设",
    ("家庭教育与心理", "我女儿抑郁，不想活", "家长"): "心理关爱服务",
    ("邻里调解", "老公一喝酒就打人", "妇女"): "家庭关系调适与法律援助",
    ("助残济困", "腿截肢了，轮椅刹车坏了没处修", "残疾人"): "康复辅具借用与维修",
    ("就业创业", "残疾人招聘会能不能办到社区", "残疾人"): "残疾居民就业帮扶",
    ("其他", "想问一下那件事什么时候能成", ""): "其他需求",
    ("", "想问一下那件事什么时候能成", ""): "居民需求",
}  # fmt: skip
SETS = [ROOT / "partner_hub/demo/data/needs.json", *sorted((ROOT / "benchmarks/labelled").glob("*.json"))]
MATTERS = {words for title, row in load_word_list("topics").items() for words in (title, row.get("quiet", title))}
WHOM = (*load_word_list("audiences"), "独居老人", "空巢老人", "高龄老人")
PERSONS = ("王建国", "何桂英", "欧阳小明", "13905061234", "3号楼1单元501", "浙A12345", "33010219490307123X")


@pytest.mark.parametrize(("need", "title"), TITLES.items())
def test_it_is_what_an_official_would_write(need: tuple[str, str, str], title: str) -> None:
    assert neutral_title(*need) == title


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.parent.name + path.stem)
def test_most_needs_get_more_than_their_category(path: Path) -> None:
    read = json.loads(path.read_text(encoding="utf-8"))
    needs = read["needs"] if isinstance(read, dict) else read
    titles = [
        neutral_title(need["category"], f"{need['name']}。{need['content']}", need["beneficiaries"]) for need in needs
    ]
    plain = [title for title, need in zip(titles, needs, strict=True) if title == f"{need['category']}需求"]
    assert len(plain) <= 0.2 * len(needs), plain
    assert {title for title in titles if len(title) > 30 or find_personal_data(title)} == set()


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*PERSONS, *(text for _, text, _ in TITLES), "，", "我妈", "住", "请联系"]), max_size=6),
    st.sampled_from(PERSONS),
    st.sampled_from(["", "养老助老", "便民服务"]),
    st.sampled_from(["", "王建国一家", "3号楼402老人", "低保老人"]),
)
def test_nothing_but_fixed_words_stands_in_a_title(
    parts: list[str], person: str, category: str, beneficiaries: str
) -> None:
    title = neutral_title(category, person.join(parts), beneficiaries)
    whom = next((each for each in WHOM if title.startswith(each) and title.removeprefix(each) in MATTERS), "")
    assert title.removeprefix(whom) in {*MATTERS, f"{category or '居民'}需求"}


@pytest.mark.parametrize("category", ["王建国 13905061234", "瘫痪老人", "3号楼402", "需求" * 20, " "])
def test_a_sentence_in_the_place_of_the_category_is_not_repeated(category: str) -> None:
    assert neutral_title(category, "那件事") == "居民需求"


def test_every_title_fits_with_everybody_whom_it_may_name() -> None:
    for title, row in load_word_list("topics").items():
        for whom in ("", *row.get("whom", "").split()):
            assert len(whom) + len(title) <= 30
        assert set(row.get("whom", "").split()) <= set(load_word_list("audiences")), title


def test_the_name_of_a_topic_is_understood_as_that_topic() -> None:
    missed = [title for title in load_word_list("topics") if find_topics(title)[0].topic.title != title]
    assert missed == []
