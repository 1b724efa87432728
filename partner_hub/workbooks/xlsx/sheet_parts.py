"""Reads one worksheet as a stream: cells with content, merged ranges, hidden rows."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element

from partner_hub.letters import unified_letters
from partner_hub.workbooks.xlsx.errors import WorkbookError
from partner_hub.workbooks.xlsx.number_formats import PLAIN, Sections, value_of
from partner_hub.workbooks.xlsx.workbook import Cell, Row, Sheet, Value
from partner_hub.workbooks.xlsx.xml_parts import attribute_of, local_name, read_elements, text_of

MAX_ROWS: Final = 5_000
MAX_COLUMNS: Final = 100
# Excel allows 32,767 characters in a cell; no list needs a tenth of them.
MAX_TEXT: Final = 5_000
MAX_TEXT_OF_SHEET: Final = 2_000_000
# Merged ranges never overlap in a sheet that Excel wrote; together they cannot cover more than the sheet.
MAX_MERGED_CELLS: Final = MAX_ROWS * MAX_COLUMNS
REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
# Halves of characters, and two numbers that are no character: neither a database nor an XML file takes them.
NO_CHARACTERS: Final = frozenset((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF))
# An error that was pasted as a value is a text.
PASTED_ERROR: Final = re.compile(r"\s{0,9}#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)\s{0,9}")
ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Styles:
    """What a sheet needs from the rest of the package to understand its cells."""

    texts: tuple[str, ...]
    shown: tuple[Sections, ...]
    epoch: date


@dataclass(frozen=True)
class Range:
    top: int
    left: int
    bottom: int
    right: int


class SheetReader:
    def __init__(self, name: str, styles: Styles) -> None:
        self.name = name
        self._styles = styles
        self._rows: dict[int, dict[int, Cell]] = {}
        self._hidden: set[int] = set()
        self._merged: list[Range] = []
        self._text = 0

    def read(self, data: bytes, *, hidden: bool) -> Sheet:
        try:
            self._take(data)
        except (ValueError, IndexError, OverflowError) as error:
            raise WorkbookError("broken") from error
        self._fill_merged()
        rows = (Row(number, cells, number in self._hidden) for number, cells in sorted(self._rows.items()))
        return Sheet(self.name, tuple(rows), hidden)

    def _take(self, data: bytes) -> None:
        last = 0
        for element in read_elements(data, "row", "mergeCell"):
            if local_name(element.tag) == "row":
                last = self._take_row(element, last)
            elif merged := merged_range(attribute_of(element, "ref")):
                self._merged.append(merged)

    def _take_row(self, element: Element, last: int) -> int:
        number = int(attribute_of(element, "r") or last + 1)
        cells = dict(self._cells(element))
        if cells:
            self._rows[number] = cells
            if len(self._rows) > MAX_ROWS:
                raise WorkbookError("too_many_rows", sheet=self.name, limit=MAX_ROWS)
        if attribute_of(element, "hidden") in ("1", "true"):
            self._hidden.add(number)
        return number

    def _cells(self, row: Element) -> Iterator[tuple[int, Cell]]:
        column = 0
        for element in row:
            reference = attribute_of(element, "r")
            column = place_of_reference(reference)[1] if reference else column + 1
            cell = self._cell(element, reference)
            if cell.empty and not cell.formula and not cell.error:
                continue
            if column > MAX_COLUMNS:
                raise WorkbookError("too_many_columns", sheet=self.name, limit=MAX_COLUMNS)
            yield column, cell

    def _cell(self, element: Element, reference: str) -> Cell:
        children = {local_name(child.tag): child for child in element}
        kind = attribute_of(element, "t")
        words = children["v"].text or "" if "v" in children else ""
        if kind == "inlineStr" and "is" in children:
            words = text_of(children["is"])
        if kind == "e":
            return Cell(None, formula="f" in children, error=words)
        value = self._value(words, kind, attribute_of(element, "s"))
        if isinstance(value, str):
            if PASTED_ERROR.fullmatch(value):
                return Cell(None, error=value.strip())
            self._count(len(value), reference)
        return Cell(value, formula="f" in children)

    def _count(self, length: int, reference: str) -> None:
        self._text += length
        if length > MAX_TEXT:
            raise WorkbookError("cell_too_long", sheet=self.name, cell=reference, limit=MAX_TEXT)
        if self._text > MAX_TEXT_OF_SHEET:
            raise WorkbookError("too_much_text", sheet=self.name)

    def _value(self, words: str, kind: str, style: str) -> Value:
        if not words:
            return None
        if kind == "s":
            return self._styles.texts[int(words)]
        if kind in ("str", "inlineStr"):
            return unescape_text(words)
        if kind == "b":
            return words == "1"
        if kind == "d":
            return words
        index = int(style or 0)
        shown = self._styles.shown[index] if index < len(self._styles.shown) else PLAIN
        return value_of(float(words), shown, self._styles.epoch)

    def _fill_merged(self) -> None:
        """Copies the first cell's value to its range, but only in rows and columns that are in use."""
        used = sorted(self._rows)
        width = max((max(cells) for cells in self._rows.values()), default=0)
        covered = 0
        for merged in self._merged:
            first = self._rows.get(merged.top, {}).get(merged.left)
            if first is None:
                continue
            copied = replace(first, anchor=(merged.top, merged.left))
            numbers = used[bisect_left(used, merged.top) : bisect_right(used, merged.bottom)]
            columns = range(merged.left, min(merged.right, width) + 1)
            covered += len(numbers) * len(columns)
            if covered > MAX_MERGED_CELLS:
                raise WorkbookError("broken")
            for number in numbers:
                self._copy_to_row(number, copied, columns)

    def _copy_to_row(self, number: int, copied: Cell, columns: range) -> None:
        for column in columns:
            if (number, column) == copied.anchor or self._rows[number].get(column, copied) is copied:
                self._rows[number][column] = copied


def unescape_text(text: str) -> str:
    """Excel writes control characters as _x000D_. What is no character, such as _xD800_, stays as written.

    Radicals and compatibility ideographs come as the ideographs they show; what is private use stays for the rows.
    """
    return unified_letters(ESCAPED.sub(_unescaped_character, text))


def _unescaped_character(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    return match[0] if number in NO_CHARACTERS else chr(number)


def place_of_reference(reference: str) -> tuple[int, int]:
    """B3 -> (3, 2). Raises WorkbookError("broken") for what is no reference."""
    match = REFERENCE.fullmatch(reference)
    if not match:
        raise WorkbookError("broken")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def merged_range(reference: str) -> Range | None:
    first, _, last = reference.partition(":")
    return Range(*place_of_reference(first), *place_of_reference(last)) if last else None
