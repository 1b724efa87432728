"""What a walk through all pages needs: who may go there, and what its forms would send as they stand."""

from http import HTTPStatus

from tests.support import matrix
from tests.support.markup import Document, Element, document_of
from tests.support.stage import Row, Stage


def person(row: Row) -> str:
    """The first whom the table lets in; staff where everybody is."""
    return next((who for who, letter in zip(matrix.ROLES, row.letters, strict=False) if letter == "y"), "staff")


def forms_of(stage: Stage, row: Row) -> list[dict[str, str]]:
    """The fields of each form of this page that is sent to this page."""
    if {"GET", "POST"} - set(stage.methods(row)):
        return []
    answer = stage.fetch(person(row), stage.url(row))
    if answer.mimetype != "text/html" or answer.status_code != HTTPStatus.OK:
        return []
    document = document_of(answer.text)
    forms = [form for form in document.all("form") if form.get("method", "get").lower() == "post"]
    return [_held(document, form) for form in forms if form.get("action") in {"", stage.url(row)}]


def _held(document: Document, form: Element) -> dict[str, str]:
    controls = [control for tag in ("input", "select", "textarea") for control in document.all(tag)]
    own = [each for each in controls if (owner := document.form_of(each)) is not None and owner.node is form.node]
    return {each.get("name"): _value(each) for each in own if each.get("name") not in {"", "csrf_token"}}


def _value(control: Element) -> str:
    if control.tag == "select":
        return next((option.get("value", option.text) for option in control.chosen()), "")
    return control.value if control.tag == "textarea" else control.get("value")
