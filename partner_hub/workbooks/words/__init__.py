"""Word lists as data files: edited by people who read Chinese."""

import tomllib
from pathlib import Path

WORDS_FOLDER = Path(__file__).parent


def load_word_lists(name: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Table -> key -> words, in the order of the file."""
    tables: dict[str, dict[str, str]] = tomllib.loads((WORDS_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return {table: {key: tuple(words.split()) for key, words in keys.items()} for table, keys in tables.items()}
