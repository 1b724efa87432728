"""The page of a need leads to the meetings that dealt with it, their decisions, tasks and minutes, and back."""

from datetime import date
from functools import partial

import pytest

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.meetings.models import AgendaItem
from partner_hub.meetings.record_lines.decisions import DECISION_LINES
from partner_hub.meetings.record_lines.deferrals import DEFERRAL_LINES
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.minutes.registers.need_trail import trail_of_need
from partner_hub.minutes.service import sign_minutes
from partner_hub.needs.models import Need
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import ItemKind, ItemState, MeetingState
from tests.support.gathering import an_item
from tests.support.page import CheckedClient
from tests.support.queries import statements
from tests.support.recording import open_at
from tests.support.records import a_need, an_action
from tests.support.signing import record_everybody
from tests.support.world import World
from tests.support.world import enter as enter_as

enter = partial(enter_as, language="en")
DECIDED = "由柳岸小学每周开放图书馆一次"


@pytest.fixture
def need(world: World) -> Need:
    return a_need(world)


@pytest.fixture
def item(world: World, need: Need) -> AgendaItem:
    """With a match of the need on the table, a decision about it and a task that carries the match out."""
    item = an_item(world, ItemKind.MATCHING, state=MeetingState.IN_SESSION)
    match = Match(community_id=world.community, state=MatchState.CONFIRMED, agenda_item_id=item.id, position=1)
    match.needs, match.partners = [MatchNeed(need=need)], [MatchPartner(partnership_id=world.hospital, is_lead=True)]
    db.session.add(match)
    db.session.flush()
    an_action(world, agenda_item_id=item.id, match_id=match.id, title="每月上门巡诊一次")
    DECISION_LINES.add(world.actor("staff"), item, {"text": DECIDED, "need": need})
    DEFERRAL_LINES.add(world.actor("staff"), item.meeting, {"need": need, "reason": "周末的另议"})
    db.session.refresh(item)
    return item


def sign(world: World, item: AgendaItem) -> None:
    item.state, item.meeting.state = ItemState.PASSED, MeetingState.HELD
    db.session.flush()
    db.session.refresh(item.meeting)
    record_everybody(item.meeting)
    minutes = draft_minutes(world.actor("staff"), item.meeting)
    sign_minutes(world.actor("secretary"), minutes, item.meeting, dated=date(2026, 11, 11))


def test_the_committee_follows_it_from_the_item_to_the_minutes_and_back(
    client: CheckedClient, world: World, need: Need, item: AgendaItem
) -> None:
    sign(world, item)
    enter(client, world, "staff")
    page = client.page(world.url(f"needs/{need.id}"))
    for words in ("In the joint meetings", DECIDED, "周末的另议", "每月上门巡诊一次", "Minutes 〔2026〕1号"):
        assert words in page.text
    page.follow("Minutes 〔2026〕1号")
    assert DECIDED in page.follow(f"Item {item.position}: {item.title}").text
    assert page.follow("每月上门巡诊一次").text


def test_a_match_leads_to_its_item_and_the_minutes(
    client: CheckedClient, world: World, need: Need, item: AgendaItem
) -> None:
    sign(world, item)
    enter(client, world, "staff")
    page = client.page(world.url(f"matches/{item.matches[0].id}"))
    assert "Minutes 〔2026〕1号" in page.links()
    assert DECIDED in page.follow(f"Item {item.position}: {item.title}").text
    assert client.page(page.url).follow(need.name).url == world.url(f"needs/{need.id}")


def test_a_decision_leads_to_its_need(client: CheckedClient, world: World, need: Need, item: AgendaItem) -> None:
    page = open_at(client, world, item)
    assert page.document.all("a", href=world.url(f"needs/{need.id}"))


def test_units_see_it_once_the_minutes_are_signed_and_nothing_of_the_record_before(
    client: CheckedClient, world: World, need: Need, item: AgendaItem
) -> None:
    enter(client, world, "unit_admin")
    page = client.page(world.url(f"needs/{need.id}"))
    assert DECIDED not in page.text
    assert item.meeting.title not in page.text
    sign(world, item)
    page = client.page(world.url(f"needs/{need.id}"))
    assert DECIDED in page.text
    assert f"Item {item.position}: {item.title}" not in page.links()


def test_many_meetings_take_no_more_statements(world: World, need: Need, item: AgendaItem) -> None:
    staff, counts = world.actor("staff"), []
    for year in (2027, 2028):
        counts.append(count_statements(staff, need))
        other = an_item(world, ItemKind.OTHER, year=year)
        other.need_id = need.id
        DECISION_LINES.add(staff, other, {"text": DECIDED, "need": need})
    assert counts[0] == counts[1] == 5
    assert item.meeting.year == 2026


def count_statements(actor: Actor, need: Need) -> int:
    db.session.flush()
    with statements() as seen:
        trail_of_need(actor, need)
    return len(seen)
