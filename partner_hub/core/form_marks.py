"""Whom a form was made for: its token says it, so that no form needs a field of its own for that.

The token of Flask-WTF holds, signed and with its time, the secret that the session has for all its forms. The session
of a signed-in person begins with one that names the person.
"""

import secrets
from datetime import timedelta

from flask import current_app, request, session
from itsdangerous import BadData, URLSafeTimedSerializer

TOKEN = "csrf_token"  # noqa: S105 - the name of the form's field, and of the session's
SALT = "wtf-csrf-token"  # Flask-WTF's own
# A form that has been open for longer is nobody's.
LIFE = timedelta(days=7)


def new_mark(user_id: int) -> str:
    """The secret for the forms of a session of this person."""
    return f"{user_id}.{secrets.token_hex(20)}"


def writer_of_form() -> int | None:
    """The person (user id) for whom the page was made that this form stood on.

    None for a visitor's form, an old one, and one that is not ours.
    """
    serializer = URLSafeTimedSerializer(current_app.secret_key or "", salt=SALT)
    try:
        return _person(serializer.loads(request.form.get(TOKEN, ""), max_age=int(LIFE.total_seconds())))
    except BadData:
        return None


def is_of_somebody_else() -> bool:
    """Whether this form was made for another person than the one who is signed in, or who was when this began."""
    return writer_of_form() not in {None, _person(session.get(TOKEN))}


def _person(mark: object) -> int | None:
    number, found, _secret = str(mark).partition(".")
    return int(number) if found and number.isdecimal() else None
