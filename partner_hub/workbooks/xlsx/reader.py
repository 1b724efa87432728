"""From uploaded bytes to plain cells.

A streaming reader of our own instead of openpyxl, because a stranger's file must be refused while it
is being read: openpyxl builds every cell of the sheet first, walks the whole dimension that the
file claims, and returns either formulas or their last values, never both.
"""

import posixpath
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from partner_hub.letters import letters_of_today
from partner_hub.privacy import remove_identity_numbers
from partner_hub.workbooks.xlsx.container import Container
from partner_hub.workbooks.xlsx.errors import WorkbookError
from partner_hub.workbooks.xlsx.number_formats import EPOCH_1900, EPOCH_1904, read_styles
from partner_hub.workbooks.xlsx.sheet_names import names_without_identity_numbers
from partner_hub.workbooks.xlsx.sheet_parts import SheetReader, Styles, unescape_text
from partner_hub.workbooks.xlsx.workbook import Note, Sheet, Workbook
from partner_hub.workbooks.xlsx.xml_parts import attribute_of, local_name, read_elements, text_of

MAX_SHEETS: Final = 60
MAX_FILENAME: Final = 200
# Parts that are never opened; a note of the workbook says so.
IGNORED_PARTS: Final = {
    "externallinks/": "external_links",
    "embeddings/": "embedded_objects",
    "activex/": "embedded_objects",
    "connections.xml": "external_links",
    "media/": "pictures",
}


def read_cells(data: bytes, filename: str) -> Workbook:
    """Raises WorkbookError for everything that is not a readable, harmless .xlsx.

    The names of the file and of its sheets come without numbers of identity papers and cards; the cells as they are.
    """
    container = Container(data)
    main = main_part(container)
    styles = read_style_parts(container, main)
    sheets = tuple(read_sheets(container, main, styles))
    if not sheets:
        raise WorkbookError("no_sheets")
    name = remove_identity_numbers(letters_of_today(posixpath.basename(filename.replace("\\", "/"))))[-MAX_FILENAME:]
    return Workbook(name, sheets, notes_on_container(container))


def main_part(container: Container) -> str:
    """The part that lists the sheets. Raises WorkbookError for macros, .xlsb, and packages that are no workbook."""
    names = set(container.names())
    if any(name.endswith("vbaproject.bin") for name in names):
        raise WorkbookError("macros")
    if any(name.endswith("workbook.bin") for name in names):
        raise WorkbookError("binary_workbook")
    if "[content_types].xml" not in names:
        raise WorkbookError("not_a_workbook")
    for target in relations_of_part(container, "").values():
        if target in container and target.lower().endswith("workbook.xml"):
            return target
    raise WorkbookError("not_a_workbook")


def relations_of_part(container: Container, part: str) -> dict[str, str]:
    """Relationship id -> part inside the package. Targets outside of it are never followed."""
    folder, name = posixpath.split(part)
    source = posixpath.join(folder, "_rels", f"{name}.rels")
    if source not in container:
        return {}
    found = {}
    for element in read_elements(container.read(source), "Relationship"):
        if attribute_of(element, "TargetMode") != "External":
            target = unquote(attribute_of(element, "Target"))
            found[attribute_of(element, "Id")] = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return found


def read_style_parts(container: Container, main: str) -> Styles:
    folder = posixpath.dirname(main)
    texts, shown = f"{folder}/sharedStrings.xml".lstrip("/"), f"{folder}/styles.xml".lstrip("/")
    return Styles(
        tuple(shared_texts(container.read(texts))) if texts in container else (),
        tuple(read_styles(container.read(shown))) if shown in container else (),
        EPOCH_1904 if counts_from_1904(container.read(main)) else EPOCH_1900,
    )


def shared_texts(data: bytes) -> Iterator[str]:
    for element in read_elements(data, "si"):
        yield unescape_text(text_of(element))


def counts_from_1904(main: bytes) -> bool:
    return any(attribute_of(element, "date1904") in ("1", "true") for element in read_elements(main, "workbookPr"))


def read_sheets(container: Container, main: str, styles: Styles) -> Iterator[Sheet]:
    """The worksheets in their order. Raises WorkbookError for too many of them."""
    targets = relations_of_part(container, main)
    entries = [
        element for element in read_elements(container.read(main), "sheet") if local_name(element.tag) == "sheet"
    ]
    if len(entries) > MAX_SHEETS:
        raise WorkbookError("too_many_sheets", limit=MAX_SHEETS)
    names = names_without_identity_numbers([letters_of_today(attribute_of(each, "name")) for each in entries])
    for name, element in zip(names, entries, strict=True):
        part = targets.get(attribute_of(element, "id"), "")
        # Chart and dialogue sheets are entries, too, but hold no cells.
        if "worksheets/" in part.lower():
            hidden = attribute_of(element, "state") in ("hidden", "veryHidden")
            reader = SheetReader(name, styles)
            yield reader.read(container.read(part), hidden=hidden)


def notes_on_container(container: Container) -> tuple[Note, ...]:
    names = list(container.names())
    codes = {code for part, code in IGNORED_PARTS.items() if any(part in name for name in names)}
    return tuple(Note(code) for code in sorted(codes))
