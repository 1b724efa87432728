"""Before minutes are signed everything that is open is said at once, each with the page where it is mended."""

from datetime import date, timedelta

import pytest

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import SeveralFaults
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.queries import meeting_record
from partner_hub.minutes.drafting.commands import draft_minutes, save_draft
from partner_hub.minutes.gate.gate import CHECK_LABELS, CheckResult, results_of_gate
from partner_hub.minutes.gate.wording_labels import WORDING_LABELS
from partner_hub.minutes.issue_document import document_to_issue
from partner_hub.minutes.models import Minutes
from partner_hub.minutes.service import sign_minutes
from partner_hub.minutes.wording.forbidden import FORBIDDEN_NAMES
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import ItemState, Presence
from partner_hub.vocabulary.minutes import GateCheck
from tests.support.held import a_held_meeting
from tests.support.world import World


@pytest.fixture
def meeting(world: World) -> Meeting:
    return meeting_record(a_held_meeting(world).id)


def open_checks(meeting: Meeting, minutes: Minutes, dated: date | None = None) -> dict[GateCheck, CheckResult]:
    results = results_of_gate(meeting, minutes, document_to_issue(meeting, minutes), dated)
    return {each.check: each for each in results if each.open and each.check is not GateCheck.WORDING}


def test_a_complete_record_has_nothing_open(world: World, meeting: Meeting) -> None:
    assert open_checks(meeting, draft_minutes(world.actor("staff"), meeting)) == {}


def test_everything_is_said_at_once_each_with_its_page(world: World, meeting: Meeting) -> None:
    minutes = draft_minutes(world.actor("staff"), meeting)
    meeting.seats[0].presence = Presence.NOT_RECORDED
    meeting.items[0].state = ItemState.ACCEPTED
    meeting.items[-1].actions[0].expected = ""
    tomorrow = clock.local_today() + timedelta(days=1)
    found = open_checks(meeting, minutes, tomorrow)
    wanted = {GateCheck.SEATS, GateCheck.ITEMS, GateCheck.TASKS, GateCheck.DATE}
    assert wanted <= set(found)
    assert all(url.startswith(f"/c/{world.community}/") for check in wanted for _sentence, url in found[check].open)
    with pytest.raises(SeveralFaults) as refusal:
        sign_minutes(world.actor("secretary"), minutes, meeting, dated=tomorrow)
    assert len(refusal.value.faults) >= len(wanted)


def test_a_draft_is_not_signed_while_the_record_says_something_else(world: World, meeting: Meeting) -> None:
    minutes = draft_minutes(world.actor("staff"), meeting)
    meeting.items[-1].decisions[0].text = "资源清单每月更新"
    db.session.flush()
    assert set(open_checks(meeting, minutes)) == {GateCheck.DRAFT}
    draft_minutes(world.actor("staff"), meeting)
    assert open_checks(meeting, minutes) == {}


def test_each_line_leads_to_the_very_place_where_it_is_mended(world: World, meeting: Meeting) -> None:
    minutes = draft_minutes(world.actor("staff"), meeting)
    texts = {"lead": "独居老人周秋菊要人陪诊。", f"item-{meeting.items[-1].id}": "其他\ue000事项"}
    minutes = save_draft(world.actor("staff"), minutes, meeting, texts)
    meeting.seats[0].delegate_name += "\ue001"
    meeting.items[0].state = ItemState.ACCEPTED
    meeting.items[0].matches[0].state = MatchState.TABLED
    found = open_checks(meeting, minutes)
    item, page = meeting.items[0], f"minutes/of/{meeting.id}"
    places = {
        check: [url.removeprefix(f"/c/{world.community}/") for _sentence, url in found[check].open] for check in found
    }
    assert places[GateCheck.RESIDENTS] == [f"{page}#passage_lead"]
    assert places[GateCheck.GLYPHS] == [f"{page}#passage_item_{meeting.items[-1].id}", f"{page}/names"]
    assert places[GateCheck.ITEMS] == [f"meetings/items/{item.id}?at=summary"]
    assert places[GateCheck.MATCHES] == [f"meetings/items/{item.id}?at=match-{item.matches[0].id}"]


def test_every_check_and_every_rule_has_a_name_on_the_screen() -> None:
    assert set(CHECK_LABELS) == set(GateCheck)
    assert set(WORDING_LABELS) == set(FORBIDDEN_NAMES)
