"""What the preview shows: one line for each Excel row, sorted into groups that can be filtered."""

from dataclasses import dataclass, field
from datetime import date

from partner_hub.core import clock
from partner_hub.imports.preview.outdated import outdated_facts
from partner_hub.workbooks.plan.plan import UNIT_FIELDS, Action, Outcome, Plan, PlannedRow, Question
from partner_hub.workbooks.schema.offerings import OfferingRecord
from partner_hub.workbooks.schema.records import Record

# In the order of the summary; the labels are in sentences.GROUP_LABELS.
LINE_GROUPS = ("new", "unchanged", "same", "update", "probably_same", "outdated", "doubts", "refused", "skipped")
ALL_LINES, OPEN_LINES = "all", "open"
# Rows that are shown beside the record, or the row, that they go into.
COMPARED_ACTIONS = (Action.UPDATE, Action.PROBABLY_SAME)
# Nothing of them comes in, so no day of theirs is looked at.
ACTIONS_WITHOUT_DATES = (Action.SAME, Action.REFUSED, Action.SKIPPED)


@dataclass(frozen=True)
class PreviewLine:
    """`asked` are the questions to be answered here; `asked_at` names the row where the same words are asked about.

    `waits`: it is not brought in, for want of an answer. `outdated`: codes of preview/outdated.py.
    """

    row: PlannedRow
    action: Action
    record: Record | None
    waits: bool = False
    asked: list[Question] = field(default_factory=list)
    asked_at: dict[str, int] = field(default_factory=dict)
    alike: int = 0
    outdated: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return self.record.name if self.record else ""

    @property
    def is_compared(self) -> bool:
        return self.action in COMPARED_ACTIONS and bool(self.row.differences)

    @property
    def unit_name(self) -> str:
        return self.record.unit_name if isinstance(self.record, OfferingRecord) else ""

    def belongs_to(self, group: str) -> bool:
        known = self.action is Action.SAME and self.row.reason == "imported_before"
        return {
            ALL_LINES: True,
            OPEN_LINES: self.waits,
            "doubts": bool(self.row.doubts),
            "outdated": bool(self.outdated),
            "unchanged": known,
            "same": self.action is Action.SAME and not known,
        }.get(group, self.action.value == group)


def preview_lines(plan: Plan) -> list[PreviewLine]:
    first: dict[tuple[str, str], int] = {}
    alike: dict[tuple[str, str], int] = {}
    for row in plan.rows:
        for key in _keys_of_questions(row):
            first.setdefault(key, row.excel_row)
            alike[key] = alike.get(key, 0) + 1
    today = clock.local_today()
    return [_preview_line(outcome, first, alike, today) for outcome in plan.outcome()]


def _preview_line(
    outcome: Outcome, first: dict[tuple[str, str], int], alike: dict[tuple[str, str], int], today: date
) -> PreviewLine:
    row = outcome.row
    elsewhere = {key[0]: first[key] for key in _keys_of_questions(row) if first[key] != row.excel_row}
    asked = [question for question in row.questions if question.field not in elsewhere]
    more = max((alike[key] - 1 for key in _keys_of_questions(row) if first[key] == row.excel_row), default=0)
    outdated = outdated_facts(outcome.record, today) if outcome.action not in ACTIONS_WITHOUT_DATES else ()
    return PreviewLine(row, outcome.action, outcome.record, outcome.open, asked, elsewhere, more, outdated)


def _keys_of_questions(row: PlannedRow) -> list[tuple[str, str]]:
    """A unit that is written the same way in many rows is asked about once."""
    asked = (question.field for question in row.questions if question.field in UNIT_FIELDS)
    return [(each, row.words[each]) for each in asked if row.words.get(each)]


def count_groups(shown: list[PreviewLine]) -> dict[str, int]:
    return {group: sum(line.belongs_to(group) for line in shown) for group in (ALL_LINES, OPEN_LINES, *LINE_GROUPS)}
