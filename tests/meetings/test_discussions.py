"""Who said what, one line each."""

import pytest

from partner_hub.meetings.models import AgendaItem
from partner_hub.meetings.record_lines.discussions import read_positions, write_positions
from partner_hub.vocabulary.meeting import ItemKind, MeetingState
from tests.support.gathering import an_item
from tests.support.page import CheckedClient
from tests.support.recording import open_at
from tests.support.world import World


@pytest.fixture
def item(world: World) -> AgendaItem:
    return an_item(world, ItemKind.OTHER, state=MeetingState.IN_SESSION)


def test_a_discussion_is_read_line_by_line(client: CheckedClient, world: World, item: AgendaItem) -> None:
    said = "罗𬭎：可以先试两个月\n江帆: 3:40 以后才有人\n还要有人开门"
    typed = {"topic": "驿站谁来管", "said": said, "outcome": "第二医院牵头"}
    page = open_at(client, world, item).submit("Add a discussion", typed)
    assert item.discussions[0].positions == [
        {"who": "罗𬭎", "said": "可以先试两个月"},
        {"who": "江帆", "said": "3:40 以后才有人还要有人开门"},
    ]
    page = page.follow("Edit line 1 of “Discussions”")
    assert page.value("said") == "罗𬭎：可以先试两个月\n江帆：3:40 以后才有人还要有人开门"
    page.submit("Save", {"outcome": "先试两个月"})
    assert item.discussions[0].outcome == "先试两个月"


def test_words_without_a_speaker_are_asked_about(client: CheckedClient, world: World, item: AgendaItem) -> None:
    page = open_at(client, world, item)
    page = page.submit("Add a discussion", {"topic": "驿站", "said": "大家都说好"}, status=422)
    assert "Please begin each line with who spoke" in page.text
    assert page.value("said") == "大家都说好"
    assert item.discussions == []


@pytest.mark.parametrize("text", ["", "罗𬭎：好", "罗𬭎：好\n江帆：不好", "甲、乙：一起说：好"])
def test_positions_survive_reading_and_writing(text: str) -> None:
    assert write_positions(read_positions(text)) == text
