"""The category column of offerings and needs: usual forms, headings as categories, proposals."""

from collections.abc import Sequence
from typing import Final

from partner_hub.workbooks.plan.plan import Choice
from partner_hub.workbooks.planners.category_proposals import CategoryProposals
from partner_hub.workbooks.planners.draft import Draft
from partner_hub.workbooks.schema.needs import NeedRecord
from partner_hub.workbooks.schema.offerings import OfferingRecord
from partner_hub.workbooks.values import category_variants

# Whoever left out more than these did not mean to be asked about each.
MAX_CATEGORY_QUESTIONS: Final = 100


def settle_categories(rows: Sequence[tuple[Draft, OfferingRecord | NeedRecord]]) -> None:
    folded = category_variants.category_variants([record.category for _, record in rows])
    for draft, record in rows:
        if not record.category and draft.row.section:
            record.category = draft.row.section
            draft.conclude("category", "", record.category, "from_section")
        elif full := folded.get(record.category):
            draft.conclude("category", record.category, full, "usual_form")
            record.category = full
    _propose_categories(rows)


def _propose_categories(rows: Sequence[tuple[Draft, OfferingRecord | NeedRecord]]) -> None:
    """A row without a category, in a list that has them, gets a question with the most likely first."""
    proposals = CategoryProposals(
        [(record.category, _words_of_record(record)) for _, record in rows if record.category]
    )
    without = [(draft, record) for draft, record in rows if not record.category]
    if len(without) == len(rows):
        return
    for number, (draft, record) in enumerate(without):
        ranked = proposals.rank(_words_of_record(record)) if number < MAX_CATEGORY_QUESTIONS else []
        if not ranked:
            draft.doubt("category", "", "empty_category")
        else:
            draft.ask("category", [Choice(word, word, score) for word, score in ranked], ranked[0][0], safe=True)


def _words_of_record(record: OfferingRecord | NeedRecord) -> str:
    return f"{record.name} {record.content}"
