"""What is held about a person as plain data, to be given out."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.events import history_of
from partner_hub.core.xlsx_export import Value
from partner_hub.data_requests.plan import Line
from partner_hub.data_requests.queries import Found
from partner_hub.data_requests.tables import USER, label_of
from partner_hub.needs.models import Need

# Rows that are the person's own are given out whole; of the others only the texts that name the person.
OWN = frozenset({USER, "invitation", "unit_application", "guest", "seat"})
# Nobody reads anything in these, and whoever holds them could try them out.
MACHINERY = frozenset({"password_hash", "secret_hash", "code_hash", "client_key"})
# What columns are called in a table that a resident reads; the others say it by their text.
FIELDS = {
    "name": _l("Name"),
    "content": _l("What it is about"),
    "public_name": _l("Title for the public"),
    "public_text": _l("Text for the public"),
    "reporter_name": _l("Reported by"),
    "reporter_phone": _l("Telephone"),
    "phone": _l("Telephone"),
    "phones": _l("Telephone"),
    "contact_phone": _l("Telephone"),
    "email": _l("E-mail address"),
    "recipient": _l("E-mail address"),
    "contact": _l("Contact"),
    "title": _l("Title"),
    "state": _l("State"),
    "created_at": _l("Recorded"),
    "updated_at": _l("Changed"),
    "reason": _l("Reason"),
    "delegate_name": _l("Name"),
    "applicant": _l("Name"),
}


def copy_of(community: Community, words: Sequence[str], lines: Sequence[Line]) -> dict[str, Any]:
    """{"community", "made_at", "looked_for", "records": [{"where", "table", "id", "fields", "history"}]}.

    `fields` is a list of {"field", "text"}; `history` what happened to a need, oldest first.
    """
    return {
        "community": community.name,
        "made_at": clock.utc_now().isoformat(),
        "looked_for": list(words),
        "records": [_record(line.found) for line in lines],
    }


def sheet(copy: dict[str, Any]) -> tuple[list[str], list[list[Value]]]:
    """The same as a table: its headings and rows."""
    headings = [_("Where"), _("Number"), _("Field"), _("Text")]
    rows: list[list[Value]] = []
    for entry in copy["records"]:
        rows += [
            [entry["where"], entry["id"], str(FIELDS.get(each["field"], "")), each["text"]] for each in entry["fields"]
        ]
        rows += [
            [entry["where"], entry["id"], each["at"], f"{each['tag']} {each['reason']}"] for each in entry["history"]
        ]
    return headings, rows


def _record(found: Found) -> dict[str, Any]:
    return {
        "where": label_of(found.table),
        "table": found.table,
        "id": found.id,
        "fields": [{"field": name, "text": text} for name, text in _fields(found)],
        "history": _history(found),
    }


def _fields(found: Found) -> Iterator[tuple[str, str]]:
    if not (found.table in OWN or found.is_own_need):
        yield from ((piece.column, piece.text) for piece in found.pieces)
        return
    for name, value in found.row.items():
        if name not in MACHINERY and value not in (None, "", [], {}):
            yield name, value.isoformat() if isinstance(value, date | datetime) else str(value)


def _history(found: Found) -> list[dict[str, str]]:
    if not found.is_own_need:
        return []
    need = Need(id=found.id)
    return [{"at": each.at.isoformat(), "tag": each.tag, "reason": each.reason} for each in history_of(need)]
