"""What communities call their columns: the lists of words/columns.toml and the headings of our own templates."""

from collections.abc import Mapping
from typing import Final

from partner_hub.workbooks.schema.field import Schema, Use
from partner_hub.workbooks.schema.records import SCHEMAS
from partner_hub.workbooks.words import load_word_lists

Words = Mapping[str, tuple[str, ...]]

_TABLES: Final = load_word_lists("columns")


def _header_words_of(schema: Schema) -> Words:
    """By field, the usual words first; fields that begin with _ are recognised and not imported."""
    known = _expanded_words(_TABLES[schema.kind])
    headings = {each.name: (each.heading,) for each in schema.fields_for(Use.TEMPLATE)}
    return {name: tuple(dict.fromkeys((*headings.get(name, ()), *known.get(name, ())))) for name in (known | headings)}


def _expanded_words(table: Words) -> dict[str, tuple[str, ...]]:
    shared = _TABLES["shared"]
    return {
        field: tuple(each for word in words for each in (shared[word[1:]] if word.startswith("@") else (word,)))
        for field, words in table.items()
    }


HEADER_WORDS: Final[Mapping[str, Words]] = {kind: _header_words_of(schema) for kind, schema in SCHEMAS.items()}
# Words that show a list to be of another kind.
FOREIGN_WORDS: Final[Words] = _TABLES["foreign"]


def _fields_by_word(table: Words) -> Words:
    words = {word for known in table.values() for word in known}
    return {word: tuple(field for field, known in table.items() if word in known) for word in words}


FIELDS_OF_WORD: Final[Mapping[str, Words]] = {kind: _fields_by_word(table) for kind, table in HEADER_WORDS.items()}
