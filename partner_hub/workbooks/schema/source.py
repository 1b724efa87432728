"""Where a record came from."""

from dataclasses import dataclass, field


@dataclass
class Source:
    file: str
    sheet: str
    row: int
    duplicate_rows: list[int] = field(default_factory=list)
