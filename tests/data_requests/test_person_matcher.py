"""A person is found however the name and the number are written, and nobody else is."""

import pytest

from partner_hub.data_requests.person_matcher import (
    ERASED_MARK,
    PersonMatcher,
    Term,
    comparable_form,
    key_of,
    matcher_of_digests,
    matcher_of_terms,
    phone_spellings,
)

SECRET = "a secret of the house"
NAME, MOBILE = "周秋菊", "13905061234"


def both_ways(*terms: Term) -> list[PersonMatcher]:
    """By the words, and by no more than their digests: what the one finds the other must find."""
    return [matcher_of_terms(terms), matcher_of_digests([key_of(term, SECRET) for term in terms], SECRET)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("电话13905061234。", f"电话{ERASED_MARK}。"),
        ("139-0506-1234", ERASED_MARK),
        ("139 0506 1234或83001234", f"{ERASED_MARK}或83001234"),
        ("１３９０５０６１２３４", ERASED_MARK),
        ("+86 13905061234", f"+86 {ERASED_MARK}"),
        ("13905061235", "13905061235"),
        ("三楼周秋菊老人", f"三楼{ERASED_MARK}老人"),
        ("周　秋 菊", ERASED_MARK),
        ("周秋，菊花", "周秋，菊花"),
        ("周秋菊（13905061234）、周秋菊", f"{ERASED_MARK}（{ERASED_MARK}）、{ERASED_MARK}"),
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
    terms = [Term("phone", way) for way in phone_spellings("83001234", "0591")]
    for wanted in both_ways(*terms):
        assert bool(wanted.find(text)) == is_found


def test_a_number_is_known_with_and_without_its_area_and_country() -> None:
    assert phone_spellings("0591-83001234") == {"059183001234", "83001234"}
    assert phone_spellings("010 62001234") == {"01062001234", "62001234"}
    assert phone_spellings("+86 139 0506 1234") == {MOBILE}
    assert phone_spellings("12345") == set()


def test_names_of_several_parts_and_mail_addresses() -> None:
    terms = Term("name", comparable_form("阿依古丽·买买提")), Term("mail", comparable_form("li.na@example.org"))
    for wanted in both_ways(*terms):
        assert wanted.mask("阿依古丽•买买提的邮箱Li.Na@Example.org。") == f"{ERASED_MARK}的邮箱{ERASED_MARK}。"
        assert wanted.mask("weili.na@example.org") == "weili.na@example.org"


def test_a_digest_says_nothing_without_the_secret() -> None:
    key = key_of(Term("phone", MOBILE), SECRET)
    assert MOBILE not in key.digest
    assert matcher_of_digests([key], "another secret").find(MOBILE) == []
