"""Typed text that met an ended session or a stale form: kept in the page, and sent again by its writer alone.

Only a form that was sent from a page of this site is kept: another site could otherwise put words into somebody's
mouth. Passwords and files are never kept.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app, render_template, request
from itsdangerous import BadSignature, URLSafeSerializer

# Characters of all fields together; the longest text of the product is a tenth of it.
LIMIT = 200_000
SECRET = "password"  # noqa: S105 - a part of field names
# The value of a choice: unit_admin, 12.
CODE = re.compile(r"[a-z_]+|\d{1,4}")
TOKEN = "csrf_token"  # noqa: S105 - a field name


@dataclass(frozen=True)
class Kept:
    """Where a form was meant to go (a path of this site) and its fields, in order."""

    path: str
    fields: list[tuple[str, str]]

    @property
    def texts(self) -> list[str]:
        """What a person would know again: not the numbers and words of choices and of the form's own machinery."""
        return [value for name, value in self.fields if _is_text(name, value)]

    def sealed(self) -> str:
        """As text for a hidden field. Signed, so that nobody else can write one."""
        return _serializer().dumps([self.path, self.fields])


def from_request() -> Kept | None:
    """What this request brought, or None: nothing to keep, too much of it, or not from our own page."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != TOKEN and SECRET not in name]
    size = sum(len(name) + len(value) for name, value in fields)
    if not fields or size > LIMIT or not is_same_origin():
        return None
    return Kept(request.full_path.rstrip("?"), fields)


def unsealed(text: str | None) -> Kept | None:
    try:
        path, fields = _serializer().loads(text or "")
    except BadSignature:
        return None
    return Kept(path, [(name, value) for name, value in fields])


def page(kept: Kept, status: int) -> tuple[str, int]:
    """Shows what was typed; one button sends it to where it was meant to go."""
    return render_template("kept.html", kept=kept), status


def is_same_origin() -> bool:
    """By what the browser itself says about the request; without a word from it, no."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.host


def _is_text(name: str, value: str) -> bool:
    is_machinery = name.endswith("_id") or name in {"version", "next", "kept"}
    return len(value) > 1 and not is_machinery and not CODE.fullmatch(value)


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="kept form")
