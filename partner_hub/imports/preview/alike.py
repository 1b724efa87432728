"""Conclusions and doubts that are the same in many rows: said once, with their rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from flask_babel import gettext as _

from partner_hub.imports.preview import messages, sentences
from partner_hub.imports.preview.lines import PreviewLine
from partner_hub.imports.preview.reason_sentences import CONCLUSION_SENTENCES
from partner_hub.imports.preview.row_names import RowNames
from partner_hub.imports.schema.labels import label_of_field
from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.plan.plan import Conclusion, Doubt

# From so many rows on a note is said once.
MANY_ROWS: Final = 10
MAX_EXAMPLES: Final = 30
Note = Conclusion | Doubt
Key = tuple[str, ...]


@dataclass(frozen=True)
class NoteOfMany:
    """`rows`: ranges of rows; where they say it in other words, each with its own, and `more` that are not listed."""

    text: str
    count: int
    is_doubt: bool
    rows: tuple[str, ...]
    more: int


@dataclass(frozen=True)
class NotesOfMany:
    notes: tuple[NoteOfMany, ...] = ()
    keys: frozenset[Key] = frozenset()

    def besides(self, notes: Iterable[Note]) -> list[Note]:
        """Those that are to be said at their row."""
        return [note for note in notes if _key_of_note(note) not in self.keys]


def notes_of_many(kind: ImportKind, shown: Sequence[PreviewLine], names: RowNames) -> NotesOfMany:
    found: dict[Key, list[tuple[int, Note]]] = {}
    for line in shown:
        # Doubts first, as they are to be looked at.
        said: list[Note] = [*line.row.doubts, *line.row.conclusions]
        for note in said:
            found.setdefault(_key_of_note(note), []).append((line.row.excel_row, note))
    many = {key: rows for key, rows in found.items() if len({number for number, _note in rows}) >= MANY_ROWS}
    notes = sorted((_note_of_many(kind, rows, names) for rows in many.values()), key=lambda each: not each.is_doubt)
    return NotesOfMany(tuple(notes), frozenset(many))


def _key_of_note(note: Note) -> Key:
    """A doubt is looked at with its words; what was concluded alike is one thing, whatever the words."""
    if isinstance(note, Doubt):
        return "doubt", note.field, note.reason, note.text
    return "conclusion", note.field, note.reason


def _note_of_many(kind: ImportKind, rows: Sequence[tuple[int, Note]], names: RowNames) -> NoteOfMany:
    first, numbers = rows[0][1], sorted({number for number, _note in rows})
    if all(note == first for _number, note in rows):
        text = sentence_of_note(kind, first)
        return NoteOfMany(text, len(numbers), isinstance(first, Doubt), tuple(_ranges_of_rows(numbers, names)), 0)
    concluded = ((number, note) for number, note in rows[:MAX_EXAMPLES] if isinstance(note, Conclusion))
    examples = [_example_of_row(number, note, names) for number, note in concluded]
    reason = sentences.sentence_of_code(CONCLUSION_SENTENCES, first.reason)
    text = _("%(field)s: %(reason)s", field=label_of_field(kind, first.field), reason=reason)
    return NoteOfMany(text, len(numbers), is_doubt=False, rows=tuple(examples), more=len(rows) - len(examples))


def sentence_of_note(kind: ImportKind, note: Note) -> str:
    if isinstance(note, Doubt):
        return messages.sentences_of_doubts(kind, [note])[0]
    return messages.sentences_of_conclusions(kind, [note])[0]


def _example_of_row(number: int, note: Conclusion, names: RowNames) -> str:
    where = _("Row %(row)s", row=names.in_sentence(number))
    return f"{where}: {note.from_text or '–'} → {note.to_value}"


def _ranges_of_rows(numbers: Sequence[int], names: RowNames) -> Iterable[str]:
    """3–7 for 3, 4, 5, 6, 7."""
    for _place, run in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        following = [number for _index, number in run]
        first, (_sheet, last) = names(following[0]), names.place(following[-1])
        yield first if len(following) == 1 else f"{first}–{last}"
