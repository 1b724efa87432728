"""Matches at the table of a meeting."""

from collections.abc import Mapping
from typing import Any

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.matching import queries
from partner_hub.matching.commands import meeting_matches
from partner_hub.matching.models import Match
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.record_lock import open_record
from partner_hub.vocabulary.match import LIVE_MATCH_STATES, MatchOrigin, MatchState


def add_match(actor: Actor, item: AgendaItem, *, data: Mapping[str, Any]) -> Match:
    """Needs `needs`, `partners` (see matching.service.Partner); may hold `promise`, `state` and `source`."""
    open_record(actor, item.meeting)
    return meeting_matches.record_match(
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
    meeting_matches.change_match(
        actor, item.meeting.community, match, needs=data["needs"], partners=data["partners"], promise=data["promise"]
    )
    if MatchState(data["state"]) is not match.state:
        meeting_matches.settle_match(actor, match, MatchState(data["state"]))
    return match


def remove_match(actor: Actor, item: AgendaItem, match: Match) -> None:
    open_record(actor, item.meeting)
    meeting_matches.remove_match(actor, match)


def settle_match(actor: Actor, item: AgendaItem, match: Match, to: MatchState) -> Match:
    """Confirm, defer or reject."""
    open_record(actor, item.meeting)
    return meeting_matches.settle_match(actor, match, to)


def table_agreed(actor: Actor, item: AgendaItem) -> int:
    """Put what units agreed to since the last meeting on this item; returns how many.

    What the secretary has confirmed between the meetings comes as a block that this meeting ratifies.
    """
    open_record(actor, item.meeting)
    found = db.session.scalars(queries.waiting_for_a_meeting(item.meeting.community_id)).all()
    meeting_matches.put_on_agenda(actor, item, found)
    return len(found)


def take_all_off(actor: Actor, meeting: Meeting) -> None:
    """A meeting that is cancelled deals with nothing: what was agreed waits for the next one."""
    for item in meeting.items:
        for match in list(item.matches):
            if match.origin is not MatchOrigin.MEETING and match.state in LIVE_MATCH_STATES:
                meeting_matches.take_off_agenda(actor, match)


def confirm_tabled(actor: Actor, item: AgendaItem) -> int:
    """Confirm every match of the item that still lies on the table; returns how many."""
    open_record(actor, item.meeting)
    tabled = [match for match in item.matches if match.state is MatchState.TABLED]
    for match in tabled:
        meeting_matches.settle_match(actor, match, MatchState.CONFIRMED)
    return len(tabled)
