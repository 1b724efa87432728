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


def with_check_figure(first: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first + "10X98765432"[sum(int(figure) * weight for figure, weight in zip(first, weights, strict=True)) % 11]
