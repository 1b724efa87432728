"""Register of a text, spoken or official: duplicates mostly come from a resident and an office, not from one person."""

from functools import cache
from typing import Final

from partner_hub.matching.scoring.knowledge import load_table
from partner_hub.matching.scoring.lexicon import Lexicon, lexicon_of_lists

OFFICIAL, SPOKEN = 0, 1
# Added to the denominator: a few words of either register do not make a text plainly spoken or official.
SMOOTHING_WORDS: Final = 2


def register_of_text(text: str) -> float:
    """From -1 (as one speaks) to 1 (as offices write)."""
    found = _register_lexicon().find(text)
    return (found.count(OFFICIAL) - found.count(SPOKEN)) / (len(found) + SMOOTHING_WORDS)


@cache
def _register_lexicon() -> Lexicon:
    table = load_table("register")
    return lexicon_of_lists([table["official"], table["spoken"]])
