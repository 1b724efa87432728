"""Numbers in addresses: the ids of rows, and no number that could not be one."""

import re

from flask import Flask
from werkzeug.routing import IntegerConverter


class RowNumber(IntegerConverter):
    """Takes the place of `int`."""

    # Both databases answer a number beyond the range of their columns with an error of their own, which would be a
    # fault of ours to the visitor; whatever is longer than an id is simply no address of this site.
    regex = "[0-9]{1,9}"


def row_number(text: str) -> int:
    """The same for a number behind the question mark or in a form, as `type=`; raises ValueError for all others."""
    if not re.fullmatch(RowNumber.regex, text):
        raise ValueError(text)
    return int(text)


def init_app(app: Flask) -> None:
    """To be called before any route is added."""
    app.url_map.converters["int"] = RowNumber
