"""A unit proposes an item for the next meeting, and is told what became of it; nobody else's unit sees it before."""

from datetime import date
from typing import Any

import pytest

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed, NotFound
from partner_hub.core.events import history_of
from partner_hub.desk.queries import quarter_figures
from partner_hub.meetings import proposals
from partner_hub.meetings.agenda import edit_agenda_item, items_in_order, remove_agenda_item
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.proposal_queries import proposal_for, proposals_for_agenda, quarter_of_next_meeting
from partner_hub.meetings.record_lines.decisions import DECISION_LINES
from partner_hub.meetings.service import take_step
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.minutes.service import sign_minutes
from partner_hub.vocabulary.meeting import ItemKind, ItemState, MeetingKind, MeetingState, ProposalState
from partner_hub.vocabulary.unit import GONE_UNIT_STATES, UnitState
from tests.support.database import on_postgresql
from tests.support.gathering import a_gathering, community, unit
from tests.support.mails import speak_english, told
from tests.support.page import SignedIn
from tests.support.proposing import WORDS, a_call, a_draft, answer, propose
from tests.support.signing import record_everybody
from tests.support.world import World

TODAY = clock.local_today()
OTHERS = ("secretary", "staff", "grid_worker", "supervisor", "district_observer", "system_admin")


@pytest.fixture
def meeting(world: World) -> Meeting:
    return a_gathering(world, ItemKind.MATCHING, ItemKind.DECISIONS, ItemKind.NEXT_MEETING)


class TestSubmitting:
    def test_it_is_for_the_next_meeting_and_the_committee_is_notified(self, world: World, meeting: Meeting) -> None:
        speak_english()
        proposal = propose(world)
        assert (proposal.year, proposal.quarter, proposal.state) == (2026, 4, ProposalState.SUBMITTED)
        subject = "江州市第二医院 proposes an item: 门诊楼前的车位"
        assert told() == [("secretary", subject), ("staff", subject)]

    def test_while_no_meeting_is_planned_it_is_for_the_quarter_that_has_not_had_one(self, world: World) -> None:
        here, now = community(world), clock.quarter_of(TODAY)
        assert quarter_of_next_meeting(here, TODAY) == now
        a_gathering(world, state=MeetingState.HELD, year=now[0], quarter=now[1])
        assert quarter_of_next_meeting(here, TODAY) > now

    @pytest.mark.parametrize("who", OTHERS)
    def test_only_people_of_units_propose(self, world: World, who: str) -> None:
        with pytest.raises(NotAllowed):
            propose(world, who)

    def test_not_for_another_unit(self, world: World) -> None:
        with pytest.raises(NotAllowed):
            propose(world, "unit_admin", world.school)

    @pytest.mark.parametrize("state", sorted(set(UnitState) - {UnitState.APPROVED, *GONE_UNIT_STATES}))
    def test_only_approved_units(self, world: World, state: UnitState) -> None:
        unit(world, world.hospital).state = state
        with pytest.raises(DomainError, match="Only approved units"):
            propose(world)

    @pytest.mark.parametrize(
        ("days", "meeting_state", "expected"),
        [
            (0, MeetingState.PLANNING, ProposalState.SUBMITTED),
            (-1, MeetingState.PLANNING, ProposalState.LATE),
            (3, MeetingState.CALLED, ProposalState.SUBMITTED),
            (None, MeetingState.PLANNING, ProposalState.SUBMITTED),
            (None, MeetingState.CALLED, ProposalState.LATE),
            (None, MeetingState.IN_SESSION, ProposalState.LATE),
        ],
    )
    def test_what_comes_after_the_call_is_late(
        self, world: World, meeting: Meeting, days: int | None, meeting_state: MeetingState, expected: ProposalState
    ) -> None:
        meeting.state = meeting_state
        if days is not None:
            a_call(world, meeting, days=days)
        assert propose(world).state is expected


class TestAnswering:
    def test_an_accepted_one_stands_before_the_end_of_the_agenda(self, world: World, meeting: Meeting) -> None:
        proposal = answer(world, propose(world), "accept")
        kinds = [item.kind for item in items_in_order(meeting)]
        assert kinds == [ItemKind.MATCHING, ItemKind.DISCUSSION, ItemKind.DECISIONS, ItemKind.NEXT_MEETING]
        item = proposal.item
        assert item
        assert (item.title, item.presenter, item.proposed_by_id) == (WORDS["title"], "江州市第二医院", world.hospital)
        assert (proposal.state, proposal.answered_by) == (ProposalState.ACCEPTED, "丁一鸣")

    @pytest.mark.parametrize(
        ("action", "words", "subject"),
        [
            ("accept", "", "On the agenda: 门诊楼前的车位"),
            ("send_back", "请写明时段", "Sent back with a comment: 门诊楼前的车位"),
            ("decline", "已有安排", "Not taken onto the agenda: 门诊楼前的车位"),
        ],
    )
    def test_the_unit_is_notified_of_every_answer(
        self, world: World, meeting: Meeting, action: str, words: str, subject: str
    ) -> None:
        speak_english()
        proposal = answer(world, propose(world), action, words)
        assert [line for line in told() if line[0].startswith("unit")] == [
            ("unit_admin", subject),
            ("unit_member", subject),
        ]
        assert "other_unit_admin" not in dict(told())
        assert proposal.answer_words == words

    @pytest.mark.parametrize("action", ["send_back", "decline"])
    def test_a_refusal_says_why(self, world: World, meeting: Meeting, action: str) -> None:
        with pytest.raises(DomainError, match="give a reason"):
            answer(world, propose(world), action, "  ")

    def test_the_chair_may_admit_a_late_one(self, world: World, meeting: Meeting) -> None:
        meeting.state = MeetingState.CALLED
        proposal = answer(world, propose(world), "accept", who="secretary")
        assert proposal.item
        assert proposal.item.meeting_id == meeting.id

    def test_what_a_meeting_left_unanswered_is_put_before_the_next(self, world: World, meeting: Meeting) -> None:
        proposal = propose(world)
        meeting.state = MeetingState.HELD
        following = a_gathering(world, year=2027)
        assert list(proposals_for_agenda(following)) == [proposal]
        answer(world, proposal, "accept")
        assert proposal.item
        assert (proposal.item.meeting_id, proposal.year) == (following.id, 2027)

    def test_a_special_meeting_has_none(self, world: World, meeting: Meeting) -> None:
        propose(world)
        assert list(proposals_for_agenda(a_gathering(world, kind=MeetingKind.EXTRAORDINARY))) == []

    def test_there_must_be_a_meeting(self, world: World) -> None:
        with pytest.raises(DomainError, match="Please plan one first"):
            answer(world, propose(world), "accept")

    @pytest.mark.parametrize("who", ["unit_member", "other_unit_admin", *OTHERS[2:]])
    @pytest.mark.parametrize("action", ["accept", "send_back", "decline"])
    def test_nobody_else_answers(self, world: World, meeting: Meeting, who: str, action: str) -> None:
        with pytest.raises(NotAllowed):
            answer(world, propose(world), action, "因为", who=who)

    @pytest.mark.parametrize(
        "state", [ProposalState.ACCEPTED, ProposalState.RETURNED, ProposalState.DECLINED, ProposalState.WITHDRAWN]
    )
    @pytest.mark.parametrize("action", ["accept", "send_back", "decline"])
    def test_what_has_been_answered_is_not_answered_again(
        self, world: World, meeting: Meeting, state: ProposalState, action: str
    ) -> None:
        proposal = propose(world)
        proposal.state = state
        with pytest.raises(Conflict):
            answer(world, proposal, action, "因为")


class TestWhatBecomesOfIt:
    def test_one_sent_back_is_changed_and_submitted_again(self, world: World, meeting: Meeting) -> None:
        speak_english()
        proposal = answer(world, propose(world), "send_back", "请写明时段")
        again = WORDS | {"title": "周末的车位"}
        proposals.submit_proposal_again(
            world.actor("unit_admin"), community(world), proposal, data=proposals.ProposalValues(**again)
        )
        assert (proposal.title, proposal.state) == ("周末的车位", ProposalState.SUBMITTED)
        assert ("staff", "江州市第二医院 proposes an item: 周末的车位") in told()
        assert [event.tag.partition(":")[2] for event in history_of(proposal)] == ["submit", "send_back", "submit"]

    def test_after_the_call_it_is_late_then(self, world: World, meeting: Meeting) -> None:
        proposal = answer(world, propose(world), "send_back", "请写明时段")
        a_call(world, meeting, days=-1)
        proposals.submit_proposal_again(world.actor("unit_admin"), community(world), proposal, data=WORDS)
        assert proposal.state is ProposalState.LATE

    @pytest.mark.parametrize("state", sorted(set(ProposalState) - {ProposalState.DRAFT, ProposalState.RETURNED}))
    def test_only_one_sent_back_is_submitted_again(self, world: World, meeting: Meeting, state: ProposalState) -> None:
        proposal = propose(world)
        proposal.state = state
        with pytest.raises(Conflict):
            proposals.submit_proposal_again(world.actor("unit_admin"), community(world), proposal, data=WORDS)

    def test_not_by_another_unit_nor_by_one_that_is_suspended(self, world: World, meeting: Meeting) -> None:
        proposal = answer(world, propose(world), "send_back", "请写明时段")
        with pytest.raises(NotAllowed):
            proposals.submit_proposal_again(world.actor("other_unit_admin"), community(world), proposal, data=WORDS)
        unit(world, world.hospital).state = UnitState.SUSPENDED
        with pytest.raises(DomainError, match="Only approved units"):
            proposals.submit_proposal_again(world.actor("unit_admin"), community(world), proposal, data=WORDS)

    @pytest.mark.parametrize("state", [ProposalState.SUBMITTED, ProposalState.LATE, ProposalState.RETURNED])
    def test_the_unit_withdraws_it(self, world: World, meeting: Meeting, state: ProposalState) -> None:
        proposal = propose(world)
        proposal.state = state
        proposals.withdraw_proposal(world.actor("unit_member"), proposal)
        assert proposal.state is ProposalState.WITHDRAWN
        assert list(proposals_for_agenda(meeting)) == []

    def test_from_an_agenda_that_nobody_has_seen_yet(self, world: World, meeting: Meeting) -> None:
        proposal = answer(world, propose(world), "accept")
        proposals.withdraw_proposal(world.actor("unit_member"), proposal)
        assert [item.position for item in items_in_order(meeting)] == [1, 2, 3]
        assert (proposal.state, proposal.item_id) == (ProposalState.WITHDRAWN, None)

    def test_not_from_a_published_agenda(self, world: World, meeting: Meeting) -> None:
        proposal = answer(world, propose(world), "accept")
        meeting.state = MeetingState.CALLED
        with pytest.raises(Conflict, match="has been published"):
            proposals.withdraw_proposal(world.actor("unit_member"), proposal)

    def test_not_while_something_is_recorded_under_it(self, world: World, meeting: Meeting) -> None:
        proposal = answer(world, propose(world), "accept")
        assert proposal.item
        proposal.item.summary = "已经讨论"
        with pytest.raises(DomainError):
            proposals.withdraw_proposal(world.actor("unit_member"), proposal)

    @pytest.mark.parametrize("state", [ProposalState.DECLINED, ProposalState.WITHDRAWN])
    def test_not_when_it_is_over(self, world: World, meeting: Meeting, state: ProposalState) -> None:
        proposal = propose(world)
        proposal.state = state
        with pytest.raises(Conflict):
            proposals.withdraw_proposal(world.actor("unit_member"), proposal)

    @pytest.mark.parametrize("who", ["other_unit_admin", *OTHERS])
    def test_nobody_else_withdraws_it(self, world: World, meeting: Meeting, who: str) -> None:
        with pytest.raises(NotAllowed):
            proposals.withdraw_proposal(world.actor(who), propose(world))

    def test_an_item_taken_off_the_agenda_waits_for_an_answer_again(self, world: World, meeting: Meeting) -> None:
        speak_english()
        proposal = answer(world, propose(world), "accept")
        item: Any = proposal.item
        remove_agenda_item(world.actor("staff"), item)
        assert (proposal.state, proposal.item_id) == (ProposalState.SUBMITTED, None)
        subject = "Taken off the agenda again, a new answer will follow: 门诊楼前的车位"
        assert ("unit_member", subject) in told()
        assert answer(world, proposal, "decline", "已另行解决").state is ProposalState.DECLINED

    def test_so_does_one_of_a_cancelled_meeting(self, world: World, meeting: Meeting) -> None:
        proposal = answer(world, propose(world), "accept")
        db.session.refresh(meeting)
        take_step(world.actor("staff"), meeting, MeetingState.CANCELLED, reason="台风")
        assert (proposal.state, proposal.item_id) == (ProposalState.SUBMITTED, None)

    def test_the_words_of_the_item_are_the_committees(self, world: World, meeting: Meeting) -> None:
        proposal = answer(world, propose(world), "accept")
        item: Any = proposal.item
        edit_agenda_item(world.actor("staff"), item, data={"title": "错峰停车"})
        assert proposal.title == WORDS["title"]


class TestDraft:
    def test_nobody_but_the_unit_sees_it_and_nobody_is_notified(self, world: World, meeting: Meeting) -> None:
        draft = a_draft(world)
        assert proposal_for(world.actor("unit_admin"), draft.id) == draft
        for who in ("other_unit_admin", *OTHERS):
            with pytest.raises(NotFound):
                proposal_for(world.actor(who), draft.id)
        assert (list(proposals_for_agenda(meeting)), told()) == ([], [])

    def test_it_is_changed_and_submitted_and_then_the_committee_has_it(self, world: World, meeting: Meeting) -> None:
        draft, member = a_draft(world), world.actor("unit_member")
        proposals.change_proposal(member, draft, data={"title": "停车", "reason": ""})
        with pytest.raises(DomainError):
            proposals.submit_proposal_again(member, community(world), draft, data={"title": "停车", "reason": ""})
        proposals.submit_proposal_again(member, community(world), draft, data=WORDS)
        assert (draft.state, draft.title) == (ProposalState.SUBMITTED, WORDS["title"])
        assert [who for who, _subject in told()] == ["secretary", "staff"]
        assert list(proposals_for_agenda(meeting)) == [draft]

    def test_a_draft_that_is_withdrawn_stays_unseen(self, world: World, meeting: Meeting) -> None:
        draft = a_draft(world)
        proposals.withdraw_proposal(world.actor("unit_member"), draft)
        with pytest.raises(NotFound):
            proposal_for(world.actor("secretary"), draft.id)

    @pytest.mark.parametrize("who", ["other_unit_admin", *OTHERS])
    def test_nobody_else_changes_it(self, world: World, meeting: Meeting, who: str) -> None:
        with pytest.raises(NotAllowed):
            proposals.change_proposal(world.actor(who), a_draft(world), data=WORDS)

    def test_what_is_submitted_is_changed_no_more(self, world: World, meeting: Meeting) -> None:
        with pytest.raises(Conflict):
            proposals.change_proposal(world.actor("unit_member"), propose(world), data=WORDS)


class TestOutcome:
    def test_the_unit_is_told_what_the_meeting_decided(
        self, world: World, meeting: Meeting, signed_in: SignedIn
    ) -> None:
        speak_english()
        proposal = answer(world, propose(world), "accept")
        item: Any = proposal.item
        DECISION_LINES.add(world.actor("staff"), item, {"text": "周末开放二十个车位"})
        unit_page = world.url(f"meetings/proposals/{proposal.id}")
        assert "周末开放二十个车位" not in signed_in("unit_member").page(unit_page).text
        sign_now(world, meeting)
        assert ("unit_member", "The joint meeting on your item “门诊楼前的车位”: Passed") in told()
        page = signed_in("unit_member").page(unit_page)
        assert "周末开放二十个车位" in page.text
        assert page.follow("The signed minutes").follow(WORDS["title"]).heading == WORDS["title"]

    def test_item_and_proposal_lead_to_each_other(self, world: World, meeting: Meeting, signed_in: SignedIn) -> None:
        proposal = answer(world, propose(world), "accept")
        page = signed_in("staff").page(world.url(f"meetings/items/{proposal.item_id}"))
        page = page.follow(f"江州市第二医院：{proposal.title}")
        assert page.follow(f"2. {proposal.title}").url.startswith(world.url(f"meetings/items/{proposal.item_id}"))

    def test_the_first_page_of_the_unit_tells_how_it_stands(
        self, world: World, meeting: Meeting, signed_in: SignedIn
    ) -> None:
        a_draft(world)
        answer(world, propose(world), "send_back", "请写明时段")
        text = signed_in("unit_member").page(world.url()).text
        assert "Draft" in text
        assert "请写明时段" in text
        assert WORDS["title"] not in signed_in("other_unit_admin").page(world.url()).text


def sign_now(world: World, meeting: Meeting) -> None:
    db.session.refresh(meeting)
    for item in meeting.items:
        item.state = ItemState.PASSED
    meeting.state = MeetingState.HELD
    db.session.flush()
    record_everybody(meeting)
    minutes = draft_minutes(world.actor("staff"), meeting)
    sign_minutes(world.actor("secretary"), minutes, meeting, dated=date(2026, 11, 11))


class TestWhoSeesIt:
    @pytest.mark.parametrize("who", ["other_unit_admin", "grid_worker", "supervisor", "district_observer"])
    def test_nobody_but_the_unit_and_the_committee(self, world: World, meeting: Meeting, who: str) -> None:
        proposal = propose(world)
        with pytest.raises(NotFound):
            proposal_for(world.actor(who), proposal.id)
        assert proposal_for(world.actor("unit_admin"), proposal.id) == proposal
        assert proposal_for(world.actor("staff"), proposal.id) == proposal

    @on_postgresql
    def test_postgresql_knows_the_same(self, world: World, meeting: Meeting) -> None:
        proposal = propose(world)
        assert quarter_figures(world.actor("staff"), meeting, TODAY).items_proposed == 1
        answer(world, proposal, "accept")
        assert list(proposals_for_agenda(meeting)) == [proposal]
        proposals.withdraw_proposal(world.actor("unit_member"), proposal)
        figures = quarter_figures(world.actor("staff"), meeting, TODAY)
        assert (figures.items, figures.items_proposed) == (3, 0)

    def test_the_list_of_another_unit_is_empty(self, world: World, meeting: Meeting, signed_in: SignedIn) -> None:
        propose(world)
        page = signed_in("other_unit_admin").page(world.url("meetings/proposals"))
        assert WORDS["title"] not in page.text

    def test_the_desk_counts_those_that_wait(self, world: World, meeting: Meeting) -> None:
        first, _second = propose(world), propose(world)
        answer(world, first, "decline", "已有安排")
        assert quarter_figures(world.actor("staff"), meeting, TODAY).items_proposed == 1
