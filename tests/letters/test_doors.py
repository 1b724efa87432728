"""What Unicode 17 knows of Extensions A-J comes in by every door unchanged, and goes out again."""

import json
from collections.abc import Callable
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from openpyxl import load_workbook

from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.mail_outbox import queue_mail, send_pending
from partner_hub.imports.past_meeting.import_meeting import import_meeting
from partner_hub.meetings.models import Decision
from partner_hub.minutes.document import MinutesDocument
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.minutes.models import Minutes
from partner_hub.minutes.press.fonts import FontSet
from partner_hub.minutes.press.glyph_coverage import find_missing_glyphs
from partner_hub.needs.models import Need
from partner_hub.partners.models import UnitApplication
from tests.imports.conftest import workbook
from tests.letters.alphabet import EVERY_LETTER, SOME_LETTERS, pieces
from tests.partners.test_joining import TYPED
from tests.support.forms import Value
from tests.support.held import a_held_meeting
from tests.support.minutes import minutes
from tests.support.page import CheckedClient, SignedIn
from tests.support.smtp import Mailbox
from tests.support.world import World
from tests.workbooks.books import SheetOf, build, plan_of

Hub = Callable[..., Result]
# The head of each kind of list, its longest text last, and how much of it the column holds.
LISTS = {
    "units": (["单位名称", "联络员", "备注"], "remark", 1900),
    "offerings": (["单位名称", "资源名称", "联系人", "服务内容"], "content", 1900),
    "needs": (["需求名称", "服务对象", "需求内容"], "content", 3900),
}


def rows_of(kind: str, letters: str) -> list[list[str]]:
    head, _, length = LISTS[kind]
    lines = pieces(letters, length)
    return [head, *([f"{word[:9]}第{at}", *[word[-3:]] * (len(head) - 2), word] for at, word in enumerate(lines, 1))]


@pytest.mark.parametrize("kind", LISTS)
def test_a_workbook_brings_every_letter_in(kind: str) -> None:
    rows = rows_of(kind, EVERY_LETTER)
    records = [row.record for row in plan_of(kind, build(表=SheetOf(rows))).rows if row.record]
    assert "".join(getattr(each, LISTS[kind][1]) for each in records) == EVERY_LETTER
    for row, record in zip(rows[1:], records, strict=True):
        values = list(asdict(record).values())
        assert all(each in values for each in row[1:])


@pytest.fixture
def hub(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> Hub:
    monkeypatch.setenv("LANG", "C.UTF-8")
    return lambda *words: app.test_cli_runner().invoke(args=["hub", *words, "--community", "柳岸社区"])


@pytest.mark.parametrize("kind", LISTS)
def test_what_was_brought_in_comes_out_of_both_exports_and_in_again(hub: Hub, tmp_path: Path, kind: str) -> None:
    rows, file = rows_of(kind, SOME_LETTERS), tmp_path / "清单.xlsx"
    if kind == "offerings":
        rows[1][0] = "江州市第二医院"
    file.write_bytes(workbook(rows))
    assert "new" in hub("import", kind, str(file), "--accept-proposals").output
    (kept,) = [each for each in json.loads(hub("export", kind).output) if SOME_LETTERS in each.values()]
    assert rows[1][1] in kept.values()
    out = tmp_path / "又一份.xlsx"
    hub("export", kind, "--format", "xlsx", "--output", str(out))
    assert any(SOME_LETTERS in row for row in load_workbook(BytesIO(out.read_bytes())).worksheets[0].values)
    again = json.loads(hub("import", kind, str(out), "--accept-proposals", "--format", "json").output)
    assert {row["outcome"] for row in again["rows"]} == {"unchanged"}


def test_a_resident_and_a_unit_type_them(client: CheckedClient, signed_in: SignedIn, world: World) -> None:
    letters = pieces(SOME_LETTERS, 40)
    with client.session_transaction() as session:
        session["language"] = "en"
    sent: dict[str, Value] = {
        "content": SOME_LETTERS,
        "reporter_name": letters[0],
        "reporter_phone": "13905061234",
        "consent": True,
    }
    client.page(f"/p/{world.community}/needs/new").submit("Send", sent)
    need = db.session.scalars(db.select(Need)).one()
    assert (need.content, need.reporter_name) == (SOME_LETTERS, letters[0])
    typed = TYPED | {"name": SOME_LETTERS, "applicant": letters[-1]}
    client.page(f"/join/{world.community}").submit("Send the registration", typed)
    unit = db.session.scalars(db.select(UnitApplication)).one().partnership
    assert (unit.name, unit.contact) == (SOME_LETTERS, letters[-1])
    staff = signed_in("staff")
    for letter, number in ((SOME_LETTERS[-1], 1), ("\U000323b1", 0)):
        assert len(staff.page(world.url(f"needs/?q={letter}")).rows()) == number


def test_minutes_hold_every_letter_and_refuse_only_to_print(signed_in: SignedIn, world: World) -> None:
    meeting = a_held_meeting(world)
    draft_minutes(world.actor("staff"), meeting)
    page = signed_in("staff").page(world.url(f"minutes/of/{meeting.id}"))
    page.submit("Save", {"passage_lead": EVERY_LETTER})
    assert db.session.scalars(db.select(Minutes)).one().body.split("\n")[0] == EVERY_LETTER
    document = minutes(body=EVERY_LETTER)
    assert MinutesDocument.from_json(document.to_json()).body[0].text == EVERY_LETTER
    refused = [missing.character for missing in find_missing_glyphs(document, FontSet())]
    assert "\U000323b0" in refused
    assert "\U00031350" not in refused


def test_the_file_of_a_past_meeting_brings_every_letter_in(world: World) -> None:
    here = db.session.get_one(Community, world.community)
    record: dict[str, Any] = {
        "year": 2026,
        "quarter": 1,
        "date": "2026-01-15",
        "place": SOME_LETTERS[:40],
        "agenda": [{"title": "总结"}],
        "decisions": pieces(EVERY_LETTER, 1000),
    }
    import_meeting(Actor.of_operator(here.id), here, data=json.dumps(record).encode(), filename="m.json")
    decided = db.session.scalars(db.select(Decision).order_by(Decision.id))
    assert "".join(each.text for each in decided) == EVERY_LETTER


def test_a_private_letter_of_an_old_system_is_written_as_today_with_a_note(world: World) -> None:
    rows = [["单位名称", "联络员"], ["柳岸\ue863记书店", "王\ue863"]]
    row = plan_of("units", build(表=SheetOf(rows))).rows[-1]
    assert {"柳岸䶮记书店", "王䶮"} <= set(map(str, asdict(row.record).values())) if row.record else False
    assert [(each.reason, each.to_value) for each in row.conclusions][:2] == [
        ("old_letters", "柳岸䶮记书店"),
        ("old_letters", "王䶮"),
    ]
    here = db.session.get_one(Community, world.community)
    record = {"year": 2026, "quarter": 1, "date": "2026-01-15", "agenda": [{"title": "商\ue863事"}]}
    done = import_meeting(Actor.of_operator(here.id), here, data=json.dumps(record).encode(), filename="m.json")
    assert done.doubts == ("Characters that only an old system shows were written as those of today.",)
    assert done.meeting.items[0].title == "商䶮事"


def test_a_mail_takes_every_letter_along(mailbox: Mailbox) -> None:
    queue_mail("liaison@example.org", SOME_LETTERS, EVERY_LETTER)
    db.session.commit()
    assert send_pending() == (1, 0)
    (message,) = mailbox.messages
    assert message["Subject"] == SOME_LETTERS
    assert message.get_content().strip() == EVERY_LETTER


def test_the_command_line_writes_letters_as_of_today(app: Flask, hub: Hub, world: World) -> None:
    done = app.test_cli_runner().invoke(
        args=["hub", "create-community", "⼈⺠\U00031350社区", "--district", "鼓楼区", "--households", "9"]
    )
    assert "Created the community 人民\U00031350社区" in done.output
