"""Reasons of a suggestion as a clerk reads them: whole words that tell one offering from others."""

from dataclasses import replace
from datetime import date

import pytest

from partner_hub.matching.scoring import Index, NeedText, OfferingText, Reason, ReasonKind
from partner_hub.matching.scoring.word_edges import phrases_in_common, stands_whole

DAY = date(2025, 6, 1)
# Offerings that make 老人 and 手机 common words, and leave the others rare.
COMMON = [OfferingText(number, "街道", "老人手机", "陪老人用手机。") for number in range(100, 115)]
ANTISLIP = OfferingText(1, "建材店", "卫浴防滑垫铺设", "给高龄住户铺垫子、装扶手。", category_words="适老改造")
BATH = NeedText(1, "厕所地面打滑", "老人洗澡站不稳，怕跌倒。", category_words="居家养老")


def reasons_of(need: NeedText, offering: OfferingText) -> tuple[Reason, ...]:
    return Index.of([offering, *COMMON]).explained(need, offering.id).reasons


def words_of(need: NeedText, offering: OfferingText, kind: ReasonKind) -> tuple[str, ...]:
    return next((each.words for each in reasons_of(need, offering) if each.kind == kind), ())


@pytest.mark.parametrize(
    ("asked", "given", "phrases"),
    [
        # A letter that belongs to another word on one of the two sides is none of the phrase.
        ("正房后坡漏了", "先看房后报价", ()),
        ("租住外籍人员", "外籍人士汉语角", ("外籍",)),
        ("老年人保健品会销", "讲保健品会销套路", ("保健品会销",)),
        ("居家用火用电", "教安全用火用电", ("用火用电",)),
        # Words of grammar at the edge say nothing, but may be part of a word.
        ("警示和救生器材", "警示牌和救生杆", ("救生", "警示")),
        ("谁会跟孩子说话", "咋跟孩子说话", ("孩子说话",)),
        ("请上门量血压", "可上门", ("上门",)),
        # Numbers are none, nor words of one.
        ("裤脚要二十五", "六十五岁以上改裤脚", ("裤脚",)),
        ("一个人住，一起吃饭", "每天一个电话，一起出场", ()),
        # A word within a longer word of the same beginning or end stays; so does one in both texts.
        ("搬旧沙发", "抬旧沙发床柜", ("旧沙发",)),
        ("职工篮球赛没球场", "四片篮球场", ("篮球", "球场")),
        ("水管子冻裂了", "户内水管漏水", ("水管",)),
        # What lies in a longer phrase is not told twice.
        ("集中充电，充电难", "集中充电棚，给车充电", ("集中充电",)),
        ("", "上门", ()),
    ],
)
def test_words_in_common_are_whole_words(asked: str, given: str, phrases: tuple[str, ...]) -> None:
    assert phrases_in_common(asked, given) == phrases


@pytest.mark.parametrize(
    ("word", "text", "told"),
    [
        ("名医", "新来两名医生", False),
        ("家老", "家老头以前", False),
        ("名医", "新来两名医生，都是名医", True),
        ("医生", "新来两名医生", False),
        ("医生", "医生听不懂", True),
        ("医生", "护士听不懂", False),
    ],
)
def test_a_word_that_may_be_pieces_of_two_is_not_told(word: str, text: str, *, told: bool) -> None:
    assert stands_whole(word, text) is told


@pytest.mark.parametrize(
    ("asked", "given", "pair"),
    [
        ("耳背", "听力检测", "耳背—听力"),
        ("工钱没给", "帮人讨薪", "工钱—讨薪"),
        ("噪声太大", "静音耳机", "噪声—静音"),
    ],
)
def test_words_near_in_meaning_are_told_in_pairs(asked: str, given: str, pair: str) -> None:
    need, offering = NeedText(1, asked), OfferingText(1, "某单位", given)
    assert pair in words_of(need, offering, ReasonKind.MEANING)


def test_pairs_repeat_nothing_that_another_reason_says() -> None:
    need = NeedText(1, "班主任要听课", category_words="班主任")
    offering = OfferingText(1, "某中学", "教师讲堂", category_words="教师")

    told = reasons_of(need, offering)

    assert [each.words for each in told if each.kind == ReasonKind.CATEGORY] == [("班主任—教师",)]
    assert not any("班主任—教师" in each.words for each in told if each.kind == ReasonKind.MEANING)


@pytest.mark.parametrize(
    ("asked", "given", "words"),
    [
        ("租客", "房东、租客", ("租客",)),
        ("山歌队、秧歌队", "广场舞队、山歌队、合唱队", ("山歌队",)),
        ("高龄独居老人", "失能老人，独居老人", ("高龄独居老人—独居老人",)),
        ("保安、老师", "教师、学生", ("老师—教师",)),
        # A whole sentence is no word for a reason.
        ("住在河沿路一带半地下室的老人", "住在河沿路一带半地下室的老人", ()),
    ],
)
def test_of_long_columns_the_nearest_parts_are_told(asked: str, given: str, words: tuple[str, ...]) -> None:
    offering = replace(ANTISLIP, audience=given)
    assert words_of(replace(BATH, beneficiaries=asked), offering, ReasonKind.AUDIENCE) == words


def test_that_both_are_for_everybody_is_told_beside_nothing_else() -> None:
    need, offering = replace(BATH, audiences=("全体居民",)), replace(ANTISLIP, audiences=("全体居民",))
    assert reasons_of(need, offering)
    assert not words_of(need, offering, ReasonKind.AUDIENCE)
    both = ("老年人", "全体居民")
    need, offering = replace(BATH, audiences=both), replace(ANTISLIP, audiences=both)
    assert words_of(need, offering, ReasonKind.AUDIENCE) == ("老年人",)


def test_common_words_are_told_only_where_there_is_nothing_better() -> None:
    need, offering = NeedText(1, "老人"), OfferingText(1, "某单位", "老人", "除苔")
    assert words_of(need, offering, ReasonKind.WORDS) == ("老人",)
    need, offering = NeedText(1, "老人养龟"), OfferingText(1, "某单位", "老人", "给老人看养龟")
    assert words_of(need, offering, ReasonKind.WORDS) == ("养龟",)


def test_a_high_score_has_a_reason_even_if_only_letters_are_shared() -> None:
    best = Index.of([OfferingText(1, "某社", "鳖甲"), *COMMON]).rank(NeedText(1, "鳖"), DAY, 1)[0]
    assert best.score >= 50
    assert [each.words for each in best.reasons] == [("鳖",)]


def test_what_convinces_stands_first() -> None:
    need = NeedText(1, "净化器拆洗", "后厨油烟大。", category_words="环保")
    offering = OfferingText(1, "某家电行", "油烟净化器清洗", "上门拆洗。", category_words="环保")
    assert reasons_of(need, offering)[0].words == ("净化器", "拆洗", "油烟")

    points = [each.points for each in reasons_of(need, offering)]
    score = Index.of([offering, *COMMON]).explained(need, 1).score
    assert all(each >= 1 for each in points)
    assert sum(points) <= score + 0.1 * len(points)
