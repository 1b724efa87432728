"""Names by the strokes of the surname (以姓氏笔画为序), as lists of people are ordered in official papers.

By the number of strokes of the first character, then by its strokes in the order 横竖撇点折, then by the next
character; a given name of one character counts as one with nothing before it. A compound surname counts by its first
character.
"""

from partner_hub.minutes.attendance.stroke_table import load_stroke_order
from partner_hub.workbooks.values.person_titles import surname_length

LENGTH_OF_SHORT_GIVEN_NAME = 1


def stroke_key(name: str) -> tuple[int, ...]:
    """To sort names by; characters that Unicode does not know come last. Without the table all names are alike."""
    order = load_stroke_order()
    if not order:
        return ()
    places = [place if (place := order.find(char)) >= 0 else len(order) for char in name]
    surname = surname_length(name)
    if len(name) - surname == LENGTH_OF_SHORT_GIVEN_NAME:
        places.insert(surname, -1)
    return tuple(places)
