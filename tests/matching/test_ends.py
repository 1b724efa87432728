"""A match in work ends: the unit reports it, the committee accepts the report, and then nothing of it is live."""

from datetime import date
from typing import Any

import pytest

from partner_hub.communities.quarter_models import CommunityQuarter
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.events import history_of
from partner_hub.core.facts_from_above import has_live_match_of_offering, needs_relying_on_unit
from partner_hub.matching.commands import answers, ends
from partner_hub.matching.commands.ends import EndReport
from partner_hub.matching.coverage import Coverage, coverage_of_needs
from partner_hub.matching.end_queries import matches_to_accept, matches_to_report, needs_to_settle
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.messages.models import Message
from partner_hub.needs.need_view import read_need
from partner_hub.vocabulary.match import ENDED_MATCH_STATES, MatchOrigin, MatchState
from partner_hub.vocabulary.meeting import MeetingKind, MeetingState
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.quarter import QuarterState
from tests.support.gathering import an_offering
from tests.support.records import a_need, an_agenda_item
from tests.support.world import PEOPLE, World

M = MatchState
GIVEN = EndReport(M.DELIVERED, outcome="每周三上门陪诊，共陪诊12次。", people_served=9)
FAILED = EndReport(M.FAILED, reason="医生调走了，没有人能来。")


def in_work(world: World, unit: int | None = 0, *, signed: bool = True, **need: Any) -> Match:
    """A match of the hospital (or `unit`) whose confirmation is signed, of a need on which work has begun."""
    state = MeetingState.MINUTES_SIGNED if signed else MeetingState.HELD
    lead = world.hospital if unit == 0 else unit
    match = Match(
        community_id=world.community, state=M.CONFIRMED, origin=MatchOrigin.MEETING, promise="每周一次",
        agenda_item_id=an_agenda_item(world, state=state, kind=MeetingKind.EXTRAORDINARY), position=1,
    )  # fmt: skip
    match.needs = [MatchNeed(need=a_need(world, **{"state": NeedState.IN_PROJECT, "reporter_name": "赵婆婆"} | need))]
    offering = an_offering(world, capacity_number=20, capacity_unit="人次")
    match.partners = [
        MatchPartner(partnership_id=lead, offering=offering, is_lead=True, quantity=12, as_written="听橹社区")
    ]
    db.session.add(match)
    db.session.flush()
    return match


def messages_to(world: World, who: str) -> list[str]:
    return list(db.session.scalars(db.select(Message.subject).where(Message.user_id == world.people[who])))


def test_what_the_unit_reports_ends_only_when_the_committee_accepts_it(world: World) -> None:
    match = in_work(world)
    ends.report_end(world.actor("unit_member"), match, GIVEN)
    assert (match.state, match.reported_end) == (M.CONFIRMED, M.DELIVERED)
    assert db.session.scalars(matches_to_accept(world.actor("staff"))).all() == [match]
    ends.accept_end(world.actor("staff"), match)
    assert (match.state, match.reported_end, match.people_served) == (M.DELIVERED, None, 9)
    assert match.ended_on is not None
    assert match.lead is not None
    assert match.lead.delivered_quantity == 12, "as much as was promised, when nothing else is said"
    assert [event.tag.partition(":")[2] for event in history_of(match)] == ["report_end", "accept_end"]


def test_after_the_end_nothing_of_it_is_live(world: World) -> None:
    match = in_work(world)
    need, offering = match.needs[0].need, match.partners[0].offering
    assert offering is not None
    assert read_need(world.actor("unit_member"), need).sees_person
    ends.report_end(world.actor("unit_member"), match, GIVEN)
    ends.accept_end(world.actor("staff"), match)
    assert not has_live_match_of_offering(offering.id)
    assert needs_relying_on_unit(world.hospital) == []
    assert not read_need(world.actor("unit_member"), need).sees_person


def test_a_delivered_need_waits_for_the_committee_to_say_that_it_is_met(world: World) -> None:
    match = in_work(world)
    need = match.needs[0].need
    assert db.session.scalars(needs_to_settle(world.actor("staff"))).all() == []
    ends.report_end(world.actor("unit_member"), match, GIVEN)
    ends.accept_end(world.actor("staff"), match)
    assert need.state is NeedState.IN_PROJECT
    assert db.session.scalars(needs_to_settle(world.actor("staff"))).all() == [need]
    assert coverage_of_needs([need.id]) == {need.id: Coverage.FULL}, "it was served"
    assert any(need.open_title in subject for subject in messages_to(world, "staff"))


@pytest.mark.parametrize("end", [M.FAILED, M.ENDED_EARLY])
def test_a_need_that_nobody_served_stands_on_the_list_again(world: World, end: MatchState) -> None:
    match = in_work(world)
    need = match.needs[0].need
    ends.report_end(world.actor("unit_member"), match, EndReport(end, reason="医生调走了"))
    ends.accept_end(world.actor("staff"), match)
    assert need.state is NeedState.PUBLISHED
    assert coverage_of_needs([need.id]) == {need.id: Coverage.NONE}
    assert match.reason == "医生调走了"
    assert match.lead is not None
    assert match.lead.delivered_quantity == 0


def test_another_match_keeps_the_need_in_work(world: World) -> None:
    match, other = in_work(world), in_work(world, world.school)
    need = match.needs[0].need
    other.needs = [MatchNeed(need=need)]
    ends.report_end(world.actor("unit_member"), match, FAILED)
    ends.accept_end(world.actor("staff"), match)
    assert need.state is NeedState.IN_PROJECT
    ends.report_end(
        world.actor("staff"), other, EndReport(M.PARTLY_DELIVERED, "来了两次", "人手不够", told_by="周老师")
    )
    ends.accept_end(world.actor("secretary"), other)
    assert need.state is NeedState.IN_PROJECT, "the committee decides: something was done"
    assert db.session.scalars(needs_to_settle(world.actor("staff"))).all() == [need]


def test_a_report_that_was_sent_back_is_written_anew(world: World) -> None:
    match = in_work(world)
    ends.report_end(world.actor("unit_member"), match, GIVEN)
    with pytest.raises(DomainError):
        ends.send_back_end(world.actor("staff"), match, reason=" ")
    ends.send_back_end(world.actor("staff"), match, reason="请写明次数")
    assert (match.state, match.reported_end) == (M.CONFIRMED, None)
    assert db.session.scalars(matches_to_report(world.actor("unit_member"))).all() == [match]
    assert any("report again" in subject or "重新报告" in subject for subject in messages_to(world, "unit_member"))
    with pytest.raises(DomainError):
        ends.accept_end(world.actor("staff"), match)
    ends.report_end(world.actor("unit_member"), match, EndReport(M.PARTLY_DELIVERED, "陪诊8次", "下雨停了4次"))
    assert ends.accept_end(world.actor("staff"), match).state is M.PARTLY_DELIVERED


def test_the_committee_notes_the_report_of_a_unit_with_who_said_so(world: World) -> None:
    match = in_work(world)
    with pytest.raises(DomainError) as refused:
        ends.report_end(world.actor("staff"), match, GIVEN)
    assert refused.value.field == "told_by"
    ends.report_end(world.actor("staff"), match, EndReport(M.DELIVERED, "都办了", told_by="陶然（电话）"))
    assert match.reported_by == "陶然（电话）"
    assert history_of(match)[-1].on_behalf_of == match.partners[0].name


def test_what_the_community_gave_itself_the_secretary_accepts(world: World) -> None:
    match = in_work(world, None)
    ends.report_end(world.actor("staff"), match, EndReport(M.DELIVERED, "活动室借出12次"))
    assert db.session.scalars(matches_to_accept(world.actor("staff"))).all() == []
    with pytest.raises(NotAllowed):
        ends.accept_end(world.actor("staff"), match)
    assert ends.accept_end(world.actor("secretary"), match).state is M.DELIVERED


@pytest.mark.parametrize("who", [each for each in PEOPLE if not each.startswith("stranger")])
def test_who_reports_and_who_accepts(world: World, who: str) -> None:
    actor, may_accept = world.actor(who), {"secretary", "staff"}
    match = in_work(world)
    report = EndReport(M.DELIVERED, "都办了", told_by="陶然")
    if who in {*may_accept, "unit_admin", "unit_member"}:
        ends.report_end(actor, match, report)
    else:
        with pytest.raises(NotAllowed):
            ends.report_end(actor, match, report)
        ends.report_end(world.actor("unit_admin"), match, report)
    if who not in may_accept:
        with pytest.raises(NotAllowed):
            ends.send_back_end(actor, match, reason="不清楚")
        with pytest.raises(NotAllowed):
            ends.accept_end(actor, match)
    if who in may_accept:
        assert ends.accept_end(actor, match).state is M.DELIVERED


def test_another_unit_does_not_report_it(world: World) -> None:
    match = in_work(world, world.school)
    match.partners.append(MatchPartner(partnership_id=world.hospital, position=1))
    with pytest.raises(NotAllowed):
        ends.report_end(world.actor("unit_admin"), match, GIVEN)


@pytest.mark.parametrize(
    ("report", "field"),
    [
        (EndReport(M.DELIVERED), "outcome"),
        (EndReport(M.PARTLY_DELIVERED, "来了两次"), "reason"),
        (EndReport(M.FAILED, "没来"), "reason"),
        (EndReport(M.ENDED_EARLY), "reason"),
        (EndReport(M.RELEASED, "没来", "没来"), "end"),
    ],
)
def test_a_report_says_what_was_done_and_why_not_all(world: World, report: EndReport, field: str) -> None:
    with pytest.raises(DomainError) as refused:
        ends.report_end(world.actor("unit_admin"), in_work(world), report)
    assert refused.value.field == field


def test_before_the_signature_it_is_not_in_work(world: World) -> None:
    match = in_work(world, signed=False)
    with pytest.raises(DomainError, match=r"signed"):
        ends.report_end(world.actor("unit_admin"), match, GIVEN)
    assert db.session.scalars(matches_to_report(world.actor("unit_admin"))).all() == []


@pytest.mark.parametrize("state", [each for each in M if each is not M.CONFIRMED])
def test_only_a_confirmed_match_is_reported(world: World, state: MatchState) -> None:
    match = in_work(world)
    match.state = state
    with pytest.raises(Conflict):
        ends.report_end(world.actor("unit_admin"), match, GIVEN)


def test_what_is_in_work_is_ended_not_released(world: World) -> None:
    with pytest.raises(DomainError, match=r"how it ended"):
        answers.release_match(world.actor("staff"), in_work(world), reason="算了")


def test_a_need_of_a_closed_quarter_goes_on_in_the_running_one(world: World) -> None:

    match = in_work(world)
    db.session.add(CommunityQuarter(community_id=world.community, year=2026, quarter=4, state=QuarterState.CLOSED))
    db.session.flush()
    ends.report_end(world.actor("unit_admin"), match, FAILED)
    ends.accept_end(world.actor("staff"), match)
    need = match.needs[0].need
    assert (need.state, need.year, need.quarter) == (NeedState.PUBLISHED, 2027, 1)


def test_the_record_of_the_meeting_goes_on_telling_that_it_was_confirmed(world: World) -> None:
    for state in M:
        expected = M.CONFIRMED if state in ENDED_MATCH_STATES else state
        assert Match(state=state, ended_on=date(2026, 12, 1)).verdict is expected
