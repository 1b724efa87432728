"""The product's categories and audiences beside the community's own words."""

import pytest

from partner_hub.workbooks.values.coding import CATEGORIES, CATEGORY_TEXT, code_audiences, code_category


@pytest.mark.parametrize(
    ("words", "described", "category"),
    [
        ("法律咨询", "律师坐班", "法律普法"),
        ("助老", "上门理发", "养老助老"),
        ("健康义诊", "量血压", "医疗健康"),
        ("两新", "骑手歇脚", "便民服务"),
        ("师资课程", "手机大讲堂，教老人视频通话", "数字技能"),
        ("师资课程", "八段锦教练", "体育健身"),
        ("志愿服务", "消防站开放日，灭火器实操", "平安消防"),
        ("", "加装电梯一楼不同意，请人来看采光", "物业与小区改造"),
        ("停车出行", "晚上没车位", "物业与小区改造"),
        ("便民服务", "灯坏了", "便民服务"),
        ("其他", "遗嘱怎么写", "法律普法"),
    ],
)
def test_words_of_any_list_find_their_category(words: str, described: str, category: str) -> None:
    assert code_category(words, described) == category


def test_without_a_clue_there_is_no_category() -> None:
    assert code_category("", "一二三") is None


def test_every_category_of_the_product_has_words() -> None:
    assert len(CATEGORIES) == 21
    assert {category for category in CATEGORIES if not CATEGORY_TEXT[category]} == {"其他"}


@pytest.mark.parametrize(
    ("words", "audiences"),
    [
        ("独居老人", ("老年人",)),
        ("65岁以上", ("老年人",)),
        ("3—6岁幼儿及家长", ("儿童", "家长")),
        ("11—17岁", ("青少年", "儿童")),
        ("外卖骑手、快递员", ("新就业群体",)),
        ("单亲妈妈", ("家长", "妇女", "困难群众")),
        ("全体居民", ("全体居民",)),
        ("老人和全体居民", ("老年人", "全体居民")),
        ("", ()),
    ],
)
def test_audiences_are_all_that_the_words_name(words: str, audiences: tuple[str, ...]) -> None:
    assert code_audiences(words) == audiences
