"""The page between upload and confirmation, and the report after it, filtered and paged as the address asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from partner_hub.core.paging import Page
from partner_hub.imports.models import Import
from partner_hub.imports.plan.prepare import Prepared
from partner_hub.imports.preview.lines import ALL, GROUPS, OPEN, Line, counted, lines
from partner_hub.privacy import find_personal_data
from partner_hub.workbooks.plan.plan import Action
from partner_hub.workbooks.schema.needs import NeedRecord

ROWS_A_PAGE = 100
WRITING = (Action.NEW, Action.UPDATE, Action.PROBABLY_SAME)
Row = TypeVar("Row")


@dataclass(frozen=True)
class Preview:
    """`personal`: the numbers of the rows whose words may lead to a person."""

    prepared: Prepared
    page: Page[Line]
    group: str
    counts: Mapping[str, int]
    looks_like: str | None
    personal: frozenset[int]

    @property
    def writes(self) -> bool:
        """Whether confirming would write anything."""
        return any(self.counts[action.value] for action in WRITING)


def preview_of(entry: Import, prepared: Prepared, wishes: Mapping[str, str]) -> Preview:
    shown = lines(prepared.plan)
    group = _group(wishes)
    page = _page([line for line in shown if line.belongs_to(group)], wishes)
    return Preview(prepared, page, group, counted(shown), entry.layout.get("looks_like"), _personal(shown))


def _personal(shown: Sequence[Line]) -> frozenset[int]:
    return frozenset(line.row.excel_row for line in shown if line.action in WRITING and _leads_to_a_person(line.record))


def _leads_to_a_person(record: object) -> bool:
    """Whether it holds words of residents that could."""
    if not isinstance(record, NeedRecord):
        return False
    return bool(find_personal_data(f"{record.name}\n{record.content}\n{record.remark}"))


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
