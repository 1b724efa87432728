"""What the fields of the three lists are called on the screen."""

from flask_babel import gettext as _

from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.schema.field import Use
from partner_hub.workbooks.schema.records import SCHEMAS


def label_of_field(kind: ImportKind, name: str) -> str:
    """In the reader's language; of a field without a label its name. Notes about a whole row have the field "row"."""
    if name == "row":
        return _("Row")
    label = next((each.label for each in SCHEMAS[kind].fields if each.name == name), "")
    return _(label) if label else name


def labels_of_columns(kind: ImportKind) -> list[tuple[str, str]]:
    """(field, label) of everything that a column of a workbook may hold, in the order of our templates."""
    return [(name, label_of_field(kind, name)) for name in SCHEMAS[kind].names_for(Use.COLUMN)]
