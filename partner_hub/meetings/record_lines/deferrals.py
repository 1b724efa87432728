"""Needs that the meeting put off or handed on, and why."""

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from flask_babel import gettext as _

from partner_hub.core.actor import Actor
from partner_hub.core.errors import DomainError
from partner_hub.core.facts_from_above import newest_issued_minutes
from partner_hub.meetings.models import DeferredNeed, Meeting
from partner_hub.meetings.record_lines.record_line import TableLine
from partner_hub.needs.models import Need


class DeferralValues(TypedDict):
    """`need`, or `as_written` for one that is not on the list."""

    need: NotRequired[Need | None]
    as_written: NotRequired[str]
    reason: NotRequired[str]


def _complete_deferral(meeting: Meeting, values: DeferralValues) -> Mapping[str, str]:
    """Raises DomainError when the need has been deferred by this meeting already."""
    need = values.get("need")
    if need and any(entry.need_id == need.id for entry in meeting.deferred):
        raise DomainError(_("“%(name)s” has been deferred already.", name=need.name), field="need_words")
    return {"as_written": values.get("as_written") or (need.name if need else "")}


class DeferralLine(TableLine[Meeting, DeferredNeed, DeferralValues]):
    def _remove(self, actor: Actor, owner: Meeting, line: DeferredNeed) -> None:
        """What signed minutes put off by mistake is in the hall again: no later meeting would take it up."""
        if line.need and newest_issued_minutes(owner.id):
            line.need.deferred_on = None
        super()._remove(actor, owner, line)


DEFERRAL_LINES = DeferralLine(
    lines=lambda meeting: meeting.deferred,
    model=DeferredNeed,
    owner_id=DeferredNeed.meeting_id,
    columns=("need", "as_written", "reason"),
    history=("as_written", "reason"),
    complete=_complete_deferral,
)
