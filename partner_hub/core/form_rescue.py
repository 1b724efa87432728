"""Typed text that met an ended session or a stale form: what of it may be kept, and from whom it is taken.

Only a form that was sent from a page of this site is kept: another site could otherwise put words into somebody's
mouth. Passwords and files are never kept, and nothing that was sent by the secret of a link.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flask import render_template, request

from partner_hub.core.form_marks import TOKEN

# Characters of all fields together; the longest text of the product is a fifth of it.
LIMIT = 100_000
SECRET = "password"  # noqa: S105 - a part of field names
# The value of a choice: unit_admin, 12.
CODE = re.compile(r"[a-z_]+|\d{1,4}")
# With this a kept form says which one it is: see accounts/kept_texts.py.
NUMBER = "kept_text"
MACHINERY = frozenset({"version", "next", "then", "client_key", NUMBER})
NOT_KEPT = frozenset({TOKEN, NUMBER})


@dataclass(frozen=True)
class Kept:
    """Where a form was meant to go (a path of this site) and its fields, in order; what is stored has a number."""

    path: str
    fields: list[tuple[str, str]]
    number: int = 0
    since: datetime | None = None

    @property
    def texts(self) -> list[str]:
        """What a person would know again: not the numbers and words of choices and of the form's own machinery."""
        return [value for name, value in self.fields if _is_text(name, value)]


def from_request() -> Kept | None:
    """What this request brought, or None: nothing to keep, too much of it, a script's, or not from our own page."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if _may_be_kept(name)]
    size = sum(len(name) + len(value) for name, value in fields)
    if not any(name not in MACHINERY for name, _value in fields) or size > LIMIT or not is_same_origin():
        return None
    if "secret" in (request.view_args or {}) or request.headers.get("Accept") == "application/json":
        return None
    return Kept(request.full_path.rstrip("?"), fields)


def page(kept: list[Kept], sentence: str, status: int = 200, *, may_send: bool = True) -> tuple[str, int]:
    """Shows what was typed, each with a button that sends it to where it was meant to go, where that may be."""
    return render_template("kept.html", kept=kept, sentence=sentence, may_send=may_send), status


def is_same_origin() -> bool:
    """By what the browser itself says about the request; without a word from it, no."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.host


def _may_be_kept(name: str) -> bool:
    return name not in NOT_KEPT and SECRET not in name


def _is_text(name: str, value: str) -> bool:
    is_machinery = name.endswith("_id") or name in MACHINERY
    return len(value) > 1 and not is_machinery and not CODE.fullmatch(value)
