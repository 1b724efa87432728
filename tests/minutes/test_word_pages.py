"""Who gets a Word document, of what, and that signed minutes are given out as PDF alone."""

from functools import partial
from io import BytesIO
from pathlib import Path

import docx
import pytest
from flask import Flask

from partner_hub.core.db import db
from partner_hub.meetings.models import Meeting
from tests.support.held import a_held_meeting
from tests.support.page import CheckedClient
from tests.support.world import World
from tests.support.world import enter as enter_as

enter = partial(enter_as, language="en")


@pytest.fixture
def meeting(world: World) -> Meeting:
    meeting = a_held_meeting(world)
    db.session.commit()
    return meeting


def test_the_draft_is_had_as_a_word_document(client: CheckedClient, world: World, meeting: Meeting) -> None:
    enter(client, world, "staff")
    client.page(world.url(f"minutes/of/{meeting.id}")).submit("Write the draft from the record")
    response = client.get(world.url(f"minutes/of/{meeting.id}/draft.docx"))
    assert response.content_type.endswith("wordprocessingml.document")
    assert "filename*=UTF-8''" in response.headers["Content-Disposition"]
    texts = [paragraph.text for paragraph in docx.Document(BytesIO(response.data)).paragraphs]
    assert texts[0] == "草稿"
    assert "〔2026〕1号" in texts


def test_signed_minutes_are_no_word_document(
    app: Flask, client: CheckedClient, world: World, meeting: Meeting, tmp_path: Path
) -> None:
    enter(client, world, "staff")
    client.page(world.url(f"minutes/of/{meeting.id}")).submit("Write the draft from the record")
    enter(client, world, "secretary")
    client.page(world.url(f"minutes/of/{meeting.id}/sign")).submit("Sign and issue", {"Day of issue": "2026-07-20"})
    refused = client.get(world.url(f"minutes/of/{meeting.id}/draft.docx"))
    assert refused.status_code == 404
    assert "given out as PDF alone" in refused.get_data(as_text=True)
    options = ["--community", "柳岸社区", "--quarter", f"{meeting.year}Q{meeting.quarter}"]
    target = tmp_path / "minutes.docx"
    result = app.test_cli_runner().invoke(args=["hub", "minutes", "render", *options, "--output", str(target)])
    assert (result.exit_code, target.exists()) == (1, False)


def test_the_command_line_writes_word_by_the_name_of_the_file(
    app: Flask, world: World, meeting: Meeting, tmp_path: Path
) -> None:
    options = ["--community", "柳岸社区", "--quarter", f"{meeting.year}Q{meeting.quarter}"]
    target = tmp_path / "minutes.DOCX"
    result = app.test_cli_runner().invoke(args=["hub", "minutes", "render", *options, "--output", str(target)])
    assert result.exit_code == 0, result.output
    assert docx.Document(str(target)).paragraphs[1].text == "〔2026〕1号"
