"""What became of each Excel row: stored as codes on confirmation, translated when it is read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from partner_hub.core.xlsx_export import Value
from partner_hub.imports.models import Import
from partner_hub.imports.plan.settled_rows import LEFT_OUT_REASON
from partner_hub.imports.preview import messages, sentences
from partner_hub.imports.preview.lines import ALL_LINES, COMPARED_ACTIONS, LINE_GROUPS, OPEN_LINES, PreviewLine
from partner_hub.imports.preview.row_names import RowNames
from partner_hub.workbooks.plan.plan import Action, Plan

WAITING_ACTION = "waiting"
NO_WORDS: Mapping[str, Any] = {
    "name": "",
    "conclusions": [],
    "doubts": [],
    "differences": [],
    "answers": {},
    "before": {},
}
ReportedRow = dict[str, Any]


def report_of(shown: Sequence[PreviewLine], record_ids: Mapping[int, int], plan: Plan, by: str) -> dict[str, Any]:
    """`sheets` are the names of all sheets; `row` and `merged_into` are numbers of table/row_numbers.py.

    `by`: who confirmed it, and so left out the rows that were answered with that.
    """
    rows = [_reported_row(line, record_ids.get(line.row.excel_row), by) for line in shown]
    return {"sheets": plan.sheets, "rows": rows}


def row_names_of_report(report: Mapping[str, Any]) -> RowNames:
    """Reports of an earlier version name the one sheet that was read."""
    sheets = report["sheets"] if "sheets" in report else list(filter(None, [report.get("sheet")]))
    return RowNames.of_rows(sheets, (row["row"] for row in report["rows"]))


def _reported_row(line: PreviewLine, record_id: int | None, by: str) -> ReportedRow:
    row = line.row
    reported = {
        "row": row.excel_row,
        "action": WAITING_ACTION if line.waits else line.action.value,
        "groups": [OPEN_LINES] if line.waits else [group for group in LINE_GROUPS if line.belongs_to(group)],
        "waits": line.waits,
        "fingerprint": row.fingerprint if line.waits else "",
        "by": "",
        "reason": row.reason,
        "name": line.title,
        "record_id": None if line.waits else record_id,
        "merged_into": row.merged_into if line.action is Action.PROBABLY_SAME else None,
        "conclusions": [asdict(each) for each in row.conclusions],
        "doubts": [asdict(each) for each in row.doubts],
        "differences": [asdict(each) for each in row.differences] if line.action in COMPARED_ACTIONS else [],
        "answers": {question.field: question.answer for question in row.questions if question.answer},
    }
    return left_out_row(reported, by) if line.action is Action.SKIPPED and line.record else reported


def waiting_row(row: ReportedRow, fingerprint: str) -> ReportedRow:
    """It is answered, and was not written yet."""
    waits = {"action": WAITING_ACTION, "groups": [OPEN_LINES], "waits": True, "fingerprint": fingerprint}
    return row | waits | {"record_id": None}


def left_out_row(row: ReportedRow, by: str) -> ReportedRow:
    """A person said that it is to be left out."""
    left_out = {"action": Action.SKIPPED.value, "groups": [Action.SKIPPED.value], "reason": LEFT_OUT_REASON, "by": by}
    return row | left_out | {"waits": False, "fingerprint": "", "record_id": None, "merged_into": None}


def settled_row(row: ReportedRow, record_id: int) -> ReportedRow:
    """Its words came in with another import."""
    came_in = {"action": Action.SAME.value, "groups": ["unchanged"], "reason": "imported_before"}
    return row | came_in | {"waits": False, "fingerprint": "", "record_id": record_id, "merged_into": None}


def counts_of_report(rows: Sequence[ReportedRow]) -> dict[str, int]:
    counts = {group: sum(group in row["groups"] for row in rows) for group in (OPEN_LINES, *LINE_GROUPS)}
    return {ALL_LINES: len(rows), **counts}


def let_waiting_rows_go(rows: Sequence[ReportedRow]) -> list[ReportedRow]:
    """What still waits when the file is let go."""
    gone = {"action": Action.SKIPPED.value, "groups": [Action.SKIPPED.value], "reason": "never_answered"}
    return [row | gone | {"waits": False, "fingerprint": ""} if row.get("waits") else row for row in rows]


def report_without_words(report: Mapping[str, Any]) -> dict[str, Any]:
    """The report once its file is let go: which row became which record, and nothing that stood in a cell."""
    return {"sheets": [], "rows": [row | NO_WORDS for row in report["rows"]]}


def headings_of_report() -> list[str]:
    return [str(each) for each in sentences.REPORT_HEADINGS]


def rows_of_report(entry: Import) -> Iterator[list[Value]]:
    """The report as rows of a workbook, in the language of whoever downloads it."""
    names = row_names_of_report(entry.report)
    for row in entry.report["rows"]:
        sheet, excel_row = names.place(row["row"])
        merged_into = row["merged_into"]
        yield [
            sheet,
            excel_row,
            sentences.sentence_of_code(sentences.DONE_LABELS, row["action"]),
            sentences.sentence_of_reason(row),
            row["name"],
            row["record_id"],
            names(merged_into) if merged_into else "",
            "\n".join(messages.sentences_of_conclusions(entry.kind, row["conclusions"])),
            "\n".join(messages.sentences_of_doubts(entry.kind, row["doubts"])),
            "\n".join(messages.sentences_of_differences(entry.kind, row["differences"])),
        ]
