"""Read models of the preview and of the report, filtered and paged by the query of the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from partner_hub.communities.category_words import category_names
from partner_hub.core.paging import Page
from partner_hub.imports.models import Import
from partner_hub.imports.plan.prepare import Prepared
from partner_hub.imports.preview.alike import NotesOfMany, notes_of_many
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
from partner_hub.workbooks.plan.category_words import CategoryWord
from partner_hub.workbooks.plan.plan import Action
from partner_hub.workbooks.schema.needs import NeedRecord

ROWS_ON_PREVIEW_PAGE = 50
# The others come up once these are saved.
MAX_WORDS_SHOWN = 30
WRITING_ACTIONS = (Action.NEW, Action.UPDATE, Action.PROBABLY_SAME)
Row = TypeVar("Row")


@dataclass(frozen=True)
class Preview:
    """`personal`: the numbers of the rows whose words may lead to a person. `safe`: how many may be accepted unseen.

    `words`: the categories of the file that are shown, of all in the plan; `tree`: name -> id of the community's.
    """

    prepared: Prepared
    page: Page[PreviewLine]
    group: str
    counts: Mapping[str, int]
    looks_like: str | None
    personal: frozenset[int]
    names: RowNames
    safe: int
    many: NotesOfMany
    words: list[CategoryWord]
    tree: Mapping[str, int]

    @property
    def unsettled_words(self) -> int:
        """How many words of the file no person has seen yet."""
        return sum(not each.remembered for each in self.prepared.plan.categories)

    @property
    def writes(self) -> bool:
        """Whether confirming would write anything."""
        return any(self.counts[action.value] for action in WRITING_ACTIONS)


def preview_of_import(entry: Import, prepared: Prepared, wishes: Mapping[str, str]) -> Preview:
    shown = preview_lines(prepared.plan)
    group = _chosen_group(wishes)
    page = page_of_rows([line for line in shown if line.belongs_to(group)], wishes)
    names = RowNames.of_plan(prepared.plan)
    return Preview(
        prepared,
        page,
        group,
        count_groups(shown),
        entry.layout.get("looks_like"),
        _rows_about_persons(shown),
        names,
        prepared.plan.safe_rows,
        notes_of_many(entry.kind, shown, names),
        _words_to_show(prepared.plan.categories),
        category_names(entry.community_id) if prepared.plan.categories else {},
    )


def _words_to_show(words: Sequence[CategoryWord]) -> list[CategoryWord]:
    """Those first that nobody has seen yet, and of these what has no category."""
    return sorted(words, key=lambda each: (each.remembered, each.category is not None))[:MAX_WORDS_SHOWN]


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
