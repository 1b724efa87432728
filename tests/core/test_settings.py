"""Settings come from the environment; a start with bad ones names all faults at once, in sentences."""

import subprocess
import sys
from pathlib import Path

import pytest

from partner_hub.settings import ENV_PREFIX, SETTING_TYPES, BadSettings, Settings

ROOT = Path(__file__).parents[2]
KEY = {"PARTNER_HUB_SECRET_KEY": "x" * 32}


def faults(**environ: str) -> list[str]:
    with pytest.raises(BadSettings) as caught:
        Settings.from_environment({ENV_PREFIX + name: value for name, value in environ.items()})
    return caught.value.faults


def test_the_secret_key_is_all_that_must_be_given() -> None:
    assert Settings.from_environment(KEY).session_hours == 8


def test_every_kind_of_value_is_read() -> None:
    environ = KEY | {
        "PARTNER_HUB_SECURE_COOKIES": "yes",
        "PARTNER_HUB_TRUSTED_PROXIES": "2",
        "PARTNER_HUB_SESSION_HOURS": "1.5",
        "PARTNER_HUB_BASE_URL": "https://hub.example.org",
    }
    settings = Settings.from_environment(environ)

    assert (settings.secure_cookies, settings.trusted_proxies, settings.session_hours) == (True, 2, 1.5)


def test_all_faults_are_named_at_once_those_of_reading_and_those_of_sense() -> None:
    bad = {
        "SECRET_KEY": "short",
        "DATABASE_URL": "mysql://x",
        "BASE_URL": "hub.example.org",
        "MAIL_URL": "smtp://host:abc",
        "MAIL_FROM": "nobody",
        "FONTS_FOLDER": "/nowhere/at/all",
        "SESSION_HOURS": "nan",
        "SIGN_IN_ATTEMPTS": "0",
        "UPLOAD_MEGABYTES": "inf",
        "TRUSTED_PROXIES": "-1",
        "SECURE_COOKIES": "perhaps",
        "SIGN_IN_PAUSE_MINUTES": "soon",
        "DATABSE_URL": "a slip of the pen",
    }
    found = faults(**bad)

    named = {word for fault in found for word in fault.split() if word.startswith(ENV_PREFIX)}
    assert named == {ENV_PREFIX + name for name in bad}
    assert len(found) == len(bad)


def test_a_missing_secret_key_is_named_once() -> None:
    assert faults() == ["PARTNER_HUB_SECRET_KEY is missing."]


def test_a_fault_never_shows_a_password() -> None:
    assert "hush" not in " ".join(faults(SECRET_KEY="x" * 32, MAIL_URL="smpt://me:hush@host"))


def test_every_setting_is_read() -> None:
    assert set(SETTING_TYPES) == set(Settings.__annotations__)


@pytest.mark.sweep
def test_a_command_with_bad_settings_ends_with_sentences_and_no_traceback() -> None:
    environ = {"PATH": "/usr/bin:/bin", "PARTNER_HUB_SECRET_KEY": "short", "PARTNER_HUB_MAIL_URL": "post"}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "hub", "check"]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)  # noqa: S603 - our own words

    assert done.returncode == 2
    assert "PARTNER_HUB_SECRET_KEY" in done.stderr
    assert "PARTNER_HUB_MAIL_URL" in done.stderr
    assert "Traceback" not in done.stderr
