"""Passwords: argon2id, 19 MiB, two passes, one thread (OWASP Password Storage Cheat Sheet).

A higher memory cost would let a few simultaneous sign-ins exhaust a small server.
"""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _

from partner_hub.core.errors import DomainError

MIN_PASSWORD_LENGTH = 10
MAX_PASSWORD_LENGTH = 200
hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Verified when the name is unknown, so that the response time does not tell (user enumeration).
_UNUSED_HASH = hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    """Argon2id hash.

    Raises:
        DomainError: (field new_password) when the password is too short, too long or too simple.
    """
    if not MIN_PASSWORD_LENGTH <= len(password) <= MAX_PASSWORD_LENGTH:
        raise DomainError(
            _("The password needs at least %(n)s characters.", n=MIN_PASSWORD_LENGTH), field="new_password"
        )
    if len(set(password)) < MIN_PASSWORD_LENGTH // 2:
        raise DomainError(_("The password repeats too few characters."), field="new_password")
    return hasher.hash(password)


def is_password_of(stored: str, password: str) -> bool:
    """Whether `stored` is the hash of `password`; for "" False, after the same work."""
    try:
        hasher.verify(stored or _UNUSED_HASH, password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(stored)
