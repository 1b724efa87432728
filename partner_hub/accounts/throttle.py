"""Sign-in throttle: failures per name and per network address within a time window."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, func

from partner_hub.accounts.link_secrets import sha256_hex
from partner_hub.accounts.models import SignInAttempt
from partner_hub.core import clock
from partner_hub.core.client_network import network_of
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError

# An address may belong to a whole office, so it is granted more attempts than one name.
ATTEMPTS_PER_ADDRESS = 10


@dataclass(frozen=True)
class Throttle:
    """Allowed failures within `pause`: `attempts` for a name, ATTEMPTS_PER_ADDRESS times as many for an address."""

    attempts: int
    pause: timedelta

    def check(self, name: str, address: str) -> None:
        """The same for known and unknown names.

        Raises:
            DomainError: while there were too many failures.
        """
        by_name = self._failures(SignInAttempt.name_hash == sha256_hex(name))
        by_address = self._failures(SignInAttempt.address == network_of(address))
        if by_name >= self.attempts or by_address >= self.attempts * ATTEMPTS_PER_ADDRESS:
            minutes = max(1, round(self.pause.total_seconds() / 60))
            raise DomainError(_("Too many attempts. Please wait %(n)s minutes, or set a new password.", n=minutes))

    def note_failure(self, name: str, address: str) -> None:
        """Count one failure, and drop those that count no longer."""
        db.session.execute(delete(SignInAttempt).where(SignInAttempt.at <= self._since))
        db.session.add(SignInAttempt(name_hash=sha256_hex(name), address=network_of(address)))
        db.session.flush()

    def _failures(self, condition: ColumnElement[bool]) -> int:
        statement = db.select(func.count(SignInAttempt.id)).where(condition, SignInAttempt.at > self._since)
        return db.session.scalar(statement) or 0

    @property
    def _since(self) -> object:
        return clock.utc_now() - self.pause


def forget_failures(*names: str | None) -> None:
    """Reset the counters after a correct or a new password."""
    hashes = [sha256_hex(name) for name in names if name]
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.name_hash.in_(hashes)))
