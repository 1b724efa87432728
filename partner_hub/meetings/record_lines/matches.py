"""Matches at the table of a meeting; what a match is belongs to partner_hub.matching."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NotRequired, TypedDict

from partner_hub.actions.match_ends import tasks_of_match
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.matching import queries
from partner_hub.matching.commands import meeting_matches
from partner_hub.matching.commands.minutes_titles import retitle_match
from partner_hub.matching.contribution import Contribution
from partner_hub.matching.models import Match
from partner_hub.meetings.agenda_omissions import omit_from_agenda, omitted_subjects, source_of_line
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.record_lines.record_line import RecordLine
from partner_hub.meetings.record_lock import require_open_record
from partner_hub.needs.models import Need
from partner_hub.vocabulary.match import LIVE_MATCH_STATES, MatchOrigin, MatchState
from partner_hub.vocabulary.meeting import AgendaSource


class MatchValues(TypedDict):
    """`source`: the entry of the file that a match of a past meeting comes from."""

    needs: Sequence[Need]
    partners: Sequence[Contribution]
    promise: NotRequired[str]
    minutes_title: NotRequired[str]
    state: NotRequired[MatchState]
    source: NotRequired[dict[str, Any]]


@dataclass(frozen=True)
class MatchLine(RecordLine[AgendaItem, Match, MatchValues]):
    """Raises what matching.commands.meeting_matches raises: Conflict and DomainError for pairs that cannot be."""

    def _add(self, actor: Actor, owner: AgendaItem, values: MatchValues) -> Match:
        match = meeting_matches.record_match(
            actor,
            owner.meeting.community,
            agenda_item=owner,
            needs=values["needs"],
            contributions=values["partners"],
            promise=values.get("promise", ""),
            state=values.get("state", MatchState.TABLED),
            source=values.get("source"),
        )
        return self._titled(actor, match, values)

    def _change(self, actor: Actor, owner: AgendaItem, line: Match, values: MatchValues) -> Match:
        needs, partners = values["needs"], values["partners"]
        promise = values.get("promise", line.promise)
        meeting_matches.change_match(
            actor, owner.meeting.community, line, needs=needs, contributions=partners, promise=promise
        )
        state = values.get("state", line.state)
        if state is not line.state:
            meeting_matches.record_verdict(actor, line, state)
        return self._titled(actor, line, values)

    def _titled(self, actor: Actor, match: Match, values: MatchValues) -> Match:
        retitle_match(actor, match, values.get("minutes_title", match.minutes_title))
        return match

    def _remove(self, actor: Actor, owner: AgendaItem, line: Match) -> None:
        omit_from_agenda(owner.meeting, source_of_line(line))
        for action in tasks_of_match(line):
            action.match_id = None
        meeting_matches.delete_recorded_match(actor, line)


MATCH_LINES = MatchLine(lines=lambda item: item.matches)


def settle_match_of_item(actor: Actor, item: AgendaItem, match: Match, to: MatchState) -> Match:
    """Confirm, defer or reject.

    Raises: NotAllowed, SealedRecord; Conflict for a step that the match's state does not allow.
    """
    require_open_record(actor, item.meeting)
    return meeting_matches.record_verdict(actor, match, to)


def table_agreed_matches(actor: Actor, item: AgendaItem) -> int:
    """Put what units agreed to since the last meeting on this item; returns how many.

    What the secretary has confirmed between the meetings comes as a block that this meeting ratifies.

    Raises: NotAllowed, SealedRecord.
    """
    require_open_record(actor, item.meeting)
    found = db.session.scalars(queries.matches_awaiting_meeting(item.meeting.community_id)).all()
    put_matches_on_agenda(actor, item, found)
    return len(found)


def put_matches_on_agenda(actor: Actor, item: AgendaItem, found: Sequence[Match]) -> None:
    """Raises: NotAllowed; Conflict when one is no longer waiting for a meeting."""
    meeting_matches.put_on_agenda(actor, item, found)


def matches_to_table(meeting: Meeting) -> list[Match]:
    """What waits for a meeting, without what somebody took off this agenda."""
    omitted = omitted_subjects(meeting, AgendaSource.MATCH)
    waiting = db.session.scalars(queries.matches_awaiting_meeting(meeting.community_id))
    return [match for match in waiting if match.id not in omitted]


def take_matches_off_agenda(actor: Actor, meeting: Meeting) -> None:
    """A meeting that is cancelled deals with nothing: what was agreed waits for the next one.

    Raises: NotAllowed.
    """
    for item in meeting.items:
        for match in list(item.matches):
            if match.origin is not MatchOrigin.MEETING and match.state in LIVE_MATCH_STATES:
                meeting_matches.take_off_agenda(actor, match)


def confirm_tabled_matches(actor: Actor, item: AgendaItem) -> int:
    """Confirm every match of the item that still lies on the table; returns how many.

    Raises: NotAllowed, SealedRecord.
    """
    require_open_record(actor, item.meeting)
    tabled = [match for match in item.matches if match.state is MatchState.TABLED]
    for match in tabled:
        meeting_matches.record_verdict(actor, match, MatchState.CONFIRMED)
    return len(tabled)
