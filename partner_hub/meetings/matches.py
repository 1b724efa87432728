"""Matches at the table of a meeting."""

from collections.abc import Mapping
from typing import Any

from partner_hub.core.actor import Actor
from partner_hub.matching import service
from partner_hub.matching.models import Match
from partner_hub.matching.states import MatchState
from partner_hub.meetings.models import AgendaItem
from partner_hub.meetings.protection import open_record


def add_match(actor: Actor, item: AgendaItem, *, data: Mapping[str, Any]) -> Match:
    """Needs `needs`, `partners` (see matching.service.Partner); may hold `promise`, `state` and `source`."""
    open_record(actor, item.meeting)
    return service.record_match(
        actor,
        item.meeting.community,
        agenda_item=item,
        needs=data["needs"],
        partners=data["partners"],
        promise=data.get("promise", ""),
        state=MatchState(data.get("state", MatchState.TABLED)),
        source=data.get("source"),
    )


def edit_match(actor: Actor, item: AgendaItem, match: Match, *, data: Mapping[str, Any]) -> Match:
    open_record(actor, item.meeting)
    service.change_match(
        actor, item.meeting.community, match, needs=data["needs"], partners=data["partners"], promise=data["promise"]
    )
    if MatchState(data["state"]) is not match.state:
        service.settle_match(actor, match, MatchState(data["state"]))
    return match


def remove_match(actor: Actor, item: AgendaItem, match: Match) -> None:
    open_record(actor, item.meeting)
    service.remove_match(actor, match)


def settle_match(actor: Actor, item: AgendaItem, match: Match, to: MatchState) -> Match:
    """Confirm, defer or reject."""
    open_record(actor, item.meeting)
    return service.settle_match(actor, match, to)


def confirm_tabled(actor: Actor, item: AgendaItem) -> int:
    """Confirm every match of the item that still lies on the table; returns how many."""
    open_record(actor, item.meeting)
    tabled = [match for match in item.matches if match.state is MatchState.TABLED]
    for match in tabled:
        service.settle_match(actor, match, MatchState.CONFIRMED)
    return len(tabled)
