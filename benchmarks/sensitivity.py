"""How well circumstances are recognised that are nobody else's business: python -m benchmarks.sensitivity.

By kind, how many of its sentences are recognised (recall); how many harmless look-alikes are marked; and each miss.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from partner_hub.privacy import Sensitivity, find_sensitive

SENTENCES: Final = Path(__file__).parent / "sensitive_sentences.toml"
HARMLESS: Final = "harmless"


def main() -> None:
    for kind, sentences in read_sentences().items():
        missed = [text for text, households in sentences if not is_right(kind, text, households)]
        print(f"{kind:15} {len(sentences) - len(missed):3} of {len(sentences):3}", *missed, sep="\n    ")  # noqa: T201


def is_right(kind: str, text: str, households: int | None) -> bool:
    found = find_sensitive(text, households=households)
    return not found if kind == HARMLESS else Sensitivity(kind) in found


def read_sentences() -> dict[str, list[tuple[str, int | None]]]:
    """Kind -> text and recorded households of each sentence."""
    tables = tomllib.loads(SENTENCES.read_text(encoding="utf-8"))
    return {kind: list(_sentences(lines)) for kind, lines in tables.items()}


def _sentences(lines: str) -> Iterator[tuple[str, int | None]]:
    for line in lines.split("\n"):
        text, _, households = line.partition("|")
        if text:
            yield text, int(households) if households else None


if __name__ == "__main__":
    main()
