"""What is nobody else's business is recognised when it is told of somebody, and left alone when it is a subject."""

import pytest

from benchmarks.sensitivity import HARMLESS, is_right, read_sentences
from partner_hub.privacy import Sensitivity, find_sensitive

SENTENCES = read_sentences()
SHOULD = {
    "老父亲每周三次透析没人接送": Sensitivity.HEALTH,
    "老伴失智，出门找不回来": Sensitivity.HEALTH,
    "儿子抑郁，不肯说话": Sensitivity.HEALTH,
    "丈夫喝酒就打人，想离婚": Sensitivity.VIOLENCE,
    "欠了网贷被催收": Sensitivity.DEBT,
    "孙女辍学在家": Sensitivity.MINOR,
    "3号楼一户没有热水": Sensitivity.FEW_HOUSEHOLDS,
}


@pytest.mark.parametrize(("text", "kind"), SHOULD.items())
def test_a_circumstance_of_somebody_is_recognised(text: str, kind: Sensitivity) -> None:
    assert kind in find_sensitive(text)


@pytest.mark.parametrize("kind", Sensitivity)
def test_nearly_every_sentence_of_a_kind_is_recognised(kind: Sensitivity) -> None:
    right = [is_right(kind, text, households) for text, households in SENTENCES[kind]]
    assert sum(right) >= 0.95 * len(right)


def test_hardly_a_harmless_sentence_is_marked() -> None:
    wrong = [text for text, households in SENTENCES[HARMLESS] if not is_right(HARMLESS, text, households)]
    assert len(wrong) <= 0.05 * len(SENTENCES[HARMLESS]), wrong


def test_half_of_the_sentences_are_harmless_ones_that_look_alike() -> None:
    """Else whoever marks everything would look good."""
    sizes = {kind: len(sentences) for kind, sentences in SENTENCES.items()}
    assert sum(sizes.values()) >= 150
    assert sizes[HARMLESS] >= 0.4 * sum(sizes.values())


@pytest.mark.parametrize(
    ("text", "households", "place", "few"),
    [
        ("想请人修水管", 1, "3号楼", True),
        ("想请人修水管", 2, "一网格（桂枝新村）", True),
        ("想请人修水管", 3, "3号楼", False),
        ("想请人修水管", 1, "", False),
        ("3号楼想请人修水管", 1, "", True),
        ("想请人修水管", None, "3号楼", False),
        ("想请人修水管", 0, "3号楼", False),
        ("3号楼每户都要修水管", 40, "3号楼", False),
        ("3号楼12户要修水管", None, "", False),
        ("3号楼1单元的楼道灯坏了", None, "", False),
    ],
)
def test_few_households_of_a_named_place_are_known_to_all(text: str, households: int, place: str, few: bool) -> None:  # noqa: FBT001
    assert find_sensitive(text, households=households, place=place) == [Sensitivity.FEW_HOUSEHOLDS] * few


def test_circumstances_come_in_one_order_each_once() -> None:
    text = "5号楼一户，丈夫瘫痪，欠债被催收，酒后打人，打老婆，孩子辍学，老人卧床"
    assert find_sensitive(text) == list(Sensitivity)


def test_a_lecture_is_no_illness_but_a_patient_who_wants_to_hear_it_is() -> None:
    assert find_sensitive("希望开展抑郁症科普讲座") == []
    assert find_sensitive("我妈得了抑郁症，想听讲座") == [Sensitivity.HEALTH]


def test_a_long_text_takes_no_long_time() -> None:
    assert find_sensitive("孩子被" * 3000) == find_sensitive("欠了" * 3000) == []
