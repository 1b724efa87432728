"""JSON schema of the file of a past meeting; unknown keys are allowed."""

from typing import Any

TEXT = {"type": "string"}
DAY = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$"}
TIME = {"type": ["string", "null"], "pattern": r"^([01]?\d|2[0-3]):[0-5]\d$"}


def _list_of(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "object", "required": list(required), "properties": properties}}


NAMED = _list_of(("name",), name=TEXT)
PERSON = {"type": "object", "properties": {"name": TEXT, "title": TEXT}}
UNIT = {"type": "object", "required": ["name"], "properties": {"name": TEXT}}
MATCHES = _list_of(("needs",), needs=NAMED, offerings=NAMED, units=NAMED)

MEETING_FILE_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["year", "quarter", "date", "agenda"],
    "properties": {
        "year": {"type": "integer", "minimum": 2000, "maximum": 2100},
        "quarter": {"type": "integer", "minimum": 1, "maximum": 4},
        "date": {**DAY, "type": "string"},
        "planned_start": TIME,
        "actual_start": TIME,
        "end": TIME,
        "title": TEXT,
        "place": TEXT,
        "theme": TEXT,
        "chair": PERSON,
        "recorder": PERSON,
        "next_meeting": {"type": ["string", "null"]},
        "guests": NAMED,
        "community_staff": NAMED,
        "present": _list_of(("unit_name",), unit_name=TEXT, person=TEXT, title=TEXT),
        "absent_with_leave": _list_of(("unit_name",), unit_name=TEXT, reason=TEXT),
        "absent_without_notice": {"type": "array", "items": {"type": "object"}},
        "agenda": _list_of(("title",), title=TEXT),
        "matches": MATCHES,
        "tabled_matches": MATCHES,
        "unit_need_results": _list_of(("result",), result=TEXT),
        "discussions": _list_of(("topic",), topic=TEXT, outcome=TEXT),
        "decisions": {"type": "array", "items": TEXT},
        "deferred": _list_of(("reason",), reason=TEXT),
        "actions": _list_of(("title", "responsible"), title=TEXT, responsible=UNIT, due=DAY),
        "followups_last_quarter": _list_of(("title", "status"), title=TEXT, status=TEXT, new_due=DAY),
    },
}
