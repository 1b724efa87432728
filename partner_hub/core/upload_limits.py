"""Pages that take more than the usual upload: the limit has to be known before the form is read."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., Any])
_MARKER = "__upload_megabytes__"


def takes_uploads_of(megabytes: int) -> Callable[[View], View]:
    """Mark a view whose form may be so large, whatever the settings allow for others."""

    def mark(view: View) -> View:
        setattr(view, _MARKER, megabytes)
        return view

    return mark


def init_app(app: Flask) -> None:
    """Before every hook that reads the form, as the check of the CSRF token does."""
    app.before_request(_allow_large_form)


def _allow_large_form() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    megabytes = getattr(view, _MARKER, 0)
    if megabytes and request.max_content_length is not None:
        request.max_content_length = max(request.max_content_length, megabytes * 1024 * 1024)
