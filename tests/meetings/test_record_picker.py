"""What typed words mean among hundreds of records."""

import pytest

from partner_hub.core.errors import DomainError
from partner_hub.meetings.record_picker import RecordChoice, RecordChoices, UnitChoices

NEEDS = RecordChoices(
    [
        RecordChoice(3, "老楼加装电梯"),
        RecordChoice(12, "电梯矛盾调处", ("电梯里的争执",)),
        RecordChoice(58, "门诊导诊缺人"),
        RecordChoice(59, "门诊导诊缺人"),
    ]
)
UNITS = UnitChoices(
    [
        RecordChoice(1, "江州市第二医院", ("市二院",)),
        RecordChoice(2, "江州市第二十中学"),
        RecordChoice(3, "江州市第二幼儿园"),
    ]
)


@pytest.mark.parametrize("typed", ["老楼加装电梯", "老楼加装电梯 #3", "#3", "# 3", "加装", "別的话 #3"])
def test_label_number_name_or_a_part_of_it_will_do(typed: str) -> None:
    assert NEEDS.one(typed, "need") == 3


def test_the_public_name_is_known_as_well() -> None:
    assert NEEDS.one("争执", "need") == 12


def test_words_that_fit_several_are_answered_with_their_labels() -> None:
    with pytest.raises(DomainError) as refusal:
        NEEDS.one("电梯", "need")
    assert "老楼加装电梯 #3" in str(refusal.value)
    assert "电梯矛盾调处 #12" in str(refusal.value)
    assert refusal.value.field == "need"


def test_two_of_one_name_are_told_apart_by_their_number() -> None:
    with pytest.raises(DomainError, match="#59"):
        NEEDS.one("门诊导诊缺人", "need")
    assert NEEDS.one("门诊导诊缺人 #59", "need") == 59


@pytest.mark.parametrize("typed", ["飞机场", "#99", "老楼加装电梯 #99", "？", "%"])
def test_words_that_fit_nothing_are_named(typed: str) -> None:
    with pytest.raises(DomainError) as refusal:
        NEEDS.one(typed, "need")
    assert typed in str(refusal.value)


def test_something_on_no_list_may_stay_words_but_not_a_wrong_number() -> None:
    assert NEEDS.one_or_none("飞机场", "need") is None
    with pytest.raises(DomainError):
        NEEDS.one_or_none("飞机场 #99", "need")


def test_several_stand_between_semicolons_each_once() -> None:
    assert NEEDS.several("加装；争执; #3;;", "need") == [3, 12]
    assert NEEDS.several("", "need") == []


def test_units_are_known_by_short_names() -> None:
    assert UNITS.one("市二院", "units") == 1
    assert UNITS.one("二十中", "units") == 2


def test_a_name_that_is_not_certain_is_asked_about_even_with_one_candidate() -> None:
    choices = UnitChoices([RecordChoice(1, "江州市柳岸区司法局桥头司法所"), RecordChoice(2, "江州市柳岸小学")])
    with pytest.raises(DomainError, match="柳岸区司法局 #1"):
        choices.one("柳岸区司法局", "units")
    assert (choices.one("柳岸区司法局 #1", "units"), choices.taught) == (1, {"柳岸区司法局": 1})
    assert (choices.one("牵头 #2", "units"), choices.taught) == (2, {"柳岸区司法局": 1})


def test_only_a_certain_name_makes_somebody_responsible() -> None:
    assert UNITS.certainly("市二院") == 1
    assert UNITS.certainly("江州市第二医院") == 1
    assert UNITS.certainly("第二") is None
    assert UNITS.certainly("社区党委") is None
