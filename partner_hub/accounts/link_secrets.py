"""Secrets of links: long, random, shown once; the database keeps only their SHA-256."""

import hashlib
import secrets
from http import HTTPStatus

from partner_hub.core.errors import DomainError


class LinkEnded(DomainError):
    """The link was right once; the sentence says why it is not any more and what to do."""

    status = HTTPStatus.GONE


def new_secret() -> tuple[str, str]:
    """(secret for the link, hash for the table)."""
    secret = secrets.token_urlsafe(32)
    return secret, sha256(secret)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
