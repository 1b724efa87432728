"""The page between upload and confirmation, and the report after it, filtered and paged as the address asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from partner_hub.core.paging import Page
from partner_hub.imports.lines import ALL, GROUPS, OPEN, Line, counted, lines
from partner_hub.imports.models import Import
from partner_hub.imports.planning import Prepared
from partner_hub.privacy import find_personal_data
from partner_hub.workbooks.plan import Action
from partner_hub.workbooks.records import NeedRecord

ROWS_A_PAGE = 100
WRITING = (Action.NEW, Action.UPDATE, Action.PROBABLY_SAME)
Row = TypeVar("Row")


@dataclass(frozen=True)
class Preview:
    prepared: Prepared
    page: Page[Line]
    group: str
    counts: Mapping[str, int]
    looks_like: str | None
    personal: int

    @property
    def writes(self) -> bool:
        """Whether confirming would write anything."""
        return any(self.counts[action.value] for action in WRITING)


def preview_of(entry: Import, prepared: Prepared, wishes: Mapping[str, str]) -> Preview:
    shown = lines(prepared.plan)
    group = _group(wishes)
    page = _page([line for line in shown if line.belongs_to(group)], wishes)
    return Preview(prepared, page, group, counted(shown), entry.layout.get("looks_like"), _personal(shown))


def _personal(shown: Sequence[Line]) -> int:
    """How many rows hold words of residents that could lead to a person."""
    records = (line.record for line in shown if line.action in WRITING and isinstance(line.record, NeedRecord))
    return sum(bool(find_personal_data(f"{record.name}\n{record.content}\n{record.remark}")) for record in records)


def report_page(entry: Import, wishes: Mapping[str, str]) -> tuple[Page[dict[str, Any]], str]:
    group = _group(wishes)
    return _page([row for row in entry.report["rows"] if group in {ALL, *row["groups"]}], wishes), group


def _group(wishes: Mapping[str, str]) -> str:
    wanted = wishes.get("show", ALL)
    return wanted if wanted in {OPEN, *GROUPS} else ALL


def _page(rows: Sequence[Row], wishes: Mapping[str, str]) -> Page[Row]:
    asked = wishes.get("page", "")
    last = max(1, -(-len(rows) // ROWS_A_PAGE))
    number = next((number for number in range(1, last + 1) if str(number) == asked), 1)
    first = (number - 1) * ROWS_A_PAGE
    return Page(rows[first : first + ROWS_A_PAGE], number, ROWS_A_PAGE, len(rows))
