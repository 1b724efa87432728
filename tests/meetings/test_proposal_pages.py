"""The pages on which a unit proposes an item of the agenda, and the committee answers."""

import pytest

from partner_hub.core.db import db
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.proposal_models import AgendaProposal
from partner_hub.vocabulary.meeting import ItemKind
from partner_hub.vocabulary.unit import UnitState
from tests.support.gathering import a_gathering, unit
from tests.support.page import SignedIn
from tests.support.proposing import WORDS, a_call, answer, propose
from tests.support.world import World

TYPED = {"Item": WORDS["title"], "What it is about, and what is wanted": WORDS["reason"]}


@pytest.fixture
def meeting(world: World) -> Meeting:
    return a_gathering(world, ItemKind.MATCHING)


def test_a_unit_proposes_and_reads_what_became_of_it(world: World, meeting: Meeting, signed_in: SignedIn) -> None:
    member = signed_in("unit_member")
    form = member.page(world.url("meetings/")).follow("Propose an item")
    assert "2026" in form.text
    shown = form.submit("Submit", TYPED)
    assert "The committee has your proposal and will answer." in shown.document.one("body").text
    assert shown.buttons().count("Put on the agenda") == 0

    agenda = signed_in("staff").page(world.url(f"meetings/{meeting.id}/agenda"))
    assert WORDS["reason"] in agenda.text
    after = agenda.submit("Put on the agenda: 门诊楼前的车位")
    assert "门诊楼前的车位" in after.links()

    assert "✓ On the agenda" in member.page(world.url("meetings/proposals")).rows()[0]


def test_one_sent_back_is_changed_on_its_page(world: World, meeting: Meeting, signed_in: SignedIn) -> None:
    proposal = answer(world, propose(world), "send_back", "请写明时段")
    page = signed_in("unit_admin").page(world.url(f"meetings/proposals/{proposal.id}"))
    assert "请写明时段" in page.text
    after = page.follow("Change and submit").submit("Submit again", {"Item": "周末的车位"})
    assert after.heading == "周末的车位"
    assert "Withdraw" in after.buttons()


def test_both_texts_are_shown_when_a_colleague_was_faster(world: World, meeting: Meeting, signed_in: SignedIn) -> None:
    proposal = answer(world, propose(world), "send_back", "请写明时段")
    url = world.url(f"meetings/proposals/{proposal.id}/edit")
    form = signed_in("unit_admin").page(url)
    proposal.title = "别人改的标题"
    proposal.version += 1
    refused = form.submit("Submit again", {"Item": "周末的车位"}, status=422)
    assert "别人改的标题" in refused.text


def test_words_and_a_reason_are_asked_for(world: World, meeting: Meeting, signed_in: SignedIn) -> None:
    refused = signed_in("unit_member").page(world.url("meetings/proposals/new")).submit("Submit", status=422)
    assert refused.text.count("Please fill this in.") >= 2


def test_the_number_of_a_paper_is_refused(world: World, meeting: Meeting, signed_in: SignedIn) -> None:
    form = signed_in("unit_member").page(world.url("meetings/proposals/new"))
    typed = TYPED | {"Item": "请联系11010519491231002X"}
    assert "Please leave out the numbers" in form.submit("Submit", typed, status=422).text
    assert db.session.scalars(db.select(AgendaProposal)).all() == []


def test_a_unit_that_is_not_approved_reads_why(world: World, meeting: Meeting, signed_in: SignedIn) -> None:
    unit(world, world.hospital).state = UnitState.SUSPENDED
    form = signed_in("unit_member").page(world.url("meetings/proposals/new"))
    assert "Only approved units propose items." in form.submit("Submit", TYPED, status=422).text


def test_the_end_of_the_call_is_said(world: World, meeting: Meeting, signed_in: SignedIn) -> None:
    a_call(world, meeting, days=-1)
    form = signed_in("unit_member").page(world.url("meetings/proposals/new"))
    assert "The call for items has ended." in form.text
    assert "the chair may still admit it" in form.submit("Submit", TYPED).document.one("body").text


def test_withdrawn_on_its_page(world: World, meeting: Meeting, signed_in: SignedIn) -> None:
    proposal = answer(world, propose(world), "accept")
    signed_in("unit_member").page(world.url(f"meetings/proposals/{proposal.id}")).submit("Withdraw")
    assert db.session.scalars(db.select(AgendaItem).where(AgendaItem.title == WORDS["title"])).all() == []


def test_declined_on_the_agenda_with_its_reason(world: World, meeting: Meeting, signed_in: SignedIn) -> None:
    propose(world)
    agenda = signed_in("staff").page(world.url(f"meetings/{meeting.id}/agenda"))
    agenda.submit("Leave it off the agenda: 门诊楼前的车位", {"reason": "已有安排"})
    row = signed_in("unit_member").page(world.url("meetings/proposals")).rows()[0]
    assert row[-1] == "已有安排"


def test_a_draft_needs_a_title_alone_and_is_submitted_later(
    world: World, meeting: Meeting, signed_in: SignedIn
) -> None:
    member = signed_in("unit_member")
    page = member.page(world.url("meetings/proposals/new")).submit("Save as a draft", {"Item": "周末的车位"})
    assert "Nobody but your unit sees it" in page.document.one("body").text
    assert "周末的车位" not in signed_in("staff").page(world.url("meetings/proposals")).text
    form = page.follow("Change and submit")
    refused = form.submit("Submit", status=422)
    assert "Please fill this in." in refused.text
    done = refused.submit("Submit", {"What it is about, and what is wanted": "二十个车位"})
    assert "Waits for the committee" in done.text
    assert "周末的车位" in signed_in("staff").page(world.url("meetings/proposals")).text
