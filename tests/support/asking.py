"""A meeting that gives something to a unit that was not there, and the question that follows its signature."""

from datetime import date

from partner_hub.actions.consent_queries import consent_case_of
from partner_hub.actions.consents import ConsentCase
from partner_hub.actions.models import ActionItem
from partner_hub.consents.models import UnitConsent
from partner_hub.core.db import db
from partner_hub.matching.contribution import Contribution
from partner_hub.matching.models import Match
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.queries import meeting_record
from partner_hub.meetings.record_lines.matches import MATCH_LINES
from partner_hub.meetings.record_lines.tasks import TASK_LINES
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.minutes.service import sign_minutes
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.match import MatchState
from tests.support.held import a_held_meeting
from tests.support.records import a_need
from tests.support.signing import record_everybody
from tests.support.world import World


def a_meeting_without_the_school(world: World) -> Meeting:
    """The hospital was there, the school was not: it got a task, which the hospital supports, and a match."""
    meeting = a_held_meeting(world)
    matching, last = meeting.items
    school = db.session.get_one(Partnership, world.school)
    TASK_LINES.add(
        world.actor("staff"),
        last,
        {
            "title": "开放操场",
            "responsible_id": world.school,
            "due": date(2026, 12, 20),
            "expected": "周末开放8小时",
            "supporters": [{"partnership_id": world.hospital, "as_written": ""}],
        },
    )
    MATCH_LINES.add(
        world.actor("staff"),
        matching,
        {
            "needs": [a_need(world, public_name="要人辅导作业")],
            "partners": [Contribution(school, None, is_lead=True)],
            "promise": "每周二下午",
            "state": MatchState.CONFIRMED,
        },
    )
    db.session.commit()
    return meeting_record(meeting.id)


def sign(world: World, meeting: Meeting) -> None:
    record_everybody(meeting)
    minutes = draft_minutes(world.actor("staff"), meeting)
    sign_minutes(world.actor("secretary"), minutes, meeting_record(meeting.id), dated=date(2026, 7, 20))


def consents() -> list[UnitConsent]:
    return list(db.session.scalars(db.select(UnitConsent).order_by(UnitConsent.id)))


def asked(world: World) -> tuple[ConsentCase, ConsentCase]:
    """What the school is asked with the signature: of the match and of the task."""
    sign(world, a_meeting_without_the_school(world))
    match, task = consents()
    return consent_case_of(world.actor("staff"), match.id), consent_case_of(world.actor("staff"), task.id)


def match_of(case: ConsentCase) -> Match:
    assert case.match is not None
    return case.match


def task_of(case: ConsentCase) -> ActionItem:
    assert case.action is not None
    return case.action
