"""What became of each Excel row: stored as codes on confirmation, translated when it is read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from partner_hub.core.xlsx_export import Value
from partner_hub.imports.models import Import
from partner_hub.imports.preview import messages, sentences
from partner_hub.imports.preview.lines import LINE_GROUPS, PreviewLine
from partner_hub.workbooks.plan.plan import Action
from partner_hub.workbooks.table.layout import Layout


def report_of(shown: Sequence[PreviewLine], record_ids: Mapping[int, int], layout: Layout) -> dict[str, Any]:
    rows = [_reported_row(line, record_ids.get(line.row.excel_row)) for line in shown]
    return {"sheet": layout.sheet, "other_sheets": list(layout.other_sheets), "rows": rows}


def _reported_row(line: PreviewLine, record_id: int | None) -> dict[str, Any]:
    row = line.row
    return {
        "row": row.excel_row,
        "action": line.action.value,
        "groups": [group for group in LINE_GROUPS if line.belongs_to(group)],
        "reason": row.reason,
        "name": line.title,
        "record_id": record_id,
        "merged_into": row.merged_into if line.action is Action.PROBABLY_SAME else None,
        "conclusions": [asdict(each) for each in row.conclusions],
        "doubts": [asdict(each) for each in row.doubts],
        "differences": [asdict(each) for each in row.differences] if line.action is Action.UPDATE else [],
        "answers": {question.field: question.answer for question in row.questions if question.answer},
    }


def report_without_words(report: Mapping[str, Any]) -> dict[str, Any]:
    """The report once its file is let go: which row became which record, and nothing that stood in a cell."""
    nothing = {"name": "", "conclusions": [], "doubts": [], "differences": [], "answers": {}}
    return {"sheet": "", "other_sheets": [], "rows": [row | nothing for row in report["rows"]]}


def headings_of_report() -> list[str]:
    return [str(each) for each in sentences.REPORT_HEADINGS]


def rows_of_report(entry: Import) -> Iterator[list[Value]]:
    """The report as rows of a workbook, in the language of whoever downloads it."""
    for row in entry.report["rows"]:
        yield [
            row["row"],
            sentences.sentence_of_code(sentences.DONE_LABELS, row["action"]),
            sentences.sentence_of_code(sentences.REASON_SENTENCES, row["reason"]) if row["reason"] else "",
            row["name"],
            row["record_id"],
            row["merged_into"],
            "\n".join(messages.sentences_of_conclusions(entry.kind, row["conclusions"])),
            "\n".join(messages.sentences_of_doubts(entry.kind, row["doubts"])),
            "\n".join(messages.sentences_of_differences(entry.kind, row["differences"])),
        ]
