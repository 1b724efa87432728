"""What an import would do, row by row, and the clerk's decisions on it.

A plan is stored between upload and confirmation: `to_json` and `from_json` round-trip it.
Decisions are kept as answers to questions and applied by `outcome`, so every one can be taken back.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from partner_hub.partners.unit_name_matching import plain_unit_name
from partner_hub.workbooks.plan.category_words import CategoryWord
from partner_hub.workbooks.plan.merging import absorb_duplicate
from partner_hub.workbooks.schema.needs import NeedRecord
from partner_hub.workbooks.schema.offerings import OfferingRecord
from partner_hub.workbooks.schema.records import RECORD_CLASSES, Record
from partner_hub.workbooks.schema.source import Source
from partner_hub.workbooks.values.text import name_text

# Questions about a unit set its name and, in this field, its id.
UNIT_FIELDS = {"unit_name": "unit_id", "source_unit_name": "source_unit_id"}


class Action(StrEnum):
    NEW = "new"
    SAME = "same"
    UPDATE = "update"
    PROBABLY_SAME = "probably_same"
    REFUSED = "refused"
    SKIPPED = "skipped"


@dataclass
class Conclusion:
    """The file said `from_text`, the record says `to_value`, because of `reason` (a reason code)."""

    field: str
    from_text: str
    to_value: str
    reason: str


@dataclass
class Doubt:
    """Kept as far as possible, but a person should look: `text` is the file's own words.

    `proposed` is how they may be meant, where somebody could say; it was not taken.
    """

    field: str
    text: str
    reason: str
    proposed: str = ""


@dataclass
class Choice:
    """`value` is what `Plan.decide` takes; `label` is a name from the data or empty for a code."""

    value: str
    label: str = ""
    score: float = 0.0


@dataclass
class Question:
    """`field` is a record field, or "row" for what to do with the row as a whole.

    Choices of "row": "merge" (into row or record), "new", "update", "keep", "skip".
    Choices of a unit field: ids of known units, "new" (register a unit by this name), "none"
    (needs only: no unit), "skip".
    A `safe` proposal may be accepted unseen; the others are chosen by nobody but a person.
    """

    field: str
    choices: list[Choice]
    proposal: str | None = None
    answer: str | None = None
    safe: bool = False

    @property
    def preselected(self) -> str | None:
        return self.answer or (self.proposal if self.safe else None)


@dataclass
class Difference:
    """`old` is what the record or the first of two rows says, `new` what this row says; `stands` after both."""

    field: str
    old: str
    new: str
    stands: str = ""


@dataclass
class PlannedRow:
    """One row; `excel_row` is its number by table/row_numbers.py.

    `target` is the id of an existing record, `merged_into` the number of another row.
    `merged` is what becomes of the two once they are merged.

    `words` are the file's own words by field. `fingerprint` is to be stored with the record, also
    for rows that were merged: it is how the same row is known again (`Known.imported`).
    """

    excel_row: int
    action: Action
    reason: str = ""
    score: float = 0.0
    target: str | None = None
    merged_into: int | None = None
    record: Record | None = None
    merged: Record | None = None
    words: dict[str, str] = field(default_factory=dict)
    conclusions: list[Conclusion] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    fingerprint: str = ""

    @property
    def open(self) -> bool:
        """Whether an answer is missing that would change what is written."""
        answers = {question.answer for question in self.questions}
        return None in answers and not answers & ENDING_ANSWERS

    def question(self, name: str) -> Question:
        return next(question for question in self.questions if question.field == name)


@dataclass(frozen=True)
class Outcome:
    """What to write for one row once the questions are answered.

    NEW: create `record`. UPDATE: write `differences` to the record `target`. SAME: only remember
    the fingerprint for `target`. PROBABLY_SAME: merged into the row `merged_into` of this plan
    (or into `target`); remember the fingerprint there. SKIPPED, REFUSED: nothing. What is `open` waits: it
    has a question without an answer, or is to be merged into a row that has one.
    """

    row: PlannedRow
    action: Action
    record: Record | None
    open: bool


@dataclass
class Plan:
    """`kind` is units, offerings or needs; `rows` holds every row of the sheets that hold such a list.

    `sheets` are the names of all sheets of the workbook, by which table/row_numbers.py counts.
    """

    kind: str
    filename: str
    sheets: list[str]
    rows: list[PlannedRow] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    categories: list[CategoryWord] = field(default_factory=list)

    def row(self, excel_row: int) -> PlannedRow:
        return next(row for row in self.rows if row.excel_row == excel_row)

    def decide(self, excel_row: int, choice: str | None, field: str = "row") -> None:
        """Answer one question; None takes the answer back. ValueError for a choice not offered."""
        question = self.row(excel_row).question(field)
        if choice is not None and choice not in {offered.value for offered in question.choices}:
            raise ValueError(choice)
        question.answer = choice

    def decide_alike(self, excel_row: int, choice: str, field: str) -> None:
        """The same answer for every row that wrote the same words in this field, however spaced and numbered."""
        words = _words_alike(self.row(excel_row), field)
        for row in self.rows:
            if _words_alike(row, field) == words and any(question.field == field for question in row.questions):
                self.decide(row.excel_row, choice, field)

    def accept_proposals(self) -> None:
        """Answers what is safe to answer unseen."""
        for row in self.rows:
            for question in row.questions:
                question.answer = question.preselected

    @property
    def open_rows(self) -> list[PlannedRow]:
        """Rows with an unanswered question: they are not imported until it is answered."""
        return [row for row in self.rows if row.open]

    @property
    def safe_rows(self) -> int:
        """How many open rows `accept_proposals` would answer."""
        return sum(all(question.preselected for question in row.questions) for row in self.open_rows)

    def count(self, action: Action) -> int:
        return sum(row.action is action for row in self.rows)

    def outcome(self) -> list[Outcome]:
        """Every row with the answers applied; the plan itself stays as it was."""
        codes = {each.word: each.category for each in self.categories}
        outcomes = {row.excel_row: _outcome_of_row(row, codes) for row in self.rows}
        return [_outcome_of_repetition(outcome, outcomes) for outcome in outcomes.values()]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Plan":
        rows = [_row_from_json(row, data["kind"]) for row in data["rows"]]
        words = [CategoryWord(**each) for each in data["categories"]]
        return cls(data["kind"], data["filename"], data["sheets"], rows, data["notes"], words)


def _words_alike(row: PlannedRow, field: str) -> str:
    return plain_unit_name(name_text(row.words.get(field, "")))


# What the answers to a "row" question make of a row; "merge" leaves it as planned.
ROW_ANSWERS = {"new": Action.NEW, "update": Action.UPDATE, "keep": Action.SAME, "skip": Action.SKIPPED}
# After these the other questions of the row do not matter.
ENDING_ANSWERS = {"skip", "keep"}


def _outcome_of_row(row: PlannedRow, codes: Mapping[str, str | None]) -> Outcome:
    action, record = row.action, deepcopy(row.record)
    for question in row.questions:
        if question.field == "row":
            action = ROW_ANSWERS.get(question.answer or "", action)
        elif question.answer not in (None, "skip") and record is not None:
            _apply_answer(record, question, question.answer)
    if any(question.answer == "skip" for question in row.questions):
        action = Action.SKIPPED
    if isinstance(record, NeedRecord | OfferingRecord):
        record.category_code = codes.get(record.category, record.category_code)
    if action is Action.PROBABLY_SAME and row.target and row.merged and not row.open:
        record = deepcopy(row.merged)
    return Outcome(row, action, record, row.open)


def _outcome_of_repetition(outcome: Outcome, outcomes: Mapping[int, Outcome]) -> Outcome:
    """A row that repeats another one goes where that one goes, which may repeat a third."""
    into = _end_of_repetitions(outcome, outcomes)
    if into is outcome:
        return outcome
    row = replace(outcome.row, merged_into=into.row.excel_row)
    if into.action in (Action.SKIPPED, Action.REFUSED):
        return replace(outcome, row=row, action=Action.SKIPPED)
    is_open = outcome.open or into.open
    if not is_open and into.record and row.record:
        absorb_duplicate(into.record, row.record)
    return replace(outcome, row=row, open=is_open)


def _end_of_repetitions(outcome: Outcome, outcomes: Mapping[int, Outcome]) -> Outcome:
    seen: set[int] = set()
    while outcome.action is Action.PROBABLY_SAME and outcome.row.target is None and outcome.row.excel_row not in seen:
        if seen and outcome.open:
            break
        seen.add(outcome.row.excel_row)
        outcome = outcomes.get(outcome.row.merged_into or 0, outcome)
    return outcome


def _apply_answer(record: Record, question: Question, answer: str) -> None:
    if question.field not in UNIT_FIELDS:
        setattr(record, question.field, answer)
        return
    chosen = next(choice for choice in question.choices if choice.value == answer)
    setattr(record, UNIT_FIELDS[question.field], None if answer in ("new", "none") else answer)
    setattr(record, question.field, {"none": "", "new": getattr(record, question.field)}.get(answer, chosen.label))


def _row_from_json(data: dict[str, Any], kind: str) -> PlannedRow:
    parsed = {name: _record_from_json(data[name], kind) for name in ("record", "merged")}
    return PlannedRow(
        **{
            **data,
            "action": Action(data["action"]),
            **parsed,
            "conclusions": [Conclusion(**each) for each in data["conclusions"]],
            "doubts": [Doubt(**each) for each in data["doubts"]],
            "questions": [_question_from_json(each) for each in data["questions"]],
            "differences": [Difference(**each) for each in data["differences"]],
        },
    )


def _record_from_json(data: dict[str, Any] | None, kind: str) -> Record | None:
    return None if data is None else RECORD_CLASSES[kind](**{**data, "source": Source(**data["source"])})


def _question_from_json(data: dict[str, Any]) -> Question:
    return Question(**{**data, "choices": [Choice(**each) for each in data["choices"]]})
