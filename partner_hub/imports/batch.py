"""An import from the command line: prints the plan; a question without a proposal leaves its row out."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.imports import service
from partner_hub.imports.models import Import
from partner_hub.imports.plan import prepare
from partner_hub.imports.plan.prepare import Prepared
from partner_hub.imports.preview import messages, sentences
from partner_hub.imports.preview.lines import PreviewLine, count_groups, preview_lines
from partner_hub.imports.preview.page import WRITING_ACTIONS
from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.plan.plan import Action, Question
from partner_hub.workbooks.xlsx.errors import WorkbookError

SKIP_ANSWER = "skip"


@dataclass
class Run:
    """`left_out` are the Excel rows with a question that had no proposal to accept."""

    entry: Import
    prepared: Prepared
    left_out: list[int]
    written: bool = False

    def __post_init__(self) -> None:
        self.kind = self.entry.kind
        self.lines = preview_lines(self.prepared.plan)

    @property
    def unanswered(self) -> list[PreviewLine]:
        return [line for line in self.lines if line.row.open]

    @property
    def writes(self) -> bool:
        return any(line.action in WRITING_ACTIONS for line in self.lines)

    def confirm(self, actor: Actor) -> None:
        service.confirm_import(actor, self.entry, shown=self.prepared.digest)
        self.written = True

    def as_json(self) -> dict[str, Any]:
        plan = self.prepared.plan
        return {
            "kind": self.kind.value,
            "file": plan.filename,
            "sheet": plan.sheet,
            "header_row": self.prepared.layout.header_row,
            "written": self.written,
            "counts": count_groups(self.lines),
            "notes": self._notes(),
            "left_out": self.left_out,
            "rows": [self._row(line) for line in self.lines],
        }

    def as_text(self) -> Iterator[str]:
        plan = self.prepared.plan
        yield f"{plan.filename} · {plan.sheet}: {sentences.sentence_of_counts(count_groups(self.lines))}"
        yield from self._notes()
        for line in self.lines:
            yield from self._worth_a_look(line)
        yield self._end()

    def _row(self, line: PreviewLine) -> dict[str, Any]:
        row = line.row
        return {
            "row": row.excel_row,
            "action": line.action.value,
            "reason": row.reason,
            "name": line.title,
            "merged_into": row.merged_into,
            "conclusions": [asdict(each) for each in row.conclusions],
            "doubts": [asdict(each) for each in row.doubts],
            "questions": [asdict(each) for each in row.questions],
        }

    def _notes(self) -> list[str]:
        return [
            sentences.sentence_of_code(sentences.NOTE_SENTENCES, note["code"], note["params"])
            for note in self.prepared.plan.notes
        ]

    def _worth_a_look(self, line: PreviewLine) -> Iterator[str]:
        row = line.row
        where = _("Row %(row)s", row=row.excel_row)
        if line.action is Action.REFUSED:
            reason = sentences.sentence_of_code(sentences.REASON_SENTENCES, row.reason)
            yield f"{where}: {sentences.ACTION_LABELS[Action.REFUSED]}, {reason}"
        for text in messages.sentences_of_doubts(self.kind, row.doubts):
            yield f"{where}: {_('doubt')}: {text}"
        for question in row.questions:
            yield f"{where}: {sentences.sentence_of_question(row, question)} {self._answer(line, question)}"

    def _answer(self, line: PreviewLine, question: Question) -> str:
        choices = {each.value: sentences.label_of_choice(line.row, question, each) for each in question.choices}
        if question.answer:
            return f"→ {choices[question.answer]}"
        if question.proposal:
            return _("(open; proposal: %(choice)s)", choice=choices[question.proposal])
        return _("(open; no proposal)")

    def _end(self) -> str:
        if self.unanswered:
            number = len(self.unanswered)
            return _("Nothing was written: %(number)s rows have open questions (--accept-proposals).", number=number)
        if self.written:
            return _("Everything has been brought in.")
        return _("Nothing was written.") if self.writes else _("Nothing in this file is new.")


def plan_without_screen(
    actor: Actor, community: Community, kind: ImportKind, *, data: bytes, filename: str, sheet: str = "", accept: bool
) -> Run:
    """Upload and plan; the caller confirms, or rolls back. Raises DomainError for a file that cannot be read."""
    entry = service.upload_workbook(actor, community, kind=kind, data=data, filename=filename)
    if sheet:
        service.choose_sheet(actor, entry, sheet=sheet)
    try:
        left_out = _answer_all(actor, entry) if accept else []
        return Run(entry, prepare.prepare_plan(entry), left_out)
    except WorkbookError as error:
        raise sentences.refusal_of_workbook(error) from error


def _answer_all(actor: Actor, entry: Import) -> list[int]:
    service.accept_proposals(actor, entry)
    open_rows = prepare.prepare_plan(entry).plan.open_rows
    skipped = {
        (row.excel_row, question.field): SKIP_ANSWER
        for row in open_rows
        for question in row.questions
        if question.answer is None and SKIP_ANSWER in {choice.value for choice in question.choices}
    }
    service.answer_questions(actor, entry, answers=skipped)
    return sorted({excel_row for excel_row, _field in skipped})
