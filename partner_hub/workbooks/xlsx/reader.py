"""From uploaded bytes to plain cells.

A streaming reader of our own instead of openpyxl, because a stranger's file must be refused while it
is being read: openpyxl builds every cell of the sheet first, walks the whole dimension that the
file claims, and returns either formulas or their last values, never both.
"""

import posixpath
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from partner_hub.letters import letters_of_today
from partner_hub.privacy import remove_identity_numbers
from partner_hub.workbooks.xlsx.container import Container
from partner_hub.workbooks.xlsx.errors import WorkbookError
from partner_hub.workbooks.xlsx.lean_parts import LeanPart
from partner_hub.workbooks.xlsx.notes import notes_on_container
from partner_hub.workbooks.xlsx.number_formats import EPOCH_1900, EPOCH_1904, Sections, read_styles
from partner_hub.workbooks.xlsx.relationships import Relationship, part_of_kind, relationships_of_part
from partner_hub.workbooks.xlsx.sheet_names import names_without_identity_numbers
from partner_hub.workbooks.xlsx.sheet_parts import SheetReader, Styles, unescape_text
from partner_hub.workbooks.xlsx.text_table import is_text_table, read_text_table
from partner_hub.workbooks.xlsx.workbook import Note, Sheet, Workbook
from partner_hub.workbooks.xlsx.xml_parts import attribute_of, local_name, read_elements, text_of

MAX_SHEETS: Final = 60
MAX_FILENAME: Final = 200
MIMETYPE: Final = "mimetype"
OPEN_DOCUMENT: Final = b"opendocument"
USUAL_MAIN_PART: Final = "xl/workbook.xml"
# An empty sheet is smaller than this many bytes, and quickly seen to be empty.
SMALL_SHEET: Final = 4096
# What keeps one sheet from being read, and not the others.
ERRORS_OF_SHEET: Final = ("broken", "too_many_rows", "too_much_text")


def read_cells(data: bytes, filename: str, only: Collection[str] | None = None) -> Workbook:
    """Raises WorkbookError for everything that is not a readable, harmless .xlsx or table of text.

    A sheet that cannot be read is left aside with a note, as long as another one holds anything. `only`: the names of
    the sheets that are wanted; larger other ones are passed over.
    The names of the file and of its sheets come without numbers of identity papers and cards; the cells as they are.
    """
    name = remove_identity_numbers(letters_of_today(posixpath.basename(filename.replace("\\", "/"))))[-MAX_FILENAME:]
    if is_text_table(data):
        return read_text_table(data, name)
    container = Container(data)
    main = main_part(container)
    related = relationships_of_part(container, main)
    sheets = SheetParts(container, read_style_parts(container, main, related), only)
    found = tuple(sheets.read_all(container.read(main), {each.id: each for each in related}))
    if not any(sheet.rows for sheet in found) and sheets.unread:
        raise sheets.unread[0]
    if not found:
        raise WorkbookError("no_sheets")
    return Workbook(name, found, (*notes_on_container(container), *sheets.notes))


def main_part(container: Container) -> str:
    """The part that lists the sheets. Raises WorkbookError for .xlsb, .ods, and packages that are no workbook."""
    names = set(container.names())
    if any(name.endswith("workbook.bin") for name in names):
        raise WorkbookError("binary_workbook")
    if MIMETYPE in names and OPEN_DOCUMENT in container.read(MIMETYPE):
        raise WorkbookError("ods")
    related = relationships_of_part(container, "")
    targets = [each.target for each in related if each.kind in ("officeDocument", "")]
    for part in (*targets, USUAL_MAIN_PART):
        if part in container and lists_sheets(container.read(part)):
            return part
    raise WorkbookError("not_a_workbook")


def lists_sheets(data: bytes) -> bool:
    return any(True for _ in read_elements(data, "workbook"))


def read_style_parts(container: Container, main: str, related: list[Relationship]) -> Styles:
    folder = posixpath.dirname(main)
    texts = part_of_kind(container, related, "sharedStrings", posixpath.join(folder, "sharedStrings.xml"))
    shown = part_of_kind(container, related, "styles", posixpath.join(folder, "styles.xml"))
    return Styles(
        tuple(shared_texts(container.read(texts))) if texts else (),
        styles_or_none(container.read(shown)) if shown else (),
        EPOCH_1904 if counts_from_1904(container.read(main)) else EPOCH_1900,
    )


def styles_or_none(data: bytes) -> tuple[Sections, ...]:
    """Without styles numbers are plain numbers: no reason to refuse a file."""
    try:
        return tuple(read_styles(data))
    except WorkbookError as error:
        if error.code != "broken":
            raise
        return ()


def shared_texts(data: bytes) -> Iterator[str]:
    for element in read_elements(data, "si"):
        yield unescape_text(text_of(element))


def counts_from_1904(main: bytes) -> bool:
    return any(attribute_of(element, "date1904") in ("1", "true") for element in read_elements(main, "workbookPr"))


class SheetParts:
    """The worksheets of a package. `unread` are the errors of those that could not be read."""

    def __init__(self, container: Container, styles: Styles, only: Collection[str] | None) -> None:
        self.notes: list[Note] = []
        self.unread: list[WorkbookError] = []
        self._container = container
        self._styles = styles
        self._only = only

    def read_all(self, main: bytes, related: Mapping[str, Relationship]) -> Iterator[Sheet]:
        """In the order of the workbook; `related` are the main part's relationships by id."""
        entries = [each for each in read_elements(main, "sheet") if local_name(each.tag) == "sheet"]
        if len(entries) > MAX_SHEETS:
            self.notes.append(Note("too_many_sheets", {"limit": MAX_SHEETS}))
        names = names_without_identity_numbers([letters_of_today(attribute_of(each, "name")) for each in entries])
        for name, element in zip(names[:MAX_SHEETS], entries, strict=False):
            relationship = related.get(attribute_of(element, "id"))
            # Chart and dialogue sheets are entries, too, but hold no cells.
            if relationship is None or relationship.kind in ("worksheet", "") or "worksheets/" in relationship.target:
                is_hidden = attribute_of(element, "state") in ("hidden", "veryHidden")
                yield self._read_sheet(name, relationship.target if relationship else "", is_hidden=is_hidden)

    def _read_sheet(self, name: str, part: str, *, is_hidden: bool) -> Sheet:
        if self._only is not None and name not in self._only and self._container.size(part) > SMALL_SHEET:
            return Sheet(name, (), is_hidden, is_read=False)
        reader = SheetReader(name, self._styles)
        try:
            sheet = reader.read(LeanPart(self._container.chunks(part)), hidden=is_hidden)
        except WorkbookError as error:
            if error.code not in ERRORS_OF_SHEET:
                raise
            self.unread.append(error)
            self.notes.append(Note(f"sheet_{error.code}", {"sheet": name}))
            return Sheet(name, (), is_hidden)
        self.notes += reader.notes.values()
        return sheet
