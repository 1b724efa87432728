"""Which units are to confirm what a meeting gives them: they neither agreed before nor sat in the room.

Derived from attendance and history, never stored: the marks of the record's pages, of the draft of the minutes, and
of whom the signature asks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_
from sqlalchemy.orm.strategy_options import _AbstractLoad as Load
from sqlalchemy.sql.base import ExecutableOption

from partner_hub.accounts.models import RoleGrant
from partner_hub.actions.models import ActionItem
from partner_hub.consents.models import UnitConsent
from partner_hub.core.db import db
from partner_hub.core.events import Event
from partner_hub.matching.models import Match
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import FollowUp, Meeting
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.consent import Consent
from partner_hub.vocabulary.match import CONFIRMED_MATCH_STATES, MatchState
from partner_hub.vocabulary.meeting import MEETING_STATES_AHEAD, SIGNED_MEETING_STATES, Presence

Pair = tuple[int, int]
# What the meeting gives, or is about to give.
_GIVEN_MATCH_STATES = frozenset({MatchState.TABLED, *CONFIRMED_MATCH_STATES})


@dataclass(frozen=True)
class ConsentMark:
    """A unit that has not said yes; `consent` None: it has not been asked yet."""

    unit: Partnership
    consent: UnitConsent | None

    @property
    def state(self) -> Consent:
        return self.consent.state if self.consent else Consent.TO_CONFIRM


class ConsentsDue:
    """What the units of some matches and tasks of a meeting still have to confirm; a few statements for all of them."""

    def __init__(self, meeting: Meeting, matches: Iterable[Match], actions: Iterable[ActionItem]) -> None:
        match_ids, action_ids = {each.id for each in matches}, {each.id for each in actions}
        self._seats = {seat.partnership_id: seat for seat in meeting.seats}
        # Where attendance was not taken at all nothing is known of who sat in the room.
        self._is_taken = any(seat.presence is not Presence.NOT_RECORDED for seat in meeting.seats)
        # With the signature the units were asked: from then on only what they were asked counts.
        self._is_signed = meeting.state in SIGNED_MEETING_STATES
        self._is_ahead = meeting.state in MEETING_STATES_AHEAD
        self._agreed = _units_that_agreed(match_ids) if match_ids and self._may_derive() else frozenset()
        self._consents = _consents_about(match_ids, action_ids)
        self._moments = _moments_of_decisions(meeting, match_ids, action_ids) if self._has_times() else {}

    @classmethod
    def of_meeting(cls, meeting: Meeting) -> "ConsentsDue":
        """Of everything that the meeting decides."""
        matches = [match for item in meeting.items for match in item.matches]
        return cls(meeting, matches, [action for item in meeting.items for action in item.actions])

    def of_match(self, match: Match) -> list[ConsentMark]:
        if match.state not in _GIVEN_MATCH_STATES:
            return []
        units = (partner.partnership for partner in match.partners)
        return list(self._marks(("match", match.id), units))

    def of_action(self, action: ActionItem) -> list[ConsentMark]:
        units = (action.responsible, *(supporter.partnership for supporter in action.supporters))
        return list(self._marks(("action_item", action.id), units))

    def confirmed_by_presence(self, match: Match) -> list[UnitConsent]:
        """A yes that was only noted, of a unit that sat in the room when it was decided."""
        mine = (each for each in self._consents.values() if each.match_id == match.id and each.is_unanswered)
        return [each for each in mine if self.was_in_room(each.partnership_id, ("match", match.id))]

    def was_in_room(self, unit_id: int, subject: tuple[str, int]) -> bool:
        """Whether a delegate of the unit is known to have been there when it was decided."""
        seat = self._seats.get(unit_id)
        return seat is not None and seat.presence is Presence.PRESENT and self._sat_then(seat, subject)

    def _marks(self, subject: tuple[str, int], units: Iterable[Partnership | None]) -> Iterator[ConsentMark]:
        for unit in dict.fromkeys(unit for unit in units if unit):
            consent = self._consents.get((*subject, unit.id))
            is_asked = consent is not None and consent.state is not Consent.ACCEPTED
            if is_asked and not self.was_in_room(unit.id, subject):
                yield ConsentMark(unit, consent)
            elif consent is None and self._was_missing(unit.id, subject):
                yield ConsentMark(unit, None)

    def _was_missing(self, unit_id: int, subject: tuple[str, int]) -> bool:
        if not self._may_derive() or self.was_in_room(unit_id, subject):
            return False
        if subject[0] == "match" and (subject[1], unit_id) in self._agreed:
            return False
        seat = self._seats.get(unit_id)
        # Until the meeting is over its attendance may still be taken.
        return not (self._is_ahead and (seat is None or seat.presence is Presence.NOT_RECORDED))

    def _may_derive(self) -> bool:
        return self._is_taken and not self._is_signed

    def _has_times(self) -> bool:
        return any(seat.arrived_at or seat.left_at for seat in self._seats.values())

    def _sat_then(self, seat: Seat, subject: tuple[str, int]) -> bool:
        moment = self._moments.get(subject)
        if moment is None:
            return True
        has_come = seat.arrived_at is None or seat.arrived_at <= moment
        return has_come and (seat.left_at is None or moment <= seat.left_at)


def load_words_of_units(lines: Load) -> tuple[ExecutableOption, ...]:
    """Options that load, with lines of earlier promises, what units say of what these are about."""
    return (
        lines.joinedload(FollowUp.consent).joinedload(UnitConsent.partnership),
        lines.joinedload(FollowUp.action).selectinload(ActionItem.consents).joinedload(UnitConsent.partnership),
    )


def _units_that_agreed(match_ids: set[int]) -> frozenset[Pair]:
    """(match, unit): somebody of the unit claimed it, agreed to it or joined it; not the committee for the unit."""
    statement = (
        db.select(Event.subject_id, RoleGrant.partnership_id)
        .join(RoleGrant, RoleGrant.user_id == Event.user_id)
        .where(Event.subject == Match.__tablename__, Event.subject_id.in_(match_ids), Event.on_behalf_of == "")
        .where(Event.tag.in_(("match:claim", "match:agree", "match:join")), RoleGrant.partnership_id.is_not(None))
    )
    return frozenset((match, unit) for match, unit in db.session.execute(statement.distinct()))


def _consents_about(match_ids: set[int], action_ids: set[int]) -> dict[tuple[str, int, int], UnitConsent]:
    is_about = or_(UnitConsent.match_id.in_(match_ids), UnitConsent.action_id.in_(action_ids))
    found = db.session.scalars(db.select(UnitConsent).where(is_about))
    return {
        ("match", each.match_id, each.partnership_id)
        if each.match_id
        else ("action_item", each.action_id or 0, each.partnership_id): each
        for each in found
    }


def _moments_of_decisions(
    meeting: Meeting, match_ids: set[int], action_ids: set[int]
) -> dict[tuple[str, int], datetime]:
    """When each was decided, as far as it was recorded while the meeting sat."""
    is_about = or_(
        (Event.tag == "match:confirm") & Event.subject_id.in_(match_ids),
        (Event.tag == "action_item:create") & Event.subject_id.in_(action_ids),
    )
    last = func.max(Event.at)
    statement = db.select(Event.subject, Event.subject_id, last).where(is_about)
    found = db.session.execute(statement.group_by(Event.subject, Event.subject_id))
    start, end = meeting.actual_start or meeting.planned_start, meeting.ended_at
    return {
        (subject, number): moment
        for subject, number, moment in found
        if start <= moment and (end is None or moment <= end)
    }
