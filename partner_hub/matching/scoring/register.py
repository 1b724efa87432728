"""In whose words a need is told: the same trouble mostly comes in twice from different people, not from one."""

from functools import cache
from typing import Final

from partner_hub.matching.scoring.knowledge import load
from partner_hub.matching.scoring.lexicon import Lexicon, named

OFFICIAL, SPOKEN = 0, 1
# So many words of either voice are needed before a text is taken for it.
CALM: Final = 2


def voice(text: str) -> float:
    """From -1, as one speaks, to 1, as offices write."""
    found = _words().find(text)
    return (found.count(OFFICIAL) - found.count(SPOKEN)) / (len(found) + CALM)


@cache
def _words() -> Lexicon:
    table = load("voices")
    return named([table["official"], table["spoken"]])
