"""The form of the agenda as one sheet: one row for each item, and the order of the rows."""

import re
from collections.abc import Sequence

from flask import request
from flask_wtf import FlaskForm
from wtforms import HiddenField

from partner_hub.core.forms import Form
from partner_hub.meetings.agenda_sheet import (
    AgendaConflicts,
    AgendaLine,
    AgendaOrder,
    SheetColumns,
    columns_of_item,
    fingerprint_of_columns,
)
from partner_hub.meetings.forms import PresenterFields
from partner_hub.meetings.models import AgendaItem

# A button that moves one item by one place, where there is no script.
MOVE_BUTTON = re.compile(r"(up|down)-([0-9]{1,9})")
LONGEST_ORDER = 5_000


class ItemRow(Form, PresenterFields):
    """`was` is the fingerprint of what the page showed. The sheet around it carries the CSRF token."""

    class Meta(FlaskForm.Meta):
        csrf = False

    was = HiddenField()

    def __init__(self, item: AgendaItem, *, sent: bool) -> None:
        """`sent`: filled from the request, as far as this item is in it; else from the record."""
        prefix = f"item-{item.id}-"
        self.item, self.theirs = item, dict[str, str]()
        self.is_sent = sent and f"{prefix}was" in request.form
        super().__init__(
            formdata=request.form if self.is_sent else None,
            prefix=prefix,
            obj=item,
            was=fingerprint_of_columns(columns_of_item(item)),
        )

    @property
    def as_line(self) -> AgendaLine:
        values: SheetColumns = {
            "presenter": self.presenter.data or "",
            "minutes_allotted": self.minutes_allotted.data,
        }
        return AgendaLine(self.item.id, self.was.data or "", values)

    def show_conflict(self) -> None:
        """Keep what was typed, show what stands in the record beside it, and let the next save win."""
        stored = columns_of_item(self.item)
        self.theirs = {name: str(value or "") for name, value in stored.items() if value != self[name].data}
        self.was.data = fingerprint_of_columns(stored)


class AgendaSheetForm(Form):
    """The form around the rows: its CSRF token, and the ids of the items in the order wanted and in the one shown."""

    order = HiddenField()
    seen = HiddenField()

    def __init__(self, items: Sequence[AgendaItem], *, sent: bool = False) -> None:
        shown = ",".join(str(item.id) for item in items)
        super().__init__(**({} if sent else {"formdata": None}), data={"order": shown, "seen": shown})
        self.rows = [ItemRow(item, sent=sent) for item in items]
        wanted = _moved(_ids_of(self.order.data), _pressed_button() if sent else None)
        self.agenda_order = AgendaOrder(wanted, _ids_of(self.seen.data))
        self._put_rows_in_order()

    def validate_sheet(self) -> bool:
        # Every row is asked, so that all faults are shown at once.
        good = [row.validate() for row in self.rows if row.is_sent]
        return self.validate_on_submit() and all(good)

    @property
    def lines(self) -> list[AgendaLine]:
        return [row.as_line for row in self.rows if row.is_sent]

    def show_conflicts(self, items: Sequence[AgendaItem], conflicts: AgendaConflicts) -> None:
        """Keep what was typed; the next save is measured against the agenda as it stands now."""
        self.seen.data = ",".join(str(item.id) for item in items)
        for row in self.rows:
            if row.item.id in conflicts.item_ids:
                row.show_conflict()
            else:
                row.was.data = fingerprint_of_columns(columns_of_item(row.item))

    def _put_rows_in_order(self) -> None:
        place = {number: at for at, number in enumerate(self.agenda_order.wanted)}
        self.rows.sort(key=lambda row: place.get(row.item.id, len(place)))
        self.order.data = ",".join(str(row.item.id) for row in self.rows)


def _ids_of(typed: str | None) -> list[int]:
    return [int(each) for each in re.findall(r"\b[0-9]{1,9}\b", (typed or "")[:LONGEST_ORDER])]


def _pressed_button() -> tuple[int, int] | None:
    """(id of the item, places towards the end) where a button was pressed that moves it."""
    found = MOVE_BUTTON.fullmatch(request.form.get("move", ""))
    return (int(found[2]), -1 if found[1] == "up" else 1) if found else None


def _moved(order: list[int], move: tuple[int, int] | None) -> list[int]:
    if move is None or move[0] not in order:
        return order
    number, by = move
    start = order.index(number)
    rest = order[:start] + order[start + 1 :]
    target = max(0, start + by)
    return [*rest[:target], number, *rest[target:]]
