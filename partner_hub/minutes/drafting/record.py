"""The meeting as plain, frozen data without database rows: what the draft is generated from."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from partner_hub.actions.models import ActionItem
from partner_hub.core import clock
from partner_hub.matching.models import Match
from partner_hub.meetings.attendance_models import Guest, Seat
from partner_hub.meetings.consents_due import ConsentMark, ConsentsDue
from partner_hub.meetings.models import AgendaItem, FollowUp, Meeting
from partner_hub.minutes.drafting.consent_words import marked_name, words_of_consents
from partner_hub.minutes.drafting.names_of_meeting import NamesOfMeeting
from partner_hub.minutes.drafting.registered_names import names_of_units
from partner_hub.minutes.drafting.unit_names import UnitNames
from partner_hub.minutes.review.confirmations import OUTCOMES, changes_of_item, presented_version
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import FollowUpStatus, ItemKind, ItemState, MeetingKind, Presence
from partner_hub.vocabulary.minutes import ConfirmationOutcome

UNSIGNED = 1_000_000


@dataclass(frozen=True)
class Person:
    """`kind` and `short_names` are those of the unit in the community's list."""

    name: str
    title: str = ""
    organisation: str = ""
    note: str = ""
    kind: str = ""
    short_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class FollowUpRecord:
    """`consents`: what units say that were given it in their absence."""

    title: str
    lead: str
    support: str
    status: FollowUpStatus
    detail: str
    new_due: date | None
    consents: str = ""


@dataclass(frozen=True)
class MatchRecord:
    """`partners`: the lead first, each (unit, offering or ""). `ratified`: it was confirmed before the meeting.

    `title`: one for the whole match (事项名称); `needs`: those of its needs.
    """

    needs: tuple[str, ...]
    partners: tuple[tuple[str, str], ...]
    promise: str
    state: MatchState
    ratified: bool = False
    title: str = ""


@dataclass(frozen=True)
class DecisionRecord:
    need: str
    text: str


@dataclass(frozen=True)
class DiscussionRecord:
    """`positions`: (who, what was said)."""

    topic: str
    positions: tuple[tuple[str, str], ...]
    outcome: str


@dataclass(frozen=True)
class ActionRecord:
    title: str
    responsible: str
    supporting: tuple[str, ...]
    due: date | None
    expected: str


@dataclass(frozen=True)
class ConfirmationRecord:
    """Of the last minutes: `reference` is their number, 〔2026〕2号; `changes` is empty where there are none."""

    reference: str
    with_changes: bool
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ItemRecord:
    title: str
    kind: ItemKind
    state: ItemState
    presenter: str
    summary: str
    follow_ups: tuple[FollowUpRecord, ...]
    matches: tuple[MatchRecord, ...]
    decisions: tuple[DecisionRecord, ...]
    discussions: tuple[DiscussionRecord, ...]
    actions: tuple[ActionRecord, ...]
    id: int = 0
    confirmation: ConfirmationRecord | None = None


@dataclass(frozen=True)
class MeetingRecord:
    """`started` is local time (Asia/Shanghai); `deferred` holds (need, reason); `units` are all of the community."""

    community: str
    title: str
    year: int
    quarter: int
    started: datetime
    place: str
    theme: str
    chair: Person
    recorder: Person
    items: tuple[ItemRecord, ...]
    present: tuple[Person, ...]
    excused: tuple[Person, ...]
    absent: tuple[Person, ...]
    staff: tuple[Person, ...]
    guests: tuple[Person, ...]
    deferred: tuple[tuple[str, str], ...]
    next_meeting: str
    kind: MeetingKind = MeetingKind.REGULAR
    units: tuple[UnitNames, ...] = ()

    @property
    def actions(self) -> tuple[ActionRecord, ...]:
        return tuple(action for item in self.items for action in item.actions)


def meeting_record_of(meeting: Meeting) -> MeetingRecord:
    """The record of a meeting that was loaded with everything (meetings.queries.meeting_record)."""
    due, names = ConsentsDue.of_meeting(meeting), NamesOfMeeting(meeting)
    return MeetingRecord(
        community=meeting.community.name,
        title=meeting.title,
        year=meeting.year,
        quarter=meeting.quarter,
        started=clock.to_local(meeting.actual_start or meeting.planned_start),
        place=meeting.place,
        theme=meeting.theme,
        chair=Person(meeting.chair_name, meeting.chair_title),
        recorder=Person(meeting.recorder_name, meeting.recorder_title),
        items=tuple(
            _item_record_of(item, due, names) for item in meeting.items if item.state is not ItemState.DECLINED
        ),
        present=_people_with_presence(meeting, Presence.PRESENT, names),
        excused=_people_with_presence(meeting, Presence.EXCUSED, names),
        absent=_people_with_presence(meeting, Presence.ABSENT, names),
        staff=tuple(_person_of_guest(guest, names) for guest in meeting.guests if guest.is_staff),
        guests=tuple(_person_of_guest(guest, names) for guest in meeting.guests if not guest.is_staff),
        deferred=tuple(
            (names.matters.title_or_words(entry.need, entry.as_written), entry.reason) for entry in meeting.deferred
        ),
        next_meeting=meeting.next_meeting,
        kind=meeting.kind,
        units=names_of_units(meeting.community_id, names),
    )


def _people_with_presence(meeting: Meeting, presence: Presence, names: NamesOfMeeting) -> tuple[Person, ...]:
    """In the order of signing in; who did not sign, in the order of the seats."""
    seats = sorted(
        (seat for seat in meeting.seats if seat.presence is presence), key=lambda seat: seat.sign_in or UNSIGNED
    )
    return tuple(_person_in_seat(seat, names) for seat in seats)


def _person_in_seat(seat: Seat, names: NamesOfMeeting) -> Person:
    note = seat.reason if seat.presence is Presence.EXCUSED else ""
    unit, short_names = seat.partnership, tuple(names.short_names_of(seat.partnership))
    return Person(seat.delegate_name, seat.delegate_title, names.name_of(unit), note, unit.kind, short_names)


def _person_of_guest(guest: Guest, names: NamesOfMeeting) -> Person:
    return Person(guest.name, guest.title, names.as_then(guest.organisation))


def _item_record_of(item: AgendaItem, due: ConsentsDue, names: NamesOfMeeting) -> ItemRecord:
    return ItemRecord(
        title=item.title,
        kind=item.kind,
        state=item.state,
        presenter=item.presenter,
        summary=item.summary,
        follow_ups=tuple(_follow_up_record_of(line, names) for line in item.follow_ups),
        matches=_match_records_of(item, due, names),
        decisions=tuple(DecisionRecord(names.matters.title_or_words(d.need, ""), d.text) for d in item.decisions),
        discussions=tuple(
            DiscussionRecord(d.topic, tuple((p["who"], p["said"]) for p in d.positions), d.outcome)
            for d in item.discussions
        ),
        actions=tuple(_action_record_of(action, due, names) for action in item.actions),
        id=item.id,
        confirmation=_confirmation_of(item),
    )


def _confirmation_of(item: AgendaItem) -> ConfirmationRecord | None:
    outcome = OUTCOMES.get(item.state) if item.kind is ItemKind.MINUTES_CONFIRMATION else None
    version = presented_version(item.meeting) if outcome else None
    if version is None:
        return None
    with_changes = outcome is ConfirmationOutcome.WITH_CHANGES
    return ConfirmationRecord(version.reference, with_changes, tuple(changes_of_item(item)) if with_changes else ())


def _follow_up_record_of(line: FollowUp, names: NamesOfMeeting) -> FollowUpRecord:
    consents = [line.consent] if line.consent else line.action.consents if line.action else []
    said = words_of_consents(consents, names)
    lead, support = names.as_then(line.lead), names.as_then(line.support)
    return FollowUpRecord(line.title, lead, support, line.status, line.detail, line.new_due, said)


def _match_records_of(item: AgendaItem, due: ConsentsDue, names: NamesOfMeeting) -> tuple[MatchRecord, ...]:
    """What lies under the item, and what lay there and has come up again at a later meeting."""
    past = (replace(_match_record_of(each.match, [], names), state=each.state) for each in item.past_tablings)
    return (*(_match_record_of(match, due.of_match(match), names) for match in item.matches), *past)


def _match_record_of(match: Match, marks: list[ConsentMark], names: NamesOfMeeting) -> MatchRecord:
    partners = sorted(match.partners, key=lambda partner: not partner.is_lead)
    return MatchRecord(
        # Needs that were told twice may bear the same title.
        needs=tuple(dict.fromkeys(names.matters.title_of_need(entry.need) for entry in match.needs)),
        partners=tuple(
            (
                marked_name(names.written(p.partnership, p.as_written), p.partnership_id, marks),
                p.offering.name if p.offering else "",
            )
            for p in partners
        ),
        promise=match.promise,
        state=match.verdict,
        ratified=match.confirmed_at is not None and match.verdict is MatchState.CONFIRMED,
        title=names.matters.title_of_match(match),
    )


def _action_record_of(action: ActionItem, due: ConsentsDue, names: NamesOfMeeting) -> ActionRecord:
    marks = due.of_action(action)
    supporting = tuple(
        marked_name(names.written(each.partnership, each.as_written), each.partnership_id, marks)
        for each in action.supporters
    )
    responsible = names.written(action.responsible, action.responsible_words)
    responsible = marked_name(responsible, action.responsible_id, marks)
    return ActionRecord(action.title, responsible, supporting, action.due, action.expected)
