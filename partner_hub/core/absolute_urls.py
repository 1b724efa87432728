"""Absolute URLs for mails: under BASE_URL of the settings, never under the Host header of a request."""

from flask import current_app


def absolute_url(endpoint: str, **values: object) -> str:
    """The whole address of a page, with or without a request."""
    base: str = current_app.config["BASE_URL"]
    return base + path_to(endpoint, **values)


def path_to(endpoint: str, **values: object) -> str:
    """The path of a page, with or without a request: services run from the command line too. `_anchor`: its #part."""
    anchor = values.pop("_anchor", "")
    path = current_app.url_map.bind("localhost").build(endpoint, values)
    return f"{path}#{anchor}" if anchor else path
