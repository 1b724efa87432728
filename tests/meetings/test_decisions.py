"""Decisions under an item: written one after the other, corrected, taken away."""

import pytest

from partner_hub.meetings.models import AgendaItem
from partner_hub.meetings.record_lines.decisions import DECISION_LINES
from partner_hub.vocabulary.meeting import ItemKind, MeetingState
from tests.support.gathering import an_item
from tests.support.page import CheckedClient
from tests.support.recording import cursor, open_at
from tests.support.records import a_need
from tests.support.world import World


@pytest.fixture
def item(world: World) -> AgendaItem:
    return an_item(world, ItemKind.OTHER, state=MeetingState.IN_SESSION)


def test_decisions_are_written_one_after_the_other(client: CheckedClient, world: World, item: AgendaItem) -> None:
    page = open_at(client, world, item).submit("Add a decision", {"text": "先开放30个车位"})
    assert cursor(page) == "Decision"
    page = page.submit("Add a decision", {"text": "资源清单每季度更新"})
    assert "Decisions（2）" in page.text
    assert [decision.text for decision in item.decisions] == ["先开放30个车位", "资源清单每季度更新"]


def test_a_decision_may_settle_a_need(client: CheckedClient, world: World, item: AgendaItem) -> None:
    need = a_need(world, name="门诊导诊缺人")
    open_at(client, world, item).submit("Add a decision", {"text": "社区先报8人", "need_words": "导诊"})
    assert item.decisions[0].need is need


def test_an_empty_decision_is_refused(client: CheckedClient, world: World, item: AgendaItem) -> None:
    page = open_at(client, world, item).submit("Add a decision", status=422)
    assert "Please fill this in." in page.text
    assert cursor(page) == "Decision"


def test_a_decision_is_corrected_and_taken_away(client: CheckedClient, world: World, item: AgendaItem) -> None:
    page = open_at(client, world, item).submit("Add a decision", {"text": "先开放30个车位"})
    page = page.follow("Edit line 1 of “Decisions”")
    page = page.submit("Save", {"text": "先开放20个车位"})
    assert "先开放20个车位" in page.text
    page.follow("Edit line 1 of “Decisions”").submit("Remove this line")
    assert item.decisions == []


def test_two_recorders_who_correct_one_line_see_both_texts(
    client: CheckedClient, world: World, item: AgendaItem
) -> None:
    decision = DECISION_LINES.add(world.actor("staff"), item, {"text": "原文"})
    page = open_at(client, world, item).follow("Edit line 1 of “Decisions”")
    DECISION_LINES.change(world.actor("secretary"), item, decision, {"text": "她的话"})
    page = page.submit("Save", {"text": "我的话"}, status=422)
    assert "她的话" in page.text
    assert page.value("text") == "我的话"
    page.submit("Save")
    assert decision.text == "我的话"
