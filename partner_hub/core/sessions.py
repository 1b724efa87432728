"""Sessions live in a signed cookie, which each request of a signed-in person renews: idle time alone ends them."""

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin


class CookieSessions(SecureCookieSessionInterface):
    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Static files are kept by shared caches, so nobody's cookie may travel with them."""
        if not is_static(request.endpoint):
            super().save_session(app, session, response)


def is_static(endpoint: str | None) -> bool:
    return endpoint is not None and (endpoint in {"static", "worker"} or endpoint.endswith(".static"))


def init_app(app: Flask) -> None:
    app.session_interface = CookieSessions()
