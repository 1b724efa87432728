"""One commit per request, in an after_request hook. Services flush; commands of the command line commit themselves.

A command that writes for long saves in steps (adr/0013).

When the commit fails, the response and the session changes of the view are discarded together with its writes.
"""

from time import sleep

from flask import Flask, Response, current_app, g, request, session
from flask.globals import request_ctx

from partner_hub.core import mail_outbox
from partner_hub.core.db import SAFE_METHODS, db, roll_back_to_read_only

# Longer than SQLite's longest sleep between two looks, in seconds.
PAUSE_BETWEEN_STEPS = 0.11
# Cached in flask.g by Flask-Login and Flask-WTF; stale after the session was restored.
CACHED_PER_REQUEST = ("_login_user", "csrf_token")


def init_app(app: Flask) -> None:
    app.after_request(_commit_request)


def save_step() -> None:
    """Commit a part of a long command. Writers that wait for SQLite, and look every tenth of a second, come in now."""
    is_sqlite = db.session.get_bind().dialect.name == "sqlite"
    db.session.commit()
    if is_sqlite:
        sleep(PAUSE_BETWEEN_STEPS)


def undo_request() -> None:
    """Roll back, and restore the session that came with the request.

    Flashed messages are dropped for unsafe methods: "Saved." must not be shown over something that was not saved.
    """
    came = current_app.session_interface.open_session(current_app, request)
    session.clear()
    session.update(came or {})
    if request.method not in SAFE_METHODS:
        session.pop("_flashes", None)
    request_ctx.flashes = None
    for name in CACHED_PER_REQUEST:
        g.pop(name, None)
    roll_back_to_read_only()


def _commit_request(response: Response) -> Response:
    """Commit, then wake the mail outbox; an error at the commit is answered by the error handlers."""
    has_mail = mail_outbox.has_new_mail()
    try:
        db.session.commit()
    except Exception as error:  # noqa: BLE001 - whatever it is: the error handlers tell it and log it
        return current_app.make_response(current_app.handle_user_exception(error))
    if has_mail:
        mail_outbox.send_in_background()
    return response
