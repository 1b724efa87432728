"""Read models of the preview and of the report, filtered and paged by the query of the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from partner_hub.core.paging import Page
from partner_hub.imports.models import Import
from partner_hub.imports.plan.prepare import Prepared
from partner_hub.imports.preview.lines import (
    ALL_LINES,
    LINE_GROUPS,
    OPEN_LINES,
    PreviewLine,
    count_groups,
    preview_lines,
)
from partner_hub.imports.preview.row_names import RowNames
from partner_hub.privacy import find_personal_data
from partner_hub.workbooks.plan.plan import Action
from partner_hub.workbooks.schema.needs import NeedRecord

ROWS_ON_PREVIEW_PAGE = 100
WRITING_ACTIONS = (Action.NEW, Action.UPDATE, Action.PROBABLY_SAME)
Row = TypeVar("Row")


@dataclass(frozen=True)
class Preview:
    """`personal`: the numbers of the rows whose words may lead to a person. `safe`: how many may be accepted unseen."""

    prepared: Prepared
    page: Page[PreviewLine]
    group: str
    counts: Mapping[str, int]
    looks_like: str | None
    personal: frozenset[int]
    names: RowNames
    safe: int

    @property
    def writes(self) -> bool:
        """Whether confirming would write anything."""
        return any(self.counts[action.value] for action in WRITING_ACTIONS)


def preview_of_import(entry: Import, prepared: Prepared, wishes: Mapping[str, str]) -> Preview:
    shown = preview_lines(prepared.plan)
    group = _chosen_group(wishes)
    page = page_of_rows([line for line in shown if line.belongs_to(group)], wishes)
    return Preview(
        prepared,
        page,
        group,
        count_groups(shown),
        entry.layout.get("looks_like"),
        _rows_about_persons(shown),
        RowNames.of_plan(prepared.plan),
        prepared.plan.safe_rows,
    )


def _rows_about_persons(shown: Sequence[PreviewLine]) -> frozenset[int]:
    return frozenset(
        line.row.excel_row for line in shown if line.action in WRITING_ACTIONS and _leads_to_a_person(line.record)
    )


def _leads_to_a_person(record: object) -> bool:
    """Whether it holds words of residents that could."""
    if not isinstance(record, NeedRecord):
        return False
    return bool(find_personal_data(f"{record.name}\n{record.content}\n{record.remark}"))


def page_of_report(entry: Import, wishes: Mapping[str, str]) -> tuple[Page[dict[str, Any]], str]:
    group = _chosen_group(wishes)
    return page_of_rows([row for row in entry.report["rows"] if group in {ALL_LINES, *row["groups"]}], wishes), group


def _chosen_group(wishes: Mapping[str, str]) -> str:
    wanted = wishes.get("show", ALL_LINES)
    return wanted if wanted in {OPEN_LINES, *LINE_GROUPS} else ALL_LINES


def page_of_rows(rows: Sequence[Row], wishes: Mapping[str, str]) -> Page[Row]:
    asked = wishes.get("page", "")
    last = max(1, -(-len(rows) // ROWS_ON_PREVIEW_PAGE))
    number = next((number for number in range(1, last + 1) if str(number) == asked), 1)
    first = (number - 1) * ROWS_ON_PREVIEW_PAGE
    return Page(rows[first : first + ROWS_ON_PREVIEW_PAGE], number, ROWS_ON_PREVIEW_PAGE, len(rows))
