"""A promise of earlier that no record knows is typed at the meeting; where it goes on until a day it becomes a task."""

from datetime import date
from typing import Any

import pytest

from partner_hub.actions.models import ActionItem
from partner_hub.core.db import db
from partner_hub.core.errors import SeveralFaults
from partner_hub.meetings.agenda_sources import fill_agenda
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.queries import meeting_record
from partner_hub.meetings.record_lines.follow_ups import FOLLOW_UP_LINES
from partner_hub.minutes.queries import minutes_of
from partner_hub.minutes.service import correct_minutes, sign_minutes
from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.meeting import FollowUpStatus, ItemKind, ItemState, MeetingState
from tests.support.gathering import a_gathering, an_item
from tests.support.signing import hold_and_sign
from tests.support.world import World

DUE = date(2027, 3, 1)
CONTINUED = {
    "title": "状元巷护学岗",
    "lead": "江州市第二医院",
    "support": "江州市柳岸小学、三网格",
    "status": FollowUpStatus.CONTINUED,
    "detail": "下午班补2名志愿者",
    "new_due": DUE,
}


@pytest.fixture
def item(world: World) -> AgendaItem:
    return an_item(world, ItemKind.FOLLOW_UP, state=MeetingState.IN_SESSION)


def typed(world: World, item: AgendaItem, **values: Any) -> None:
    FOLLOW_UP_LINES.add(world.actor("staff"), item, CONTINUED | values)  # type: ignore[arg-type]  # words of any kind


def tasks() -> list[ActionItem]:
    return list(db.session.scalars(db.select(ActionItem).order_by(ActionItem.id)))


def test_what_goes_on_becomes_an_issued_task_and_comes_back(world: World, item: AgendaItem) -> None:
    typed(world, item)
    hold_and_sign(world, item.meeting, ItemState.NOTED)

    (task,) = tasks()
    assert (task.title, task.responsible_id, task.due, task.first_due) == ("状元巷护学岗", world.hospital, DUE, DUE)
    assert (task.state, task.expected) == (ActionState.ISSUED, "下午班补2名志愿者")
    supporters = [(each.partnership_id, each.name) for each in task.supporters]
    assert supporters == [(world.school, "江州市柳岸小学"), (None, "三网格")]
    following = a_gathering(world, ItemKind.FOLLOW_UP, year=2027)
    fill_agenda(world.actor("staff"), following)
    lines = [line for each in meeting_record(following.id).items for line in each.follow_ups]
    assert [line.action for line in lines] == [task]


@pytest.mark.parametrize("status", [FollowUpStatus.DONE, FollowUpStatus.NOT_DONE, FollowUpStatus.DROPPED])
def test_what_ends_becomes_none(world: World, item: AgendaItem, status: FollowUpStatus) -> None:
    typed(world, item, status=status)
    hold_and_sign(world, item.meeting, ItemState.NOTED)
    assert tasks() == []


def test_what_goes_on_without_a_day_is_only_told(world: World, item: AgendaItem) -> None:
    typed(world, item, new_due=None)
    hold_and_sign(world, item.meeting, ItemState.NOTED)
    assert tasks() == []


def test_one_without_anybody_responsible_is_named_before_the_signature(world: World, item: AgendaItem) -> None:
    typed(world, item, lead="")
    with pytest.raises(SeveralFaults) as refusal:
        hold_and_sign(world, item.meeting, ItemState.NOTED)
    ((sentence, url),) = refusal.value.faults
    assert "“状元巷护学岗” has no responsible unit." in sentence
    assert f"items/{item.id}?at=line-" in url


def test_somebody_who_is_no_unit_is_kept_in_words(world: World, item: AgendaItem) -> None:
    typed(world, item, lead="社区党委")
    hold_and_sign(world, item.meeting, ItemState.NOTED)
    assert (tasks()[0].responsible_id, tasks()[0].responsible_name) == (None, "社区党委")


def test_a_second_signature_makes_no_second_task(world: World, item: AgendaItem) -> None:
    typed(world, item)
    hold_and_sign(world, item.meeting, ItemState.NOTED)
    item.meeting.state = MeetingState.HELD
    db.session.flush()
    sign_again(world, item.meeting)
    assert len(tasks()) == 1


def sign_again(world: World, meeting: Meeting) -> None:
    minutes = minutes_of(meeting)
    assert minutes is not None
    correct_minutes(world.actor("secretary"), minutes, reason="漏了一项")
    sign_minutes(world.actor("secretary"), minutes, meeting, dated=date(2026, 11, 12))


def test_the_record_of_a_past_meeting_names_its_tasks_itself(world: World, item: AgendaItem) -> None:
    typed(world, item)
    item.meeting.source = {"file": "会议记录.json"}
    hold_and_sign(world, item.meeting, ItemState.NOTED)
    assert tasks() == []
