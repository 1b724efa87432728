"""What a community calls its categories, and the one category of the product that each word means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass
class CategoryWord:
    """A word of the file's column, in so many `rows`. `category` is a name of the community's tree, None for none.

    `remembered`: a person has seen it with an earlier file; otherwise it is a proposal.
    """

    word: str
    rows: int
    category: str | None
    remembered: bool = False


def recall_categories(words: Sequence[CategoryWord], remembered: Mapping[str, str | None]) -> None:
    for each in words:
        if each.word in remembered:
            each.category, each.remembered = remembered[each.word], True
