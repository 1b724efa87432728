"""The steps that the planners of the three kinds of lists have in common."""

from collections.abc import Callable

from partner_hub.workbooks.planners.draft import Draft
from partner_hub.workbooks.planners.titles import settle_title
from partner_hub.workbooks.schema.field import Schema
from partner_hub.workbooks.schema.needs import NeedRecord
from partner_hub.workbooks.schema.offerings import OfferingRecord
from partner_hub.workbooks.schema.records import Record
from partner_hub.workbooks.schema.source import Source
from partner_hub.workbooks.table.rows import Table
from partner_hub.workbooks.values.coding import code_audiences, code_category
from partner_hub.workbooks.xlsx.workbook import Workbook

DescribedRecord = OfferingRecord | NeedRecord


def draft_rows(table: Table, workbook: Workbook, kind: str, read: Callable[[Draft, Source], Record]) -> list[Draft]:
    """A draft with its record for each row of data."""
    drafts = []
    for row in table.data:
        draft = Draft(row, kind)
        numbers = [row.number_in_list] if row.number_in_list else []
        source = Source(workbook.filename, row.origin.sheet, row.excel_row, numbers=numbers)
        draft.planned.record = read(draft, source)
        drafts.append(draft)
    return drafts


def read_simple_fields(draft: Draft, record: Record, schema: Schema) -> None:
    """The fields whose own cell says everything."""
    for field in schema.fields:
        if field.reader is not None:
            setattr(record, field.name, field.reader(draft.value(field.name)))


def keep_described_rows(drafts: list[Draft]) -> list[Draft]:
    """Those that name or describe something; a row that does not is refused."""
    return [draft for draft in drafts if _is_described(draft)]


def _is_described(draft: Draft) -> bool:
    record = described_record(draft)
    if not record.name and not record.content:
        draft.refuse("no_name")
        return False
    settle_title(draft, record)
    return True


def described_record(draft: Draft) -> DescribedRecord:
    record = draft.planned.record
    assert isinstance(record, OfferingRecord | NeedRecord)  # noqa: S101 - units have names and no descriptions
    return record


def code_record(record: DescribedRecord, audience: str) -> None:
    """The product's own categories and audiences, beside the file's words."""
    record.category_code = code_category(record.category, f"{record.name} {record.content}")
    record.audience_codes = list(code_audiences(audience))
