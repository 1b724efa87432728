"""Secret links: a 256-bit random token, shown once, of which the database stores the SHA-256; or a derived one."""

import base64
import hashlib
import hmac
import secrets
from http import HTTPStatus

from flask import current_app

from partner_hub.core.errors import DomainError


class LinkEnded(DomainError):
    """410 Gone: the link was valid once; the sentence says why it is not any more."""

    status = HTTPStatus.GONE


def new_secret() -> tuple[str, str]:
    """(secret for the link, hash for the table)."""
    secret = secrets.token_urlsafe(32)
    return secret, sha256_hex(secret)


def derived_secret(purpose: str) -> str:
    """The secret of a link that can be named again, since it follows from `purpose` and the installation's own key.

    Nobody who reads the tables alone can make it. When the key is changed, such links end.
    """
    digest = hmac.new(str(current_app.secret_key).encode(), purpose.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def is_derived_secret(secret: str, purpose: str) -> bool:
    """Compared in a time that tells nothing of the secret."""
    return hmac.compare_digest(derived_secret(purpose).encode(), secret.encode(errors="replace"))


def sha256_hex(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
