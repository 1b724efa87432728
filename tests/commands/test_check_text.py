"""flask hub check-text: places, what is sensitive, and what is proposed, line by line."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from partner_hub.core.db import db
from tests.support.held import a_held_meeting
from tests.support.world import World


@pytest.fixture(autouse=True)
def english(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setitem(app.config, "BABEL_DEFAULT_LOCALE", "en")


def run(app: Flask, *words: str, text: str | bytes = "") -> Result:
    db.session.commit()
    return app.test_cli_runner().invoke(args=["hub", "check-text", *words], input=text)


def told(app: Flask, text: str, *words: str) -> Any:
    result = run(app, *words, "--format", "json", text=text)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def named(app: Flask, text: str, *words: str) -> list[str]:
    (row,) = told(app, text, *words)
    return [text[each["start"] : each["end"]] for each in row["findings"] if each["kind"] == "name"]


def test_each_line_is_told_with_its_findings(app: Flask) -> None:
    (row,) = told(app, "独居老人周秋菊，电话13905061234\n")
    assert row["line"] == 1
    assert row["text"] == "独居老人周秋菊，电话13905061234"
    assert row["findings"] == [{"kind": "name", "start": 4, "end": 7}, {"kind": "phone", "start": 10, "end": 21}]
    assert row["sensitive"] == []
    assert row["proposal"]
    assert "周秋菊" not in row["proposal"]


def test_letters_are_told_as_written_today(app: Flask) -> None:
    (row,) = told(app, "⽼⼈王桂芳住三号楼，⾛不动")
    assert row["text"] == "老人王桂芳住三号楼，走不动"
    assert row["findings"] == [{"kind": "name", "start": 2, "end": 5}]
    assert row["proposal"] == "走不动"


def test_empty_lines_are_counted_and_passed_over(app: Flask) -> None:
    assert [row["line"] for row in told(app, "路灯坏了\n\r\n\n我被丈夫打了\r\n")] == [1, 4]


def test_what_is_nobody_elses_business_is_told(app: Flask) -> None:
    (row,) = told(app, "老伴得了癌症，儿子欠了网贷")
    assert row["sensitive"] == ["health", "debt"]


def test_a_file_is_read(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "needs.txt"
    path.write_text("\ufeff住3号楼402", encoding="utf-8")
    result = run(app, str(path))
    assert result.exit_code == 0
    assert result.stdout.startswith("1  address:3号楼402")


def test_names_of_the_communitys_people_and_units_are_no_findings(app: Flask, world: World) -> None:
    text = "罗𬭎、陶然和周秋菊都来过"
    assert named(app, text) == ["罗𬭎", "陶然", "周秋菊"]
    a_held_meeting(world)
    assert named(app, text, "--community", "柳岸社区") == ["周秋菊"]


def test_an_unknown_community_is_a_sentence(app: Flask) -> None:
    result = run(app, "--community", "无此社区", text="路灯坏了")
    assert result.exit_code == 1
    assert "There is no community" in result.stderr


def test_another_encoding_is_a_sentence(app: Flask) -> None:
    result = run(app, text="路灯坏了".encode("gb18030"))
    assert result.exit_code == 1
    assert "UTF-8" in result.stderr
