"""Where a record came from."""

from dataclasses import dataclass, field


@dataclass
class Source:
    """`duplicate_rows` are rows of the same sheet, or in Excel's notation of another one (学校!5)."""

    file: str
    sheet: str
    row: int
    duplicate_rows: list[int | str] = field(default_factory=list)

    def note_duplicate(self, other: "Source") -> None:
        self.duplicate_rows.append(other.row if other.sheet == self.sheet else f"{other.sheet}!{other.row}")
