"""Numbers of identity papers and cards pass no door: pushed through all of them, they stand nowhere in the database.

Workbooks, which are emptied of them rather than refused, have tests of their own in tests/imports.
"""

import json
import sqlite3
from contextlib import closing
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import METADATA, db
from partner_hub.core.forms import several_lines, single_line
from partner_hub.imports.past_meeting.import_meeting import import_meeting
from partner_hub.meetings.models import Meeting
from partner_hub.needs.models import Need
from tests.imports.test_past_meeting import RECORD
from tests.support import matrix
from tests.support.every_form import NAMES
from tests.support.forms import Value
from tests.support.page import CheckedClient, SignedIn
from tests.support.stage import COMMUNITY, PUBLIC, SIGNED_IN, Row, Stage
from tests.support.stored import PLAIN, SPELLINGS, stored_numbers
from tests.support.walks import forms_of, person
from tests.support.world import PASSWORD, World

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

EVERYTHING = [*COMMUNITY, *SIGNED_IN, *PUBLIC]
ALMOST = f"请联系{SPELLINGS['blanks']}的人"
SENTENCE = "Please leave out the numbers of identity cards, bank cards and other cards"
every_spelling = pytest.mark.parametrize("written", SPELLINGS.values(), ids=SPELLINGS)


def found() -> list[str]:
    db.session.flush()
    return stored_numbers(db.session.connection().connection.cursor(), METADATA.tables)


def found_on(stage: Stage) -> list[str]:
    with closing(sqlite3.connect(stage.file)) as connection:
        return stored_numbers(connection.cursor(), METADATA.tables)


@pytest.mark.parametrize("row", EVERYTHING, ids=str)
def test_no_form_keeps_one(stage: Stage, row: Row) -> None:
    """In each field of the page alone, then in every field that any form has, and in the query of the address."""
    who, url = person(row), stage.url(row)
    if "POST" in stage.methods(row):
        sent = [dict.fromkeys(NAMES, ALMOST), *(matrix.TYPED | {name: ALMOST} for name in matrix.TYPED)]
        sent += [held | {name: ALMOST} for held in forms_of(stage, row) for name in held]
        for data in sent:
            # What is refused changes nothing, or would stand there until the next form that is taken.
            if stage.send(who, url, data).status_code < HTTPStatus.BAD_REQUEST:
                assert found_on(stage) == [], data.keys()
    if "GET" in stage.methods(row):
        stage.fetch(who, f"{url}?q={PLAIN}&at={PLAIN}&text={PLAIN}&key={PLAIN}&show={PLAIN}&next=/{PLAIN}")
    assert found_on(stage) == []


@every_spelling
def test_the_scan_would_find_it(app: Flask, world: World, written: str) -> None:
    db.session.execute(text("update community set city = :x"), {"x": written})

    assert set(found()) == {"community.city"}


@every_spelling
def test_a_resident_is_told_and_nothing_typed_is_lost(client: CheckedClient, world: World, written: str) -> None:
    client.page("/sign-in").submit("English")
    form = client.page(f"/p/{world.community}/needs/new")
    in_text: dict[str, Value] = {"content": f"楼道灯坏了，{written}"}
    for typed in (in_text, {"content": "楼道灯坏了", "reporter_name": written}):
        page = form.submit("Send", {"consent": True, **typed}, status=422)
        assert SENTENCE in page.text
        assert page.value("content") == several_lines(str(typed["content"]))
    assert db.session.scalar(db.select(Need.id)) is None
    assert found() == []


@every_spelling
def test_a_unit_that_registers_is_told(client: CheckedClient, world: World, written: str) -> None:
    client.page("/sign-in").submit("English")
    form = client.page(f"/join/{world.community}")
    usual: dict[str, Value] = {"name": "柳岸药店", "applicant": "方晴", "words": "义诊", "consent": True}
    for field in ("name", "credit_code", "address", "applicant", "title", "email", "words"):
        page = form.submit(form.buttons()[-1], {**usual, field: written}, status=422)
        assert page.value(field) in {single_line(written), several_lines(written)}
    assert found() == []


@every_spelling
def test_a_draft_of_a_phone_is_refused_with_a_sentence(signed_in: SignedIn, world: World, written: str) -> None:
    client = signed_in("grid_worker")
    token = client.get(world.url("needs/drafts")).get_json()["csrf_token"]
    draft = {
        "content": f"换灯泡，{written}", "urgency": "一般", "beneficiary_unit": "人", "grid_id": world.grid,
        "client_key": str(uuid4()), "csrf_token": token, "writer": world.people["grid_worker"],
    }  # fmt: skip
    answer = client.post(world.url("needs/drafts"), data=draft).get_json()

    assert answer["state"] == "refused"
    assert SENTENCE in answer["errors"][0]
    assert found() == []


@every_spelling
def test_the_record_of_a_past_meeting_loses_them(app: Flask, world: World, written: str) -> None:
    record = json.loads(json.dumps(RECORD))
    record |= {"theme": written[:100], "decisions": [f"为{written}办理"], "next_meeting": written}
    record["guests"][0]["note"] = written
    record["agenda"][0]["title"] = f"回头看{written}"
    community = db.session.get_one(Community, world.community)
    data, name = json.dumps(record).encode(), f"{written}.json"
    done = import_meeting(Actor.of_operator(community.id), community, data=data, filename=name)
    db.session.flush()

    assert db.session.get_one(Meeting, done.meeting.id).title
    assert "Numbers of identity papers or cards in the file were left out." in done.doubts
    assert found() == []


@every_spelling
def test_commands_refuse_them(app: Flask, world: World, written: str) -> None:
    runner = app.test_cli_runner()
    community = ["hub", "create-community", written, "--district", "鼓楼区", "--households", "1"]
    person_of = ["hub", "create-user", "--name", written, "--email", "a@example.cn", "--role", "system_admin"]
    for words in (community, person_of, [*person_of, "--password", PASSWORD]):
        result = runner.invoke(args=words)
        assert (result.exit_code, SENTENCE in result.output) == (1, True)
    assert found() == []


@every_spelling
def test_the_name_of_a_scanned_paper_loses_them(signed_in: SignedIn, world: World, written: str) -> None:
    page = signed_in("staff").page(world.url(f"partners/{world.hospital}/agreements/new"))
    term = {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    page.submit("Save", {**term, "paper": (b"%PDF-1.7 ...", f"{written}.pdf")})

    assert found() == []


def test_signing_in_with_one_leaves_no_trace(client: CheckedClient, world: World) -> None:
    client.page("/sign-in").submit("English")
    form = client.page("/sign-in")
    for written in SPELLINGS.values():
        answer: TestResponse = form.submit("Sign in", {"name": written, "password": written}, status=422).response
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY

    assert found() == []
