"""One page for all refusals."""

import logging
from http import HTTPStatus

from flask import Flask, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from partner_hub.core.errors import DomainError, SeveralFaults
from partner_hub.core.form_marks import is_of_somebody_else
from partner_hub.core.form_rescue import is_same_origin
from partner_hub.core.unit_of_work import undo

log = logging.getLogger(__name__)
# What SQLite and PostgreSQL say when somebody else holds what is wanted for too long.
CROWDED = ("database is locked", "deadlock detected", "lock timeout", "too many clients", "remaining connection slots")
SENTENCES = {
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
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _crowded)
    app.register_error_handler(PoolTimeout, _crowded)
    app.register_error_handler(Exception, _unexpected)


def _page(status: int, sentence: object, **more: object) -> ResponseReturnValue:
    undo()
    shown = {"sentence": sentence, "typed": _typed()} | more
    return render_template("error.html", status=int(status), **shown), int(status)


def _typed() -> list[tuple[str, str]]:
    """What the person had typed, to be shown for copying: nobody loses text.

    Not what somebody else had, nor what another site has sent.
    """
    hidden = {"csrf_token", "password", "new_password", "repeat_password", "version"}
    try:
        fields = list(request.form.items(multi=True))
    except RequestEntityTooLarge:
        # What is too large is not read now either.
        return []
    if is_of_somebody_else() or not (g.get("csrf_valid") or is_same_origin()):
        return []
    return [
        (name, value) for name, value in fields if name not in hidden and len(value) > 1 and not name.endswith("_id")
    ]


def _refused(error: DomainError) -> ResponseReturnValue:
    faults = error.faults if isinstance(error, SeveralFaults) else []
    return _page(error.status, error.sentence, faults=faults)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    return _page(error.code, SENTENCES.get(HTTPStatus(error.code), HTTPStatus(error.code).phrase))


def _crowded(error: OperationalError | PoolTimeout) -> ResponseReturnValue:
    """The last resort: who waited for the database as long as anybody may is told to try again.

    Everything else that a database can fail with is unexpected.
    """
    if isinstance(error, OperationalError) and not any(word in str(error.orig) for word in CROWDED):
        return _unexpected(error)
    log.warning("waited in vain on %s %s", request.method, request.path, exc_info=error)
    return _page(HTTPStatus.SERVICE_UNAVAILABLE, SENTENCES[HTTPStatus.SERVICE_UNAVAILABLE])


def _unexpected(error: Exception) -> ResponseReturnValue:
    log.error("unexpected error on %s %s", request.method, request.path, exc_info=error)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    try:
        return _page(status, SENTENCES[status])
    except Exception:
        # The page itself asks the database who is signed in; without one, a bare sentence must do.
        log.exception("the page that tells about the error cannot be shown either")
        return Response(str(SENTENCES[status]), status, mimetype="text/plain")
