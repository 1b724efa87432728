"""The XML of a sheet without cells and rows that only carry formats: they can go down to row 1,048,576."""

import re
from collections.abc import Iterator
from typing import Final

# As programs write them, with their place first; the place of others follows from the cells before.
BARE_CELL: Final = re.compile(rb"<(?:\w+:)?c r=\"[A-Z]{1,3}[0-9]{1,7}\"[^<>]*(?:/>|></(?:\w+:)?c>)")
BARE_ROW: Final = re.compile(rb"<(?:\w+:)?row r=\"[0-9]{1,7}\"[^<>]*(?:/>|>\s*</(?:\w+:)?row>)")
# A text could hold such letters in a section of this kind.
SECTION: Final = b"<!"
WHOLE_ROWS: Final = 256 * 1024


class LeanPart:
    """Reads like a file; `chunks` are pieces of the part in their order."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._lean = without_bare_cells(chunks)

    def read(self, _size: int = -1, /) -> bytes:
        return next(self._lean, b"")


def without_bare_cells(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces that are never empty, cut before a row or behind a tag."""
    rest = b""
    for chunk in chunks:
        rest += chunk
        if len(rest) < WHOLE_ROWS:
            continue
        if SECTION in rest:
            yield rest
            yield from (each for each in chunks if each)
            return
        end = max(rest.rfind(b"<row"), 0) or rest.rfind(b">") + 1 or len(rest)
        if lean := _strip(rest[:end]):
            yield lean
        rest = rest[end:]
    if lean := rest if SECTION in rest else _strip(rest):
        yield lean


def _strip(piece: bytes) -> bytes:
    return BARE_ROW.sub(b"", BARE_CELL.sub(b"", piece))
