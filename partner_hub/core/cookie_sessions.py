"""Signed-cookie sessions, renewed by each request (idle timeout) and never set on static files."""

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin


class CookieSessions(SecureCookieSessionInterface):
    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Static files are kept by shared caches, so nobody's cookie may travel with them."""
        if not is_static_endpoint(request.endpoint):
            super().save_session(app, session, response)


def is_static_endpoint(endpoint: str | None) -> bool:
    return endpoint is not None and (endpoint in {"static", "worker"} or endpoint.endswith(".static"))


def init_app(app: Flask) -> None:
    app.session_interface = CookieSessions()
