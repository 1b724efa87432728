"""For whom a record is, by the codes of its column or by its words, and whether that is one age alone."""

from collections.abc import Collection, Iterable
from functools import cache
from typing import Final

from partner_hub.matching.scoring.knowledge import load_table
from partner_hub.matching.scoring.lexicon import Lexicon, lexicon_of_lists

# OLD or YOUNG where a record is plainly for the one alone.
ANY_AGE, OLD, YOUNG = 0, 1, 2
_AGE_OF_AUDIENCE: Final = {"老年人": OLD, "青少年": YOUNG, "儿童": YOUNG}


@cache
def _audience_words() -> tuple[Lexicon, tuple[str, ...]]:
    words: dict[str, str] = load_table("audiences")["words"]
    return lexicon_of_lists(words.values()), tuple(words)


def audiences_in(text: str) -> tuple[str, ...]:
    """The audiences that a normalised text names, in the order of the list."""
    lexicon, labels = _audience_words()
    return tuple(labels[number] for number in sorted(set(lexicon.find(text))))


def age_group_of(codes: Collection[str], column: str, text: str) -> int:
    """One age alone in the column, and no word of the other in the text; codes go before the column's words."""
    ages = _ages_of(codes or audiences_in(column))
    if len(ages) != 1 or ANY_AGE in ages:
        return ANY_AGE
    (age,) = ages
    return age if _ages_of(audiences_in(text)) <= {age, ANY_AGE} else ANY_AGE


def _ages_of(audiences: Iterable[str]) -> set[int]:
    return {_AGE_OF_AUDIENCE.get(each, ANY_AGE) for each in audiences}
