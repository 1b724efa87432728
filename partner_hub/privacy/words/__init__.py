"""Word lists, kept as data: edited by people who read Chinese, read when first needed."""

import tomllib
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent


def load(name: str) -> dict[str, Any]:
    """Table -> key -> text, as they stand in the file."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def load_frequencies() -> dict[str, float]:
    """Ordinary word -> binary logarithm of how often it stands in 60 million words."""
    frequencies: dict[str, float] = {}
    for line in (FOLDER / "common.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            logarithm, *words = line.split()
            frequencies.update(dict.fromkeys(words, float(logarithm)))
    return frequencies
