"""The rows that wait for an answer, with their questions: for the operator's command."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.imports.models import Import
from partner_hub.imports.plan import prepare
from partner_hub.imports.preview import messages, sentences
from partner_hub.imports.preview.lines import PreviewLine, preview_lines
from partner_hub.imports.preview.row_names import RowNames
from partner_hub.imports.waiting import imports_with_waiting_rows
from partner_hub.workbooks.plan.plan import PlannedRow, Question

WaitingRow = dict[str, Any]


def waiting_rows(community: Community) -> list[WaitingRow]:
    """Of all imports of the community, the oldest first; planned anew against the records as they are now."""
    entries = db.session.scalars(imports_with_waiting_rows(community.id)).all()
    return [row for entry in entries for row in _rows_of_import(entry)]


def waiting_rows_as_text(rows: list[WaitingRow]) -> Iterator[str]:
    for row in rows:
        place = _("%(file)s, %(sheet)s, row %(row)s", file=row["file"], sheet=row["sheet"], row=row["row"])
        yield f"{place}: {row['name']}"
        for question in row["questions"]:
            labels = " / ".join(each["label"] for each in question["choices"])
            yield f"  {question['question']} {labels} {_proposal_in_words(question)}"
        for doubt in row["doubts"]:
            yield f"  {_('doubt')}: {doubt['sentence']}"
    yield _("%(number)s rows wait for an answer.", number=len(rows))


def _proposal_in_words(question: dict[str, Any]) -> str:
    label = next((each["label"] for each in question["choices"] if each["value"] == question["proposal"]), "")
    return _("(open; proposal: %(choice)s)", choice=label) if label else _("(open; no proposal)")


def _rows_of_import(entry: Import) -> Iterator[WaitingRow]:
    plan = prepare.prepare_plan(entry).plan
    names = RowNames.of_plan(plan)
    for line in preview_lines(plan):
        if line.waits:
            yield _waiting_row(entry, names, line)


def _waiting_row(entry: Import, names: RowNames, line: PreviewLine) -> WaitingRow:
    row = line.row
    return {
        "import": entry.id,
        "file": entry.filename,
        "kind": entry.kind.value,
        **names.place_in_json(row.excel_row),
        "name": line.title,
        "questions": [_asked_question(row, each, names) for each in row.questions if each.answer is None],
        "merged_into": names.place_in_json(row.merged_into) if row.merged_into else None,
        "doubts": [
            asdict(doubt) | {"sentence": sentence}
            for doubt, sentence in zip(row.doubts, messages.sentences_of_doubts(entry.kind, row.doubts), strict=True)
        ],
    }


def _asked_question(row: PlannedRow, question: Question, names: RowNames) -> dict[str, Any]:
    return {
        "field": question.field,
        "question": sentences.sentence_of_question(row, question),
        "proposal": question.proposal,
        "choices": [
            {"value": each.value, "label": sentences.label_of_choice(row, question, each, names), "score": each.score}
            for each in question.choices
        ],
    }
