"""In whose words a need is told: the same trouble mostly comes in twice from different people, not from one."""

from functools import cache
from typing import Final

from partner_hub.matching.scoring.knowledge import load_table
from partner_hub.matching.scoring.lexicon import Lexicon, lexicon_of_lists

OFFICIAL, SPOKEN = 0, 1
# So many words of either voice are needed before a text is taken for it.
SMOOTHING_WORDS: Final = 2


def register_of_text(text: str) -> float:
    """From -1, as one speaks, to 1, as offices write."""
    found = _register_lexicon().find(text)
    return (found.count(OFFICIAL) - found.count(SPOKEN)) / (len(found) + SMOOTHING_WORDS)


@cache
def _register_lexicon() -> Lexicon:
    table = load_table("voices")
    return lexicon_of_lists([table["official"], table["spoken"]])
