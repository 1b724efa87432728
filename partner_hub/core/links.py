"""Addresses for mails: always under the BASE_URL of the settings, never under the Host that a request names."""

from flask import current_app


def absolute_url(endpoint: str, **values: object) -> str:
    """The whole address of a page, with or without a request."""
    base: str = current_app.config["BASE_URL"]
    return base + current_app.url_map.bind("localhost").build(endpoint, values)
