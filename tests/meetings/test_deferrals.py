"""Needs that the meeting puts off or hands on."""

from partner_hub.vocabulary.meeting import ItemKind, MeetingState
from tests.support.gathering import an_item
from tests.support.page import CheckedClient
from tests.support.recording import cursor, open_at
from tests.support.records import a_need
from tests.support.world import World


def test_a_need_is_deferred_with_its_reason(client: CheckedClient, world: World) -> None:
    item = an_item(world, ItemKind.DECISIONS, state=MeetingState.HELD)
    need = a_need(world, name="去医院要倒两趟车")
    page = open_at(client, world, item)
    page = page.submit("Add a deferred need", {"Need": "倒两趟车", "Reason, and who takes it on": "等客流数据"})
    assert cursor(page) == "Need"
    entry = item.meeting.deferred[0]
    assert (entry.need, entry.reason) == (need, "等客流数据")
    page = page.submit("Add a deferred need", {"Need": "去医院要倒两趟车"}, status=422)
    assert "has been deferred already" in page.text


def test_what_is_on_no_list_is_deferred_in_words(client: CheckedClient, world: World) -> None:
    item = an_item(world, ItemKind.DECISIONS, state=MeetingState.HELD)
    page = open_at(client, world, item).submit("Add a deferred need", {"Need": "机场班车"})
    assert "机场班车 (not on the needs list)" in page.text
    page = page.follow("Edit line 1 of “Deferred needs”").submit("Save", {"Reason, and who takes it on": "转交通局"})
    assert item.meeting.deferred[0].reason == "转交通局"
    page.follow("Edit line 1 of “Deferred needs”").submit("Remove this line")
    assert item.meeting.deferred == []
