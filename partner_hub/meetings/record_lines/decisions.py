"""议定事项: what was decided under an item of the agenda."""

from typing import NotRequired, TypedDict

from partner_hub.meetings.models import AgendaItem, Decision
from partner_hub.meetings.record_lines.record_line import TableLine
from partner_hub.needs.models import Need
from partner_hub.vocabulary.need import NeedState


class DecisionValues(TypedDict):
    """`need` is the need that the decision is about, `need_outcome` what becomes of it (models.Decision)."""

    text: str
    need: NotRequired[Need | None]
    need_outcome: NotRequired[NeedState | None]
    still_open: NotRequired[str]


DECISION_LINES = TableLine[AgendaItem, Decision, DecisionValues](
    lines=lambda item: item.decisions,
    model=Decision,
    owner_id=Decision.agenda_item_id,
    columns=("text", "need", "need_outcome", "still_open"),
    history=("text",),
)
