"""The ranking's knowledge of community life, as TOML: one table for each concept, in a file for each area of life.

A concept's table (concepts/*.toml) has these fields, all of words and short sentences parted by blanks:

    near        concepts that help with the same trouble
    says        how residents call it
    offers      how institutions call what helps
    tellings    how it is told by residents, grid workers and institutions
    titles      signs of the trouble beside the titles that units give to what helps

A word that was drawn from a labelled set names it (助餐点@demo, 一荤两素一汤@demo@north), so that benchmarks can leave
the set out; nothing is ranked by these tags.
"""

import re
import tomllib
from pathlib import Path
from typing import Any, Final

# A variable, so that benchmarks can measure another folder.
KNOWLEDGE_FOLDER = Path(__file__).parent
ORIGIN_TAGS: Final = re.compile(r'(?:@[a-z]+)+(?=[\s"])')


def load_table(name: str) -> dict[str, Any]:
    """The file of this name, without its suffix; the words without the tags of their origin."""
    return tomllib.loads(ORIGIN_TAGS.sub("", (KNOWLEDGE_FOLDER / f"{name}.toml").read_text(encoding="utf-8")))


def load_concept_tables() -> list[dict[str, Any]]:
    """One for each area of life, in the order of the files' names."""
    return [load_table(f"concepts/{path.stem}") for path in sorted((KNOWLEDGE_FOLDER / "concepts").glob("*.toml"))]
