"""Rows of a plan that an earlier confirmation of the same import has settled."""

from collections.abc import Mapping
from typing import Any

from partner_hub.workbooks.plan.plan import Action, Plan, PlannedRow

LEFT_OUT_REASON = "left_out"
# In a report: the settled rows of its file are let go, so that the others are planned against the records.
TRIMMED_MARK = "trimmed"


def is_settled(row: Mapping[str, Any]) -> bool:
    """Whether a later confirmation of the same import has nothing more to do with this row of its report."""
    return bool(row["record_id"]) or row["reason"] == LEFT_OUT_REASON


def mark_settled_rows(plan: Plan, report: Mapping[str, Any], record_ids: Mapping[int, int]) -> None:
    """What an earlier confirmation brought in or left out is asked no more; the others are planned as at first.

    `record_ids` by Excel row: a confirmation that was broken off wrote some of them and no report.
    """
    settled: dict[int, Mapping[str, Any]] = {number: {"record_id": each} for number, each in record_ids.items()}
    settled |= {row["row"]: row for row in report.get("rows", ()) if is_settled(row)}
    for row in plan.rows:
        if row.excel_row in settled:
            _mark_settled(row, settled[row.excel_row])
        elif row.target is None and (twin := settled.get(row.merged_into or 0)) and twin["record_id"]:
            row.target = str(twin["record_id"])


def _mark_settled(row: PlannedRow, reported: Mapping[str, Any]) -> None:
    row.questions.clear()
    row.merged_into = None
    if reported["record_id"]:
        row.action, row.target, row.reason = Action.SAME, str(reported["record_id"]), "imported_before"
    else:
        row.action, row.reason = Action.SKIPPED, LEFT_OUT_REASON
