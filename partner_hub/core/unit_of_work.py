"""One commit per request, at one place. Services flush; nobody else commits but the command line.

No success is told before it: what a view has promised stands in the response and in the session, and both are thrown
away together with what it wrote.
"""

from flask import Flask, Response, current_app, g, request, session
from flask.globals import request_ctx

from partner_hub.core import mail_outbox
from partner_hub.core.db import SAFE_METHODS, db, roll_back_to_read_only

# What is known for the rest of this request of somebody whose sign-in was not saved, and of a session that began so.
REMEMBERED = ("_login_user", "csrf_token")


def init_app(app: Flask) -> None:
    app.after_request(_commit)


def undo() -> None:
    """Nothing of this request is saved, and nobody is told anything else: its session is again the one that came.

    Words for the next page that came with it are dropped, too, where something was to be saved: "Saved." over what was
    not would be believed.
    """
    came = current_app.session_interface.open_session(current_app, request)
    session.clear()
    session.update(came or {})
    if request.method not in SAFE_METHODS:
        session.pop("_flashes", None)
    request_ctx.flashes = None
    for name in REMEMBERED:
        g.pop(name, None)
    roll_back_to_read_only()


def _commit(response: Response) -> Response:
    """Error handlers have undone everything before this; what is left is meant to stay."""
    has_mail = mail_outbox.has_new_mail()
    try:
        db.session.commit()
    except Exception as error:  # noqa: BLE001 - whatever it is: the error handlers tell it and log it
        return current_app.make_response(current_app.handle_user_exception(error))
    if has_mail:
        mail_outbox.wake()
    return response
