"""What became of a row, in one word."""

from collections.abc import Mapping

from partner_hub.vocabulary.workbook_import import ImportOutcome
from partner_hub.workbooks.plan.plan import Action

OUTCOME_OF_ACTION: Mapping[Action, ImportOutcome] = {
    Action.NEW: ImportOutcome.NEW,
    Action.UPDATE: ImportOutcome.CHANGED,
    Action.SAME: ImportOutcome.UNCHANGED,
    Action.PROBABLY_SAME: ImportOutcome.MERGED,
    Action.REFUSED: ImportOutcome.REFUSED,
    Action.SKIPPED: ImportOutcome.LEFT_OUT,
}
