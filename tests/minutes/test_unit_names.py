"""One unit has one name in one paper."""

import pytest

from partner_hub.minutes.drafting.passages import Passage
from partner_hub.minutes.drafting.unit_names import UnitNames, with_unit_names
from partner_hub.vocabulary.minutes import PassageKind, UnitNaming

TAX = UnitNames("国家税务总局海榕市税务局望屏税务分局", "望屏税务分局", ("税务分局",))
SCHOOL = UnitNames("海榕市桂枝小学", "桂枝小学", ("桂枝路小学", "桂小"))
NURSERY = UnitNames("海榕市桂枝小学附属幼儿园")
UNITS = (TAX, SCHOOL, NURSERY)


def named(*texts: str, naming: UnitNaming = UnitNaming.SHORT, units: tuple[UnitNames, ...] = UNITS) -> list[str]:
    passages = [Passage(str(at), PassageKind.DECISIONS, text) for at, text in enumerate(texts)]
    return [each.text for each in with_unit_names(passages, units, naming)]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["由桂枝小学牵头。"], ["由海榕市桂枝小学牵头。"]),
        (["由海榕市桂枝小学牵头。", "桂枝小学出人，桂枝路小学负责。"],
         ["由海榕市桂枝小学（以下简称桂枝小学）牵头。", "桂枝小学出人，桂枝小学负责。"]),
        (["税务分局出车位，望屏税务分局录车牌。"],
         ["国家税务总局海榕市税务局望屏税务分局（以下简称望屏税务分局）出车位，望屏税务分局录车牌。"]),
        (["海榕市桂枝小学（待该单位确认）出人，桂枝小学出地。"],
         ["海榕市桂枝小学（以下简称桂枝小学，待该单位确认）出人，桂枝小学出地。"]),
        (["公交（桂枝小学请假），桂枝小学再议，桂枝小学出人。"],
         ["公交（海榕市桂枝小学请假），海榕市桂枝小学（以下简称桂枝小学）再议，桂枝小学出人。"]),
        (["桂枝小学附属幼儿园、新桂枝小学、桂枝小学门口不动。"],
         ["桂枝小学附属幼儿园、新桂枝小学、桂枝小学门口不动。"]),
        (["海榕市桂枝小学附属幼儿园出人，海榕市桂枝小学附属幼儿园出地。"],
         ["海榕市桂枝小学附属幼儿园出人，海榕市桂枝小学附属幼儿园出地。"]),
        (["提供“桂枝小学护学岗”，桂小出人。"], ["提供“桂枝小学护学岗”，桂小出人。"]),
    ],
)  # fmt: skip
def test_it_is_whole_at_first_and_short_behind(texts: list[str], told: list[str]) -> None:
    assert named(*texts) == told


def test_full_names_can_be_chosen() -> None:
    assert named("桂枝小学出人，桂枝路小学出地。", naming=UnitNaming.FULL) == [
        "海榕市桂枝小学出人，海榕市桂枝小学出地。"
    ]


def test_a_short_name_that_two_units_share_names_neither() -> None:
    twins = (UnitNames("甲区第一小学", "第一小学"), UnitNames("乙区第一小学", "第一小学"))
    assert named("甲区第一小学和乙区第一小学，第一小学，甲区第一小学。", units=twins) == [
        "甲区第一小学和乙区第一小学，第一小学，甲区第一小学。"
    ]


def test_headings_keep_what_they_say() -> None:
    [heading] = with_unit_names([Passage("item-1", PassageKind.HEADING, "桂枝小学护学岗")], UNITS, UnitNaming.SHORT)
    assert heading.text == "桂枝小学护学岗"
