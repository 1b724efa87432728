"""What the README promises is there, and what is there it tells."""

import re
from pathlib import Path

import click
from flask import Flask

from partner_hub.settings import ENV_PREFIX, SETTING_TYPES

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(group: click.Group, before: str = "") -> dict[str, click.Command]:
    """Every command of the group by its words."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        words = f"{before}{name}"
        found |= commands(command, f"{words} ") if isinstance(command, click.Group) else {words: command}
    return found


def hub(app: Flask) -> click.Group:
    group = app.cli.commands["hub"]
    assert isinstance(group, click.Group)
    return group


def test_it_describes_every_setting_and_no_other() -> None:
    told = set(re.findall(rf"^\| `({ENV_PREFIX}\w+)`", README, re.MULTILINE))
    assert told == {ENV_PREFIX + name.upper() for name in SETTING_TYPES}


def test_it_names_every_command_of_the_operator(app: Flask) -> None:
    missing = [words for words in commands(hub(app)) if not _is_told(words)]
    assert not missing


def test_every_command_explains_itself(app: Flask) -> None:
    runner = app.test_cli_runner()
    for words, command in commands(hub(app)).items():
        result = runner.invoke(args=["hub", *words.split(), "--help"])
        assert result.exit_code == 0
        assert command.help, f"hub {words} has no help text"


def _is_told(words: str) -> bool:
    """Alternatives stand in one row of the table."""
    first, _, second = words.partition(" ")
    rest = rf"[^`]*\b{second}\b" if second else ""
    return bool(re.search(rf"^\| `{first}\b{rest}", README, re.MULTILINE))
