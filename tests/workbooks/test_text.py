"""Words cleaned without changing what they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_hub.workbooks.values import text
from partner_hub.workbooks.values.category_variants import category_variants


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("疏导,并培训志愿者;可预约", "疏导，并培训志愿者；可预约"),
        ("7:20—8:00,16:20", "7:20—8:00,16:20"),
        ("国家反诈中心App,免费", "国家反诈中心App，免费"),
        ("操场(室外)", "操场（室外）"),
        ("午间瑜伽(45min)", "午间瑜伽（45min）"),
        ("(B1)中庭", "（B1）中庭"),
        ("儿子在深圳，\n我做胃镜", "儿子在深圳，我做胃镜"),
        ("1.理发\n2.维修", "1.理发；2.维修"),
        ("可 停中巴　的空地\u200b ", "可停中巴的空地"),
        ("２０２５年第１期", "2025年第1期"),
        ("—", ""),
        ("无", ""),
        ("无特别要求", "无特别要求"),
        ("3D打印", "3D打印"),
    ],
)
def test_running_text_is_tidied(written: str, clean: str) -> None:
    assert text.running_text(written) == clean


def test_a_name_loses_its_spaces() -> None:
    assert text.name_text(" 柳塘 书店\u3000") == "柳塘书店"
    assert text.name_text("ＡＢＣ 幼儿园") == "ABC幼儿园"


@given(st.text(max_size=60))
def test_tidying_twice_changes_nothing_more(written: str) -> None:
    once = text.running_text(written)
    assert text.running_text(once) == once


def test_odd_forms_of_a_category_become_the_usual_one() -> None:
    column = ["国有企业", "国有企业", "国企", "助老", "助老服务", "助老服务", "助老服务", "社会组织", "社区组织"]
    assert category_variants(column) == {"国企": "国有企业", "助老": "助老服务"}


def test_two_categories_of_equal_weight_stay_two() -> None:
    assert category_variants(["法律", "法律", "法律纠纷", "法律纠纷", "法律纠纷"]) == {}
