"""Sums of money in words."""

import pytest

from partner_hub.minutes.wording.amounts import official_sums


@pytest.mark.parametrize(
    ("jotted", "official"),
    [
        ("1.2万公共收益+0.8万公益金+1.6万街道", "公共收益1.2万元、公益金0.8万元、街道1.6万元"),
        ("充电棚按1.2万+0.8万+1.6万筹资，业委会做业主", "充电棚按1.2万元、0.8万元、1.6万元筹资，业委会做业主"),
        ("资金：3万元+5千元。", "资金：3万元、5千元。"),
        ("经费2万人+3万人", "经费2万人+3万人"),
        ("1.2万+0.8万", "1.2万+0.8万"),
        ("费用按“基本+绩效”发放", "费用按“基本+绩效”发放"),
        ("T+0资金", "T+0资金"),
        ("公共收益1.2万元", "公共收益1.2万元"),
        ("预算3万元，其中区民政局补2万", "预算3万元，其中区民政局补2万元"),
        ("经费由街道补2万人次", "经费由街道补2万人次"),
        ("经费充足，服务支出覆盖1.2万", "经费充足，服务支出覆盖1.2万"),
    ],
)
def test_sums_have_units_and_no_signs(jotted: str, official: str) -> None:
    assert official_sums(jotted) == official
    assert official_sums(official) == official
