"""Which category a word of the file's column means."""

import pytest

from partner_hub.workbooks.planners.category_meanings import proposed_category
from partner_hub.workbooks.values.coding import CATEGORIES


@pytest.mark.parametrize(
    ("word", "texts", "tree", "means"),
    [
        ("养老助老", ["教孩子写字"], CATEGORIES, "养老助老"),
        ("其他", ["上门给老人量血压"], CATEGORIES, "其他"),
        ("甲类", ["路灯坏了", "电动车楼道充电着火", "下水道堵了"], CATEGORIES, "物业与小区改造"),
        ("停车难", ["没有车位", "占道"], (*CATEGORIES, "停车管理"), "停车管理"),
        ("民生实事", ["上门给老人量血压", "老人看病没人陪，独居老人", "孩子放学没人接"], CATEGORIES, "养老助老"),
        ("丁字类", ["一二三"], CATEGORIES, None),
        ("健康义诊", ["量血压"], ("甲", "乙"), None),
    ],
)
def test_a_word_means_one_category(word: str, texts: list[str], tree: tuple[str, ...], means: str | None) -> None:
    assert proposed_category(word, texts, tree) == means
