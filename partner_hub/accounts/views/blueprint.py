from datetime import timedelta

from flask import Blueprint, current_app, request
from flask_login import current_user

from partner_hub.accounts.models import User
from partner_hub.accounts.throttle import Throttle

blueprint = Blueprint("accounts", __name__)


def sign_in_throttle() -> Throttle:
    settings = current_app.extensions["settings"]
    return Throttle(settings.sign_in_attempts, timedelta(minutes=settings.sign_in_pause_minutes))


def client_address() -> str:
    """The visitor's network address; a proxy's word for it counts only where the settings trust the proxy."""
    return request.remote_addr or ""


def signed_in_user() -> User:
    """The person, and not the proxy, which would turn into nobody when the session is renewed."""
    user: User = current_user._get_current_object()  # noqa: SLF001 - werkzeug's way to look behind its proxy
    return user
