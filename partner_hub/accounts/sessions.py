"""Beginning and ending a session."""

from flask import g, session
from flask_babel import refresh
from flask_login import login_user, logout_user

from partner_hub.accounts import sign_ins
from partner_hub.accounts.models import User
from partner_hub.core.form_author import CSRF_TOKEN_KEY, new_csrf_secret

# Where Flask-Login looks for what its user loader is asked with: here the secret of a sign-in.
KEY = "_user_id"


def begin(user: User) -> None:
    """A new session: of the visitor's old one only the language survives, so that nobody can have prepared it."""
    language = user.language or session.get("language")
    end()
    session.permanent = True
    if language:
        session["language"] = language
    login_user(user)
    session.update(values_of(user))
    refresh()


def values_of(user: User) -> dict[str, str]:
    """What makes a session this person's; written in the database, too."""
    return {KEY: sign_ins.begin_sign_in(user), CSRF_TOKEN_KEY: new_csrf_secret(user.id)}


def end() -> None:
    """On the server, too: whoever has copied the cookie has nothing any more."""
    if secret := session.get(KEY):
        sign_ins.end_sign_in(secret)
    logout_user()
    session.clear()
    # Flask-WTF remembers the old session's token for the rest of this request.
    g.pop(CSRF_TOKEN_KEY, None)
