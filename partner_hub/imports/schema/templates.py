"""Empty workbooks to fill in, with the headings of the schema."""

from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.schema.field import Use
from partner_hub.workbooks.schema.records import SCHEMAS


def template_of_kind(kind: ImportKind) -> tuple[str, list[str]]:
    """Title and headings."""
    schema = SCHEMAS[kind]
    return schema.title, [each.heading for each in schema.fields_for(Use.TEMPLATE)]
