"""One commit per request, at one place. Services flush; nobody else commits but the command line."""

from flask import Flask, Response

from partner_hub.core import postman
from partner_hub.core.db import db


def init_app(app: Flask) -> None:
    app.after_request(_commit)


def _commit(response: Response) -> Response:
    """Error handlers have rolled back before this; what is left is meant to stay."""
    has_mail = postman.has_new_mail()
    db.session.commit()
    if has_mail:
        postman.wake()
    return response
