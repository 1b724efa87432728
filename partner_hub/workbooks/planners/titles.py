"""Names for rows that have only a description: its first clause."""

import re
from typing import Final

from partner_hub.workbooks.planners.draft import Draft
from partner_hub.workbooks.schema.needs import NeedRecord
from partner_hub.workbooks.schema.offerings import OfferingRecord

MAX_DERIVED_NAME_LENGTH: Final = 30
# From here on, a name with punctuation in it is a sentence.
LONG_NAME: Final = 18
END_OF_CLAUSE: Final = re.compile(r"[，。；：！？,;!?]")


def settle_title(draft: Draft, record: OfferingRecord | NeedRecord) -> None:
    """A name as long as a description becomes the description; without a name the first clause becomes one."""
    is_sentence = len(record.name) > LONG_NAME and END_OF_CLAUSE.search(record.name)
    if not record.content and (is_sentence or len(record.name) > MAX_DERIVED_NAME_LENGTH):
        record.content = draft.running("name")
        record.name = ""
    if record.name:
        return
    record.name = first_clause(record.content)
    draft.conclude("name", "", record.name, "first_clause")


def first_clause(content: str) -> str:
    clause = next((part for part in END_OF_CLAUSE.split(content) if len(part) > 1), content)
    return clause if len(clause) <= MAX_DERIVED_NAME_LENGTH else clause[: MAX_DERIVED_NAME_LENGTH - 1] + "…"
