"""What brings two tellings of a trouble together: the place they name, and that one speaks and the other reports."""

import pytest

from partner_hub.matching.scoring import NeedText, find_near_duplicates
from partner_hub.matching.scoring.locations import LOCATION_COUNT, location_row, parse_numeral
from partner_hub.matching.scoring.register import register_of_text


@pytest.mark.parametrize(
    ("written", "value"),
    [("402", 402), ("四〇二", 402), ("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("百", 100), ("两", 2)],
)
def test_numbers_are_read_in_figures_and_in_characters(written: str, value: int) -> None:
    assert parse_numeral(written) == value


@pytest.mark.parametrize(
    ("one", "other"), [("八号楼漏雨", "8栋渗水"), ("三单元五楼", "3单元5层"), ("十二幢", "12号楼"), ("第二组", "2队")]
)
def test_the_same_place_is_the_same_mark(one: str, other: str) -> None:
    assert location_row(one).keys.tolist() == location_row(other).keys.tolist()


@pytest.mark.parametrize("text", ["", "没有数字", "百十百十楼", "九九九九九楼", "99999号楼", "十十栋"])
def test_no_text_leads_out_of_the_range(text: str) -> None:
    assert all(0 <= key < LOCATION_COUNT for key in location_row(text).keys.tolist())


def test_the_same_building_brings_two_tellings_together() -> None:
    here = NeedText(1, "八号楼房顶漏雨", "天棚长毛，接了三个盆。", grid="一网格")
    again = NeedText(2, "8栋顶层渗水", "业主称屋面渗漏，请修缮。", grid="一网格")
    elsewhere = NeedText(3, "9栋顶层渗水", "业主称屋面渗漏，请修缮。", grid="一网格")

    pairs = {(each.first, each.second): each.score for each in find_near_duplicates([here, again, elsewhere], 3)}

    assert pairs[1, 2] > pairs[1, 3]


def test_a_report_is_told_from_speech() -> None:
    assert register_of_text("居民反映楼道存在隐患，建议尽快协调。") > 0.5
    assert register_of_text("我家楼道黑得很，谁来管管呢？") < -0.5
    assert register_of_text("") == 0
