"""No table names a unit without the merge of two units knowing it."""

from sqlalchemy import JSON

from partner_hub.core.db import METADATA
from partner_hub.unit_merges.references import NOT_MOVED, REFERENCES

# JSON that holds what was so at a time, or nothing of a unit's number: never rewritten.
JSON_WITHOUT_LIVE_NUMBERS = frozenset({
    *("action_item.source", "match.source", "meeting.source", "need.source", "offering.source", "partnership.source"),
    *("agenda_template.items", "agreement.goals", "discussion.positions", "plan_line.parts"),
    *("community_quarter.theme_categories", "community_quarter.figures", "issued_minutes.record"),
    *("issued_minutes.toolchain", "meeting_notice.facts", "needs_list.rows", "event.details"),
    *("data_request.keys", "data_request.needs", "data_request.spared", "data_request.counts"),
    *("community.minutes_choices", "minutes.choices", "minutes.passages", "imported_row.before"),
    *("import.layout", "import.report", "import.counts", "kept_text.fields", "message.attachment"),
    *("need.harmless", "need.audiences", "offering.audiences", "outgoing_mail.attachments", "partnership.phones"),
    *("unit_merge.steps", "unit_merge.folded", "unit_merge.counts", "learnt_weights.factors"),
    # Rewritten by unit_merges/import_answers.py.
    "import.decisions",
})  # fmt: skip


def test_every_column_that_refers_to_a_unit_moves_or_says_why_not() -> None:
    columns = {
        (table.name, key.parent.name)
        for table in METADATA.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "partnership"
    }
    moved = {(each.table_name, each.column_name) for each in REFERENCES}
    assert columns == (moved | NOT_MOVED) - {("imported_row", "record_id")}


def test_every_column_of_json_was_looked_at() -> None:
    columns = {
        f"{table.name}.{column.name}"
        for table in METADATA.tables.values()
        for column in table.columns
        if isinstance(column.type, JSON)
    }
    assert columns - JSON_WITHOUT_LIVE_NUMBERS == set()
