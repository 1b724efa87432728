"""What of a package was left aside: as its parts tell, or as noted when it was read and written anew."""

import json
from collections.abc import Iterator
from typing import Any, Final

from partner_hub.workbooks.xlsx.container import Container
from partner_hub.workbooks.xlsx.workbook import Note

# Parts that are never opened; a note of the workbook says so.
IGNORED_PARTS: Final = {
    "externallinks/": "external_links",
    "embeddings/": "embedded_objects",
    "activex/": "embedded_objects",
    "connections.xml": "external_links",
    "media/": "pictures",
    "vbaproject.bin": "macros",
}
NOTES_PART: Final = "xl/left-aside.json"
CODES: Final = frozenset(
    (
        *IGNORED_PARTS.values(),
        "far_columns",
        "too_many_sheets",
        "sheet_broken",
        "sheet_too_many_rows",
        "sheet_too_much_text",
    )
)


def notes_on_container(container: Container) -> tuple[Note, ...]:
    names = list(container.names())
    codes = {code for part, code in IGNORED_PARTS.items() if any(part in name for name in names)}
    return (*(Note(code) for code in sorted(codes)), *kept_notes(container))


def kept_notes(container: Container) -> Iterator[Note]:
    """Anybody can write such a part: what is none of our notes is passed over."""
    if NOTES_PART not in container:
        return
    try:
        kept: Any = json.loads(container.read(NOTES_PART))
        for note in kept:
            if note["code"] in CODES:
                yield Note(note["code"], {name: value for name, value in note["params"].items() if is_plain(value)})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return


def is_plain(value: object) -> bool:
    return isinstance(value, str | int)
