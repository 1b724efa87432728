"""docs/retention.md says of every table how long it keeps what it holds."""

import re
from pathlib import Path

from partner_hub.core.db import METADATA
from partner_hub.settings import ENV_PREFIX, SETTING_TYPES

TEXT = (Path(__file__).parents[2] / "docs" / "retention.md").read_text(encoding="utf-8")


def test_every_table_says_how_long_it_keeps() -> None:
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]+ \|$", TEXT, re.MULTILINE)
    assert sorted(rows) == sorted(METADATA.tables)


def test_the_settings_it_names_are_there() -> None:
    named = set(re.findall(rf"{ENV_PREFIX}(\w+)", TEXT))
    assert named
    assert {name.lower() for name in named} <= SETTING_TYPES.keys()
