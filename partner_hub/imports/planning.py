"""From the stored upload to the plan as it is now: computed each time, so that it never lags behind the records."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from partner_hub.imports.fitting import fit
from partner_hub.imports.known import known
from partner_hub.imports.models import Import, ImportKind
from partner_hub.workbooks.errors import WorkbookError
from partner_hub.workbooks.headers import find_layouts, normalise
from partner_hub.workbooks.known import Known
from partner_hub.workbooks.layout import Layout
from partner_hub.workbooks.needs import plan_needs
from partner_hub.workbooks.offerings import plan_offerings
from partner_hub.workbooks.plan import Plan
from partner_hub.workbooks.reader import read_workbook
from partner_hub.workbooks.text import words
from partner_hub.workbooks.units import plan_units
from partner_hub.workbooks.workbook import Workbook

PLANNERS: dict[ImportKind, Callable[[Layout, Workbook, Known], Plan]] = {
    ImportKind.UNITS: plan_units,
    ImportKind.OFFERINGS: plan_offerings,
    ImportKind.NEEDS: plan_needs,
}
# So much more must a workbook resemble another kind of list before this is mentioned.
CLEARLY_MORE = 0.25


@dataclass(frozen=True)
class Prepared:
    """`digest` stands for everything that the clerk was shown, besides the clerk's own answers."""

    workbook: Workbook
    layout: Layout
    plan: Plan
    digest: str


def prepare(entry: Import) -> Prepared:
    """Raises WorkbookError("no_table") while it is not known where the table stands."""
    workbook = read_workbook(entry.data, entry.filename)
    layout = layout_of(workbook, entry.kind, entry.layout)
    if layout is None or not layout.columns:
        raise WorkbookError("no_table")
    plan = PLANNERS[entry.kind](layout, workbook, known(entry.community_id, entry.kind))
    fit(plan)
    digest = _digest(plan)
    apply_answers(plan, entry.decisions)
    return Prepared(workbook, layout, plan, digest)


def layout_of(workbook: Workbook, kind: ImportKind, chosen: Mapping[str, Any]) -> Layout | None:
    """The best table, or the one chosen by hand; None when nothing is recognised and nothing chosen."""
    found = find_layouts(workbook, kind)
    if "header_row" not in chosen:
        wanted = [each for each in found if each.sheet == chosen.get("sheet", each.sheet)]
        return wanted[0] if wanted else None
    place = chosen["sheet"], chosen["header_row"], chosen["header_height"]
    same = (each for each in found if (each.sheet, each.header_row, each.header_height) == place)
    layout = next(same, None) or _bare(workbook, kind, *place)
    return layout.with_columns(chosen["columns"]) if "columns" in chosen else layout


def by_hand(layout: Layout, columns: Mapping[str, int]) -> dict[str, Any]:
    """What `layout_of` reads again."""
    return {
        "sheet": layout.sheet,
        "header_row": layout.header_row,
        "header_height": layout.header_height,
        "columns": dict(columns),
    }


def _bare(workbook: Workbook, kind: ImportKind, sheet: str, header_row: int, height: int) -> Layout:
    """A header that was not recognised: its words are known, what they mean is not."""
    headers: dict[int, str] = {}
    for row in workbook.sheet(sheet).rows:
        if header_row <= row.number < header_row + height:
            for column, cell in row.cells.items():
                headers[column] = headers.get(column, "") + normalise(words(cell.value))
    return Layout(kind, sheet, header_row, {}, height, headers=headers)


def other_kind(workbook: Workbook, kind: ImportKind, confidence: float) -> ImportKind | None:
    """The kind of list that this workbook resembles far more than the chosen one."""
    best = {other: _confidence(workbook, other) for other in ImportKind}
    likely = max(best, key=lambda other: best[other])
    return likely if likely != kind and best[likely] > confidence + CLEARLY_MORE else None


def _confidence(workbook: Workbook, kind: ImportKind) -> float:
    return max((each.confidence for each in find_layouts(workbook, kind)), default=0.0)


def apply_answers(plan: Plan, decisions: dict[str, Any]) -> None:
    """Answers to questions that are no longer asked are passed over."""
    rows = {str(row.excel_row): row for row in plan.rows}
    for number, answers in decisions.items():
        asked = rows[number].questions if number in rows else []
        for question in asked:
            answer = answers.get(question.field)
            if answer in {choice.value for choice in question.choices}:
                question.answer = answer


def _digest(plan: Plan) -> str:
    text = json.dumps(plan.to_json(), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
