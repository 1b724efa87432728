"""Settings come from the environment only; a start with bad settings names all the faults at once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

PREFIX = "PARTNER_HUB_"
DATABASE_SCHEMES = ("sqlite", "postgresql", "postgresql+psycopg")
SECRET_KEY_LENGTH = 32
MOST = 10_000


class BadSettings(Exception):
    """Raised by `Settings.from_environment`; `faults` holds one sentence for each fault."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


ABOVE_NOUGHT = (
    *("session_hours", "sign_in_attempts", "sign_in_pause_minutes", "upload_megabytes"),
    *("keep_uploads_days", "keep_reporters_days", "keep_messages_days"),
)


@dataclass(frozen=True)
class Settings:
    """One field for each PARTNER_HUB_* variable, in lower case and without the prefix."""

    secret_key: str
    database_url: str = "sqlite:///var/partner-hub.sqlite3"
    # Links in mails need a host name; a request's own Host header is never trusted for that.
    base_url: str = "http://127.0.0.1:8000"
    mail_url: str = ""  # smtp://user:password@host:587 or smtps://...; empty: mail stays in the outbox
    mail_from: str = "partner-hub@localhost"
    fonts_folder: str = ""
    fandol_folder: str = "var/fonts/fandol"
    session_hours: float = 8
    sign_in_attempts: int = 5
    sign_in_pause_minutes: float = 15
    upload_megabytes: float = 5
    secure_cookies: bool = False
    trusted_proxies: int = 0
    keep_uploads_days: int = 30
    keep_reporters_days: int = 365
    keep_messages_days: int = 365
    erasure_ledger: str = "var/erasures.jsonl"  # every erasure is noted there, too: see docs/retention.md
    ticker: bool = True  # mails and nightly work by the serving processes themselves

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read every setting; raises BadSettings with all faults."""
        source = os.environ if environ is None else environ
        values: dict[str, object] = {}
        faults: list[str] = []
        for name, kind in FIELDS.items():
            _read(source, name, kind, values, faults)
        faults += [f"{key} is not a setting." for key in sorted(_unknown(source))]
        # What could not be read counts as good here: its fault is named already.
        settings = cls(**({"secret_key": "-" * SECRET_KEY_LENGTH} | values))  # type: ignore[arg-type]
        if faults := [*faults, *settings.faults()]:
            raise BadSettings(faults)
        return settings

    def faults(self) -> list[str]:
        """Sentences about values that were read but cannot work."""
        scheme = self.database_url.partition(":")[0]
        checks = [
            (
                len(self.secret_key) >= SECRET_KEY_LENGTH,
                f"{PREFIX}SECRET_KEY needs {SECRET_KEY_LENGTH} characters or more.",
            ),
            (
                scheme in DATABASE_SCHEMES,
                f"{PREFIX}DATABASE_URL must begin with sqlite: or postgresql:, not {scheme}:.",
            ),
            (_is_address(self.base_url, "http", "https"), f"{PREFIX}BASE_URL must be like https://hub.example.org."),
            (
                not self.mail_url or _is_address(self.mail_url, "smtp", "smtps"),
                f"{PREFIX}MAIL_URL must be like smtp://user:password@mail.example.org:587.",
            ),
            ("@" in self.mail_from, f"{PREFIX}MAIL_FROM must be an e-mail address."),
            (not self.fonts_folder or Path(self.fonts_folder).is_dir(), f"{PREFIX}FONTS_FOLDER is not a folder."),
            *(
                (0 < getattr(self, name) <= MOST, f"{PREFIX}{name.upper()} must be more than 0 and at most {MOST}.")
                for name in ABOVE_NOUGHT
            ),
            (0 <= self.trusted_proxies <= MOST, f"{PREFIX}TRUSTED_PROXIES must be 0 or more."),
        ]
        return [sentence for holds, sentence in checks if not holds]

    @property
    def sqlalchemy_url(self) -> str:
        """The database address with the driver named, as SQLAlchemy wants it."""
        if self.database_url.startswith("postgresql:"):
            return self.database_url.replace("postgresql:", "postgresql+psycopg:", 1)
        return self.database_url


FIELDS: dict[str, type] = {name: kind for name, kind in Settings.__annotations__.items() if isinstance(kind, type)}


def _unknown(source: Mapping[str, str]) -> set[str]:
    return {key for key in source if key.startswith(PREFIX) and key.removeprefix(PREFIX).lower() not in FIELDS}


def _is_address(text: str, *schemes: str) -> bool:
    """Whether the address has a host and, if any, a port that is a number."""
    try:
        parts = urlsplit(text)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _read(source: Mapping[str, str], name: str, kind: type, values: dict[str, object], faults: list[str]) -> None:
    variable = PREFIX + name.upper()
    text = source.get(variable)
    if text is None:
        if name == "secret_key":
            faults.append(f"{variable} is missing.")
        return
    try:
        values[name] = _boolean(text) if kind is bool else kind(text)
    except ValueError:
        faults.append(f"{variable} is not a {'yes or no' if kind is bool else 'number'}: {text!r}.")


def _boolean(text: str) -> bool:
    if text.lower() not in {"1", "0", "yes", "no", "true", "false"}:
        raise ValueError(text)
    return text.lower() in {"1", "yes", "true"}
