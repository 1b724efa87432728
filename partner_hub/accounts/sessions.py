"""Begin and end a session (cookie and sign-in row)."""

from flask import g, session
from flask_babel import refresh
from flask_login import login_user, logout_user

from partner_hub.accounts import sign_ins
from partner_hub.accounts.models import User
from partner_hub.core.form_author import CSRF_TOKEN_KEY, new_csrf_secret

# The key under which Flask-Login keeps what its user loader gets: here the secret of a sign-in.
SIGN_IN_KEY = "_user_id"


def begin_session(user: User) -> None:
    """New session; only the language survives from the old one (session fixation)."""
    language = user.language or session.get("language")
    end_session()
    session.permanent = True
    if language:
        session["language"] = language
    login_user(user)
    session.update(session_values_of(user))
    refresh()


def session_values_of(user: User) -> dict[str, str]:
    """Session keys of a signed-in user; adds a SignIn row."""
    return {SIGN_IN_KEY: sign_ins.begin_sign_in(user), CSRF_TOKEN_KEY: new_csrf_secret(user.id)}


def end_session() -> None:
    """Clear the cookie and end the sign-in on the server, so that a copied cookie is worthless."""
    if secret := session.get(SIGN_IN_KEY):
        sign_ins.end_sign_in(secret)
    logout_user()
    session.clear()
    # Flask-WTF remembers the old session's token for the rest of this request.
    g.pop(CSRF_TOKEN_KEY, None)
