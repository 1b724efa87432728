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
from partner_hub.workbooks.xlsx.workbook import CUT_MARK, MAX_TEXT, Cell, Note, Row, Sheet, Value
from partner_hub.workbooks.xlsx.xml_parts import Readable, attribute_of, local_name, read_elements, text_of

MAX_ROWS: Final = 6_000
MAX_COLUMNS: Final = 100
MAX_TEXT_OF_SHEET: Final = 2_000_000
# Merged ranges never overlap in a sheet that Excel wrote; together they cannot cover more than the sheet.
MAX_MERGED_CELLS: Final = MAX_ROWS * MAX_COLUMNS
# As many as Excel has.
ROWS_OF_SHEET: Final = 2**20
ROW: Final = re.compile(r"[0-9]{1,7}")
MIDNIGHT: Final = re.compile(r"T00:00(?::00(?:\.0*)?)?Z?$")
REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
# Halves of characters, and two numbers that are no character: neither a database nor an XML file takes them.
NO_CHARACTERS: Final = frozenset((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF))
# An error that was pasted as a value is a text.
PASTED_ERROR: Final = re.compile(r"\s{0,9}#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)\s{0,9}")
# Stands for a text that the list of texts does not hold.
LOST_TEXT: Final = "#REF!"
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
    """`notes` tell what was left aside. Nothing in a cell makes a sheet unreadable."""

    def __init__(self, name: str, styles: Styles) -> None:
        self.name = name
        self.notes: dict[str, Note] = {}
        self._styles = styles
        self._rows: dict[int, dict[int, Cell]] = {}
        self._hidden: set[int] = set()
        self._merged: list[Range] = []
        self._text = 0

    def read(self, part: Readable, *, hidden: bool) -> Sheet:
        """Raises WorkbookError for a part that is no XML, and for more than a list holds."""
        last = 0
        for element in read_elements(part, "row", "mergeCell"):
            if local_name(element.tag) == "row":
                last = self._take_row(element, last)
            elif merged := merged_range(attribute_of(element, "ref")):
                self._merged.append(merged)
        self._fill_merged()
        rows = (Row(number, cells, number in self._hidden) for number, cells in sorted(self._rows.items()))
        return Sheet(self.name, tuple(rows), hidden)

    def _take_row(self, element: Element, last: int) -> int:
        number = _row_number(attribute_of(element, "r")) or last + 1
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
            place = place_of_reference(attribute_of(element, "r"))
            column = place[1] if place else column + 1
            cell = self._cell(element)
            if cell.empty and not cell.formula and not cell.error:
                continue
            if column > MAX_COLUMNS:
                self.notes["far_columns"] = Note("far_columns", {"sheet": self.name})
                continue
            yield column, cell

    def _cell(self, element: Element) -> Cell:
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
            value = self._count_text(value)
        return Cell(value, formula="f" in children)

    def _count_text(self, text: str) -> str:
        self._text += len(text)
        if self._text > MAX_TEXT_OF_SHEET:
            raise WorkbookError("too_much_text", sheet=self.name)
        return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + CUT_MARK

    def _value(self, words: str, kind: str, style: str) -> Value:
        """A number that is none stays as it is written."""
        if not words or kind in ("str", "inlineStr"):
            return unescape_text(words) if words else None
        if kind == "b":
            return words == "1"
        if kind == "d":
            return _day_or_words(words)
        try:
            return self._styles.texts[int(words)] if kind == "s" else self._value_of_number(float(words), style)
        except (ValueError, IndexError, OverflowError):
            return LOST_TEXT if kind == "s" else words

    def _value_of_number(self, number: float, style: str) -> Value:
        index = int(style or 0)
        shown = self._styles.shown[index] if index < len(self._styles.shown) else PLAIN
        return value_of(number, shown, self._styles.epoch)

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
                return
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


def place_of_reference(reference: str) -> tuple[int, int] | None:
    """B3 -> (3, 2); None for what is no reference."""
    match = REFERENCE.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def merged_range(reference: str) -> Range | None:
    first, _, last = reference.partition(":")
    corners = place_of_reference(first), place_of_reference(last)
    return Range(*corners[0], *corners[1]) if corners[0] and corners[1] else None


def _row_number(written: str) -> int | None:
    number = int(written) if ROW.fullmatch(written) else 0
    return number if 0 < number <= ROWS_OF_SHEET else None


def _day_or_words(words: str) -> Value:
    """Of the strict dialect: 2026-03-02T00:00:00."""
    try:
        return date.fromisoformat(MIDNIGHT.sub("", words))
    except ValueError:
        return words
