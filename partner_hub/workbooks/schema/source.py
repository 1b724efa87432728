"""Where a record came from."""

from dataclasses import dataclass, field


@dataclass
class Source:
    """`duplicate_rows` are rows of the same sheet, or in Excel's notation of another one (学校!5).

    `numbers` are the list's own (序号), of the row and of those that repeated it.
    """

    file: str
    sheet: str
    row: int
    duplicate_rows: list[int | str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    def note_duplicate(self, other: "Source") -> None:
        self.duplicate_rows.append(other.row if other.sheet == self.sheet else f"{other.sheet}!{other.row}")
        self.numbers += [number for number in other.numbers if number not in self.numbers]
