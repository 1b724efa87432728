"""Names by the strokes of the surname (以姓氏笔画为序), as lists of people are ordered in official papers.

By the number of strokes of the first character, then by its strokes in the order 横竖撇点折, then by the next
character; a given name of one character counts as one with nothing before it. A compound surname counts by its first
character.
"""

import re
from functools import cache
from pathlib import Path

from partner_hub.workbooks.values.person_titles import surname_length

LENGTH_OF_SHORT_GIVEN_NAME = 1


def stroke_key(name: str) -> tuple[int, ...]:
    """To sort names by; characters that Unicode does not know come last."""
    order = _stroke_order()
    places = [place if (place := order.find(char)) >= 0 else len(order) for char in name]
    surname = surname_length(name)
    if len(name) - surname == LENGTH_OF_SHORT_GIVEN_NAME:
        places.insert(surname, -1)
    return tuple(places)


@cache
def _stroke_order() -> str:
    """All characters in order; see .ci/build_stroke_order.py for the file."""
    text = (Path(__file__).parent / "stroke_order.txt").read_text(encoding="utf-8")
    return re.sub(r"[\d:\n]", "", text)
