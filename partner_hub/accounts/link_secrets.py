"""Secret links: a 256-bit random token, shown once; the database stores its SHA-256."""

import hashlib
import secrets
from http import HTTPStatus

from partner_hub.core.errors import DomainError


class LinkEnded(DomainError):
    """410 Gone: the link was valid once; the sentence says why it is not any more."""

    status = HTTPStatus.GONE


def new_secret() -> tuple[str, str]:
    """(secret for the link, hash for the table)."""
    secret = secrets.token_urlsafe(32)
    return secret, sha256_hex(secret)


def sha256_hex(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
