"""The ranking's knowledge of community life, as TOML: one table for each concept, in a file for each area of life.

A concept's table (concepts/*.toml) has these fields, all of words and short sentences parted by blanks:

    categories  which of the product's categories it belongs to; without it, those of its area
    near        concepts that help with the same trouble
    says        how residents call it
    hints       words that only hint at it; they count half
    offers      how institutions call what helps
    tellings    how it is told in whole sentences, by residents, grid workers and institutions
    titles      signs of the trouble beside the titles that units give to what helps
"""

import tomllib
from pathlib import Path
from typing import Any, Final

KNOWLEDGE_FOLDER: Final = Path(__file__).parent


def load_table(name: str) -> dict[str, Any]:
    """The file of this name, without its suffix."""
    return tomllib.loads((KNOWLEDGE_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def load_concept_tables() -> list[dict[str, Any]]:
    """One for each area of life, in the order of the files' names."""
    return [load_table(f"concepts/{path.stem}") for path in sorted((KNOWLEDGE_FOLDER / "concepts").glob("*.toml"))]
