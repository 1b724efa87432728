"""Numbers in addresses: the ids of rows, and no number that could not be one."""

from flask import Flask
from werkzeug.routing import IntegerConverter


class RowNumber(IntegerConverter):
    """Takes the place of `int`."""

    # Both databases answer a number beyond the range of their columns with an error of their own, which would be a
    # fault of ours to the visitor; whatever is longer than an id is simply no address of this site.
    regex = "[0-9]{1,9}"


def init_app(app: Flask) -> None:
    """To be called before any route is added."""
    app.url_map.converters["int"] = RowNumber
