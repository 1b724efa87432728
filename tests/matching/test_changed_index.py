"""An index that follows its offerings for years is the one that would be made of them today."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from partner_hub.matching.scoring import Index, NeedText, OfferingText

DAY = date(2026, 6, 1)
NEEDS = [
    NeedText(1, "阿婆的假牙松了", "嚼不动，只能喝粥。", "医疗健康", "健康", "独居老人", ("老年人",)),
    NeedText(2, "放学没人接", "家长六点才下班。", category_words="托幼", beneficiaries="小学生"),
    NeedText(3, "老板拖欠工资", "想找律师。", audiences=("新就业群体",)),
]
OFFERINGS = [
    OfferingText(1, "某口腔医院", "义齿调磨", "牙医上门。", "医疗健康", "义诊", "老人", ("老年人",)),
    OfferingText(2, "某小学", "课后托管", "辅导作业。", category_words="托幼青少年", audience="小学生"),
    OfferingText(3, "某律所", "法律咨询", "解答劳动争议。", "法律普法", audiences=("全体居民",)),
    OfferingText(4, "某合唱团", "教唱民歌", "每周一次。"),
]
CHANGES: dict[str, Any] = {
    "unit_name": "某敬老院",
    "name": "陪老人读报",
    "content": "讲讲孙辈，量血压🦷\ud800。",
    "category": "养老助老",
    "category_words": "心理与家庭教育",
    "audience": "家长和儿童",
    "audiences": ("儿童",),
    "valid_from": date(2026, 5, 31),
    "valid_to": date(2026, 5, 31),
}


def same(one: Index, other: Index) -> bool:
    asked = [(each.rank(need, DAY, 9), each.rank_excluded(need, DAY, 9)) for need in NEEDS for each in (one, other)]
    return (
        one.offerings == other.offerings
        and asked[::2] == asked[1::2]
        and one.rank_all(NEEDS, DAY, 9) == other.rank_all(NEEDS, DAY, 9)
    )


@pytest.mark.parametrize("column", CHANGES)
@pytest.mark.parametrize("place", [0, 3])
def test_a_change_in_any_column_counts_at_once(column: str, place: int) -> None:
    rewritten = replace(OFFERINGS[place], **{column: CHANGES[column]})
    changed = Index.of(OFFERINGS).changed([rewritten])

    assert same(changed, Index.of([*OFFERINGS[:place], rewritten, *OFFERINGS[place + 1 :]]))
    assert same(changed.changed([OFFERINGS[place]]), Index.of(OFFERINGS))


def test_after_many_changes_nothing_is_left_of_what_was() -> None:
    chance, index, now = random.Random(11), Index.of([]), dict[int, OfferingText]()  # noqa: S311 - no secret
    for _step in range(40):
        news = [replace(chance.choice(OFFERINGS), id=chance.randrange(1, 15)) for _each in range(chance.randrange(4))]
        news = [replace(each, **dict([chance.choice([*CHANGES.items()])])) for each in news]
        gone = [chance.randrange(1, 15) for _each in range(chance.randrange(3))]
        index = index.changed(news, gone)
        now = {each.id: each for each in [*now.values(), *news] if each.id not in gone}

    assert len(now) > 4
    assert same(index, Index.of(now.values()))
