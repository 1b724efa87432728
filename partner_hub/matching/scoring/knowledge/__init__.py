"""General knowledge of community life, kept as data: edited by people who read Chinese, read once."""

import tomllib
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent


def load_table(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def load_concept_tables() -> list[dict[str, Any]]:
    """One for each area of life, in the order of their names."""
    return [load_table(f"concepts/{path.stem}") for path in sorted((FOLDER / "concepts").glob("*.toml"))]


def tellings() -> dict[str, str]:
    """Concept -> how people tell of it; a concept may stand in several files."""
    told: dict[str, str] = {}
    for path in sorted((FOLDER / "tellings").glob("*.toml")):
        for label, words in load_table(f"tellings/{path.stem}").items():
            told[label] = f"{told.get(label, '')} {words}"
    return told
