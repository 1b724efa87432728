"""What communities call their columns: the lists of words/columns.toml."""

from collections.abc import Mapping
from typing import Final

from partner_hub.workbooks.words import load

Words = Mapping[str, tuple[str, ...]]

_TABLES: Final = load("columns")


def _expanded(table: Words) -> Words:
    shared = _TABLES["shared"]
    return {
        field: tuple(each for word in words for each in (shared[word[1:]] if word.startswith("@") else (word,)))
        for field, words in table.items()
    }


FIELDS: Final[Mapping[str, Words]] = {kind: _expanded(_TABLES[kind]) for kind in ("units", "offerings", "needs")}
# Words that show a list to be of another kind.
FOREIGN: Final[Words] = _TABLES["foreign"]
# A table without one of each of these groups is not a list of the kind.
REQUIRED: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "units": (("name",),),
    "offerings": (("name", "content"), ("unit_name", "credit_code")),
    "needs": (("name", "content"),),
}


def _by_word(table: Words) -> Words:
    words = {word for known in table.values() for word in known}
    return {word: tuple(field for field, known in table.items() if word in known) for word in words}


FIELDS_OF_WORD: Final[Mapping[str, Words]] = {kind: _by_word(table) for kind, table in FIELDS.items()}
