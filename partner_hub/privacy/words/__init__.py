"""Word lists as data files, loaded at first use."""

import tomllib
from pathlib import Path
from typing import Any, Final

WORD_LIST_FOLDER: Final = Path(__file__).parent


def load_word_list(name: str) -> dict[str, Any]:
    """Table -> key -> text of words/<name>.toml."""
    return tomllib.loads((WORD_LIST_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def load_frequencies() -> dict[str, float]:
    """Word -> binary logarithm of its count in 60 million words."""
    frequencies: dict[str, float] = {}
    for line in (WORD_LIST_FOLDER / "common.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            logarithm, *words = line.split()
            frequencies.update(dict.fromkeys(words, float(logarithm)))
    return frequencies
