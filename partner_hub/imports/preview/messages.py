"""Conclusions, doubts and changes of one row as sentences: of a plan (objects) or of a stored report (mappings)."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, NamedTuple

from flask_babel import gettext as _

from partner_hub.imports.preview import sentences
from partner_hub.imports.schema.labels import label_of_field
from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.plan.plan import Conclusion, Difference, Doubt
from partner_hub.workbooks.schema.records import Record

# What the record holds besides what a person wants to see.
UNSHOWN_FIELDS = {"source", "unit_id", "source_unit_id", "credit_code_valid"}

# A page of fifty rows stays light, however much they say.
MAX_FACT_LENGTH = 400


def sentences_of_conclusions(kind: ImportKind, notes: Iterable[Conclusion | Mapping[str, str]]) -> list[str]:
    return [
        sentences.sentence_of_conclusion(label_of_field(kind, each["field"]), each)
        for each in map(_mapping_of_note, notes)
    ]


def sentences_of_doubts(kind: ImportKind, notes: Iterable[Doubt | Mapping[str, str]]) -> list[str]:
    return [
        sentences.sentence_of_doubt(label_of_field(kind, each["field"]), each) for each in map(_mapping_of_note, notes)
    ]


class Sides(NamedTuple):
    """One field of a record and a row, or of two rows: both values, and the one that stands."""

    label: str
    first: str
    second: str
    stands: str


def sides_of_differences(kind: ImportKind, notes: Iterable[Difference | Mapping[str, str]]) -> list[Sides]:
    return [_sides_of_difference(kind, each) for each in map(_mapping_of_note, notes)]


def _sides_of_difference(kind: ImportKind, note: Mapping[str, str]) -> Sides:
    """Which name of a unit stands may hang on an answer; reports of an earlier version say no more than old and new."""
    undecided = _("as you answer") if note["field"] == "name" else "–"
    return Sides(
        label_of_field(kind, note["field"]), note["old"], note["new"], note.get("stands", note["new"]) or undecided
    )


def sentences_of_differences(kind: ImportKind, notes: Iterable[Difference | Mapping[str, str]]) -> list[str]:
    return [
        _(
            "%(field)s: “%(first)s” and “%(second)s” → “%(stands)s”",
            field=each.label,
            first=each.first or "–",
            second=each.second or "–",
            stands=each.stands,
        )
        for each in sides_of_differences(kind, notes)
    ]


def facts_of_record(kind: ImportKind, record: Record) -> list[tuple[str, str]]:
    """(label, value) of everything that will be written."""
    shown = ((each.name, getattr(record, each.name)) for each in fields(record) if each.name not in UNSHOWN_FIELDS)
    return [(label_of_field(kind, name), _text_of_fact(value)) for name, value in shown if value not in (None, "", [])]


def _mapping_of_note(note: object) -> Mapping[str, str]:
    return note if isinstance(note, Mapping) else vars(note)


def _text_of_fact(value: Any) -> str:
    text = "、".join(value) if isinstance(value, list) else str(value)
    return text if len(text) <= MAX_FACT_LENGTH else f"{text[:MAX_FACT_LENGTH]}…"
