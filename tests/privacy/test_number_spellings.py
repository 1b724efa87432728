"""Numbers that lead to a person, in every way of writing them."""

import itertools

import pytest

from partner_hub.privacy import find_personal_data

SEPARATORS = [
    " ",
    "\n",
    "\r\n",
    "\t",
    "\u00a0",
    "\u3000",
    "\u200b",
    "\u2060",
    "-",
    "—",
    "−",
    "_",
    ".",
    "·",
    "/",
    "\\",
    ",",
    "，",
    "、",
    "。",
    "*",
    "+",
    ":",
    "|",
    "～",
    "；",
    "=",
    "#",
    "'",
]
NUMBERS = {
    "990212194910017746": "identity",
    "13905061234": "phone",
    "6217009900123456705": "card",
    "99021219491001774612": "card",
}


@pytest.mark.parametrize("size", [1, 4, 6])
@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_found_whatever_parts_its_figures(number: str, separator: str, size: int) -> None:
    written = separator.join(number[place : place + size] for place in range(0, len(number), size))
    findings = find_personal_data(f"号码{written}")
    assert [finding.kind for finding in findings] == [NUMBERS[number]]
    assert findings[0].text.endswith(written[-1])


DIGITS = [
    "〇一二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
    "⓪①②③④⑤⑥⑦⑧⑨",
    "⓿❶❷❸❹❺❻❼❽❾",
    "０１２３４５６７８９",
    "洞幺二三四五六拐八勾",
    "Ol23456789",
    "٠١٢٣٤٥٦٧٨٩",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
]


@pytest.mark.parametrize("every", [1, 2, 3])
@pytest.mark.parametrize("digits", DIGITS)
@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_found_in_figures_of_every_kind(number: str, digits: str, every: int) -> None:
    written = "".join(digits[int(figure)] if place % every == 0 else figure for place, figure in enumerate(number))
    assert [(finding.kind, finding.text) for finding in find_personal_data(written)] == [(NUMBERS[number], written)]


@pytest.mark.parametrize(
    "numbers", list(itertools.product(NUMBERS, ["13905061234", "990212194910017746", "6217009900123456705"]))
)
def test_two_numbers_run_together_are_two(numbers: tuple[str, str]) -> None:
    assert [finding.text for finding in find_personal_data("".join(numbers))] == list(numbers)
    assert [finding.kind for finding in find_personal_data(f"王五{numbers[1]}")][-1] == NUMBERS[numbers[1]]


@pytest.mark.parametrize(
    "text",
    [
        "13、15、17、19、201号楼停电",
        "101、102、103、104、105、106、107室空着",
        "每月5、15、25日",
        "12,000元和9,800元",
        "比分21-18、21-16、19-21、21-17",
    ],
)
def test_numbers_in_a_row_are_no_scattered_one(text: str) -> None:
    assert {finding.kind for finding in find_personal_data(text)} <= {"address"}
