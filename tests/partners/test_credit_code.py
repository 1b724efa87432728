"""The check of GB 32100-2015, compared with an independent implementation."""

from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from partner_hub.partners.credit_code import (
    CREDIT_CODE_ALPHABET,
    credit_code_check_character,
    is_valid_credit_code,
    normalise_credit_code,
)

BODIES = st.tuples(
    st.sampled_from(["11", "12", "31", "51", "52", "53", "91", "92", "93", "Y1"]),
    st.from_regex(r"[1-9][0-9]{5}", fullmatch=True),
    st.text(CREDIT_CODE_ALPHABET, min_size=9, max_size=9),
).map("".join)


@given(BODIES)
def test_the_check_character_is_that_of_the_standard(body: str) -> None:
    assert credit_code_check_character(body) == uscc.calc_check_digit(body)
    assert is_valid_credit_code(body + credit_code_check_character(body))


@given(BODIES, st.integers(0, 16), st.sampled_from(CREDIT_CODE_ALPHABET))
def test_one_wrong_character_is_noticed(body: str, place: int, other: str) -> None:
    code = body + credit_code_check_character(body)
    changed = code[:place] + other + code[place + 1 :]
    assert is_valid_credit_code(changed) == (changed == code)


@given(BODIES, st.integers(0, 16))
def test_two_neighbours_that_changed_places_are_noticed(body: str, place: int) -> None:
    code = body + credit_code_check_character(body)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert is_valid_credit_code(swapped) == (swapped == code)


@given(BODIES)
def test_every_way_of_writing_a_code_is_the_same_code(body: str) -> None:
    code = body + credit_code_check_character(body)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    spaced = f" {code[:2]} {code[2:8]}-{code[8:]}\u3000"
    assert {normalise_credit_code(each) for each in (code, code.lower(), wide, spaced)} == {code}


def test_what_is_no_code_is_not_valid() -> None:
    assert not any(map(is_valid_credit_code, ("", "9136", "91361002MA0000000I", "1" * 19, "营业执照")))


@given(st.sampled_from("IOSVZ"), BODIES)
def test_a_letter_that_no_code_has_makes_it_none(letter: str, body: str) -> None:
    """At the first place it was an error of ours."""
    assert not is_valid_credit_code(letter + body)
    assert not is_valid_credit_code(body + letter)
