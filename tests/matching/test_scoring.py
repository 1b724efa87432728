"""Suggestions: their reasons, what excludes an offering, and that the same texts give the same scores."""

import math
import pickle
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from partner_hub.matching.scoring import (
    Exclusion,
    Index,
    NeedText,
    OfferingText,
    ReasonKind,
    find_near_duplicates,
    find_needs_like,
)

DAY = date(2025, 6, 1)
TEETH = NeedText(
    1,
    "牙托松了",
    "吃东西一嚼就掉，只能喝粥，周三下午有空。",
    category="医疗健康",
    audiences=("老年人",),
    grid="一网格",
)
NOISE = NeedText(
    2, "楼上半夜拖椅子", "说了几回不听，两家快打起来了，想有人来评评理。", category="邻里调解", grid="二网格"
)
BENCH = NeedText(3, "放学没人接", "小学生三点半放学，家长六点才下班。", category="托幼青少年", audiences=("儿童",))
NEEDS = [TEETH, NOISE, BENCH]

DENTURES = OfferingText(
    1,
    "某区口腔医院",
    "老年义齿免费调磨",
    "牙医调整活动义齿，检查口腔。",
    category="医疗健康",
    audiences=("老年人",),
    available_time="周三下午",
)
MEDIATION = OfferingText(2, "某街道司法所", "人民调解室", "调解邻里噪音、漏水纠纷，先调后诉。", category="法律普法")
AFTER_SCHOOL = OfferingText(
    3, "某小学", "课后托管班", "放学后看护，辅导作业。", category="托幼青少年", audiences=("儿童", "青少年")
)
OFFERINGS = [DENTURES, MEDIATION, AFTER_SCHOOL]


# What an index of few offerings may weigh: arrays over all grams there can be would take millions.
MOST_BYTES = 100_000


@pytest.fixture
def index() -> Index:
    return Index.of(OFFERINGS)


@pytest.mark.parametrize(("need", "offering"), list(zip(NEEDS, OFFERINGS, strict=True)))
def test_the_fitting_offering_comes_first(index: Index, need: NeedText, offering: OfferingText) -> None:
    assert index.rank(need, DAY, 3)[0].offering_id == offering.id


def test_it_gives_reasons_whose_points_come_to_the_score(index: Index) -> None:
    best = index.rank(TEETH, DAY, 1)[0]

    words = {part.kind: part.words for part in best.reasons}
    assert "假牙义齿" in words[ReasonKind.HELP]
    assert words[ReasonKind.AUDIENCE] == ("老年人",)
    assert words[ReasonKind.CATEGORY] == ("医疗健康",)
    assert [part.points for part in best.reasons] == sorted((part.points for part in best.reasons), reverse=True)
    assert 0.5 * best.score <= sum(part.points for part in best.reasons) <= best.score + 1


def test_a_category_counts_once_however_it_is_known(index: Index) -> None:
    coded, named = replace(TEETH, category="医疗健康"), replace(TEETH, category="", category_words="医疗健康")

    both = index.rank_all([replace(coded, category_words="医疗健康")], DAY, 3)
    assert both == index.rank_all([coded], DAY, 3) == index.rank_all([named], DAY, 3)


def test_all_ways_of_asking_give_the_same_scores(index: Index) -> None:
    one_by_one = {need.id: index.rank(need, DAY, 3) for need in NEEDS}

    together = index.rank_all(NEEDS, DAY, 3)
    for need in NEEDS:
        assert [(each.offering_id, each.score) for each in together[need.id]] == [
            (each.offering_id, each.score) for each in one_by_one[need.id]
        ]
        assert all(index.explained(need, each.offering_id) == each for each in one_by_one[need.id])
    for offering in OFFERINGS:
        for each in index.rank_needs(offering.id, NEEDS, DAY, 3):
            assert each in one_by_one[each.need_id]


def test_the_order_of_the_records_does_not_matter() -> None:
    one, other = Index.of(OFFERINGS), Index.of(OFFERINGS[::-1])

    assert one.rank_all(NEEDS, DAY, 3) == other.rank_all(NEEDS[::-1], DAY, 3)
    assert find_near_duplicates(NEEDS, 3) == find_near_duplicates(NEEDS[::-1], 3)


def test_ties_go_by_the_number() -> None:
    index = Index.of([replace(DENTURES, id=number) for number in (30, 10, 20, 40)])

    assert [each.offering_id for each in index.rank(TEETH, DAY, 3)] == [10, 20, 30]


@pytest.mark.parametrize(
    ("offering", "reason"),
    [
        (replace(DENTURES, valid_to=date(2025, 5, 31)), Exclusion.OUT_OF_DATE),
        (replace(DENTURES, valid_from=date(2025, 6, 2)), Exclusion.NOT_BEGUN),
        (replace(DENTURES, name="小学生口腔检查", audiences=("儿童",), content="免费涂氟。"), Exclusion.WRONG_AGE),
        (replace(DENTURES, valid_from=DAY, valid_to=DAY), None),
    ],
)
def test_what_cannot_serve_never_appears(offering: OfferingText, reason: Exclusion | None) -> None:
    index = Index.of([offering, MEDIATION])
    need = replace(TEETH, audiences=("老年人",))

    assert index.excluded(need, 1, DAY) == reason
    shown = [each.offering_id for each in index.rank(need, DAY, 5)]
    assert (1 in shown) == (reason is None)
    assert shown == [each.offering_id for each in index.rank_all([need], DAY, 5)[need.id]]
    assert bool(index.rank_needs(1, [need], DAY, 5)) == (reason is None)


# In the need's own words: no offering can come nearer.
TWIN = OfferingText(1, "", TEETH.name, TEETH.content, TEETH.category, "", "老年人", TEETH.audiences)


@pytest.mark.parametrize(
    ("bar", "without"),
    [
        ({"valid_to": date(2025, 5, 31)}, []),
        ({"valid_from": date(2025, 6, 2)}, []),
        ({"audience": "儿童", "audiences": ("儿童",)}, []),
        ({}, [1]),
    ],
    ids=["out of date", "not begun", "wrong age", "full, dismissed, closed or own"],
)
def test_no_nearness_brings_back_what_is_barred(bar: dict[str, Any], without: list[int]) -> None:
    index = Index.of([replace(TWIN, **bar), MEDIATION, AFTER_SCHOOL])

    assert Index.of([TWIN, MEDIATION]).rank(TEETH, DAY, 1)[0].score > 99
    assert 1 not in [each.offering_id for each in index.rank(TEETH, DAY, 3, without)]
    assert 1 not in [each.offering_id for each in index.rank_all([TEETH], DAY, 3, full=without)[1]]
    assert 1 not in [each.offering_id for each in index.rank_all([TEETH], DAY, 3, dismissed={1: without})[1]]
    assert index.rank_excluded(TEETH, DAY, 3, without)[0][0].offering_id == 1


def test_full_and_dismissed_ones_are_left_out(index: Index) -> None:
    assert 1 not in [each.offering_id for each in index.rank(TEETH, DAY, 5, without=[1])]
    ranked = index.rank_all(NEEDS, DAY, 5, full=[2], dismissed={1: [1]})
    assert ranked[1] == []
    assert {each.offering_id for each in ranked[2]} == {1, 3}
    assert 1 not in [each.need_id for each in index.rank_needs(1, NEEDS, DAY, 5, without=[1])]


def test_offerings_for_several_ages_are_for_all_of_them() -> None:
    together = replace(AFTER_SCHOOL, name="老少同堂读报", audiences=("老年人", "儿童"))

    assert Index.of([together]).excluded(TEETH, 3, DAY) is None


def test_an_unknown_number_is_told(index: Index) -> None:
    with pytest.raises(KeyError):
        index.explained(TEETH, 77)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "\x00\x00",
        "假" * 10_000,
        "👵🏽🦷" * 500,
        "\u202eطبيب الأسنان",
        "\ud800",
        "a" * 10_000,
        "ＡＢＣ１２３",
        "。，！？",
    ],
    ids=["empty", "blank", "nul", "long", "emoji", "right-to-left", "half a sign", "latin", "wide", "marks"],
)
def test_no_text_breaks_it(index: Index, text: str) -> None:
    need = NeedText(7, text, text, text, text, text, (text,), None, text)
    strange = index.changed([OfferingText(8, text, text, text, text, text, text, (text,), text, text, text)])

    for each in [*index.rank(need, DAY, 5), *strange.rank(need, DAY, 5), *strange.rank(TEETH, DAY, 5)]:
        assert 0 <= each.score <= 100
    assert [each.first for each in find_near_duplicates([need, TEETH, NOISE], 2)]
    assert len(find_needs_like(text, NEEDS, 5)) <= 3


def test_without_offerings_there_are_no_suggestions() -> None:
    assert Index.of([]).rank(TEETH, DAY, 5) == []
    assert Index.of([]).rank_all(NEEDS, DAY, 5) == {1: [], 2: [], 3: []}


def test_a_trouble_told_twice_is_found_and_hinted_at_while_typing() -> None:
    again = NeedText(4, "老人活动义齿松动", "假牙松脱，咀嚼困难，希望调整。", category="医疗健康", grid="一网格")

    assert [(each.first, each.second) for each in find_near_duplicates([*NEEDS, again], 1)] == [(1, 4)]
    assert find_needs_like("假牙老是掉", [*NEEDS, again], 2)[0].need_id in {1, 4}
    assert find_near_duplicates([TEETH], 5) == []


def test_the_first_letters_of_a_text_find_the_need_that_holds_them() -> None:
    lines = ["雨水井堵了，污水漫到路上。", "井盖响个不停，夜里睡不着。", "路灯坏了，污水井边没人敢走。"]
    needs = [NeedText(number, "路面问题", line) for number, line in enumerate(lines, start=1)]

    assert [find_needs_like(line[:6], needs, 1)[0].need_id for line in lines] == [1, 2, 3]


def test_needs_that_the_same_offering_serves_are_nearer(index: Index) -> None:
    again = NeedText(4, "老人活动义齿松动", "咀嚼困难。")

    (alone,), (served,) = find_near_duplicates([TEETH, again], 1), find_near_duplicates([TEETH, again], 1, index)

    assert served.score > alone.score


@pytest.mark.parametrize("number", [1, 2, 3])
def test_what_the_first_offerings_of_a_new_community_have_in_common_is_no_common_word(number: int) -> None:
    need = NeedText(
        1,
        "3座的阿婆要人陪诊",
        "3座的阿婆一个人去不了医院，电话13905061234。",
        category_words="养老助老",
        beneficiaries="独居老人",
        audiences=("老年人",),
    )
    escort = OfferingText(
        1,
        "某市第二医院",
        "老人陪诊",
        "陪独居老人去医院看病，也可以代取药。",
        category_words="养老助老",
        audiences=("老年人",),
    )
    found = Index.of([replace(escort, id=each) for each in range(1, number + 1)]).rank(need, DAY, 5)
    assert [each.score > 50 for each in found] == [True] * number


@pytest.mark.parametrize(("words", "unknown"), [("牙", 0), ("牙 葡", 1), ("葡 牙 谧", 2)])
def test_words_that_nobody_offers_count_in_what_was_asked(index: Index, words: str, unknown: int) -> None:
    """The rarity of a word of one offering among three and 40 empty ones, beside that of words of none."""
    rare, unheard = math.log1p(42.5 / 1.5), math.log1p(43.5 / 0.5)
    alone = index.channel_similarities(NeedText(1, "牙"), DENTURES.id)["words"]

    found = index.channel_similarities(NeedText(1, words), DENTURES.id)["words"]
    assert found == pytest.approx(alone * rare / (rare + unknown * unheard))


def test_an_index_keeps_no_room_for_words_that_nobody_offers(index: Index) -> None:
    assert len(pickle.dumps(index)) < MOST_BYTES
