"""The code of a need: typed by the old, kept as nothing but its hash, and told by its check from a slip."""

import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from partner_hub.public.lookup_codes import LOOKUP_ALPHABET, LOOKUP_CODE_LENGTH, lookup_code_from, parse_lookup_code

keys = st.text(min_size=1, max_size=30)
SECRET = "x" * 32


@given(keys)
def test_a_form_has_one_code_and_it_is_read_as_it_was_written(key: str) -> None:
    code = lookup_code_from(SECRET, key)
    assert code == lookup_code_from(SECRET, key)
    assert code != lookup_code_from(SECRET[:-1] + "y", key)
    assert parse_lookup_code(code) == code
    assert [len(group) for group in code.split(" ")] == [3, 3, 3, 3]


def test_it_cannot_be_guessed() -> None:
    assert math.log2(len(LOOKUP_ALPHABET)) * (LOOKUP_CODE_LENGTH - 1) > 53


def test_no_two_of_its_signs_are_taken_for_one_another() -> None:
    for pair in ("0O", "1I", "IL", "5S", "2Z", "0Q"):
        assert not set(pair) <= set(LOOKUP_ALPHABET)
    assert len(set(LOOKUP_ALPHABET)) == len(LOOKUP_ALPHABET)


@given(keys, st.integers(0, LOOKUP_CODE_LENGTH - 1), st.sampled_from(LOOKUP_ALPHABET))
def test_one_wrong_sign_is_found(key: str, place: int, sign: str) -> None:
    letters = list(lookup_code_from(SECRET, key).replace(" ", ""))
    if letters[place] != sign:
        letters[place] = sign
        assert parse_lookup_code("".join(letters)) == ""


@given(keys)
def test_two_neighbours_that_changed_places_are_found(key: str) -> None:
    letters = lookup_code_from(SECRET, key).replace(" ", "")[:-1]
    check = lookup_code_from(SECRET, key)[-1]
    for place, (one, other) in enumerate(pairwise(letters)):
        if one != other:
            assert parse_lookup_code(letters[:place] + other + one + letters[place + 2 :] + check) == ""


def test_it_is_understood_however_it_is_written() -> None:
    code = next(code for n in range(99) if {"5", "2"} <= set(code := lookup_code_from(SECRET, str(n))))
    full = "".join(chr(ord(sign) + 0xFEE0) if sign != " " else "　" for sign in code)
    for typed in (
        code.lower(),
        code.replace(" ", ""),
        code.replace(" ", "-"),
        full,
        code.replace("5", "S"),
        f" {code}。",
    ):
        assert parse_lookup_code(typed) == code
    assert parse_lookup_code(code.replace("2", "z").lower()) == code


@given(st.text(max_size=400))
def test_nonsense_is_no_code_and_breaks_nothing(typed: str) -> None:
    assert parse_lookup_code(typed) in {"", parse_lookup_code(parse_lookup_code(typed))}
