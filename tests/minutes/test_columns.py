"""Widths are counted in ems of the table's size: 34.5 are to be shared."""

from collections.abc import Iterator

import numpy as np
import pytest

from partner_hub.minutes.document import Annex
from partner_hub.minutes.press.columns import PrintColumn, best_widths, head_parts, print_columns
from partner_hub.minutes.press.fonts import FontRole

HEADS = ("序号", "单位", "完成时限")


def measure(text: str, _role: FontRole) -> float:
    return float(len(text))


def tokens(text: str) -> Iterator[str]:
    yield from text.split()


def columns(*rows: tuple[str, ...]) -> list[PrintColumn]:
    return print_columns(Annex("清单", HEADS, rows), measure, tokens)


def test_all_of_the_table_is_used() -> None:
    assert sum(column.share for column in columns(("1", "甲" * 9, "9月"))) == pytest.approx(100, abs=0.01)


def test_the_narrowest_column_is_as_wide_as_its_head() -> None:
    serial, _, _ = columns(("1", "甲" * 200, "9月"))
    assert serial.share / 100 * 34.5 >= 2


def test_what_must_not_be_torn_has_room() -> None:
    *_, due = columns(("1", "甲" * 400, "2026年12月31日"))
    assert due.share / 100 * 34.5 >= len("2026年12月31日")


def test_no_column_of_words_is_narrower_than_four() -> None:
    _, unit, _ = columns(("甲" * 300, "加梯协调会", "甲" * 300))
    assert unit.share / 100 * 34.5 >= 4


def test_figures_and_dates_stand_in_the_middle() -> None:
    assert [column.centred for column in columns(("1", "甲", "2026年9月"))] == [True, False, True]


def test_a_heading_of_rows_asks_for_no_width() -> None:
    assert columns(("某" * 30,), ("1", "甲", "9月")) == columns(("1", "甲", "9月"))


def test_a_table_without_rows_has_columns() -> None:
    assert len(columns()) == 3


def test_of_two_equally_long_columns_none_makes_the_rows_taller() -> None:
    widths = best_widths(np.array([[60.0, 60.0]] * 5), np.array([2.0, 2.0]))
    assert widths[0] == pytest.approx(widths[1], rel=0.1)


def test_what_is_too_wide_leaves_the_narrow_columns_their_room() -> None:
    assert best_widths(np.array([[90.0, 3.0]]), np.array([90.0, 3.0])) == pytest.approx([30.3, 3.0], abs=0.1)


@pytest.mark.parametrize(
    ("head", "parts"),
    [
        ("完成时限", ["完成时限"]),
        ("牵头单位及负责人", ["牵头单位", "及负责人"]),
        ("承诺内容（摘要）", ["承诺内容", "（摘要）"]),
    ],
)
def test_a_head_is_broken_between_its_parts_only(head: str, parts: list[str]) -> None:
    assert head_parts(head) == parts
