"""Where records of other features name a unit: all of it moves when two records of a unit are made one.

tests/unit_merges/test_references.py fails for a column that refers to a unit and stands nowhere here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, Table, UniqueConstraint, and_, false, select

from partner_hub.core.db import METADATA
from partner_hub.vocabulary.workbook_import import ImportKind


@dataclass(frozen=True)
class Reference:
    """`label` None: nothing that a person counts. `kind`: only rows of this kind name a unit."""

    table_name: str
    column_name: str
    label: LazyString | None = None
    kind: str = ""

    @property
    def table(self) -> Table:
        return METADATA.tables[self.table_name]

    def names(self, unit_id: int) -> ColumnElement[bool]:
        """Condition for the rows that name this unit."""
        own: ColumnElement[bool] = self.table.c[self.column_name] == unit_id
        return and_(own, self.table.c.kind == self.kind) if self.kind else own

    def is_taken(self, kept_id: int, merged_id: int) -> ColumnElement[bool]:
        """Condition for rows of the merged unit that would break a unique constraint beside one of the kept unit."""
        condition: ColumnElement[bool] = false()
        for columns in self._unique_columns():
            twin = self.table.alias()
            same = (twin.c[name] == self.table.c[name] for name in columns)
            found: Select[int] = select(twin.c.id).where(twin.c[self.column_name] == kept_id, *same)
            condition = condition | found.exists()
        return and_(self.names(merged_id), condition)

    def _unique_columns(self) -> Iterator[list[str]]:
        for constraint in self.table.constraints:
            names = [column.name for column in constraint.columns] if isinstance(constraint, UniqueConstraint) else []
            if self.column_name in names:
                yield [name for name in names if name != self.column_name]


REFERENCES = (
    Reference("offering", "partnership_id", _l("Offerings")),
    Reference("need", "asking_partnership_id", _l("Needs that it asks for")),
    Reference("match_partner", "partnership_id", _l("Matches")),
    Reference("need_invitation", "partnership_id", _l("Invitations to take a need")),
    Reference("action_item", "responsible_id", _l("Tasks")),
    Reference("action_supporter", "partnership_id", _l("Tasks that it supports")),
    Reference("unit_consent", "partnership_id", _l("What it was asked to confirm")),
    Reference("seat", "partnership_id", _l("Seats at meetings")),
    Reference("agenda_item", "proposed_by_id", _l("Agenda items that it proposed")),
    Reference("agenda_proposal", "partnership_id", _l("Proposals for the agenda")),
    Reference("minutes_comment", "partnership_id", _l("Comments on minutes")),
    Reference("agreement", "partnership_id", _l("Agreements")),
    Reference("role_grant", "partnership_id", _l("Users")),
    Reference("invitation", "partnership_id", _l("Invitations")),
    Reference("unit_application", "partnership_id", _l("Registrations")),
    Reference("unit_alias", "partnership_id", _l("Other names")),
    Reference("imported_row", "record_id", kind=ImportKind.UNITS),
    Reference("partnership", "merged_into_id"),
)
# People of a unit that had left get no rights back by a merge.
RIGHTS = frozenset({"role_grant", "invitation"})
# What the merge itself is remembered by.
NOT_MOVED = frozenset({("unit_merge", "kept_id"), ("unit_merge", "merged_id")})
