"""Words of a text that the table knows, and what the table says of words whose dictionary has several entries."""

import numpy as np
import pytest

from partner_hub.matching.scoring.word_vectors import find_words, load_word_table

# What half of an emoji leaves behind when a program cut the text in the middle of it.
HALF = "\ud83d"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("Wi-Fi 5G！？", []),
        ("陪诊", ["陪", "诊"]),
        ("修水管", ["修", "水管"]),
        ("水管" * 2, ["水管", "水管"]),
        # A dictionary of Python's own would say no here; the table's raises an error.
        (HALF, []),
        (f"{HALF}水管", ["水管"]),
        (f"水{HALF}管", ["水", "管"]),
        (f"水管{HALF}", ["水管"]),
        ("水\ufffd管\x00", ["水", "管"]),
    ],
)
def test_the_words_of_a_text_are_found_whatever_stands_between_them(text: str, words: list[str]) -> None:
    assert list(find_words(text)) == words


# The last entry of each of the first ones is a note or a rare meaning (findings/cccedict-last-entry-only.sh).
@pytest.mark.parametrize(
    ("word", "like"),
    [
        ("吃", "食用"),
        ("床", "床铺"),
        ("鞋", "皮鞋"),
        ("修", "修理"),
        ("车", "车辆"),
        ("关系", "联系"),
        ("复习", "温习"),
        ("说", "讲话"),
        ("药", "药品"),
    ],
)
def test_a_word_of_several_entries_is_near_to_what_it_usually_means(word: str, like: str) -> None:
    table = load_word_table()
    one, other = table.vectors(np.array([table.numbers[each] for each in (word, like)], dtype=np.int32))
    assert one @ other > 0.4
