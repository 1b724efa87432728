"""Uploaded files that the database keeps: what they are is read from their content, never from their name."""

import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from flask import Response, send_file

from partner_hub.core.forms import single_line
from partner_hub.privacy import remove_identity_numbers

# By their first bytes: name of the kind for browsers, and the ending of the file.
KINDS_BY_BEGINNING: Final = {
    b"%PDF-": ("application/pdf", ".pdf"),
    b"\xff\xd8\xff": ("image/jpeg", ".jpg"),
    b"\x89PNG\r\n\x1a\n": ("image/png", ".png"),
}
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
# By the part that every such file has inside.
KINDS_BY_PART: Final = {
    "word/document.xml": (f"{_OFFICE}.wordprocessingml.document", ".docx"),
    "xl/workbook.xml": (f"{_OFFICE}.spreadsheetml.sheet", ".xlsx"),
}
SCAN_ENDINGS: Final = frozenset({".pdf", ".jpg", ".png"})
PAPER_ENDINGS: Final = SCAN_ENDINGS | {".docx", ".xlsx"}
# Programs in an office file have no business here.
_MACROS: Final = "vbaproject.bin"
_MAX_PARTS: Final = 5_000
_MAX_NAME_LENGTH: Final = 190


@dataclass(frozen=True)
class KeptFile:
    """`name` ends as its content does, whatever it was called."""

    name: str
    mime: str
    data: bytes


def read_kept_file(filename: str, data: bytes, endings: Collection[str]) -> KeptFile | None:
    """The file as it may be kept; None when its content is none of the kinds that are taken."""
    mime, ending = _kind_of_content(data)
    if ending not in endings:
        return None
    # What cannot be seen in a name has no place in the header that it travels with.
    stem = single_line(filename).replace("\\", "/").rpartition("/")[2].rpartition(".")[0].strip() or "file"
    return KeptFile(f"{remove_identity_numbers(stem)[:_MAX_NAME_LENGTH]}{ending}", mime, data)


def send_kept_file(name: str, mime: str, data: bytes) -> Response:
    """As a file to keep, never as a page: what somebody uploaded must not run here."""
    response = send_file(BytesIO(data), mimetype=mime, as_attachment=True, download_name=name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store"
    return response


def _kind_of_content(data: bytes) -> tuple[str, str]:
    known = (kind for beginning, kind in KINDS_BY_BEGINNING.items() if data.startswith(beginning))
    return next(known, None) or _kind_of_office_file(data) or ("", "")


def _kind_of_office_file(data: bytes) -> tuple[str, str] | None:
    """By the list of its parts alone; nothing is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    if len(parts) > _MAX_PARTS or any(part.lower().endswith(_MACROS) for part in parts):
        return None
    return next((kind for part, kind in KINDS_BY_PART.items() if part in parts), None)
