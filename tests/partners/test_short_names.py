"""How the clerks of two invented places write names of units: understood, asked, or left to themselves."""

import tomllib
from pathlib import Path

import pytest

from partner_hub.partners.unit_name_matching import Candidate, KnownName, Matcher

TABLES = tomllib.loads(Path(__file__).with_name("short_names.toml").read_text(encoding="utf-8"))

pytestmark = pytest.mark.parametrize("place", TABLES)


def pairs_of(place: str, *tables: str) -> list[tuple[str, str]]:
    """(written, full name) of each line, or the line itself with nothing."""
    lines = [line for table in tables for line in TABLES[place][table].strip().splitlines()]
    return [(short, full) for short, _, full in (line.partition(" = ") for line in lines)]


def matcher_of(place: str) -> Matcher:
    return Matcher(KnownName(name, name) for name in TABLES[place]["units"].split())


def name_of(found: Candidate | None) -> str:
    return found.id if found else "?"


def test_the_tables_name_units_of_their_lists(place: str) -> None:
    pairs = pairs_of(place, "understood", "preselected")
    assert {full for _, full in pairs} <= set(TABLES[place]["units"].split())


def test_short_names_are_understood(place: str) -> None:
    matcher, pairs = matcher_of(place), pairs_of(place, "understood")
    assert [(short, name_of(matcher.resolve(short).best)) for short, _ in pairs] == pairs


def test_where_little_doubt_is_left_the_right_unit_is_preselected(place: str) -> None:
    matcher, pairs = matcher_of(place), pairs_of(place, "preselected")
    assert [(short, name_of(matcher.resolve(short).proposed)) for short, _ in pairs] == pairs
    assert [short for short, _ in pairs if matcher.resolve(short).best] == []


def test_names_of_other_units_are_neither_taken_nor_preselected(place: str) -> None:
    matcher = matcher_of(place)
    taken = [(text, matcher.resolve(text).proposed) for text, _ in pairs_of(place, "never")]
    assert [each for each in taken if each[1]] == []


def test_a_unit_that_is_not_on_the_list_is_taken_for_no_other(place: str) -> None:
    """As if each unit in turn were not known yet: no sister, no parent takes its place."""
    matcher = matcher_of(place)
    written = [
        *pairs_of(place, "understood", "preselected"),
        *((name, name) for name in TABLES[place]["units"].split()),
    ]
    taken = [(text, matcher.resolve(text, leave_out={full}).best) for text, full in written]
    assert [each for each in taken if each[1]] == []
