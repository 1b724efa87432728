"""From the stored upload to its plan, computed anew for each request: the records may have changed meanwhile."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from partner_hub.communities.category_words import remembered_categories
from partner_hub.imports.layout.recognition import tables_from_json
from partner_hub.imports.models import Import
from partner_hub.imports.plan.column_limits import fit_plan_to_columns
from partner_hub.imports.plan.existing_records import known_records, record_ids_of_import
from partner_hub.imports.plan.settled_rows import TRIMMED_MARK, mark_settled_rows
from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.plan.category_words import recall_categories
from partner_hub.workbooks.plan.existing_records import Known
from partner_hub.workbooks.plan.plan import Plan
from partner_hub.workbooks.planners.needs import plan_needs
from partner_hub.workbooks.planners.offerings import plan_offerings
from partner_hub.workbooks.planners.units import plan_units
from partner_hub.workbooks.reader import read_workbook
from partner_hub.workbooks.table.layout import Layout
from partner_hub.workbooks.xlsx.errors import WorkbookError
from partner_hub.workbooks.xlsx.workbook import Workbook

PLANNER_OF_KIND: dict[ImportKind, Callable[[Sequence[Layout], Workbook, Known], Plan]] = {
    ImportKind.UNITS: plan_units,
    ImportKind.OFFERINGS: plan_offerings,
    ImportKind.NEEDS: plan_needs,
}


@dataclass(frozen=True)
class Prepared:
    """`digest` is the SHA-256 of the plan without the clerk's answers: of what the preview showed."""

    workbook: Workbook
    tables: tuple[Layout, ...]
    plan: Plan
    digest: str


def prepare_plan(entry: Import) -> Prepared:
    """Raises WorkbookError("no_table") until a table is found or chosen."""
    tables = tuple(each for each in tables_from_json(entry.layout) if each.is_read)
    if not tables:
        raise WorkbookError("no_table")
    workbook = read_workbook(entry.data, entry.filename, {each.sheet for each in tables})
    known = known_records(entry.community_id, entry.kind, before=None if TRIMMED_MARK in entry.report else entry.id)
    plan = PLANNER_OF_KIND[entry.kind](tables, workbook, known)
    mark_settled_rows(plan, entry.report, record_ids_of_import(entry.id))
    fit_plan_to_columns(plan)
    digest = _digest_of_plan(plan)
    recall_categories(plan.categories, remembered_categories(entry.community_id))
    apply_answers(plan, entry.decisions)
    return Prepared(workbook, tables, plan, digest)


def apply_answers(plan: Plan, decisions: dict[str, Any]) -> None:
    """Answers to questions that are no longer asked are passed over."""
    rows = {str(row.excel_row): row for row in plan.rows}
    for number, answers in decisions.items():
        asked = rows[number].questions if number in rows else []
        for question in asked:
            answer = answers.get(question.field)
            if answer in {choice.value for choice in question.choices}:
                question.answer = answer


def _digest_of_plan(plan: Plan) -> str:
    text = json.dumps(plan.to_json(), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
