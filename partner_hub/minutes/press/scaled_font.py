"""A font whose glyphs are smaller in their em box, for a face that looks bigger than the one it stands beside.

The size of the text stays that of the layout, which a smaller font size would not leave it.
"""

import struct
from collections.abc import Iterator

import numpy as np

TABLE_COUNT_OFFSET, FIRST_TABLE_OFFSET, TABLE_ENTRY = 4, 12, struct.Struct(">4sLLL")
UNITS_PER_EM_OFFSET = 18  # in the table head
METRICS_COUNT_OFFSET = 34  # in the table hhea


def scale_font(data: bytes, scale: float) -> bytes:
    """The TrueType font with all glyphs scaled about the baseline; those one em wide stay so, centred.

    Only the size of the em and the horizontal metrics are written; the checksums of the file are left as they were.
    """
    font = bytearray(data)
    tables = dict(_table_offsets(font))
    em: int
    (em,) = struct.unpack_from(">H", font, tables[b"head"] + UNITS_PER_EM_OFFSET)
    grown = round(em / scale)
    struct.pack_into(">H", font, tables[b"head"] + UNITS_PER_EM_OFFSET, grown)
    (count,) = struct.unpack_from(">H", font, tables[b"hhea"] + METRICS_COUNT_OFFSET)
    metrics = np.frombuffer(font, ">i2", 2 * count, tables[b"hmtx"]).reshape(count, 2)
    full = metrics[:, 0] == em
    metrics[full, 0] = grown
    metrics[full, 1] += (grown - em) // 2
    return bytes(font)


def _table_offsets(font: bytearray) -> Iterator[tuple[bytes, int]]:
    (count,) = struct.unpack_from(">H", font, TABLE_COUNT_OFFSET)
    for number in range(count):
        tag, _, offset, _ = TABLE_ENTRY.unpack_from(font, FIRST_TABLE_OFFSET + TABLE_ENTRY.size * number)
        yield tag, offset
