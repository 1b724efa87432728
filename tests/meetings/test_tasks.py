"""Action items written down at the meeting."""

import pytest

from partner_hub.actions.models import ActionItem
from partner_hub.actions.workflow import missing_parts_of_action
from partner_hub.core.db import db
from partner_hub.meetings.models import AgendaItem
from partner_hub.minutes.effects.signing import tasks_with_gaps
from partner_hub.vocabulary.meeting import ItemKind, MeetingState
from tests.support.gathering import an_item
from tests.support.page import CheckedClient
from tests.support.recording import cursor, open_at
from tests.support.world import World


@pytest.fixture
def item(world: World) -> AgendaItem:
    return an_item(world, ItemKind.OTHER, state=MeetingState.IN_SESSION)


def test_an_action_item_names_a_unit_by_its_name_and_others_by_words(
    client: CheckedClient, world: World, item: AgendaItem
) -> None:
    typed = {
        "Action item": "开放夜间车位",
        "Responsible": "江州市第二医院",
        "Supporting": "江州市柳岸小学、三网格",
        "Deadline": "2026-12-25",
        "Expected result": "开通30个车位",
    }
    page = open_at(client, world, item).submit("Add an action item", typed)
    assert cursor(page) == "Action item"
    action = item.actions[0]
    assert (action.responsible_id, str(action.due), action.expected) == (world.hospital, "2026-12-25", "开通30个车位")
    assert [supporter.name for supporter in action.supporters] == ["江州市柳岸小学", "三网格"]


def test_a_responsible_who_is_no_unit_is_marked_so(client: CheckedClient, world: World, item: AgendaItem) -> None:
    page = open_at(client, world, item).submit(
        "Add an action item", {"Action item": "发对接单", "Responsible": "社区党委"}
    )
    assert "社区党委 (no unit on the list)" in page.text
    page = page.follow("Edit line 1 of “Action items”").submit("Save", {"Responsible": "江州市第二医院"})
    assert item.actions[0].responsible_id == world.hospital


def test_an_action_item_is_taken_away_again(client: CheckedClient, world: World, item: AgendaItem) -> None:
    page = open_at(client, world, item).submit("Add an action item", {"Action item": "发对接单"})
    page.follow("Edit line 1 of “Action items”").submit("Remove this line")
    assert db.session.scalars(db.select(ActionItem)).all() == []


def test_each_line_says_what_it_lacks_and_leads_to_the_field(
    client: CheckedClient, world: World, item: AgendaItem
) -> None:
    page = open_at(client, world, item).submit("Add an action item", {"Action item": "发对接单"})
    missing = {
        "nobody responsible yet": ("Responsible", "江州市第二医院"),
        "no deadline yet": ("Deadline", "2026-12-25"),
        "no expected result yet": ("Expected result", "发出20张"),
    }
    for words, (field, typed) in missing.items():
        page = page.follow(f"◔ {words}: 发对接单")
        assert cursor(page) == field
        page = page.submit("Save", {field: typed})
        assert words not in page.text
    assert missing_parts_of_action(item.actions[0]) == []


def test_the_gate_of_the_signature_leads_to_the_field_that_is_empty(
    client: CheckedClient, world: World, item: AgendaItem
) -> None:
    page = open_at(client, world, item).submit(
        "Add an action item", {"Action item": "发对接单", "Responsible": "社区党委", "Deadline": "2026-12-25"}
    )
    ((sentence, url),) = tasks_with_gaps(item.meeting)
    assert "expected result" in sentence
    assert cursor(client.page(url)) == "Expected result"
    assert url.endswith(page.links()["◔ no expected result yet: 发对接单"].rpartition("/c/")[2])
