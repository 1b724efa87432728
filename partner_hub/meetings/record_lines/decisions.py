"""议定事项: what was decided under an item of the agenda."""

from typing import NotRequired, TypedDict

from partner_hub.meetings.models import AgendaItem, Decision
from partner_hub.meetings.record_lines.record_line import TableLine
from partner_hub.needs.models import Need


class DecisionValues(TypedDict):
    """`need` is the need that the decision settles."""

    text: str
    need: NotRequired[Need | None]


DECISION_LINES = TableLine[AgendaItem, Decision, DecisionValues](
    lines=lambda item: item.decisions,
    model=Decision,
    owner_id=Decision.agenda_item_id,
    columns=("text", "need"),
    history=("text",),
)
