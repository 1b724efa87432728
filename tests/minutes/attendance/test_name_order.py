"""Names by the strokes of the surname, as lists of delegates have them."""

import re
from pathlib import Path

import pytest

from partner_hub.minutes.attendance import name_order
from partner_hub.minutes.attendance.name_order import stroke_key


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
    [("王", 4), ("龙", 5), ("严", 7), ("欧", 8), ("㛃", 9), ("䶮", 9), ("堃", 11), ("𬭎", 12), ("璟", 16)],
)
def test_every_character_has_its_number_of_strokes(character: str, strokes: int) -> None:
    text = (Path(name_order.__file__).parent / "stroke_order.txt").read_text(encoding="utf-8")
    assert re.findall(r"(\d+):", text[: text.index(character)])[-1] == str(strokes)
