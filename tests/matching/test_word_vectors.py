"""Words of other letters and the same meaning are near; without the table the ranking goes by letters and thesaurus."""

import logging
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from partner_hub.matching.scoring import Index, NeedText, OfferingText, find_near_duplicates
from partner_hub.matching.scoring.word_vectors import (
    VECTOR_SIZE,
    WORD_VECTORS_FOLDER,
    find_words,
    load_word_table,
    word_counts,
)

DAY = date(2026, 6, 1)
TEETH = NeedText(1, "阿婆的牙托松了", "吃东西一嚼就掉，只能喝粥。", category_words="医疗健康", beneficiaries="老人")
NOISE = NeedText(2, "楼上半夜拖椅子", "说了几回不听，两家快打起来了。", category_words="邻里调解")
OFFERINGS = [
    OfferingText(1, "某口腔医院", "老人牙托调磨", "牙医上门，牙托松了也能修。", "医疗健康", audience="老人"),
    OfferingText(2, "某司法所", "邻里调解", "楼上楼下的噪音纠纷，先调后诉。", "邻里调解"),
    OfferingText(3, "某小学", "课后托管", "放学后看护，辅导作业。", "托幼青少年"),
]


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("打滑", "滑", "法律"),
        ("假牙", "义齿", "诗歌"),
        ("律师", "法律", "理发"),
        ("孤独", "寂寞", "水管"),
        ("电梯", "升降机", "书法"),
        ("诈骗", "骗局", "义诊"),
    ],
)
def test_what_means_much_the_same_is_nearer_than_what_does_not(word: str, near: str, far: str) -> None:
    table = load_word_table()
    one, other, another = table.vectors(np.array([table.numbers[each] for each in (word, near, far)], dtype=np.int32))

    assert one @ other > 0.3 > one @ another


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("老年人活动中心地面打滑", ["老年人", "活动中心", "地面", "打滑"]),
        ("义齿免费调磨", ["义齿", "免费", "调", "磨"]),
        ("👵🏽打滑\ud800，法律abcＡ１２", ["打滑", "法律"]),
        ("打\ud800滑", ["打", "滑"]),
        ("\udfff\x00 ۱🦷", []),
        ("", []),
    ],
)
def test_the_longest_word_is_taken_and_what_is_none_is_passed_over(text: str, words: list[str]) -> None:
    assert list(find_words(text)) == words
    assert len(word_counts([text]).keys) == len(words)


def test_words_are_counted_over_all_columns() -> None:
    counted = word_counts(["法律法律", "律师", "法律"])

    words = [load_word_table().numbers.restore_key(key) for key in counted.keys.tolist()]
    assert dict(zip(words, counted.weights.tolist(), strict=True)) == {"法律": 3, "律师": 1}


def nothing_is_there(folder: Path) -> None:
    shutil.rmtree(folder)


def words_are_cut_off(folder: Path) -> None:
    cut_off(folder / "words.marisa")


def vectors_are_cut_off(folder: Path) -> None:
    cut_off(folder / "vectors.npy")


def vectors_are_of_another_table(folder: Path) -> None:
    (folder / "vectors.npy").unlink()
    np.save(folder / "vectors.npy", np.ones((3, VECTOR_SIZE), dtype=np.int8))


def cut_off(file: Path) -> None:
    begin = file.read_bytes()[:1000]
    file.unlink()
    file.write_bytes(begin)


@pytest.fixture(params=[nothing_is_there, words_are_cut_off, vectors_are_cut_off, vectors_are_of_another_table])
def broken_table(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    for name in ("words.marisa", "vectors.npy"):
        (tmp_path / name).symlink_to(WORD_VECTORS_FOLDER / name)
    request.param(tmp_path)
    return tmp_path


def test_without_a_table_it_is_said_once_and_letters_and_thesaurus_carry(
    word_vectors_in: Callable[[Path], None], broken_table: Path, caplog: pytest.LogCaptureFixture
) -> None:
    word_vectors_in(broken_table)
    with caplog.at_level(logging.WARNING):
        index = Index.of(OFFERINGS)
        first, second = index.rank(TEETH, DAY, 3), index.rank(NOISE, DAY, 3)

    (warning,) = caplog.records
    assert "run make machine" in warning.getMessage()
    assert (first[0].offering_id, second[0].offering_id) == (1, 2)
    assert first[0].score > 50 > first[1].score >= 0
    assert first[0].reasons
    assert index.changed(OFFERINGS[:1], gone=[3]).rank(TEETH, DAY, 3)
    assert find_near_duplicates([TEETH, NOISE], 3, index)
