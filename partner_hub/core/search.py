"""Search in text columns as people expect it: every word, anywhere, whatever the case or width of the letters."""

import unicodedata
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, true
from sqlalchemy.orm import InstrumentedAttribute


def matching(text: str, *columns: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Whether each word of `text` stands in one of the columns; always true for no word.

    A word of two Chinese characters is found anywhere; % and _ are ordinary characters.
    """
    words = unicodedata.normalize("NFKC", text).split()
    found = [or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in words]
    return and_(true(), *found)
