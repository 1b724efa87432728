"""What a row is called on pages and in reports: by Excel's number, with its sheet where several are read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from partner_hub.workbooks.plan.plan import Plan
from partner_hub.workbooks.table.row_numbers import sheet_and_row


@dataclass(frozen=True)
class RowNames:
    """`sheets` are the names of the workbook's sheets, empty once they are forgotten."""

    sheets: Sequence[str]
    are_several: bool

    @classmethod
    def of_rows(cls, sheets: Sequence[str], numbers: Iterable[int]) -> "RowNames":
        return cls(sheets, len({sheet_and_row(number)[0] for number in numbers}) > 1)

    @classmethod
    def of_plan(cls, plan: Plan) -> "RowNames":
        return cls.of_rows(plan.sheets, (row.excel_row for row in plan.rows))

    def place(self, number: int) -> tuple[str, int]:
        """The sheet's name and the row's number in Excel."""
        index, excel_row = sheet_and_row(number)
        name = self.sheets[index] if index < len(self.sheets) else _("sheet %(number)s", number=index + 1)
        return name, excel_row

    def place_in_json(self, number: int) -> dict[str, Any]:
        sheet, excel_row = self.place(number)
        return {"sheet": sheet, "row": excel_row}

    def in_sentence(self, number: int) -> str:
        """For sentences that say “row” in English; in Chinese the word is part of this."""
        sheet, excel_row = self.place(number)
        if self.are_several:
            return _("%(row)s of sheet “%(sheet)s”", row=excel_row, sheet=sheet)
        return _("%(row)s", row=excel_row)

    def __call__(self, number: int) -> str:
        sheet, excel_row = self.place(number)
        return f"{sheet} · {excel_row}" if self.are_several else str(excel_row)
