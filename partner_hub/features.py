"""Registration of the features' blueprints, and the Flask configuration derived from the settings."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from partner_hub import navigation
from partner_hub.accounts import access_control
from partner_hub.accounts.views import blueprint as accounts
from partner_hub.actions.answer_views import blueprint as action_answers
from partner_hub.actions.consent_views import blueprint as consents
from partner_hub.actions.match_end_views import blueprint as match_ends
from partner_hub.actions.photograph_views import blueprint as action_photographs
from partner_hub.actions.views import blueprint as actions
from partner_hub.communities.views import blueprint as communities
from partner_hub.data_requests.views import blueprint as data_requests
from partner_hub.departures.views import blueprint as departures
from partner_hub.desk.views import blueprint as desk
from partner_hub.handing_over.views import blueprint as handing_over
from partner_hub.imports.views import blueprint as imports
from partner_hub.matching.learning.views import blueprint as learning
from partner_hub.matching.planning.views import blueprint as plans
from partner_hub.matching.suggestions.views import blueprint as suggestions
from partner_hub.matching.views import blueprint as matches
from partner_hub.meetings.calendar_views import blueprint as calendars
from partner_hub.meetings.views import answer_blueprint as answers
from partner_hub.meetings.views import blueprint as meetings
from partner_hub.messages.views import blueprint as messages
from partner_hub.minutes.attendance.name_views import blueprint as printed_names
from partner_hub.minutes.notices.notice_views import blueprint as notices
from partner_hub.minutes.preview_views import blueprint as previews
from partner_hub.minutes.registers.decision_views import blueprint as decisions
from partner_hub.minutes.registers.promise_views import blueprint as promises
from partner_hub.minutes.review.views import blueprint as minutes_review
from partner_hub.minutes.views import blueprint as minutes
from partner_hub.minutes.word.word_views import blueprint as word
from partner_hub.needs.draft_views import blueprint as drafts
from partner_hub.needs.end_views import blueprint as need_ends
from partner_hub.needs.merge_views import blueprint as need_merges
from partner_hub.needs.pair_views import blueprint as need_pairs
from partner_hub.needs.quarter_list_views import blueprint as needs_lists
from partner_hub.needs.review_views import blueprint as review
from partner_hub.needs.views import blueprint as needs
from partner_hub.offerings.views import blueprint as offerings
from partner_hub.partners.views import blueprint as partners
from partner_hub.public.poster_views import blueprint as posters
from partner_hub.public.views import blueprint as public
from partner_hub.quarters.views import blueprint as quarters
from partner_hub.reports.views import blueprint as reports
from partner_hub.settings import Settings
from partner_hub.unit_merges.views import blueprint as unit_merges

PROJECT_ROOT = Path(__file__).parent.parent
BLUEPRINTS = (
    accounts,
    communities,
    desk,
    partners,
    need_merges,
    need_pairs,
    needs,
    needs_lists,
    need_ends,
    offerings,
    matches,
    suggestions,
    learning,
    plans,
    actions,
    action_answers,
    action_photographs,
    match_ends,
    consents,
    departures,
    unit_merges,
    meetings,
    answers,
    calendars,
    quarters,
    minutes,
    printed_names,
    minutes_review,
    previews,
    notices,
    word,
    decisions,
    promises,
    imports,
    messages,
    drafts,
    review,
    reports,
    public,
    posters,
    data_requests,
    handing_over,
)


def init_app(app: Flask) -> None:
    access_control.init_app(app)
    navigation.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if hops := app.extensions["settings"].trusted_proxies:
        # Assigning to this method is how WSGI middleware is added to a Flask application.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def instance_path() -> str:
    return str(PROJECT_ROOT / "var")


def flask_config(settings: Settings) -> dict[str, Any]:
    """The upper-case keys that Flask and its extensions read."""
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": _absolute_database_url(settings.sqlalchemy_url),
        # Parameters of failed statements are personal data: they do not belong into logs.
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
        "MAIL_URL": settings.mail_url,
        "MAIL_FROM": settings.mail_from,
        "BASE_URL": settings.base_url.rstrip("/"),
        "MAX_CONTENT_LENGTH": int(settings.upload_megabytes * 1024 * 1024),
        # A text that is too long is told so at its field, not on a page of its own.
        "MAX_FORM_MEMORY_SIZE": int(settings.upload_megabytes * 1024 * 1024),
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=settings.session_hours),
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure_cookies or settings.base_url.startswith("https://"),
        "SESSION_COOKIE_NAME": "partner_hub",
        # The token lives as long as the session: a form left open over lunch must still be accepted.
        "WTF_CSRF_TIME_LIMIT": None,
        "BOOTSTRAP_SERVE_LOCAL": True,
        "BABEL_DEFAULT_LOCALE": "zh_Hans_CN",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Shanghai",
        "COMPRESS_MIMETYPES": [
            "text/html",
            "text/css",
            "text/javascript",
            "application/javascript",
            "application/json",
            "image/svg+xml",
        ],
        "COMPRESS_MIN_SIZE": 1000,
    }


def _absolute_database_url(url: str) -> str:
    """Resolve a relative SQLite path against the checkout, whatever the working directory."""
    prefix, found, path = url.partition("sqlite:///")
    if not found or prefix or path.startswith("/") or path in {"", ":memory:"}:
        return url
    target = PROJECT_ROOT / path
    target.parent.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{target}"
