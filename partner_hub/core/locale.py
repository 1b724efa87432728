"""Chinese first, English complete: the language of the interface, and the large-text switch."""

from flask import Flask, Response, current_app, has_request_context, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from partner_hub.core.permissions import public_view
from partner_hub.core.translations import compile_catalogues
from partner_hub.letters import is_seen

TRANSLATIONS_DIRECTORY = "translations"
LANGUAGES = {"zh": "zh_Hans_CN", "en": "en"}


def selected_locale() -> str:
    """Locale of the session, else BABEL_DEFAULT_LOCALE."""
    chosen = session.get("language") if has_request_context() else None
    return LANGUAGES.get(chosen or "", str(current_app.config["BABEL_DEFAULT_LOCALE"]))


def selected_language() -> str:
    """Short code of the language of the page: zh or en."""
    return next(short for short, locale in LANGUAGES.items() if locale == selected_locale())


def init_app(app: Flask) -> None:
    compile_catalogues()
    app.add_url_rule("/language/<any(zh, en):code>", "language", choose_language, methods=["POST"])
    app.add_url_rule("/text-size/<any(normal, large):size>", "text_size", choose_text_size, methods=["POST"])
    app.context_processor(_locale_context)


@public_view
def choose_language(code: str) -> ResponseReturnValue:
    session["language"] = code
    return _redirect_back()


@public_view
def choose_text_size(size: str) -> ResponseReturnValue:
    response = _redirect_back()
    response.set_cookie(
        "text_size",
        size,
        max_age=365 * 86400,
        samesite="Lax",
        httponly=True,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )
    return response


def _redirect_back() -> Response:
    """Redirect to the page of the switch; only to a path of this site."""
    path = request.form.get("next", "/")
    # Werkzeug types its own response; under Flask it is Flask's.
    return redirect(path if is_own_path(path) else "/")  # type: ignore[return-value]


def is_own_path(path: str) -> bool:
    r"""Whether `path` stays on this site: //host and /\host do not."""
    return path.startswith("/") and not path.startswith(("//", "/\\")) and is_seen(path) and "\\" not in path


def _locale_context() -> dict[str, object]:
    language = str(get_locale() or "")
    return {
        "is_chinese": language.startswith("zh"),
        "html_lang": "zh-CN" if language.startswith("zh") else "en",
        "large_text": has_request_context() and request.cookies.get("text_size") == "large",
    }
