"""Which category a word of the file's column means."""

import pytest

from partner_hub.workbooks.planners.category_meanings import proposed_category
from partner_hub.workbooks.values.coding import CATEGORIES


@pytest.mark.parametrize(
    ("word", "codes", "tree", "means"),
    [
        ("养老助老", ["托幼青少年"], CATEGORIES, "养老助老"),
        ("其他", ["养老助老"], CATEGORIES, "其他"),
        ("甲类", ["平安消防", "物业与小区改造", "物业与小区改造"], CATEGORIES, "物业与小区改造"),
        ("停车难", ["物业与小区改造"] * 2, (*CATEGORIES, "停车管理"), "停车管理"),
        ("志愿服务", ["平安消防", "平安消防", "养老助老", "环境文明"], CATEGORIES, "志愿与实习"),
        ("家庭医生", ["医疗健康", "医疗健康", "医疗健康", "养老助老"], CATEGORIES, "医疗健康"),
        ("丁字类", [None], CATEGORIES, None),
        ("健康义诊", ["医疗健康"], ("甲", "乙"), None),
    ],
)
def test_a_word_means_one_category(word: str, codes: list[str | None], tree: tuple[str, ...], means: str) -> None:
    assert proposed_category(word, codes, tree) == means
