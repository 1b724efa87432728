"""An import from the command line: prints what becomes of each row; a row with an open question waits."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.quarters import Quarter
from partner_hub.imports import service
from partner_hub.imports.confirmation import confirm_import
from partner_hub.imports.models import Import
from partner_hub.imports.outcomes import OUTCOME_OF_ACTION
from partner_hub.imports.plan import prepare
from partner_hub.imports.plan.prepare import Prepared
from partner_hub.imports.preview import messages, sentences
from partner_hub.imports.preview.lines import PreviewLine, count_groups, preview_lines
from partner_hub.imports.preview.page import WRITING_ACTIONS
from partner_hub.imports.preview.row_names import RowNames
from partner_hub.vocabulary.workbook_import import ImportKind, ImportOutcome
from partner_hub.workbooks.plan.plan import Action, Question
from partner_hub.workbooks.xlsx.errors import WorkbookError


@dataclass
class Run:
    entry: Import
    prepared: Prepared
    written: bool = False
    record_ids: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.kind = self.entry.kind
        self.lines = preview_lines(self.prepared.plan)
        self._names = RowNames.of_plan(self.prepared.plan)

    @property
    def waiting(self) -> int:
        return sum(line.waits for line in self.lines)

    @property
    def writes(self) -> bool:
        """Whether anything comes in, or has to be remembered until it is answered."""
        return bool(self.waiting) or any(line.action in WRITING_ACTIONS for line in self.lines)

    def confirm(self, actor: Actor) -> None:
        confirm_import(actor, self.entry, shown=self.prepared.digest)
        self.written = True
        self.record_ids = {row["row"]: row["record_id"] for row in self.entry.report["rows"]}

    def as_json(self) -> dict[str, Any]:
        plan = self.prepared.plan
        return {
            "kind": self.kind.value,
            "file": plan.filename,
            "tables": [{"sheet": each.sheet, "header_row": each.header_row} for each in self.prepared.tables],
            "written": self.written,
            "counts": count_groups(self.lines),
            "notes": self._notes(),
            "waiting": self.waiting,
            "categories": [asdict(each) for each in plan.categories],
            "rows": [self._row(line) for line in self.lines if line.record or line.action is Action.REFUSED],
        }

    def as_text(self) -> Iterator[str]:
        plan = self.prepared.plan
        sheets = "、".join(dict.fromkeys(each.sheet for each in self.prepared.tables))
        yield f"{plan.filename} · {sheets}: {sentences.sentence_of_counts(self._counts_of_data())}"
        yield from self._notes()
        for each in plan.categories:
            yield sentences.sentence_of_category_word(each)
        for line in self.lines:
            yield from self._worth_a_look(line)
        yield self._end()

    def _counts_of_data(self) -> dict[str, int]:
        """Heads, titles and empty rows are no data that was left out."""
        return count_groups([line for line in self.lines if line.row.record or line.action is not Action.SKIPPED])

    def _row(self, line: PreviewLine) -> dict[str, Any]:
        row = line.row
        outcome = ImportOutcome.WAITING if line.waits else OUTCOME_OF_ACTION[line.action]
        return {
            **self._names.place_in_json(row.excel_row),
            "outcome": outcome.value,
            "record": self._record_id(line),
            "action": line.action.value,
            "reason": row.reason,
            "why": sentences.sentence_of_code(sentences.REASON_SENTENCES, row.reason) if row.reason else "",
            "name": line.title,
            "merged_into": self._names.place_in_json(row.merged_into) if row.merged_into else None,
            "conclusions": [asdict(each) for each in row.conclusions],
            "doubts": [asdict(each) for each in row.doubts],
            "questions": [asdict(each) for each in row.questions],
        }

    def _record_id(self, line: PreviewLine) -> int | None:
        """That exists: before anything is written, only of rows that change or repeat an existing one."""
        if line.waits or line.action in {Action.SKIPPED, Action.REFUSED}:
            return None
        if self.written:
            return self.record_ids.get(line.row.excel_row)
        return int(line.row.target) if line.row.target else None

    def _notes(self) -> list[str]:
        return [
            sentences.sentence_of_code(sentences.NOTE_SENTENCES, note["code"], note["params"])
            for note in self.prepared.plan.notes
        ]

    def _worth_a_look(self, line: PreviewLine) -> Iterator[str]:
        row = line.row
        where = _("Row %(row)s", row=self._names.in_sentence(row.excel_row))
        if line.action is Action.REFUSED:
            reason = sentences.sentence_of_code(sentences.REASON_SENTENCES, row.reason)
            yield f"{where}: {sentences.ACTION_LABELS[Action.REFUSED]}, {reason}"
        for text in messages.sentences_of_doubts(self.kind, row.doubts):
            yield f"{where}: {_('doubt')}: {text}"
        for question in row.questions:
            yield f"{where}: {sentences.sentence_of_question(row, question)} {self._answer(line, question)}"

    def _answer(self, line: PreviewLine, question: Question) -> str:
        choices = {
            each.value: sentences.label_of_choice(line.row, question, each, self._names) for each in question.choices
        }
        if question.answer:
            return f"→ {choices[question.answer]}"
        if question.proposal:
            return _("(open; proposal: %(choice)s)", choice=choices[question.proposal])
        return _("(open; no proposal)")

    def _end(self) -> str:
        if self.waiting:
            return self._end_with_waiting_rows()
        if self.written:
            return _("Everything has been brought in.")
        return _("Nothing was written.") if self.writes else _("Nothing in this file is new.")

    def _end_with_waiting_rows(self) -> str:
        if self.written:
            return sentences.sentence_of_confirmation(self.waiting)
        return ngettext(
            "Nothing was written. %(num)s row would wait for an answer.",
            "Nothing was written. %(num)s rows would wait for an answer.",
            self.waiting,
        )


@dataclass(frozen=True)
class Wishes:
    """`quarter`: None puts each need into the one it was raised in; `accept`: answer what has a proposal with it."""

    sheet: str = ""
    quarter: Quarter | None = None
    accept: bool = False


def plan_without_screen(
    actor: Actor, community: Community, kind: ImportKind, *, data: bytes, filename: str, wishes: Wishes
) -> Run:
    """Upload and plan; the caller confirms, or rolls back. Raises DomainError for a file that cannot be read.

    A file of which rows wait already is gone on with.
    """
    entry = service.upload_or_go_on(actor, community, kind=kind, data=data, filename=filename, sheet=wishes.sheet)
    service.choose_quarter(actor, entry, wishes.quarter)
    try:
        if wishes.accept:
            service.accept_proposals(actor, entry)
        return Run(entry, prepare.prepare_plan(entry))
    except WorkbookError as error:
        raise sentences.refusal_of_workbook(error) from error
