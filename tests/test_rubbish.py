"""Whatever is sent to whatever door, by whom it is open to: it is answered, and never as a fault of ours."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import quote

import pytest

from tests.support.every_form import NAMES
from tests.support.stage import COMMUNITY, PUBLIC, SIGNED_IN, Row, Stage
from tests.support.typed import LONG
from tests.support.walks import forms_of, person

EVERYTHING = [*COMMUNITY, *SIGNED_IN, *PUBLIC]
# Names that forms make for each of their rows, and names that nobody makes.
ROWS = [
    *("rows-0-id", "rows-0-label", "rows-0-position", "goals-0-what", "goals-0-number", "goals-0-unit", "column_1"),
    *("rows-²-label", "rows-99999999999999999999-label", "rows-" + "9" * 5000, "goals-٣-what", "answer-2-name"),
    *("go", "same_as", "then", "writer", "quiet", "similar", "preview", "next", "was"),
]
EVERY_NAME = sorted({*NAMES, *ROWS})
# One of each kind; tests/core/test_fields.py gives the whole list to every field.
FEW = ["9" * 400, "1234567890", "2026-02-30", "明天", "2026年7月3日", "一\x00二", "无", "@", ""]
WORDS = ["page", "size", "quarter", "on", "q", "category", "grid", "state", "sort", "kind", "year", "offering", "unit"]
QUERY = [*WORDS, "after", "into", "then", "from", "fit", "at", "show", "waited", "key", "text", "role", "next", "week"]


def doors(stage: Stage, method: str) -> Iterator[Row]:
    return (row for row in EVERYTHING if method in stage.methods(row))


@pytest.mark.parametrize("row", EVERYTHING, ids=str)
def test_every_field_at_once(stage: Stage, row: Row) -> None:
    if "POST" not in stage.methods(row):
        return
    for typed in FEW:
        answer = stage.send(person(row), stage.url(row), dict.fromkeys(EVERY_NAME, typed))
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, typed[:40]


@pytest.mark.parametrize("row", EVERYTHING, ids=str)
def test_every_field_alone_with_the_others_as_the_page_has_them(stage: Stage, row: Row) -> None:
    for held in forms_of(stage, row):
        for name in held:
            for typed in ("9" * 400, "明天"):
                answer = stage.send(person(row), stage.url(row), held | {name: typed})
                assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, (name, typed[:40])


def test_nothing_at_all_and_everything_twice(stage: Stage) -> None:
    for row in doors(stage, "POST"):
        for data in ({}, {name: ["2", "3"] for name in EVERY_NAME}):
            assert stage.send(person(row), stage.url(row), data).status_code < HTTPStatus.INTERNAL_SERVER_ERROR, row


def test_a_text_of_a_megabyte_is_told_at_its_field(stage: Stage) -> None:
    row = Row("needs.new", "")
    answer = stage.send("staff", stage.url(row), {"content": LONG})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert LONG in answer.text


@pytest.mark.parametrize("row", EVERYTHING, ids=str)
def test_every_question_behind_an_address(stage: Stage, row: Row) -> None:
    if "GET" not in stage.methods(row):
        return
    for typed in ("9" * 400, "-1", "²", "9" * 5000, "2026Q9", "一\x00二"):
        asked = "&".join(f"{word}={quote(typed)}" for word in QUERY)
        answer = stage.fetch(person(row), f"{stage.url(row)}?{asked}")
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, typed[:40]


def test_names_are_those_of_the_product() -> None:
    assert {"content", "beneficiary_count", "valid_to", "reporter_phone", "households"} <= set(NAMES)
    assert not [name for name in NAMES if re.search(r"\s", name)]
