"""A POST that met an ended session or a stale CSRF token: which of its fields may be kept to be sent again.

Only a same-origin form is kept: another site could otherwise plant text in a user's name. Passwords and files are never
kept, and nothing of pages that are opened by a secret link. Stored on the server: see accounts/rescued_forms.py.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flask import render_template, request

from partner_hub.core.form_author import CSRF_TOKEN_KEY

# Characters of all fields together; the longest text of the product is a fifth of it.
MAX_RESCUED_CHARACTERS = 100_000
PASSWORD_NAME_PART = "password"  # noqa: S105 - a part of field names
# Values of selects and checkboxes rather than text: unit_admin, 12.
CHOICE_VALUE = re.compile(r"[a-z_]+|\d{1,4}")
# Hidden field with the id of the stored form.
RESCUED_FORM_FIELD = "kept_text"
TECHNICAL_FIELDS = frozenset({"version", "next", "then", "client_key", RESCUED_FORM_FIELD})
NEVER_RESCUED = frozenset({CSRF_TOKEN_KEY, RESCUED_FORM_FIELD})


@dataclass(frozen=True)
class RescuedForm:
    """Target path on this site and fields in order; `number` is the row id of a stored one, else 0."""

    path: str
    fields: list[tuple[str, str]]
    number: int = 0
    since: datetime | None = None

    @property
    def texts(self) -> list[str]:
        """Values that a person typed, without those of choices and technical fields."""
        return [value for name, value in self.fields if _is_text(name, value)]


def rescued_form_of_request() -> RescuedForm | None:
    """The form of this request; None when it has no text, is too large, not same-origin, or sent by a script."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if _may_be_rescued(name)]
    size = sum(len(name) + len(value) for name, value in fields)
    if (
        not any(name not in TECHNICAL_FIELDS for name, _value in fields)
        or size > MAX_RESCUED_CHARACTERS
        or not is_same_origin()
    ):
        return None
    if "secret" in (request.view_args or {}) or request.headers.get("Accept") == "application/json":
        return None
    return RescuedForm(request.full_path.rstrip("?"), fields)


def render_rescued_forms(
    kept: list[RescuedForm], sentence: str, status: int = 200, *, may_send: bool = True
) -> tuple[str, int]:
    """Shows what was typed, each with a button that sends it to where it was meant to go, where that may be."""
    return render_template("kept.html", kept=kept, sentence=sentence, may_send=may_send), status


def is_same_origin() -> bool:
    """By Sec-Fetch-Site, else Origin; False when the browser sends neither."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.host


def _may_be_rescued(name: str) -> bool:
    return name not in NEVER_RESCUED and PASSWORD_NAME_PART not in name


def _is_text(name: str, value: str) -> bool:
    is_machinery = name.endswith("_id") or name in TECHNICAL_FIELDS
    return len(value) > 1 and not is_machinery and not CHOICE_VALUE.fullmatch(value)
