"""What became, by this meeting, of what was promised earlier. The action item itself is looked after elsewhere."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NotRequired, TypedDict

from flask_babel import gettext as _

from partner_hub.actions.models import ActionItem
from partner_hub.consents.models import UnitConsent
from partner_hub.core.actor import Actor
from partner_hub.core.errors import Conflict
from partner_hub.meetings.agenda_omissions import omit_from_agenda, source_of_line
from partner_hub.meetings.models import AgendaItem, FollowUp
from partner_hub.meetings.record_lines.record_line import TableLine
from partner_hub.vocabulary.meeting import FollowUpStatus


class FollowUpValues(TypedDict):
    """A new line needs `title`, or `action`, whose words stand for every column that is empty among the values.

    `consent`: what the line tells of.
    """

    status: FollowUpStatus
    action: NotRequired[ActionItem | None]
    consent: NotRequired[UnitConsent]
    title: NotRequired[str]
    lead: NotRequired[str]
    support: NotRequired[str]
    status_words: NotRequired[str]
    detail: NotRequired[str]
    new_due: NotRequired[date | None]


def _complete_follow_up(item: AgendaItem, values: FollowUpValues) -> Mapping[str, Any]:
    """Raises Conflict when the action item has been followed up under this item already.

    The words are those of the action item at that meeting: the line stays as it is when the action item changes later.
    """
    action = values.get("action")
    if action is None:
        return {"consent": values.get("consent")}
    if any(line.action_id == action.id for line in item.follow_ups):
        raise Conflict(_("“%(title)s” has been followed up under this item already.", title=action.title))
    return {
        "action": action,
        "title": values.get("title") or action.title,
        "lead": values.get("lead") or action.responsible_name[:120],
        "support": values.get("support") or "、".join(supporter.name for supporter in action.supporters)[:300],
    }


def place_of_follow_up(line: FollowUp) -> str:
    """The name of the form on the page of its item in which the line is recorded."""
    return f"line-{line.id}"


class FollowUpLine(TableLine[AgendaItem, FollowUp, FollowUpValues]):
    def _remove(self, actor: Actor, owner: AgendaItem, line: FollowUp) -> None:
        omit_from_agenda(owner.meeting, source_of_line(line))
        super()._remove(actor, owner, line)


FOLLOW_UP_LINES = FollowUpLine(
    lines=lambda item: item.follow_ups,
    model=FollowUp,
    owner_id=FollowUp.agenda_item_id,
    columns=("title", "lead", "support", "status", "status_words", "detail", "new_due"),
    history=("title", "status", "detail"),
    complete=_complete_follow_up,
)
