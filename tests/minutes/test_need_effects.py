"""A decision that settles a need moves it when the minutes are signed; a need put off waits until it is taken up."""

from datetime import date
from functools import partial
from typing import Any

import pytest

from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, SeveralFaults
from partner_hub.matching import hall
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.matching.planning.proposal import open_needs
from partner_hub.meetings.agenda_sources import fill_agenda
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.record_lines.decisions import DECISION_LINES
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.minutes.service import sign_minutes
from partner_hub.needs.end_queries import end_of_need
from partner_hub.needs.models import Need
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import ItemKind, ItemState, MeetingState
from partner_hub.vocabulary.need import NeedState
from tests.support.gathering import a_gathering, an_item, community
from tests.support.page import CheckedClient
from tests.support.recording import open_at
from tests.support.records import a_need, an_action
from tests.support.signing import record_everybody
from tests.support.world import World
from tests.support.world import enter as enter_as

enter = partial(enter_as, language="en")
S = NeedState


@pytest.fixture
def item(world: World) -> AgendaItem:
    return an_item(world, ItemKind.UNIT_NEEDS, state=MeetingState.IN_SESSION)


def decide(world: World, item: AgendaItem, need: Need, to: NeedState, **words: Any) -> None:
    values = {"text": "由柳岸小学每周开放图书馆一次", "need": need, "need_outcome": to} | words
    DECISION_LINES.add(world.actor("staff"), item, values)  # type: ignore[arg-type]  # words of any kind


def sign(world: World, meeting: Meeting) -> None:
    for item in meeting.items:
        if item.state is ItemState.ACCEPTED:
            item.state = ItemState.PASSED
    meeting.state = MeetingState.HELD
    db.session.flush()
    record_everybody(meeting)
    minutes = draft_minutes(world.actor("staff"), meeting)
    sign_minutes(world.actor("secretary"), minutes, meeting, dated=date(2026, 11, 11))


def test_the_recorder_says_what_becomes_of_the_need(client: CheckedClient, world: World, item: AgendaItem) -> None:
    need = a_need(world, name="图书馆开放")
    page = open_at(client, world, item)
    typed = {"text": "每周开放一次", "settles_as": "partly_met"}
    page = page.submit("Add a decision", typed, status=422)
    assert "Please name the need that the decision settles." in page.text
    page = page.submit("Add a decision", typed | {"need_words": "图书馆"}, status=422)
    assert "Please say what is still open." in page.text
    page = page.submit("Add a decision", typed | {"need_words": "图书馆", "still_open": "周末不开放"})
    assert "Partly met" in page.text
    decision = item.decisions[0]
    assert (decision.need, decision.need_outcome, decision.still_open) == (need, S.PARTLY_MET, "周末不开放")


@pytest.mark.parametrize("begun", [S.PUBLISHED, S.IN_PROJECT])
@pytest.mark.parametrize("to", [S.MET, S.PARTLY_MET, S.REFERRED, S.DECLINED])
def test_signing_moves_the_need_as_it_was_decided(
    world: World, item: AgendaItem, begun: NeedState, to: NeedState
) -> None:
    need = a_need(world, state=begun)
    decide(world, item, need, to, still_open="周末不开放")
    assert need.state is begun
    sign(world, item.meeting)
    assert need.state is to
    end = end_of_need(need)
    if to in {S.MET, S.PARTLY_MET}:
        assert end is not None
        assert (end.done, end.by_whom) == ("由柳岸小学每周开放图书馆一次", community(world).issuer)
        assert end.still_open == ("周末不开放" if to is S.PARTLY_MET else "")
    else:
        assert (end, need.state_reason) == (None, "由柳岸小学每周开放图书馆一次")


def test_whoever_is_given_the_task_has_done_it_where_nobody_took_the_need(world: World, item: AgendaItem) -> None:
    need = a_need(world)
    an_action(world, agenda_item_id=item.id)
    decide(world, item, need, S.MET)
    sign(world, item.meeting)
    end = end_of_need(need)
    assert end is not None
    assert end.by_whom == "江州市第二医院"


@pytest.mark.parametrize(
    ("state", "to", "words", "told"),
    [
        (S.WITHDRAWN, S.MET, {}, "the record is now “Withdrawn”"),
        (S.PUBLISHED, S.MET, {"text": "请3座502的阿婆来取，电话13905061234"}, "it leads to a person"),
    ],
)
def test_what_cannot_be_settled_is_told_before_the_signature(
    world: World, item: AgendaItem, state: NeedState, to: NeedState, words: dict[str, str], told: str
) -> None:
    need = a_need(world, state=state)
    decide(world, item, need, to, **words)
    with pytest.raises(SeveralFaults, match=told) as refused:
        sign(world, item.meeting)
    assert refused.value.faults[0][1].endswith(f"/decision/{item.decisions[0].id}")
    assert need.state is state


def test_a_need_that_somebody_takes_is_not_declined_over_the_units_head(world: World, item: AgendaItem) -> None:
    need = a_need(world, state=S.IN_PROJECT)
    match = Match(community_id=world.community, state=MatchState.AGREED, needs=[MatchNeed(need=need)])
    match.partners = [MatchPartner(partnership_id=world.hospital, is_lead=True)]
    db.session.add(match)
    decide(world, item, need, S.DECLINED)
    with pytest.raises(DomainError, match="Please release the match first"):
        sign(world, item.meeting)


@pytest.mark.parametrize("verdict", [ItemState.POSTPONED, ItemState.TO_BE_CLARIFIED, ItemState.NOT_PASSED])
def test_a_need_that_did_not_pass_leaves_hall_and_plan_and_says_so(
    client: CheckedClient, world: World, item: AgendaItem, verdict: ItemState
) -> None:
    need = a_need(world)
    item.need_id, item.state = need.id, verdict
    db.session.flush()
    db.session.refresh(item)
    sign(world, item.meeting)
    assert need.deferred_on is not None
    open_ones = db.select(Need).where(*hall.open_need_conditions(world.actor("unit_admin")))
    assert need not in db.session.scalars(open_ones).all()
    assert need not in open_needs(community(world), (2026, 4))
    enter(client, world, "unit_admin")
    page = client.page(world.url(f"needs/{need.id}"))
    assert "nobody takes it until a meeting has taken it up again" in page.text
    assert "Take this need" not in page.links()


@pytest.mark.parametrize(("verdict", "waits"), [(ItemState.POSTPONED, True), (ItemState.PASSED, False)])
def test_a_postponed_item_brings_its_need_along_until_a_meeting_deals_with_it(
    world: World, item: AgendaItem, verdict: ItemState, *, waits: bool
) -> None:
    need = a_need(world)
    item.need_id, item.state = need.id, ItemState.POSTPONED
    db.session.flush()
    db.session.refresh(item)
    sign(world, item.meeting)
    following = a_gathering(world, year=2027)
    fill_agenda(world.actor("staff"), following)
    db.session.refresh(following)
    (back,) = [each for each in following.items if each.need_id == need.id]
    back.state = verdict
    sign(world, following)
    assert (need.deferred_on is not None) is waits
