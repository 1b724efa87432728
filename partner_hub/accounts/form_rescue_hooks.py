"""Hooks for POSTs of an ended session, of another user's session, or with a stale CSRF token.

The text is stored for its author, whom the form's CSRF token names, and shown to nobody else. Where the author is
unknown, it is shown once in the answer and not stored.
"""

from http import HTTPStatus

from flask import Flask, Response, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf.csrf import CSRFError

from partner_hub.accounts import rescued_forms
from partner_hub.accounts.forms import SignInForm
from partner_hub.core import form_rescue
from partner_hub.core.db import SAFE_METHODS
from partner_hub.core.form_author import author_of_form, is_form_of_another_user
from partner_hub.core.permissions import PUBLIC, marker_of
from partner_hub.core.row_numbers import row_number

NOT_SAVED = _l("Nothing has been saved yet. Please look at what you typed and send it again.")
SHOWN_ONLY_NOW = _l(
    "Nothing has been saved, and this is shown only now: please copy what you need, and open the page again."
)
SENT_BEFORE = _l("This text has been sent or discarded before. Send it only if it is something new.")
FORM_OF_ANOTHER_USER = _l(
    "Somebody else had filled in this form. Nothing was sent; its writer finds the text after signing in."
)
OPEN_TOO_LONG = _l("This form had been open too long. Please open the page again.")


def init_app(app: Flask) -> None:
    app.register_error_handler(CSRFError, _answer_csrf_error)
    # Before the commit, so that the stored form is deleted in the transaction that saves what it sent.
    app.after_request(_discard_sent_form)


def redirect_to_sign_in() -> ResponseReturnValue:
    """Redirect a GET to the sign-in page; store a POST's form for its author first."""
    typed, writer = form_rescue.rescued_form_of_request(), author_of_form()
    if typed and writer and rescued_forms.store_rescued_form(writer, typed):
        form = SignInForm(formdata=None)
        return render_template("accounts/sign_in.html", form=form, is_kept=True), HTTPStatus.UNAUTHORIZED
    if typed:
        return form_rescue.render_rescued_forms([typed], str(SHOWN_ONLY_NOW), HTTPStatus.UNAUTHORIZED, may_send=False)
    wanted = request.full_path.rstrip("?") if request.method in SAFE_METHODS else None
    return redirect(url_for("accounts.sign_in", next=wanted))


def answer_foreign_form() -> ResponseReturnValue | None:
    """Answer to a form of another user or one that was sent before; None lets the request through."""
    if request.method in SAFE_METHODS:
        return None
    if is_form_of_another_user():
        return _store_for_author(form_rescue.rescued_form_of_request())
    if number := request.form.get(form_rescue.RESCUED_FORM_FIELD, 0, type=row_number):
        if not rescued_forms.lock_rescued_form(current_user.id, number):
            return _confirm_second_sending()
        g.kept_text = (current_user.id, number)
    return None


def _confirm_second_sending() -> ResponseReturnValue:
    if typed := form_rescue.rescued_form_of_request():
        return form_rescue.render_rescued_forms([typed], str(SENT_BEFORE), HTTPStatus.CONFLICT)
    return redirect(url_for("accounts.kept"))


def _discard_sent_form(response: Response) -> Response:
    """Delete the stored form once it was sent, unless the page shows it again for a correction."""
    if "kept_text" in g and response.status_code < HTTPStatus.BAD_REQUEST and not g.get("is_kept_text_in_form"):
        rescued_forms.discard_rescued_form(*g.kept_text)
    return response


def _answer_csrf_error(_error: CSRFError) -> ResponseReturnValue:
    """Mostly a form that stayed open while its author signed in again; a cross-site form is refused.

    The fields of cross-site forms and of the sign-in form are not shown again.
    """
    typed, is_public = (
        form_rescue.rescued_form_of_request(),
        marker_of(current_app.view_functions[request.endpoint or ""]) == PUBLIC,
    )
    if typed is None or (is_public and request.blueprint == "accounts"):
        return _refused_form_page(OPEN_TOO_LONG, HTTPStatus.BAD_REQUEST)
    if current_user.is_authenticated and is_form_of_another_user():
        return _store_for_author(typed)
    writer = author_of_form()
    if is_public or writer is None:
        return form_rescue.render_rescued_forms(
            [typed], str(NOT_SAVED if is_public else SHOWN_ONLY_NOW), HTTPStatus.BAD_REQUEST, may_send=is_public
        )
    stored = rescued_forms.store_rescued_form(writer, typed)
    return form_rescue.render_rescued_forms([stored or typed], str(NOT_SAVED), HTTPStatus.BAD_REQUEST)


def _store_for_author(typed: form_rescue.RescuedForm | None) -> ResponseReturnValue:
    writer = author_of_form()
    if typed and writer and rescued_forms.store_rescued_form(writer, typed):
        return _refused_form_page(FORM_OF_ANOTHER_USER, HTTPStatus.CONFLICT)
    return _refused_form_page(OPEN_TOO_LONG, HTTPStatus.BAD_REQUEST)


def _refused_form_page(sentence: object, status: HTTPStatus) -> ResponseReturnValue:
    return render_template("error.html", sentence=sentence, status=int(status), typed=()), status
