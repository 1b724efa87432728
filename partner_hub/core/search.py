"""Text search in columns: every word, anywhere, regardless of case and of full or half width."""

import json
import unicodedata
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, false, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from partner_hub.core.forms import single_line

MAX_SEARCH_LENGTH = 100
Column = ColumnElement[Any] | InstrumentedAttribute[Any]


def contains_every_word(text: str, *columns: Column) -> ColumnElement[bool]:
    """Condition that each word of `text` occurs in one of the columns; true for no word.

    A word of two Chinese characters is found anywhere; % and _ are ordinary characters.
    """
    words = single_line(text[:MAX_SEARCH_LENGTH]).split()
    return and_(true(), *(or_(*_contains_word(word, columns)) for word in words))


def is_number_in_list(text: str, source: Column) -> ColumnElement[bool]:
    """Condition that `text` is the number (序号) that a record had in the list it was brought in with."""
    word = unicodedata.normalize("NFKC", single_line(text[:MAX_SEARCH_LENGTH])).strip()
    return json_list_contains(source["numbers"], word) if word else false()


def json_list_contains(column: Column, word: str) -> ColumnElement[bool]:
    """Condition that a JSON list of strings contains `word`. The list is stored as json.dumps writes it."""
    return cast(column, String).contains(json.dumps(word), autoescape=True)


def _contains_word(word: str, columns: tuple[Column, ...]) -> list[ColumnElement[bool]]:
    """As written, for names with full-width brackets, and in ordinary width, for Ａ１ that means A1.

    The radical ⼾ of a copied PDF is 戶 to Unicode, where the text that it was copied from has 户.
    """
    forms = sorted({word, unicodedata.normalize("NFKC", word), word.replace("戶", "户")})
    return [column.icontains(form, autoescape=True) for form in forms for column in columns]
