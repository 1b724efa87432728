"""Row ids in URLs, queries and hidden fields: 1 to 9 digits, the range of both databases' integer columns."""

import re

from flask import Flask
from werkzeug.routing import IntegerConverter


class RowNumber(IntegerConverter):
    """Takes the place of `int`."""

    # Both databases answer a number beyond the range of their columns with an error of their own, which would be a
    # fault of ours to the visitor; whatever is longer than an id is simply no address of this site.
    regex = "[0-9]{1,9}"


def row_number(value: object) -> int:
    """The same for a number behind the question mark (`type=`) or in a choice (`coerce=`).

    Raises ValueError for all others.
    """
    text = str(value)
    if not re.fullmatch(RowNumber.regex, text):
        raise ValueError(text)
    return int(text)


def row_number_or_none(value: object) -> int | None:
    """For a choice that may stay open: None for the empty text."""
    return None if value in {None, ""} else row_number(value)


def row_number_if_any(value: object) -> int | None:
    """Filter for a hidden field: what is no id names nothing."""
    try:
        return row_number_or_none(value)
    except ValueError:
        return None


def init_app(app: Flask) -> None:
    """To be called before any route is added."""
    app.url_map.converters["int"] = RowNumber
