"""Forms: refusals stand at their field, and nobody overwrites what somebody else saved meanwhile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.core.forms import several_lines, single_line
from partner_hub.letters import is_unseen
from tests.support.database import on_both_databases
from tests.support.page import CheckedClient
from tests.support.world import World, enter


def settings(client: CheckedClient, world: World) -> str:
    enter(client, world, "secretary")
    return world.url("settings/")


def test_a_conflict_shows_both_texts_and_saving_again_is_a_choice(client: CheckedClient, world: World) -> None:
    url = settings(client, world)
    mine = client.page(url)
    client.page(url).submit("Save", city="别人写的市")

    page = mine.submit("Save", city="我写的市", status=422)

    assert page.value("city") == "我写的市"
    assert "Saved by somebody else meanwhile: 别人写的市" in page.text
    assert db.session.get_one(Community, world.community).city == "别人写的市"
    assert page.submit("Save").value("city") == "我写的市"


def test_a_conflict_shows_only_what_differs(client: CheckedClient, world: World) -> None:
    url = settings(client, world)
    mine = client.page(url)
    client.page(url).submit("Save", city="别人写的市")

    page = mine.submit("Save", city="我写的市", status=422)

    assert len([text for text in page.texts("strong") if "somebody else" in text]) == 1


@on_both_databases
def test_a_broken_constraint_becomes_a_sentence_at_its_field(client: CheckedClient, world: World) -> None:
    db.session.get_one(Community, world.elsewhere).district = "鼓东区"
    page = client.page(settings(client, world)).submit("Save", name="东塘社区", status=422)

    assert "There is a community of this name in the district already." in page.text
    assert page.value("name") == "东塘社区"


def test_errors_are_summed_up_with_links_to_their_fields(client: CheckedClient, world: World) -> None:
    page = client.page(settings(client, world)).submit("Save", name="", area_code="59", status=422)

    assert page.links()["Name of the community"] == "#name"
    assert page.links()["Telephone area code"] == "#area_code"


@given(st.text())
def test_a_single_line_has_no_line_breaks_control_characters_or_outer_blanks(text: str) -> None:
    line = single_line(text)

    assert "\n" not in line
    assert not any(map(is_unseen, line))
    assert line == line.strip() == single_line(line)


@given(st.text())
def test_several_lines_keep_their_breaks_and_lose_what_cannot_be_printed(text: str) -> None:
    lines = several_lines(text)

    assert not any(is_unseen(c) for c in lines if c not in "\n\t")
    assert lines == several_lines(lines)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("一\r\n二 \r三", "一\n二\n三"), ("a\x00b", "ab"), ("\n\n一\n", "一"), ("张三\u3000李四", "张三 李四")],
)
def test_line_ends_become_one_kind(typed: str, kept: str) -> None:
    assert several_lines(typed) == kept
