"""The copy of personal data that is given out (right of access), as plain data and as a table."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.events import history_of
from partner_hub.core.xlsx_export import Value
from partner_hub.data_requests.queries import Found
from partner_hub.data_requests.tables import USER_TABLE, table_label
from partner_hub.data_requests.treatments import Line
from partner_hub.needs.models import Need

# Rows of these tables are given out whole; of the others only the texts that name the person.
PERSONS_OWN_TABLES = frozenset({USER_TABLE, "invitation", "unit_application", "guest", "seat", "seat_answer"})
# Never given out: meaningless to people, and usable for guessing.
SECRET_COLUMNS = frozenset({"password_hash", "secret_hash", "code_hash", "client_key"})
# Labels for the table that a resident reads; other columns stay without a label.
COLUMN_LABELS = {
    "name": _l("Name"),
    "content": _l("What it is about"),
    "public_name": _l("Title for the public"),
    "public_text": _l("Text for the public"),
    "minutes_title": _l("Title for the minutes"),
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


def copy_of_person(community: Community, words: Sequence[str], lines: Sequence[Line]) -> dict[str, Any]:
    """{"community", "made_at", "looked_for", "records": [{"where", "table", "id", "fields", "history"}]}.

    `fields` is a list of {"field", "text"}; `history` what happened to a need, oldest first.
    """
    return {
        "community": community.name,
        "made_at": clock.utc_now().isoformat(),
        "looked_for": list(words),
        "records": [_copied_record(line.found) for line in lines],
    }


def copy_as_table(copy: dict[str, Any]) -> tuple[list[str], list[list[Value]]]:
    """The same as a table: its headings and rows."""
    headings = [_("Where"), _("Number"), _("Field"), _("Text")]
    rows: list[list[Value]] = []
    for entry in copy["records"]:
        rows += [
            [entry["where"], entry["id"], str(COLUMN_LABELS.get(each["field"], "")), each["text"]]
            for each in entry["fields"]
        ]
        rows += [
            [entry["where"], entry["id"], each["at"], f"{each['tag']} {each['reason']}"] for each in entry["history"]
        ]
    return headings, rows


def _copied_record(found: Found) -> dict[str, Any]:
    return {
        "where": table_label(found.table),
        "table": found.table,
        "id": found.id,
        "fields": [{"field": name, "text": text} for name, text in _copied_fields(found)],
        "history": _need_history(found),
    }


def _copied_fields(found: Found) -> Iterator[tuple[str, str]]:
    if not (found.table in PERSONS_OWN_TABLES or found.is_own_need):
        yield from ((piece.column, piece.text) for piece in found.pieces)
        return
    for name, value in found.row.items():
        if name not in SECRET_COLUMNS and value not in (None, "", [], {}):
            yield name, value.isoformat() if isinstance(value, date | datetime) else str(value)


def _need_history(found: Found) -> list[dict[str, str]]:
    if not found.is_own_need:
        return []
    need = Need(id=found.id)
    return [{"at": each.at.isoformat(), "tag": each.tag, "reason": each.reason} for each in history_of(need)]
