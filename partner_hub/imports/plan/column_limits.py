"""Fits planned rows to the columns of the database: maximum lengths, whole days. Each change leaves a note."""

import re

from partner_hub.imports.schema.columns import COLUMNS_OF_KIND, max_length_of
from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.plan.plan import Action, Conclusion, Doubt, Plan, PlannedRow
from partner_hub.workbooks.schema.needs import NeedRecord
from partner_hub.workbooks.schema.offerings import OfferingRecord
from partner_hub.workbooks.schema.units import UnitRecord

# Fields whose value is another writing of the cell's words, and the column of those words.
WORDS_OF_READ_FIELD = {
    "joined": "joined",
    "raised_on": "raised_on",
    "deadline": "deadline_text",
    "valid_from": "valid_from",
    "valid_to": "valid_text",
    "beneficiary_count_text": "beneficiary_count",
    "phones": "phones",
    "contact_phone": "contact_phone",
    "credit_code": "credit_code",
}
# Nothing is written for these, whatever the answers.
ACTIONS_WITHOUT_WRITING = (Action.SAME, Action.REFUSED)


def fit_plan_to_columns(plan: Plan) -> None:
    kind = ImportKind(plan.kind)
    for row in plan.rows:
        if row.action in ACTIONS_WITHOUT_WRITING:
            row.questions.clear()
            row.conclusions.clear()
        elif row.record is not None:
            _complete_raised_on(row)
            _drop_reversed_start(row)
            _shorten_texts(row, kind)
            _note_readings(row)


def _complete_raised_on(row: PlannedRow) -> None:
    """A need has the day it was raised on: of a month the first."""
    record = row.record
    if isinstance(record, NeedRecord) and re.fullmatch(r"\d{4}-\d{2}", record.raised_on):
        record.raised_on += "-01"
        row.conclusions.append(
            Conclusion("raised_on", row.words.get("raised_on", ""), record.raised_on, "first_of_the_month")
        )


def _drop_reversed_start(row: PlannedRow) -> None:
    """An offering that ends before it begins keeps its end; the doubt has been noted by the planner."""
    record = row.record
    if isinstance(record, OfferingRecord) and (record.valid_from or "") > (record.valid_to or "9"):
        record.valid_from = None


def _shorten_texts(row: PlannedRow, kind: ImportKind) -> None:
    """A unit's name cut short would be another name; every other text is cut to the column's length."""
    for field, column in COLUMNS_OF_KIND[kind].items():
        value, limit = getattr(row.record, field), max_length_of(column)
        if limit is None or not isinstance(value, str) or len(value) <= limit:
            continue
        row.doubts.append(Doubt(field, value, "too_long"))
        if isinstance(row.record, UnitRecord) and field in {"name", "credit_code"}:
            row.action, row.reason = Action.REFUSED, "name_too_long"
        setattr(row.record, field, value[: limit - 1] + "…")


def _note_readings(row: PlannedRow) -> None:
    """Where a date, a number or a code was understood otherwise than it is written, and nothing has been said yet."""
    said = {note.field for note in row.conclusions} | {note.field for note in row.doubts}
    for field, column in WORDS_OF_READ_FIELD.items():
        written = row.words.get(column, "").strip()
        value = getattr(row.record, field, None)
        shown = "、".join(value) if isinstance(value, list) else str(value or "")
        if written and shown and shown != written and not {field, column} & said:
            row.conclusions.append(Conclusion(column, written, shown, "read_as"))
