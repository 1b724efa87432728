"""A person is found however the name and the number are written, and nobody else is."""

import pytest

from partner_hub.data_requests.sought import (
    MARK,
    Sought,
    Term,
    key_of,
    one_form,
    sought,
    sought_by_digest,
    ways_to_write,
)

SECRET = "a secret of the house"
NAME, MOBILE = "周秋菊", "13905061234"


def both_ways(*terms: Term) -> list[Sought]:
    """By the words, and by no more than their digests: what the one finds the other must find."""
    return [sought(terms), sought_by_digest([key_of(term, SECRET) for term in terms], SECRET)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("电话13905061234。", f"电话{MARK}。"),
        ("139-0506-1234", MARK),
        ("139 0506 1234或83001234", f"{MARK}或83001234"),
        ("１３９０５０６１２３４", MARK),
        ("+86 13905061234", f"+86 {MARK}"),
        ("13905061235", "13905061235"),
        ("三楼周秋菊老人", f"三楼{MARK}老人"),
        ("周　秋 菊", MARK),
        ("周秋，菊花", "周秋，菊花"),
        ("周秋菊（13905061234）、周秋菊", f"{MARK}（{MARK}）、{MARK}"),
        ("", ""),
    ],
)
def test_it_is_found_however_it_is_written(text: str, left: str) -> None:
    for wanted in both_ways(Term("name", NAME), Term("phone", MOBILE)):
        assert wanted.mask(text) == left


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("0591-83001234", True),
        ("83001234", True),
        ("（0591）8300 1234", True),
        ("183001234", False),
        ("830012345", False),
    ],
)
def test_a_short_number_is_no_part_of_a_longer_one(text: str, is_found: bool) -> None:  # noqa: FBT001 - a column
    terms = [Term("phone", way) for way in ways_to_write("83001234", "0591")]
    for wanted in both_ways(*terms):
        assert bool(wanted.find(text)) == is_found


def test_a_number_is_known_with_and_without_its_area_and_country() -> None:
    assert ways_to_write("0591-83001234") == {"059183001234", "83001234"}
    assert ways_to_write("010 62001234") == {"01062001234", "62001234"}
    assert ways_to_write("+86 139 0506 1234") == {MOBILE}
    assert ways_to_write("12345") == set()


def test_names_of_several_parts_and_mail_addresses() -> None:
    terms = Term("name", one_form("阿依古丽·买买提")), Term("mail", one_form("li.na@example.org"))
    for wanted in both_ways(*terms):
        assert wanted.mask("阿依古丽•买买提的邮箱Li.Na@Example.org。") == f"{MARK}的邮箱{MARK}。"
        assert wanted.mask("weili.na@example.org") == "weili.na@example.org"


def test_a_digest_says_nothing_without_the_secret() -> None:
    key = key_of(Term("phone", MOBILE), SECRET)
    assert MOBILE not in key.digest
    assert sought_by_digest([key], "another secret").find(MOBILE) == []
