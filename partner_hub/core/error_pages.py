"""Error handlers: every error becomes one page with a sentence, a status and the text that was typed."""

import logging
from http import HTTPStatus

from flask import Flask, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from partner_hub.core.constraints import find_broken_constraint
from partner_hub.core.errors import DomainError, SeveralFaults
from partner_hub.core.form_author import is_form_of_another_user
from partner_hub.core.form_rescue import is_same_origin
from partner_hub.core.unit_of_work import undo_request

log = logging.getLogger(__name__)
# What SQLite and PostgreSQL say when somebody else holds what is wanted for too long.
BUSY_DATABASE_MESSAGES = (
    "database is locked",
    "deadlock detected",
    "lock timeout",
    "too many clients",
    "remaining connection slots",
)
# Not shown again for copying: secrets and the form's own machinery.
HIDDEN_FIELDS = frozenset({"csrf_token", "password", "new_password", "repeat_password", "version"})
STATUS_SENTENCES = {
    HTTPStatus.BAD_REQUEST: _l("The request could not be understood."),
    HTTPStatus.FORBIDDEN: _l("You are signed in, but your role does not include this."),
    HTTPStatus.NOT_FOUND: _l("There is no such page, or it is not yours to see."),
    HTTPStatus.METHOD_NOT_ALLOWED: _l("This address cannot be used that way."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _l(
        "This is more than can be taken at once, and nothing was saved. Please go back, and shorten the text or choose "
        "a smaller file."
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: _l(
        "Very many people are saving at this moment. Nothing of yours was saved; please press the button again."
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: _l("Something went wrong here. Nothing was saved; the fault has been noted."),
}


def init_app(app: Flask) -> None:
    app.register_error_handler(DomainError, _answer_domain_error)
    app.register_error_handler(HTTPException, _answer_http_error)
    app.register_error_handler(IntegrityError, _answer_broken_constraint)
    app.register_error_handler(OperationalError, _answer_busy_database)
    app.register_error_handler(PoolTimeout, _answer_busy_database)
    app.register_error_handler(Exception, _answer_unexpected_error)


def _error_page(status: int, sentence: object, **more: object) -> ResponseReturnValue:
    undo_request()
    shown = {"sentence": sentence, "typed": _typed_form_fields()} | more
    return render_template("error.html", status=int(status), **shown), int(status)


def _typed_form_fields() -> list[tuple[str, str]]:
    """(name, value) of the fields typed into this site's own form by this user, to be shown for copying.

    Empty for a form of another user or of another site, and for a body over MAX_CONTENT_LENGTH.
    """
    try:
        if is_form_of_another_user() or not (g.get("csrf_valid") or is_same_origin()):
            return []
        return [(name, value) for name, value in request.form.items(multi=True) if _is_typed_text(name, value)]
    except RequestEntityTooLarge:
        return []


def _is_typed_text(name: str, value: str) -> bool:
    return name not in HIDDEN_FIELDS and len(value) > 1 and not name.endswith("_id")


def _answer_domain_error(error: DomainError) -> ResponseReturnValue:
    faults = error.faults if isinstance(error, SeveralFaults) else []
    return _error_page(error.status, error.sentence, faults=faults)


def _answer_http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    return _error_page(error.code, STATUS_SENTENCES.get(HTTPStatus(error.code), HTTPStatus(error.code).phrase))


def _answer_broken_constraint(error: IntegrityError) -> ResponseReturnValue:
    """409 with the sentence of the constraint; one that nobody at a screen can break is an unexpected error."""
    broken = find_broken_constraint(error)
    return _error_page(HTTPStatus.CONFLICT, broken[1]) if broken else _answer_unexpected_error(error)


def _answer_busy_database(error: OperationalError | PoolTimeout) -> ResponseReturnValue:
    """503 after a lock or pool timeout; any other OperationalError is an unexpected error."""
    if isinstance(error, OperationalError) and not any(word in str(error.orig) for word in BUSY_DATABASE_MESSAGES):
        return _answer_unexpected_error(error)
    log.warning("waited in vain on %s %s", request.method, request.path, exc_info=error)
    return _error_page(HTTPStatus.SERVICE_UNAVAILABLE, STATUS_SENTENCES[HTTPStatus.SERVICE_UNAVAILABLE])


def _answer_unexpected_error(error: Exception) -> ResponseReturnValue:
    log.error("unexpected error on %s %s", request.method, request.path, exc_info=error)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    try:
        return _error_page(status, STATUS_SENTENCES[status])
    except Exception:
        # The page itself asks the database who is signed in; without one, a bare sentence must do.
        log.exception("the page that tells about the error cannot be shown either")
        return Response(str(STATUS_SENTENCES[status]), status, mimetype="text/plain")
