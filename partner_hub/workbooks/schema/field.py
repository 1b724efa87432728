"""How a column of a list is declared: once, for templates, import, comparison, exports and downloads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import Flag, auto
from typing import Any

from partner_hub.workbooks.xlsx.workbook import Value


class Use(Flag):
    """Where a field appears.

    COLUMN: a column of an uploaded workbook may hold it. TEMPLATE: our empty workbook has that column. COMPARED: a row
    that says otherwise than the record is a change. JSON, WORKBOOK: `flask hub export` gives it out.
    """

    COLUMN = auto()
    TEMPLATE = auto()
    COMPARED = auto()
    JSON = auto()
    WORKBOOK = auto()

    EXPORTED = JSON | WORKBOOK
    EVERYWHERE = COLUMN | TEMPLATE | COMPARED | JSON | WORKBOOK
    NOWHERE = 0


@dataclass(frozen=True)
class Field:
    """One fact of a record.

    name: the attribute of the record class, and the key of the JSON export
    label: what pages call it, as an untranslated sentence in N_()
    heading: the head of its column in templates and exported workbooks; Chinese, like the lists
    column: the "Model.attribute" that keeps it as it is; "" when it is derived, or written by the writers' own code
    reader: cell to value, where the cell alone decides; without one the planner reads it
    also_writes: further attributes of the model, which follow from this field and change with it
    download: the heading, in N_(), in the file that the list's page offers; "" leaves it out
    is_for_committee: only the committee finds it in that file
    """

    name: str
    label: str = ""
    heading: str = ""
    column: str = ""
    reader: Callable[[Value], str] | None = None
    uses: Use = Use.EVERYWHERE
    also_writes: tuple[str, ...] = ()
    download: str = ""
    is_for_committee: bool = False

    @property
    def attribute(self) -> str:
        """The column's name on its model."""
        return self.column.partition(".")[2]


@dataclass(frozen=True)
class Schema:
    """A kind of list: its fields in the order of templates and exports.

    title: name of our template
    record: the dataclass that a row becomes
    models: the models whose columns are declared here: in a field's `column` or, with the reason, in `left_out`
    required: a table without one field of each of these groups is no list of this kind
    usual_columns: so many recognised columns make a head certain. A measured figure and not the number of fields, so
        that a further field makes no head less certain.
    download_order: the first columns of the file that the list's page offers; the others follow in the usual order
    """

    kind: str
    title: str
    record: type[Any]
    models: tuple[str, ...]
    fields: tuple[Field, ...]
    required: tuple[tuple[str, ...], ...]
    usual_columns: float
    left_out: Mapping[str, str] = field(default_factory=dict)
    download_order: tuple[str, ...] = ()

    def fields_for(self, use: Use) -> list[Field]:
        return [each for each in self.fields if use in each.uses]

    def names_for(self, use: Use) -> tuple[str, ...]:
        return tuple(each.name for each in self.fields_for(use))

    def downloaded(self, *, is_committee: bool) -> list[Field]:
        """The columns of the file that the list's page offers; those for the committee alone are the last."""
        shown = (each for each in self.fields if each.download and (is_committee or not each.is_for_committee))
        order = {name: position for position, name in enumerate(self.download_order)}
        return sorted(shown, key=lambda each: (each.is_for_committee, order.get(each.name, len(order))))

    def written_fields(self) -> list[Field]:
        """Those that an import writes into their column as they are."""
        kept = {each.name for each in fields(self.record)}
        return [each for each in self.fields if each.column and each.name in kept]

    def written_attributes(self, model: str) -> tuple[str, ...]:
        """The attributes of this model that an import writes."""
        return tuple(each.attribute for each in self.written_fields() if each.column.startswith(f"{model}."))
