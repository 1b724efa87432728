"""A .docx from the parts in templates/word, and back to bytes: the same content gives the same bytes.

python-docx's own template is not used: it is of US letter size, names other authors and holds a picture of somebody's
page, 160 styles and blue headings.
"""

import zipfile
from datetime import UTC, date, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document

from partner_hub.minutes.word.document_grid import set_grid

TEMPLATE_FOLDER = Path(__file__).parents[3] / "templates" / "word"
NO_DAY = (1980, 1, 1, 0, 0, 0)


def open_template() -> Document:
    page = docx.Document(BytesIO(_template_bytes()))
    set_grid(page.sections[0])
    return page


def finished_bytes(page: Document, *, title: str, author: str, description: str, day: date) -> bytes:
    """With the properties that Word shows. They are of the document's day, never of the clock's."""
    properties = page.core_properties
    properties.title, properties.author, properties.last_modified_by = title[:255], author[:255], author[:255]
    properties.comments = description[:255]
    properties.created = properties.modified = datetime.combine(day, time(), UTC)
    saved = BytesIO()
    page.save(saved)
    with zipfile.ZipFile(saved) as archive:
        return _zip_parts({name: archive.read(name) for name in archive.namelist()})


@cache
def _template_bytes() -> bytes:
    files = sorted(path for path in TEMPLATE_FOLDER.rglob("*") if path.is_file())
    return _zip_parts({path.relative_to(TEMPLATE_FOLDER).as_posix(): path.read_bytes() for path in files})


def _zip_parts(parts: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, NO_DAY), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()
