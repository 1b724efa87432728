"""Offerings and needs that are plainly for one age alone: codes go before the words of the column."""

import pytest

from partner_hub.matching.scoring.audiences import ANY_AGE, OLD, YOUNG, age_group_of, audiences_in


@pytest.mark.parametrize(
    ("codes", "column", "text", "age"),
    [
        (["老年人"], "", "", OLD),
        (["儿童", "青少年"], "", "", YOUNG),
        ([], "独居老人", "", OLD),
        ([], "小学生", "放学后看护", YOUNG),
        (["老年人"], "小学生", "", OLD),
        (["老年人", "儿童"], "", "", ANY_AGE),
        (["老年人", "残疾人"], "", "", ANY_AGE),
        (["全体居民"], "老人", "老人", ANY_AGE),
        (["儿童"], "", "老人带孙子来", ANY_AGE),
        (["老年人"], "", "助残日一起来", OLD),
        ([], "", "老人专场", ANY_AGE),
        ([], "🎻\ud800", "", ANY_AGE),
        (["没有这样的代码"], "老人", "", ANY_AGE),
    ],
)
def test_one_age_alone_is_what_the_column_says_and_the_text_does_not_deny(
    codes: list[str], column: str, text: str, age: int
) -> None:
    assert age_group_of(codes, column, text) == age


def test_audiences_stand_in_the_order_of_the_list_each_once() -> None:
    assert audiences_in("儿童和老人，还有老人") == ("老年人", "儿童")
