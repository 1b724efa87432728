"""Erasure ledger: a file beside the database from which erasures are repeated after a restore.

JSON Lines. Persons are in it as keyed digests (HMAC-SHA-256) only, useless without the secret key.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from partner_hub.core.errors import DomainError
from partner_hub.data_requests.models import DataRequest
from partner_hub.data_requests.person_matcher import Key, digest_of

ENTRY_FIELDS = frozenset({"uid", "community_id", "at", "reason", "by", "keys", "needs", "spared", "key_check"})


def ledger_secret() -> str:
    return str(current_app.extensions["settings"].secret_key)


def ledger_path() -> Path | None:
    """PARTNER_HUB_ERASURE_LEDGER, relative to the checkout; None when it is switched off."""
    name = current_app.extensions["settings"].erasure_ledger
    return Path(current_app.root_path).parent / name if name else None


def append_to_ledger(request: DataRequest) -> None:
    """Append one line and fsync.

    Raises:
        DomainError: when the file cannot be written; then nothing is erased either.
    """
    target = ledger_path()
    if target is None:
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # One write at the end of the file, so that two at once do not mix; nobody else on the machine reads it.
        file = os.open(target, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, f"{ledger_line_of(request)}\n".encode())
            os.fsync(file)
        finally:
            os.close(file)
    except OSError as error:
        raise DomainError(
            _("Nothing was erased: the ledger of erasures cannot be written. Please tell the operator.")
        ) from error


def ledger_line_of(request: DataRequest) -> str:
    entry = {
        "uid": request.uid,
        "community_id": request.community_id,
        "at": request.made_at.isoformat(),
        "reason": request.reason,
        "by": request.made_by_id,
        "keys": request.keys,
        "needs": request.needs,
        "spared": request.spared,
        "key_check": _key_check(),
    }
    return json.dumps(entry, ensure_ascii=False)


def read_ledger(file: Path) -> Iterator[dict[str, Any]]:
    """The entries, each once.

    Raises:
        DomainError: for a line that is no entry, or was written with another secret key.
    """
    seen: set[str] = set()
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        entry = _parsed_entry(line, number)
        if entry["uid"] not in seen:
            seen.add(entry["uid"])
            yield entry


def keys_of_entry(entry: dict[str, Any]) -> list[Key]:
    return [Key(**key) for key in entry["keys"]]


def keys_as_json(keys: list[Key]) -> list[dict[str, Any]]:
    return [asdict(key) for key in keys]


def _parsed_entry(line: str, number: int) -> dict[str, Any]:
    try:
        entry = json.loads(line)
        is_whole = isinstance(entry, dict) and entry.keys() >= ENTRY_FIELDS
        entry = entry | {"at": datetime.fromisoformat(entry["at"])} if is_whole else None
    except ValueError:
        entry = None
    if entry is None:
        raise DomainError(_("Line %(number)s of the ledger is no entry.", number=number))
    if entry["key_check"] != _key_check():
        raise DomainError(_("Line %(number)s of the ledger was written with another secret key.", number=number))
    return entry


def _key_check() -> str:
    return digest_of(ledger_secret(), "check", "")[:16]
