"""How the clerks of an invented district write names of units: understood, asked, or left to themselves."""

import tomllib
from pathlib import Path

import pytest

from partner_hub.partners.unit_name_matching import KnownName, Matcher

TABLE = tomllib.loads(Path(__file__).with_name("short_names.toml").read_text(encoding="utf-8"))
UNITS = TABLE["units"].split()
MATCHER = Matcher(KnownName(name, name) for name in UNITS)


def pairs(table: str) -> list[tuple[str, str]]:
    lines = [line.rsplit(" = ", 1) for line in TABLE[table].strip().splitlines()]
    return [(short, full) for short, full in lines]


def test_the_table_names_known_units() -> None:
    assert {full for _, full in pairs("understood") + pairs("preselected")} <= set(UNITS)


@pytest.mark.parametrize(("short", "full"), pairs("understood"))
def test_a_short_name_is_understood(short: str, full: str) -> None:
    best = MATCHER.resolve(short).best
    assert best is not None
    assert best.id == full


@pytest.mark.parametrize(("short", "full"), pairs("preselected"))
def test_where_little_doubt_is_left_the_right_unit_is_preselected(short: str, full: str) -> None:
    resolution = MATCHER.resolve(short)
    assert resolution.best is None
    assert resolution.proposed is not None
    assert resolution.proposed.id == full


@pytest.mark.parametrize("text", TABLE["never"].strip().splitlines())
def test_the_name_of_another_unit_is_neither_taken_nor_preselected(text: str) -> None:
    assert MATCHER.resolve(text).proposed is None


@pytest.mark.parametrize("name", UNITS)
def test_a_full_name_that_is_not_on_the_list_is_no_other(name: str) -> None:
    """As if each unit in turn were not known yet: no sister, no parent takes its place."""
    assert MATCHER.resolve(name, leave_out={name}).best is None
