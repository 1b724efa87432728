"""Earlier promises that were typed at a meeting, since they are not on record: those that go on become tasks."""

from typing import Any

from flask_babel import gettext as _

from partner_hub.actions.service import create_action, issue_actions
from partner_hub.core.actor import Actor
from partner_hub.meetings.models import AgendaItem, FollowUp, Meeting
from partner_hub.meetings.record_lines.follow_ups import place_of_follow_up
from partner_hub.meetings.workflow import page_of_item
from partner_hub.partners.known_units import known_unit_names
from partner_hub.partners.unit_name_matching import Matcher
from partner_hub.vocabulary.meeting import FollowUpStatus

Line = tuple[AgendaItem, FollowUp]


def typed_promises_without_lead(meeting: Meeting) -> list[tuple[str, str]]:
    """(sentence, URL) of each that cannot go on as a task, since nobody is named for it."""
    return [
        (_("“%(title)s” has no responsible unit.", title=line.title), page_of_item(item, at=place_of_follow_up(line)))
        for item, line in _lines_that_go_on(meeting)
        if not line.lead
    ]


def take_typed_promises_on(actor: Actor, meeting: Meeting) -> None:
    """Make and issue the tasks; from now on their lines tell of them.

    Raises: NotAllowed: this person does not record and sign meetings.
    """
    lines = _lines_that_go_on(meeting)
    units = Matcher(known_unit_names(meeting.community_id) if lines else ())
    for item, line in lines:
        task = _task_of_line(line, units)
        line.action = create_action(actor, meeting.community, agenda_item_id=item.id, data=task)
    issue_actions(actor, {item.id for item, _line in lines})


def _lines_that_go_on(meeting: Meeting) -> list[Line]:
    """Until a new day. The record of a past meeting that was brought in names its tasks itself."""
    if meeting.source:
        return []
    return [
        (item, line)
        for item in meeting.items
        for line in item.follow_ups
        if line.status is FollowUpStatus.CONTINUED and line.new_due and not (line.action_id or line.consent_id)
    ]


def _task_of_line(line: FollowUp, units: Matcher) -> dict[str, Any]:
    supporters = [name.strip() for name in line.support.split("、") if name.strip()]
    return {
        "title": line.title,
        "responsible_id": _unit_called(line.lead, units),
        "responsible_words": line.lead,
        "due": line.new_due,
        "expected": (line.detail or line.title)[:300],
        "supporters": [{"partnership_id": _unit_called(name, units), "as_written": name} for name in supporters],
    }


def _unit_called(name: str, units: Matcher) -> int | None:
    found = units.resolve(name).best
    return int(found.id) if found else None
