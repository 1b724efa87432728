"""Phrases that say nothing about what is wanted: they are blanked out before anything is compared."""

import re
from functools import cache

from partner_hub.matching.scoring.knowledge import load_table
from partner_hub.matching.scoring.ngrams import normalise_text


@cache
def _stop_phrase_pattern() -> re.Pattern[str]:
    """The longest phrase first."""
    words = sorted(load_table("stop_phrases")["words"].split(), key=lambda word: (-len(word), word))
    return re.compile("|".join(words))


def telling_text(text: str) -> str:
    """Normalised, with a blank, which no bigram spans, for each stop phrase."""
    return _stop_phrase_pattern().sub(" ", normalise_text(text))
