"""What units say stands in the minutes where it was open, in the next meeting's first item, and in the registers."""

from typing import Any

import pytest
from flask import Flask

from partner_hub.actions.consents import answer_case
from partner_hub.commands.agenda import agenda_as_json
from partner_hub.core.db import db
from partner_hub.meetings.agenda_sources import fill_agenda
from partner_hub.meetings.models import FollowUp, Meeting
from partner_hub.meetings.queries import meeting_record
from partner_hub.meetings.record_lines.follow_ups import FOLLOW_UP_LINES
from partner_hub.minutes.drafting.choices import DraftChoices
from partner_hub.minutes.drafting.draft import generate_draft
from partner_hub.minutes.drafting.record import meeting_record_of
from partner_hub.minutes.issue_document import document_to_issue
from partner_hub.minutes.registers.promise_register import promises_of_actions
from partner_hub.vocabulary.consent import Consent
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import FollowUpStatus, ItemKind, ItemState, MeetingState
from partner_hub.vocabulary.minutes import Placement
from tests.support.asking import a_meeting_without_the_school, asked, match_of, sign, task_of
from tests.support.gathering import a_gathering
from tests.support.page import SignedIn
from tests.support.world import World

MATCH_LINE = "供需对接：学业辅导"


def the_next(world: World) -> Meeting:
    return meeting_record(a_gathering(world, standing_agenda=True).id)


def lines_of(meeting: Meeting) -> dict[str, FollowUp]:
    return {line.title: line for item in meeting.items for line in item.follow_ups}


def test_minutes_say_at_the_name_what_was_open(app: Flask, world: World) -> None:
    meeting = a_meeting_without_the_school(world)
    body = generate_draft(meeting_record_of(meeting))
    assert "由江州市柳岸小学（待该单位确认）承接" in body
    assert "责任单位：江州市柳岸小学（待该单位确认）；配合单位：江州市第二医院；" in body
    choices = DraftChoices(placements={f"{kind}/tasks": Placement.ANNEX for kind in ItemKind})
    annex = document_to_issue(meeting, None, choices=choices).annexes[0]
    assert [row[2] for row in annex.rows] == ["江州市第二医院", "江州市柳岸小学（待该单位确认）"]


def test_without_anything_open_they_say_nothing(world: World) -> None:
    for case in asked(world):
        answer_case(world.actor("other_unit_admin"), case, Consent.ACCEPTED)
    last = case.action
    assert last is not None
    body = generate_draft(meeting_record_of(meeting_record(1)))
    assert "确认）" not in body


def test_the_next_agenda_tells_what_came_of_each(world: World) -> None:
    match, task = asked(world)
    answer_case(world.actor("other_unit_admin"), match, Consent.DECLINED, comment="老师外出培训")
    answer_case(world.actor("other_unit_admin"), task, Consent.ACCEPTED)
    following = the_next(world)

    lines = lines_of(following)
    assert (lines[MATCH_LINE].status, lines[MATCH_LINE].lead) == (FollowUpStatus.PENDING, "江州市柳岸小学")
    assert fill_agenda(world.actor("staff"), following) == 0
    body = generate_draft(meeting_record_of(meeting_record(following.id)))
    assert "均待通报：" in body
    assert "；开放操场（江州市柳岸小学已确认）；" in body
    assert "（江州市柳岸小学未同意：老师外出培训）。" in body


def test_a_confirmed_match_goes_on_and_is_told_once(world: World) -> None:
    match, _task = asked(world)
    answer_case(world.actor("other_unit_admin"), match, Consent.ACCEPTED)
    assert lines_of(the_next(world))[MATCH_LINE].status is FollowUpStatus.CONTINUED
    later = a_gathering(world, standing_agenda=True, year=2028)
    assert MATCH_LINE in lines_of(meeting_record(later.id))


@pytest.mark.parametrize("said", [Consent.DECLINED, Consent.TO_CONFIRM])
def test_what_the_meeting_drops_of_it_ends(world: World, said: Consent) -> None:
    match, _task = asked(world)
    if said is Consent.DECLINED:
        answer_case(world.actor("other_unit_admin"), match, said, comment="老师外出培训")
    following = the_next(world)
    for line in lines_of(following).values():
        line.status = FollowUpStatus.DROPPED if line.consent_id else FollowUpStatus.NOT_DONE
    for item in following.items:
        item.state = ItemState.NOTED
    following.state = MeetingState.HELD
    db.session.commit()
    sign(world, meeting_record(following.id))
    ended = match_of(match)
    assert (ended.state, ended.reason) == (
        MatchState.ENDED_EARLY,
        "老师外出培训" if said is Consent.DECLINED else f"Decided at {following.title}",
    )


def test_a_line_that_was_taken_off_does_not_come_by_itself(world: World) -> None:
    asked(world)
    following = the_next(world)
    line = lines_of(following)[MATCH_LINE]
    item = next(item for item in following.items if line in item.follow_ups)
    FOLLOW_UP_LINES.remove(world.actor("staff"), item, line)
    assert fill_agenda(world.actor("staff"), following) == 0


def test_the_machine_reads_it_where_there_is_something_to_read(world: World) -> None:
    asked(world)
    rows = [line for item in agenda_as_json(the_next(world)) for line in item["lines"] if line["kind"] == "follow_up"]
    told: dict[str, Any] = {line["title"]: line.get("consent") for line in rows}
    assert told == {
        "开放操场": "江州市柳岸小学：to_confirm",
        "开放夜间车位": None,
        MATCH_LINE: "江州市柳岸小学：to_confirm",
    }


def test_the_register_of_promises_shows_it(signed_in: SignedIn, world: World) -> None:
    _match, task = asked(world)
    (promise,) = promises_of_actions(world.actor("district_observer"), [task_of(task)])
    assert [each.state for each in promise.consents] == [Consent.TO_CONFIRM]
    assert (
        "To be confirmed by the unit 江州市柳岸小学" in signed_in("district_observer").page(world.url("promises/")).text
    )
