"""Numbers that well-known packages refuse or tear (see findings/): they lead to a person all the same."""

import pytest

from partner_hub.privacy import find_identity_numbers, find_personal_data


@pytest.mark.parametrize("code", ["310225", "371202", "510202", "810000", "820000", "830000", "990101"])
def test_a_number_of_a_dissolved_county_or_a_residence_permit_is_one(code: str) -> None:
    number = with_check_figure(f"{code}19010101001")
    assert [found.text for found in find_identity_numbers(f"他的证{number}，请核对")] == [number]


@pytest.mark.parametrize("number", ["0591-83331234转8012", "0591-83331234分机8012", "0591-83331234-8012"])
def test_an_extension_goes_with_its_number(number: str) -> None:
    assert [found.text for found in find_personal_data(f"电话{number}")] == [number]


def test_a_mistyped_credit_code_is_no_card_though_its_figures_fit() -> None:
    assert find_identity_numbers("91359901505857800X") == []
    assert find_personal_data("卡号6222021234567890128")


@pytest.mark.parametrize(
    "number",
    [
        *("军字第0123456号", "南字第1234567号", "闽(2020)江州市不动产权第0123456号", "房权证榕字第00123456号"),
        *("残疾证号35990119780315421143", "护照E12345678", "港澳通行证CA1234567", "台胞证01234567", "社保卡A1234567X"),
        *("士兵证 政字第123456", "残疾军人证 闽军D012345", "烈属证号 闽烈字第01234号", "特困证号 闽3501020012"),
        *("医保编号350100D156000005ABCDEF", "出生医学证明 T350123456", "驾驶证档案编号350100123456"),
        "一卡通31041234567",
    ],
)
def test_a_paper_or_card_of_any_kind_is_found_whole(number: str) -> None:
    (found,) = find_identity_numbers(f"我的{number}，想要轮椅坡道。")
    assert number.endswith(found.text)
    assert found.text[-4:] == number[-4:]
    assert len(found.text) >= 8


@pytest.mark.parametrize(
    "text",
    [
        "许可证号JY23501020012345",
        "快递SF1234567890123",
        "闽政文〔2026〕12号",
        "学生证办理3个月",
        "凭身份证到3号楼A座1201领取",
        "银行QQ群123456789",
    ],
)
def test_the_number_of_a_unit_or_an_order_is_no_card(text: str) -> None:
    assert find_identity_numbers(text) == []


def with_check_figure(first: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first + "10X98765432"[sum(int(figure) * weight for figure, weight in zip(first, weights, strict=True)) % 11]
