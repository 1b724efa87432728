"""Meetings as calendar files (RFC 5545), without recurrence and in one time zone.

One event a meeting: its UID never changes, SEQUENCE counts what was told. METHOD is PUBLISH, for nobody answers by
calendar (the invitation's page asks for a delegate's name), and CANCEL for an event that is taken back: RFC 5546, 4.1.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from email.utils import parseaddr
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from flask import current_app
from flask_babel import LazyString
from flask_babel import gettext as _
from icalendar import Calendar, Event, Timezone, vCalAddress, vDuration

from partner_hub.actions.models import ActionItem
from partner_hub.core import clock
from partner_hub.core.absolute_urls import absolute_url
from partner_hub.core.forms import single_line
from partner_hub.core.mail_outbox import MailAttachment
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.notice_queries import ToldSoFar, told_so_far
from partner_hub.vocabulary.meeting import UNPUBLISHED_ITEM_STATES, MeetingState

CALENDAR_MEDIA_TYPE = "text/calendar"
PRODUCT = "-//Partner Hub//Joint meetings//ZH"
USUAL_DURATION = timedelta(hours=2)
EVENT_STATUS = {MeetingState.PLANNING: "TENTATIVE", MeetingState.CANCELLED: "CANCELLED"}
# How often a calendar asks the feed again.
REFRESH_INTERVAL = timedelta(hours=1)
# China has had no summer time since.
FIRST_DAY_OF_ZONE = date(1992, 1, 1)


def calendar_file_of(meeting: Meeting) -> bytes:
    """The file of one meeting as it stands."""
    calendar = _empty_calendar(_method_of(meeting))
    calendar.add_component(event_of_meeting(meeting, told_so_far([meeting.id])[meeting.id]))
    return calendar.to_ical()


def calendar_attachment(meeting: Meeting) -> MailAttachment:
    """For a message about the meeting; written in the language of each reader."""
    parameters = {"method": _method_of(meeting)}
    return MailAttachment(calendar_file_name(meeting), CALENDAR_MEDIA_TYPE, LazyString(_text_of, meeting), parameters)


def _text_of(meeting: Meeting) -> str:
    return calendar_file_of(meeting).decode()


def _method_of(meeting: Meeting) -> str:
    return "CANCEL" if meeting.state is MeetingState.CANCELLED else "PUBLISH"


def calendar_file_name(meeting: Meeting) -> str:
    return f"meeting-{meeting.id}.ics"


def calendar_feed_of(name: str, meetings: Iterable[Meeting], tasks: Iterable[ActionItem]) -> bytes:
    """All meetings and deadlines in one file, for a calendar that fetches it again and again."""
    meetings = list(meetings)
    told = told_so_far([meeting.id for meeting in meetings])
    calendar = _empty_calendar("PUBLISH")
    calendar.calendar_name = single_line(name)
    calendar.add("refresh-interval", REFRESH_INTERVAL, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH_INTERVAL))
    for meeting in meetings:
        calendar.add_component(event_of_meeting(meeting, told[meeting.id]))
    for task in tasks:
        calendar.add_component(_event_of_deadline(task))
    return calendar.to_ical()


def event_of_meeting(meeting: Meeting, told: ToldSoFar) -> Event:
    """DTSTAMP is when the meeting was last changed or told of, so that the same meeting gives the same bytes."""
    begin = clock.to_local(meeting.planned_start)
    changed = max(filter(None, (meeting.updated_at, told.sent_at)))
    is_cancelled = meeting.state is MeetingState.CANCELLED
    facts: dict[str, Any] = {
        "uid": meeting.calendar_uid,
        "sequence": max(told.number - 1, 0) + is_cancelled,
        "dtstamp": changed.replace(microsecond=0),
        "dtstart": begin,
        "dtend": begin + planned_duration(meeting),
        "summary": single_line(meeting.title),
        "location": single_line(meeting.place),
        "description": _description_of(meeting),
        "url": _page_of(meeting),
        "organizer": _organizer_of(meeting),
        "status": EVENT_STATUS.get(meeting.state, "CONFIRMED"),
    }
    return _event_with(facts)


def _event_of_deadline(task: ActionItem) -> Event:
    """A whole day that leaves its hours free; in feeds alone, where it goes away by itself when the task has ended."""
    page = absolute_url("actions.show", community_id=task.community_id, action_id=task.id)
    facts = {
        "uid": str(uuid5(NAMESPACE_URL, page)),
        "dtstamp": task.updated_at.replace(microsecond=0),
        "dtstart": task.due,
        "summary": _("Deadline: %(task)s", task=single_line(task.title)),
        "url": page,
        "transp": "TRANSPARENT",
    }
    return _event_with(facts)


def _event_with(facts: Mapping[str, Any]) -> Event:
    event = Event()
    for name, value in facts.items():
        if value != "":
            event.add(name, value)
    return event


def planned_duration(meeting: Meeting) -> timedelta:
    """The planned length, or the minutes of the agenda where those are more or alone are known."""
    minutes = (item.minutes_allotted for item in meeting.items if item.state not in UNPUBLISHED_ITEM_STATES)
    allotted = max(sum(filter(None, minutes)), meeting.planned_minutes or 0)
    return timedelta(minutes=allotted) if allotted else USUAL_DURATION


def _description_of(meeting: Meeting) -> str:
    """Without the agenda: such files lie with the providers of calendars, and the page is one click away."""
    chair = " ".join(filter(None, (meeting.chair_name, meeting.chair_title)))
    lines = (
        _("Theme: %(theme)s", theme=single_line(meeting.theme)) if meeting.theme else "",
        _("Chair: %(chair)s", chair=single_line(chair)) if chair else "",
        _("Page of the meeting: %(link)s", link=_page_of(meeting)),
    )
    return "\n".join(filter(None, lines))


def _page_of(meeting: Meeting) -> str:
    return absolute_url("meetings.show", community_id=meeting.community_id, meeting_id=meeting.id)


def _organizer_of(meeting: Meeting) -> vCalAddress:
    organizer = vCalAddress(f"mailto:{parseaddr(current_app.config['MAIL_FROM'])[1]}")
    organizer.params["CN"] = single_line(meeting.community.issuer)
    return organizer


def _empty_calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_china_time())
    return calendar


@cache
def _china_time() -> Timezone:
    return Timezone.from_tzinfo(clock.SHANGHAI, first_date=FIRST_DAY_OF_ZONE)
