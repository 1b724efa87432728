"""Passwords: argon2id, 19 MiB, two passes, one thread (OWASP Password Storage Cheat Sheet).

More would let a few sign-ins at once fill the memory of the small machines that communities have.
"""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _

from partner_hub.core.errors import DomainError

MIN_LENGTH = 10
MAX_LENGTH = 200
hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Checked when the name is unknown, so that the answer takes as long as for a known one.
_NOBODY = hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    """Raises DomainError (field new_password) when the password is too short or too simple."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise DomainError(_("The password needs at least %(n)s characters.", n=MIN_LENGTH), field="new_password")
    if len(set(password)) < MIN_LENGTH // 2:
        raise DomainError(_("The password repeats too few characters."), field="new_password")
    return hasher.hash(password)


def matches(stored: str, password: str) -> bool:
    try:
        hasher.verify(stored or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(stored)
