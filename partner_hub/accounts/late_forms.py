"""Forms that came too late: the session of their writer had ended, or somebody else has signed in since.

Their text is kept for the writer, whom the form itself names, and is shown to nobody else. Where the writer cannot be
known, it is shown once, to whoever pressed the button, and kept nowhere.
"""

from http import HTTPStatus

from flask import Flask, Response, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf.csrf import CSRFError

from partner_hub.accounts import kept_texts
from partner_hub.accounts.forms import SignInForm
from partner_hub.core import form_rescue
from partner_hub.core.db import SAFE_METHODS
from partner_hub.core.form_author import author_of_form, is_form_of_another_user
from partner_hub.core.permissions import PUBLIC, marker_of
from partner_hub.core.row_numbers import row_number

NOT_SAVED = _l("Nothing has been saved yet. Please look at what you typed and send it again.")
COPY = _l("Nothing has been saved, and this is shown only now: please copy what you need, and open the page again.")
SENT_BEFORE = _l("This text has been sent or discarded before. Send it only if it is something new.")
OTHERS = _l("Somebody else had filled in this form. Nothing was sent; its writer finds the text after signing in.")
STALE = _l("This form had been open too long. Please open the page again.")


def init_app(app: Flask) -> None:
    app.register_error_handler(CSRFError, _meet_stale_form)
    # Before the commit: what has been sent is gone together with it, or not at all.
    app.after_request(_let_go_of_sent)


def send_to_sign_in() -> ResponseReturnValue:
    """A page asks for sign-in; a form that met an ended session is kept until its writer is back."""
    typed, writer = form_rescue.rescued_form_of_request(), author_of_form()
    if typed and writer and kept_texts.keep_text(writer, typed):
        form = SignInForm(formdata=None)
        return render_template("accounts/sign_in.html", form=form, is_kept=True), HTTPStatus.UNAUTHORIZED
    if typed:
        return form_rescue.render_rescued_forms([typed], str(COPY), HTTPStatus.UNAUTHORIZED, may_send=False)
    wanted = request.full_path.rstrip("?") if request.method in SAFE_METHODS else None
    return redirect(url_for("accounts.sign_in", next=wanted))


def meet_late_form() -> ResponseReturnValue | None:
    """The answer to a signed-in person's form that is somebody else's, or was sent before; None for all others."""
    if request.method in SAFE_METHODS:
        return None
    if is_form_of_another_user():
        return _keep_for_writer(form_rescue.rescued_form_of_request())
    if number := request.form.get(form_rescue.RESCUED_FORM_FIELD, 0, type=row_number):
        if not kept_texts.hold_text(current_user.id, number):
            return _ask_again()
        g.kept_text = (current_user.id, number)
    return None


def _ask_again() -> ResponseReturnValue:
    if typed := form_rescue.rescued_form_of_request():
        return form_rescue.render_rescued_forms([typed], str(SENT_BEFORE), HTTPStatus.CONFLICT)
    return redirect(url_for("accounts.kept"))


def _let_go_of_sent(response: Response) -> Response:
    """Sent, unless its form has come back with it for a correction."""
    if "kept_text" in g and response.status_code < HTTPStatus.BAD_REQUEST and not g.get("is_kept_text_in_form"):
        kept_texts.discard_text(*g.kept_text)
    return response


def _meet_stale_form(_error: CSRFError) -> ResponseReturnValue:
    """Mostly a form that was open while its writer signed in anew; another site's form is refused.

    What such a one holds, and what is typed to sign in, is not repeated on a page of ours.
    """
    typed, is_public = (
        form_rescue.rescued_form_of_request(),
        marker_of(current_app.view_functions[request.endpoint or ""]) == PUBLIC,
    )
    if typed is None or (is_public and request.blueprint == "accounts"):
        return _refuse(STALE, HTTPStatus.BAD_REQUEST)
    if current_user.is_authenticated and is_form_of_another_user():
        return _keep_for_writer(typed)
    writer = author_of_form()
    if is_public or writer is None:
        return form_rescue.render_rescued_forms(
            [typed], str(NOT_SAVED if is_public else COPY), HTTPStatus.BAD_REQUEST, may_send=is_public
        )
    stored = kept_texts.keep_text(writer, typed)
    return form_rescue.render_rescued_forms([stored or typed], str(NOT_SAVED), HTTPStatus.BAD_REQUEST)


def _keep_for_writer(typed: form_rescue.RescuedForm | None) -> ResponseReturnValue:
    writer = author_of_form()
    if typed and writer and kept_texts.keep_text(writer, typed):
        return _refuse(OTHERS, HTTPStatus.CONFLICT)
    return _refuse(STALE, HTTPStatus.BAD_REQUEST)


def _refuse(sentence: object, status: HTTPStatus) -> ResponseReturnValue:
    return render_template("error.html", sentence=sentence, status=int(status), typed=()), status
