"""Meetings in the format that past_meeting/ imports."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from partner_hub.actions.models import ActionItem
from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.template_filters import CHINESE_WEEKDAYS
from partner_hub.matching.models import Match
from partner_hub.meetings.attendance_models import Guest, Seat
from partner_hub.meetings.models import AgendaItem, DeferredNeed, FollowUp, Meeting
from partner_hub.meetings.queries import meeting_record
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.meeting import Presence
from partner_hub.vocabulary.offering import PUBLISHED_OFFERING_STATES


def all_meetings(community: Community) -> list[dict[str, Any]]:
    """Oldest first."""
    statement = db.select(Meeting.id).where(Meeting.community_id == community.id)
    ids = db.session.scalars(statement.order_by(Meeting.year, Meeting.quarter, Meeting.id)).all()
    ends = _ends_of_offerings(community)
    return [_exported_meeting(meeting_record(meeting_id), ends) for meeting_id in ids]


def _ends_of_offerings(community: Community) -> list[tuple[int, date]]:
    """(id, last valid day) of the offerings that were put on the list and end some day."""
    statement = db.select(Offering.id, Offering.valid_to).where(
        Offering.community_id == community.id,
        Offering.valid_to.is_not(None),
        Offering.state.in_(PUBLISHED_OFFERING_STATES),
    )
    return [(row.id, row.valid_to) for row in db.session.execute(statement.order_by(Offering.id))]


def _exported_meeting(meeting: Meeting, ends: list[tuple[int, date]]) -> dict[str, Any]:
    day = clock.to_local(meeting.actual_start or meeting.planned_start).date()
    expired = [offering_id for offering_id, end in ends if end < day]
    return {
        **_facts_of_meeting(meeting, day),
        **_people_of_meeting(meeting),
        **_agenda_of_meeting(meeting),
        "expired_listed": expired,
    }


def _facts_of_meeting(meeting: Meeting, day: date) -> dict[str, Any]:
    return {
        "id": meeting.id,
        "community": meeting.community.name,
        "title": meeting.title,
        "year": meeting.year,
        "quarter": meeting.quarter,
        "kind": meeting.kind.value,
        "state": meeting.state.value,
        "date": day.isoformat(),
        "weekday": f"周{CHINESE_WEEKDAYS[day.weekday()]}",
        "planned_start": _clock_time(meeting.planned_start),
        "actual_start": _clock_time(meeting.actual_start),
        "end": _clock_time(meeting.ended_at),
        "place": meeting.place,
        "theme": meeting.theme,
        "chair": {"name": meeting.chair_name, "title": meeting.chair_title},
        "recorder": {"name": meeting.recorder_name, "title": meeting.recorder_title},
        "next_meeting": meeting.next_meeting,
    }


def _people_of_meeting(meeting: Meeting) -> dict[str, Any]:
    present = [_exported_delegate(seat) for seat in meeting.seats if seat.presence == Presence.PRESENT]
    return {
        "guests": [_exported_guest(guest) for guest in meeting.guests if not guest.is_staff],
        "community_staff": [_exported_guest(guest) for guest in meeting.guests if guest.is_staff],
        "present": present,
        "present_count": len(present),
        "absent_with_leave": [
            {**_reference_to_unit(seat.partnership, "unit_name"), "contact": seat.delegate_name, "reason": seat.reason}
            for seat in meeting.seats
            if seat.presence == Presence.EXCUSED
        ],
        "absent_without_notice": [
            _reference_to_unit(seat.partnership) for seat in meeting.seats if seat.presence == Presence.ABSENT
        ],
        "not_recorded": [
            _reference_to_unit(seat.partnership) for seat in meeting.seats if seat.presence == Presence.NOT_RECORDED
        ],
    }


def _exported_delegate(seat: Seat) -> dict[str, Any]:
    return {
        **_reference_to_unit(seat.partnership, "unit_name"),
        "person": seat.delegate_name,
        "title": seat.delegate_title,
    }


def _exported_guest(guest: Guest) -> dict[str, Any]:
    person = {"name": guest.name, "title": guest.title, "org": guest.organisation, "note": guest.note}
    return {key: value for key, value in person.items() if value or key in {"name", "title"}}


def _agenda_of_meeting(meeting: Meeting) -> dict[str, Any]:
    items = meeting.items
    decisions = [decision for item in items for decision in item.decisions]
    return {
        "agenda": [_exported_item(number, item) for number, item in enumerate(items, start=1)],
        "unit_need_results": [
            {"need_id": each.need_id, "result": each.text, "needs": [_reference_to_need(each.need)]}
            for each in decisions
            if each.need
        ],
        "discussions": [
            {"topic": each.topic, "positions": each.positions, "outcome": each.outcome}
            for item in items
            for each in item.discussions
        ],
        "decisions": [each.text for each in decisions if each.need is None],
        "deferred": [_exported_deferral(each) for each in meeting.deferred],
        "matches": [_exported_match(match) for item in items for match in item.matches],
        "actions": [
            _exported_action(number, action) for number, action in enumerate(_actions_of_meeting(meeting), start=1)
        ],
        "followups_last_quarter": [
            _exported_follow_up(number, each)
            for number, each in enumerate((each for item in items for each in item.follow_ups), start=1)
        ],
    }


def _exported_item(number: int, item: AgendaItem) -> dict[str, Any]:
    return {
        "no": number,
        "title": item.title,
        "speaker": item.presenter,
        "kind": item.kind.value,
        "minutes": item.minutes_allotted,
        "summary": item.summary,
        "result": item.state.value,
    }


def _exported_match(match: Match) -> dict[str, Any]:
    offerings = [partner.offering for partner in match.partners if partner.offering]
    units = {partner.partnership_id: partner.partnership for partner in match.partners if partner.partnership}
    needs = [each.need for each in match.needs]
    return {
        "no": match.letter,
        "need_ids": [need.id for need in needs],
        "offering_ids": [offering.id for offering in offerings],
        "unit_ids": list(units),
        "note": match.promise,
        "state": match.state.value,
        "lead": next((_name_of_unit(partner.partnership) for partner in match.partners if partner.is_lead), None),
        "needs": [_reference_to_need(need) for need in needs],
        "offerings": [_reference_to_offering(offering) for offering in offerings],
        "units": [{"id": unit.id, "name": unit.name} for unit in units.values()],
    }


def _actions_of_meeting(meeting: Meeting) -> Iterator[ActionItem]:
    return (action for item in meeting.items for action in item.actions)


def _exported_action(number: int, action: ActionItem) -> dict[str, Any]:
    supporters = action.supporters
    return {
        "no": number,
        "title": action.title,
        "responsible": {"unit_id": action.responsible_id, "name": action.responsible_name},
        "supporting": [{"unit_id": each.partnership_id, "name": each.name} for each in supporters],
        "due": _iso_day(action.due),
        "expected": action.expected,
        "state": action.state.value,
    }


def _exported_follow_up(number: int, follow_up: FollowUp) -> dict[str, Any]:
    values = {
        "no": number,
        "title": follow_up.title,
        "lead": {"name": follow_up.lead},
        "support": [{"name": name} for name in follow_up.support.split("、") if name],
        "status": follow_up.status_words or follow_up.status.value,
        "detail": follow_up.detail,
    }
    return values | ({"new_due": _iso_day(follow_up.new_due)} if follow_up.new_due else {})


def _exported_deferral(deferred: DeferredNeed) -> dict[str, Any]:
    needs = [_reference_to_need(deferred.need)] if deferred.need else []
    return {"need_id": deferred.need_id, "reason": deferred.reason, "name": deferred.as_written, "needs": needs}


def _reference_to_need(need: Need) -> dict[str, Any]:
    return {"id": need.id, "row": need.source.get("row"), "name": need.name}


def _reference_to_offering(offering: Offering) -> dict[str, Any]:
    row = offering.source.get("row")
    return {"id": offering.id, "row": row, "name": offering.name, "unit_name": _name_of_unit(offering.partnership)}


def _reference_to_unit(unit: Partnership, name: str = "name") -> dict[str, Any]:
    return {"unit_id": unit.id, name: unit.name}


def _name_of_unit(unit: Partnership | None) -> str | None:
    return unit.name if unit else None


def _clock_time(moment: datetime | None) -> str | None:
    return f"{clock.to_local(moment):%H:%M}" if moment else None


def _iso_day(day: date | None) -> str | None:
    return day.isoformat() if day else None
