"""Words of which the names of Chinese units are made, from unit_name_words.toml, which says what each list is."""

import tomllib
from pathlib import Path
from typing import Final

_LISTS: Final = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _words(name: str) -> frozenset[str]:
    return frozenset(_LISTS[name].split())


def _word_forms(name: str) -> dict[str, tuple[str, ...]]:
    """Of 委员会/委/委会: the word, and what is written for it."""
    return {word: tuple(forms) for word, *forms in (each.split("/") for each in _LISTS[name].split())}


CHARACTER_FORMS: Final = {ord(pair[0]): pair[1] for pair in _words("characters")}
NAMES_AS_ONE_SIGN: Final[list[str]] = _LISTS["as_one_sign"]
EQUIVALENT_SPELLINGS: Final[list[tuple[str, str]]] = _LISTS["spellings"]
LEGAL_FORMS: Final = _words("legal_forms")
HEADS: Final = _word_forms("heads")
HEADS_INSIDE: Final = frozenset(_LISTS["heads_inside"])
BRANCH_HEADS: Final = _words("branch_heads")
CAMPUS_HEADS: Final = _words("campus_heads")
TRADE_HEADS: Final = _words("trade_heads")
TELLING_HEADS: Final = _words("telling_heads")
SISTER_HEADS: Final = _words("sister_heads")
SPEAKING_HEADS: Final = _words("speaking_heads")
FUNCTIONS: Final = _word_forms("functions")
OMITTABLE: Final = _words("omittable")
TELLING: Final = _words("telling")
