"""Words that bring two texts near to each other are told in pairs, as a clerk would."""

import pytest

from partner_hub.matching.scoring import Index, NeedText, OfferingText
from partner_hub.matching.scoring.features import need_features
from partner_hub.matching.scoring.word_pairs import AskedWords, WeighedWords

OFFERINGS = [
    OfferingText(1, "甲", "口腔义诊", "义齿修补。"),
    OfferingText(2, "乙", "法律咨询", "律师解答劳动争议。"),
    OfferingText(3, "丙", "合唱排练", "教唱民歌。"),
    OfferingText(4, "丁", "🎻", ""),
]
INDEX = Index.of(OFFERINGS)


def pairs(need: str, offering: int, most: int = 3) -> list[tuple[str, str]]:
    columns = INDEX.matrices.word_columns
    given = WeighedWords.of(INDEX.features.of_place(offering - 1).words, columns).told()
    asked = AskedWords.of(need_features(NeedText(1, need)).words, columns)
    return asked.nearest(given, plainly=False, fits=lambda _one, _other: True, most=most)


@pytest.mark.parametrize(
    ("need", "offering", "pair"),
    [
        ("奶奶的假牙松了", 1, ("假牙", "义齿")),
        ("官司怎么打", 2, ("官司", "法律")),
        ("想学歌曲", 3, ("歌曲", "合唱")),
    ],
)
def test_the_words_that_bring_most_stand_first(need: str, offering: int, pair: tuple[str, str]) -> None:
    assert pairs(need, offering)[0] == pair


@pytest.mark.parametrize(
    ("need", "offering"),
    [("", 1), ("🎻", 1), ("假牙", 4), ("牙", 1), ("一眼", 1)],
    ids=["nothing asked", "no word asked", "no word given", "one letter", "one letter beside a number"],
)
def test_where_there_is_nothing_to_tell_nothing_is_told(need: str, offering: int) -> None:
    assert pairs(need, offering) == []


def test_shared_letters_are_no_pair() -> None:
    assert ("口腔", "口腔") not in pairs("口腔疼", 1)


def test_each_word_is_told_once_and_no_more_pairs_than_asked() -> None:
    need = "假牙牙齿牙医诊所"
    told = [word for pair in pairs(need, 1) for word in pair]

    assert len(told) == len(set(told))
    assert len(pairs(need, 1, most=1)) == 1
    assert pairs(need, 1, most=1) == pairs(need, 1)[:1]
