"""Names by the strokes of the surname, as lists of delegates have them."""

import hashlib
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from partner_hub.minutes.attendance import stroke_table
from partner_hub.minutes.attendance.name_order import stroke_key
from partner_hub.minutes.attendance.stroke_table import STROKE_TABLE, load_stroke_order

SHA256_OF_TABLE = "23ca91f1930bd0c52692faecc38f6a328c692ef18fc6323907bfaa795e92c270"


@pytest.mark.parametrize(
    "ordered",
    [
        [
            "丁一",
            "卜凡",
            "于是",
            "马丽",
            "王芷",
            "毛劲草",
            "方栩",
            "尹航",
            "邓超",
            "龙飞",
            "严婉舟",
            "翁立帆",
            "魏晓棠",
        ],
        # Of one number of strokes: 横 before 竖 before 撇 before 点 before 折, stroke by stroke.
        ["林栋", "欧阳静澜", "郑𬭎"],
        ["范旭", "林栋", "荣毅", "骨力", "莹莹"],
        # Compound surnames count by their first character.
        ["令狐冲", "司马南", "西门庆", "欧阳修", "皇甫嵩", "诸葛亮"],
        # A single given name counts as one with nothing before it.
        ["高富", "高大富", "高小富"],
        ["欧阳修", "欧阳少东"],
        # Rare characters: 9, 12 and 16 strokes.
        ["林䶮", "林𬭎", "林犇", "林璟"],
        ["李一鸣", "李大鸣"],
    ],
)
def test_names_stand_in_the_order_of_their_strokes(ordered: list[str]) -> None:
    by_code_point = sorted(ordered)
    assert sorted(by_code_point, key=stroke_key) == ordered


def test_what_is_no_character_comes_last() -> None:
    assert sorted(["Tom Lee", "", "龘龘"], key=stroke_key) == ["", "龘龘", "Tom Lee"]


@pytest.mark.parametrize(
    ("character", "strokes"),
    [
        *(("王", 4), ("龙", 5), ("严", 7), ("欧", 8), ("㛃", 9), ("䶮", 9), ("堃", 11), ("𬭎", 12), ("璟", 16)),
        # Unihan 17.0 has them with one stroke more.
        *(("范", 8), ("茔", 8), ("荥", 9), ("荦", 9), ("荧", 9), ("骨", 9), ("莹", 10), ("萦", 11)),
    ],
)
def test_every_character_has_its_number_of_strokes(character: str, strokes: int) -> None:
    text = STROKE_TABLE.read_text(encoding="utf-8")
    assert re.findall(r"(\d+):", text[: text.index(character)])[-1] == str(strokes)


def test_the_table_is_the_same_on_every_machine() -> None:
    assert hashlib.sha256(STROKE_TABLE.read_bytes()).hexdigest() == SHA256_OF_TABLE


@pytest.fixture
def table_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], None]]:
    """Lets names be ordered by another table, as in a process that starts there."""

    def look(table: Path) -> None:
        monkeypatch.setattr(stroke_table, "STROKE_TABLE", table)
        load_stroke_order.cache_clear()

    yield look
    load_stroke_order.cache_clear()


@pytest.mark.parametrize("content", [None, b"", "1:\n一".encode(), "1:\n一".encode()[:-1]])
def test_without_a_table_it_is_said_once_and_names_stay_as_they_are(
    table_in: Callable[[Path], None], tmp_path: Path, caplog: pytest.LogCaptureFixture, content: bytes | None
) -> None:
    table = tmp_path / "stroke_order.txt"
    if content is not None:
        table.write_bytes(content)
    table_in(table)
    signed_in = ["魏晓棠", "丁一", "欧阳静澜"]
    with caplog.at_level(logging.WARNING):
        assert [sorted(signed_in, key=stroke_key) for _ in range(2)] == [signed_in, signed_in]

    (warning,) = caplog.records
    assert "stand in the order of signing in: run make machine" in warning.getMessage()
