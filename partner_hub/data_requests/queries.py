"""Full search for a person in one community: every text column of every table, uploaded workbooks included."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import LargeBinary, RowMapping, Select, Table, select

from partner_hub.core.db import METADATA, db
from partner_hub.data_requests.models import DataRequest
from partner_hub.data_requests.person_matcher import ERASED_MARK, PersonMatcher
from partner_hub.data_requests.person_terms import NeedKey
from partner_hub.data_requests.tables import USER_TABLE, is_of_community, searched_tables, text_columns
from partner_hub.workbooks.reader import read_workbook
from partner_hub.workbooks.xlsx.errors import WorkbookError

IMPORT_TABLE = "import"
NEED_TABLE = "need"
# Characters that are shown before and behind a hit.
CONTEXT_CHARACTERS = 40
SIGN_IN_COLUMNS = frozenset({"email", "phone"})
REPORTER_COLUMNS = frozenset({"reporter_name", "reporter_phone", "code_hash"})
# Of an import: what the file brought. Its other columns say who uploaded it.
IMPORTED_COLUMNS = frozenset({"data", "report", "decisions", "layout", "filename"})


@dataclass(frozen=True)
class Piece:
    """A text that names the person, its column, and the kinds of terms that were found.

    `is_whole`: it says nothing else.
    """

    column: str
    text: str
    kinds: frozenset[str]
    is_whole: bool


@dataclass(frozen=True)
class Found:
    """One row where the person is named. `row` holds its columns without files."""

    table: str
    id: int
    row: dict[str, Any]
    pieces: tuple[Piece, ...]
    is_named: bool = False  # looked for by itself, whatever stands in it

    @property
    def key(self) -> str:
        return f"{self.table}:{self.id}"

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset().union(*(piece.kinds for piece in self.pieces))

    @property
    def is_own_need(self) -> bool:
        """The person reported it; somebody else's need may name the person, too."""
        by_reporter = any(piece.column in REPORTER_COLUMNS for piece in self.pieces)
        return self.table == NEED_TABLE and (self.is_named or by_reporter)

    @property
    def is_own_account(self) -> bool:
        """By what the person signs in with; a name alone may be another's."""
        return self.table == USER_TABLE and any(piece.column in SIGN_IN_COLUMNS for piece in self.pieces)


def find_rows_naming_person(community_id: int, wanted: PersonMatcher, needs: Collection[NeedKey] = ()) -> list[Found]:
    return [found for table in searched_tables() for found in _rows_naming_person(table, community_id, wanted, needs)]


def parts_of(text: str, wanted: PersonMatcher) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is what was looked for; long stretches between are shortened."""
    parts: list[tuple[str, bool]] = []
    end = 0
    for _kind, start, stop in wanted.find(text):
        parts += [(_shortened_text(text[end:start]), False), (text[start:stop], True)]
        end = stop
    return [*parts, (_shortened_text(text[end:]), False)]


def requests_of_community(community_id: int) -> Select[DataRequest]:
    """What was given out and erased, the newest first."""
    return db.select(DataRequest).where(DataRequest.community_id == community_id).order_by(DataRequest.id.desc())


def minutes_that_stay() -> Select[int]:
    """The texts of minutes that were signed, also while a correction is being written."""
    issued = METADATA.tables["issued_minutes"]
    return select(issued.c.minutes_id)


def _shortened_text(text: str) -> str:
    return text if len(text) <= CONTEXT_CHARACTERS * 2 else f"{text[:CONTEXT_CHARACTERS]}…{text[-CONTEXT_CHARACTERS:]}"


def _rows_naming_person(
    table: Table, community_id: int, wanted: PersonMatcher, needs: Collection[NeedKey]
) -> Iterator[Found]:
    words = text_columns(table)
    if not words:
        return
    columns = [table.c.id, *words, *([table.c.data] if table.name == IMPORT_TABLE else [])]
    named = [number for number, _moment in needs] if table.name == NEED_TABLE else []
    statement = select(*columns).where(is_of_community(table, community_id)).order_by(table.c.id)
    for row in db.session.execute(statement).mappings().all():
        pieces = tuple(_pieces_naming_person(table.name, row, [column.name for column in words], wanted))
        if pieces or row["id"] in named:
            found = Found(table.name, row["id"], _whole_row(table, row["id"]), pieces)
            is_named = table.name == NEED_TABLE and _key_of_need_row(found.row) in needs
            if pieces or is_named:
                yield replace(found, is_named=is_named)


def _whole_row(table: Table, row_id: int) -> dict[str, Any]:
    columns = [column for column in table.columns if not isinstance(column.type, LargeBinary)]
    return dict(db.session.execute(select(*columns).where(table.c.id == row_id)).mappings().one())


def _key_of_need_row(need: dict[str, Any]) -> NeedKey:
    return need["id"], need["created_at"].astimezone(UTC).isoformat()


def _pieces_naming_person(table: str, row: RowMapping, words: list[str], wanted: PersonMatcher) -> Iterator[Piece]:
    texts = ((column, text) for column in words for text in json_leaves(row[column]))
    for column, text in (*texts, *_workbook_row_texts(table, row)):
        if hits := wanted.find(text):
            is_whole = wanted.mask(text.strip()) == ERASED_MARK
            yield Piece(column, text, frozenset(kind for kind, _start, _end in hits), is_whole)


def json_leaves(value: Any) -> Iterator[str]:
    """Every string and number in a JSON value (telephone numbers may be stored as numbers)."""
    if isinstance(value, dict):
        for each in value.values():
            yield from json_leaves(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from json_leaves(each)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield str(value)


def _workbook_row_texts(table: str, row: RowMapping) -> Iterator[tuple[str, str]]:
    """Each row of an uploaded workbook, its cells with a bar between them."""
    if table != IMPORT_TABLE or not row["data"]:
        return
    try:
        book = read_workbook(row["data"], row["filename"])
    except WorkbookError:
        return
    for sheet in book.sheets:
        for line in sheet.rows:
            yield "data", " | ".join(_cell_as_text(cell.value) for cell in line.cells.values() if not cell.empty)


def _cell_as_text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
