"""The user a form was rendered for, read from its CSRF token.

Flask-WTF's token holds, signed and timestamped, the CSRF secret of the session. The secret of a signed-in session
begins with the user id, so that no form needs a field of its own.
"""

import secrets
from datetime import timedelta

from flask import current_app, request, session
from itsdangerous import BadData, URLSafeTimedSerializer

CSRF_TOKEN_KEY = "csrf_token"  # noqa: S105 - the name of the form's field, and of the session's
CSRF_SALT = "wtf-csrf-token"  # Flask-WTF's own
# The token of an older form is treated as invalid.
MAX_FORM_AGE = timedelta(days=7)


def new_csrf_secret(user_id: int) -> str:
    """CSRF secret for a new session of this user: "<user id>.<random>"."""
    return f"{user_id}.{secrets.token_hex(20)}"


def author_of_form() -> int | None:
    """Id of the user for whom this form was rendered; None for a visitor's, an expired or an invalid token."""
    serializer = URLSafeTimedSerializer(current_app.secret_key or "", salt=CSRF_SALT)
    try:
        return _user_id_in_secret(
            serializer.loads(request.form.get(CSRF_TOKEN_KEY, ""), max_age=int(MAX_FORM_AGE.total_seconds()))
        )
    except BadData:
        return None


def is_form_of_another_user() -> bool:
    """Whether the form was rendered for another user than the session's (that of the beginning of the request)."""
    return author_of_form() not in {None, _user_id_in_secret(session.get(CSRF_TOKEN_KEY))}


def _user_id_in_secret(mark: object) -> int | None:
    number, found, _secret = str(mark).partition(".")
    return int(number) if found and number.isdecimal() else None
