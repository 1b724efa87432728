"""What is said of a text that does not fit on the paper; paper_edges.py finds it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OffPaper:
    """`where` is the field in Chinese words, `context` the first characters that do not fit."""

    where: str
    context: str


class OffPaperError(ValueError):
    """Text that does not fit on the paper; `places` lists it."""

    def __init__(self, places: list[OffPaper]) -> None:
        self.places = places
        super().__init__("；".join(f"{each.where}“{each.context}…”印不下，请缩短" for each in places))

    def __reduce__(self) -> tuple[type, tuple[list[OffPaper]]]:
        """It comes from the process that prints."""
        return type(self), (self.places,)
