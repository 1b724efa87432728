"""The forms that correct the layout of a table: its place, and what each column holds."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired, NumberRange

from partner_hub.core.fields import MultiCheckboxField, NumberField
from partner_hub.core.forms import FILL_IN, Form
from partner_hub.core.row_numbers import row_number
from partner_hub.imports.schema.labels import label_of_field, labels_of_columns
from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.schema.records import SCHEMAS
from partner_hub.workbooks.table.layout import Layout
from partner_hub.workbooks.xlsx.sheet_parts import MAX_ROWS

COLUMN_PREFIX = "column_"


class PlaceForm(Form):
    """Sheet and rows of the table's head."""

    sheet = SelectField(_l("Sheet"), validators=[InputRequired()])
    header_row = NumberField(
        _l("Row of the headings"),
        validators=[InputRequired(FILL_IN), NumberRange(1, MAX_ROWS)],
        render_kw={"inputmode": "numeric"},
    )
    header_height = SelectField(
        _l("The headings take"),
        coerce=row_number,
        choices=lambda: [(1, _("one row")), (2, _("two rows"))],
        default=1,
        validators=[InputRequired()],
    )


class TablesForm(Form):
    """The tables of the workbook, by their numbers: those with a tick are read."""

    tables = MultiCheckboxField(
        _l("Tables that are brought in"), coerce=row_number, validators=[InputRequired(FILL_IN)]
    )


class ColumnsForm(Form):
    """One select for each column of the table; the class is made for the table by `columns_form`."""

    kind: ImportKind

    def chosen(self) -> dict[str, int]:
        """Field -> number of its column."""
        return {
            field.data: int(name.removeprefix(COLUMN_PREFIX))
            for name, field in self._fields.items()
            if name.startswith(COLUMN_PREFIX) and field.data
        }

    def validate(self, extra_validators: Any = None) -> bool:
        return bool(super().validate(extra_validators)) and self._each_once() and self._enough()

    def _each_once(self) -> bool:
        taken: dict[str, str] = {}
        for name, field in self._fields.items():
            if name.startswith(COLUMN_PREFIX) and field.data and taken.setdefault(field.data, name) != name:
                field.errors = [_("Another column has been chosen for this already.")]
                return False
        return True

    def _enough(self) -> bool:
        chosen = self.chosen()
        for group in SCHEMAS[self.kind].required:
            if not any(field in chosen for field in group):
                names = " / ".join(label_of_field(self.kind, field) for field in group)
                self.form_errors.append(_("Please choose the column for: %(names)s", names=names))
                return False
        return True


def columns_form(kind: ImportKind, layout: Layout, columns: list[tuple[int, str]], **more: Any) -> ColumnsForm:
    """`columns` are (number, heading)."""
    choices = [("", _("not brought in")), *labels_of_columns(kind)]
    by_column = {number: field for field, number in layout.columns.items()}
    fields: dict[str, Any] = {
        f"{COLUMN_PREFIX}{number}": SelectField(heading, choices=lambda: choices, default=by_column.get(number, ""))
        for number, heading in columns
    }
    made: ColumnsForm = type("ColumnsForm", (ColumnsForm,), {**fields, "kind": kind})(**more)
    return made
