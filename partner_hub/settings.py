"""Typed settings, from environment variables only; bad settings are reported all at once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ENV_PREFIX = "PARTNER_HUB_"
DATABASE_SCHEMES = ("sqlite", "postgresql", "postgresql+psycopg")
SECRET_KEY_LENGTH = 32
MAX_NUMBER = 10_000


class BadSettings(Exception):
    """Raised by `Settings.from_environment`; `faults` holds one sentence for each fault."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


POSITIVE_SETTINGS = (
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
        """Read every setting.

        Raises:
            BadSettings: with all faults.
        """
        source = os.environ if environ is None else environ
        values: dict[str, object] = {}
        faults: list[str] = []
        for name, kind in SETTING_TYPES.items():
            _read_setting(source, name, kind, values, faults)
        faults += [f"{key} is not a setting." for key in sorted(_unknown_variables(source))]
        # What could not be read counts as good here: its fault is named already.
        # Each value has the type of its field: _read_setting converts it.
        settings = cls(**({"secret_key": "-" * SECRET_KEY_LENGTH} | values))  # type: ignore[arg-type]
        if faults := [*faults, *settings.faults()]:
            raise BadSettings(faults)
        return settings

    def faults(self) -> list[str]:
        """Sentences about values that were read but cannot work."""
        scheme = self.database_url.partition(":")[0]
        is_mail_url = not self.mail_url or _is_address(self.mail_url, "smtp", "smtps")
        checks = [
            (
                "SECRET_KEY",
                len(self.secret_key) >= SECRET_KEY_LENGTH,
                f"needs {SECRET_KEY_LENGTH} characters or more.",
            ),
            (
                "DATABASE_URL",
                scheme in DATABASE_SCHEMES,
                f"must begin with sqlite: or postgresql:, not {scheme}:.",
            ),
            ("BASE_URL", _is_address(self.base_url, "http", "https"), "must be like https://hub.example.org."),
            ("MAIL_URL", is_mail_url, "must be like smtp://user:password@mail.example.org:587."),
            ("MAIL_FROM", "@" in self.mail_from, "must be an e-mail address."),
            ("FONTS_FOLDER", not self.fonts_folder or Path(self.fonts_folder).is_dir(), "is not a folder."),
            *((name.upper(), *self._positive(name)) for name in POSITIVE_SETTINGS),
            ("TRUSTED_PROXIES", 0 <= self.trusted_proxies <= MAX_NUMBER, "must be 0 or more."),
        ]
        return [f"{ENV_PREFIX}{name} {sentence}" for name, holds, sentence in checks if not holds]

    def _positive(self, name: str) -> tuple[bool, str]:
        return 0 < getattr(self, name) <= MAX_NUMBER, f"must be more than 0 and at most {MAX_NUMBER}."

    @property
    def sqlalchemy_url(self) -> str:
        """The database URL with an explicit driver."""
        if self.database_url.startswith("postgresql:"):
            return self.database_url.replace("postgresql:", "postgresql+psycopg:", 1)
        return self.database_url


SETTING_TYPES: dict[str, type] = {
    name: kind for name, kind in Settings.__annotations__.items() if isinstance(kind, type)
}


def _unknown_variables(source: Mapping[str, str]) -> set[str]:
    return {
        key
        for key in source
        if key.startswith(ENV_PREFIX) and key.removeprefix(ENV_PREFIX).lower() not in SETTING_TYPES
    }


def _is_address(text: str, *schemes: str) -> bool:
    """Whether the address has a host and, if any, a port that is a number."""
    try:
        parts = urlsplit(text)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _read_setting(
    source: Mapping[str, str], name: str, kind: type, values: dict[str, object], faults: list[str]
) -> None:
    variable = ENV_PREFIX + name.upper()
    text = source.get(variable)
    if text is None:
        if name == "secret_key":
            faults.append(f"{variable} is missing.")
        return
    try:
        values[name] = _parse_boolean(text) if kind is bool else kind(text)
    except ValueError:
        faults.append(f"{variable} is not a {'yes or no' if kind is bool else 'number'}: {text!r}.")


def _parse_boolean(text: str) -> bool:
    if text.lower() not in {"1", "0", "yes", "no", "true", "false"}:
        raise ValueError(text)
    return text.lower() in {"1", "yes", "true"}
