"""The page of one item, and the record as a whole."""

from itertools import count
from typing import Any

import pytest

from partner_hub.communities.models import Category, GridCell
from partner_hub.core.db import db
from partner_hub.matching.contribution import Contribution
from partner_hub.meetings import queries
from partner_hub.meetings.models import AgendaItem
from partner_hub.meetings.record_lines.decisions import DECISION_LINES
from partner_hub.meetings.record_lines.deferrals import DEFERRAL_LINES
from partner_hub.meetings.record_lines.discussions import DISCUSSION_LINES
from partner_hub.meetings.record_lines.follow_ups import FOLLOW_UP_LINES
from partner_hub.meetings.record_lines.matches import MATCH_LINES
from partner_hub.meetings.record_lines.tasks import TASK_LINES, SupporterValues
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.meeting import FollowUpStatus, ItemKind, ItemState, MeetingState
from tests.support.gathering import a_gathering, an_item, an_offering, more_units
from tests.support.page import CheckedClient
from tests.support.queries import statements
from tests.support.recording import cursor, open_at
from tests.support.records import a_need, an_action
from tests.support.world import World, enter

NUMBERS = count(1)


@pytest.fixture
def item(world: World) -> AgendaItem:
    return an_item(world, ItemKind.OTHER, state=MeetingState.IN_SESSION)


def test_a_verdict_leads_on_to_the_next_item(client: CheckedClient, world: World) -> None:
    meeting = a_gathering(world, ItemKind.STUDY, ItemKind.DECISIONS, state=MeetingState.IN_SESSION)
    page = open_at(client, world, meeting.items[0], "first")
    assert cursor(page) == "What was reported and said"
    page = page.submit("Save and go to the next item", {"summary": "学习了文件", "Verdict": "Noted"})
    assert page.heading == "2. 议题 decisions"
    assert (meeting.items[0].summary, meeting.items[0].state) == ("学习了文件", ItemState.NOTED)
    assert cursor(page) == "Decision"


def test_two_recorders_of_one_summary_see_both_texts(client: CheckedClient, world: World, item: AgendaItem) -> None:
    page = open_at(client, world, item)
    item.summary, item.version = "她的话", item.version + 1
    page = page.submit("Save", {"summary": "我的话"}, status=422)
    assert "她的话" in page.text
    assert page.value("summary") == "我的话"


def test_every_kind_of_line_can_be_written_under_every_kind_of_item(client: CheckedClient, world: World) -> None:
    item = an_item(world, ItemKind.SPEECH, state=MeetingState.IN_SESSION)
    page = open_at(client, world, item)
    for link, field in (
        ("Add a decision", "Decision"),
        ("Add a discussion", "Topic"),
        ("Add a match", "Need"),
        ("Add an action item", "Action item"),
        ("Add a follow-up", "What was promised"),
        ("Add a deferred need", "Need"),
    ):
        assert cursor(page.follow(link)) == field


def test_the_record_is_read_through_on_one_page(client: CheckedClient, world: World, item: AgendaItem) -> None:
    DECISION_LINES.add(world.actor("staff"), item, {"text": "先放30个"})
    assert "先放30个" in open_at(client, world, item).follow("Record").text


def need_of_its_own_kind(world: World, **facts: Any) -> Need:
    number = next(NUMBERS)
    category = Category(community_id=world.community, name=f"第{number}类")
    return a_need(world, category=category, grid=GridCell(community_id=world.community, label=f"{number}网格"), **facts)


def fill(world: World, item: AgendaItem, number: int) -> None:
    staff = world.actor("staff")
    for each in range(number):
        DECISION_LINES.add(staff, item, {"text": f"第{each}条", "need": need_of_its_own_kind(world)})
        DISCUSSION_LINES.add(staff, item, {"topic": f"第{each}件"})
        offering: Offering = an_offering(world, f"第{each}项")
        need = need_of_its_own_kind(world, name=f"第{each}个")
        unit = offering.partnership
        MATCH_LINES.add(staff, item, {"needs": [need], "partners": [Contribution(unit, offering, is_lead=True)]})
        supporters: list[SupporterValues] = [{"partnership_id": world.school, "as_written": ""}]
        TASK_LINES.add(staff, item, {"title": "办", "responsible_id": world.hospital, "supporters": supporters})
        FOLLOW_UP_LINES.add(staff, item, {"status": FollowUpStatus.DONE, "action": an_action(world)})
        DEFERRAL_LINES.add(staff, item.meeting, {"need": need_of_its_own_kind(world), "reason": "以后再议"})
    more_units(world, number)
    db.session.commit()


@pytest.mark.parametrize("path", ["items/{item}", "{meeting}/record", "{meeting}"])
def test_pages_need_no_more_statements_for_ten_times_the_record(client: CheckedClient, world: World, path: str) -> None:
    item = an_item(world, ItemKind.FOLLOW_UP, state=MeetingState.IN_SESSION)
    fill(world, item, 1)
    url = world.url("meetings/" + path.format(item=item.id, meeting=item.meeting_id))
    enter(client, world, "staff")
    client.page(url)
    with statements() as few:
        client.page(url)
    fill(world, item, 10)
    with statements() as many:
        client.page(url)
    assert len(many) == len(few)


def test_a_meeting_is_loaded_with_everything_in_a_constant_number_of_statements(world: World) -> None:
    def read() -> int:
        db.session.expunge_all()
        with statements() as seen:
            meeting = queries.meeting_record(meeting_id)
            for each in meeting.items:
                _everything(each)
            assert [seat.partnership.name for seat in meeting.seats]
            assert [entry.need.name for entry in meeting.deferred if entry.need]
        return len(seen)

    item = an_item(world, ItemKind.FOLLOW_UP)
    item_id, meeting_id = item.id, item.meeting_id
    fill(world, item, 1)
    few = read()
    fill(world, db.session.get_one(AgendaItem, item_id), 10)
    assert read() == few


def _everything(item: AgendaItem) -> None:
    assert [decision.need.matter for decision in item.decisions if decision.need]
    assert [discussion.topic for discussion in item.discussions]
    assert [line.action.title for line in item.follow_ups if line.action]
    assert [entry.need.name for match in item.matches for entry in match.needs]
    assert [p.offering.name for match in item.matches for p in match.partners if p.offering and p.partnership]
    assert [supporter.name for action in item.actions for supporter in action.supporters if action.responsible_name]
