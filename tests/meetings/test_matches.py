"""Matches at the table: chosen by typing, confirmed, deferred, rejected."""

import pytest

from partner_hub.core.db import db
from partner_hub.meetings.models import AgendaItem
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import ItemKind, MeetingState
from tests.support.gathering import an_item, an_offering
from tests.support.page import CheckedClient, Page
from tests.support.recording import cursor, open_at
from tests.support.records import a_need
from tests.support.world import World


@pytest.fixture
def table(world: World) -> AgendaItem:
    a_need(world, name="夜间停车难")
    a_need(world, name="消防道被堵")
    an_offering(world, "地下车位夜间开放")
    an_offering(world, "操场周末开放", world.school)
    return an_item(world, ItemKind.MATCHING, state=MeetingState.IN_SESSION)


def add_match(page: Page, status: int = 200, **typed: str) -> Page:
    return page.submit("Add a match", dict(typed), status=status)


def test_a_match_takes_a_need_an_offering_and_a_promise(client: CheckedClient, world: World, table: AgendaItem) -> None:
    page = add_match(open_at(client, world, table), need="停车", offering="地下车位", promise="先放30个")
    assert cursor(page) == "Need"
    assert "Matches（1）" in page.text
    match = table.matches[0]
    assert (match.letter, match.state, match.promise) == ("a", MatchState.CONFIRMED, "先放30个")
    assert match.lead is not None
    assert match.lead.partnership_id == world.hospital


def test_a_match_may_join_several_and_name_another_lead(client: CheckedClient, world: World, table: AgendaItem) -> None:
    add_match(
        open_at(client, world, table),
        need="停车", more_needs="消防道", offering="地下车位", more_offerings="操场", lead_words="江州市柳岸小学",
    )  # fmt: skip
    match = table.matches[0]
    assert [entry.need.name for entry in match.needs] == ["夜间停车难", "消防道被堵"]
    assert [(partner.partnership_id, partner.is_lead) for partner in match.partners] == [
        (world.hospital, False),
        (world.school, True),
    ]


def test_a_bare_promise_needs_no_offering(client: CheckedClient, world: World, table: AgendaItem) -> None:
    add_match(open_at(client, world, table), need="停车", units="江州市第二医院", promise="院内车位让5个")
    assert [(p.partnership_id, p.offering_id, p.is_lead) for p in table.matches[0].partners] == [
        (world.hospital, None, True)
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"need": "开放", "offering": "地下车位"}, "Nothing here is called “开放”."),
        ({"need": "停车", "offering": "开放"}, "“开放” may be:"),
        ({"need": "停车"}, "Please name an offering, or a unit that promises something."),
        (
            {"need": "停车", "offering": "地下", "lead_words": "江州市柳岸小学"},
            "The lead must be one of the units of this match.",
        ),
        ({"need": "停车", "units": "月球基地"}, "Nothing here is called “月球基地”."),
    ],
)
def test_a_doubtful_match_is_asked_about_and_keeps_what_was_typed(
    client: CheckedClient, world: World, table: AgendaItem, typed: dict[str, str], sentence: str
) -> None:
    page = add_match(open_at(client, world, table), status=422, **typed)
    assert sentence in page.text
    assert page.value("need") == typed["need"]
    assert table.matches == []


def test_a_pair_is_matched_once_and_the_other_match_is_named(
    client: CheckedClient, world: World, table: AgendaItem
) -> None:
    page = add_match(open_at(client, world, table), need="停车", offering="地下", promise="先放30个")
    page = add_match(page, status=422, need="停车", offering="地下", promise="再放15个")
    assert "already joined by match a: “先放30个”" in page.text
    assert page.value("promise") == "再放15个"


def test_verdicts_are_given_by_button(client: CheckedClient, world: World, table: AgendaItem) -> None:
    page = add_match(open_at(client, world, table), need="停车", offering="地下")
    page = page.submit("Defer: match a")
    assert [match.state for match in table.matches] == [MatchState.DEFERRED]
    page = page.submit("Reject: match a")
    page = page.submit("Confirm: match a")
    assert [match.state for match in table.matches] == [MatchState.CONFIRMED]


def test_all_that_were_prepared_are_confirmed_at_once(client: CheckedClient, world: World, table: AgendaItem) -> None:
    page = add_match(open_at(client, world, table), need="停车", offering="地下", state="tabled")
    page = add_match(page, need="消防道", offering="操场", state="tabled")
    page = page.submit("Confirm all that are on the table")
    assert "2 matches are confirmed." in page.text
    assert {match.state for match in table.matches} == {MatchState.CONFIRMED}


def test_a_match_is_corrected_and_taken_away_and_the_letters_close_up(
    client: CheckedClient, world: World, table: AgendaItem
) -> None:
    page = add_match(open_at(client, world, table), need="停车", offering="地下")
    page = add_match(page, need="消防道", offering="操场")
    page = page.follow("Edit line 2 of “Matches”")
    assert page.value("need").startswith("消防道被堵 #")
    page = page.submit("Save", {"promise": "周末两天", "state": "Deferred"})
    assert (table.matches[1].promise, table.matches[1].state) == ("周末两天", MatchState.DEFERRED)
    page.follow("Edit line 1 of “Matches”").submit("Remove this line")
    db.session.expire_all()
    assert [(match.letter, match.promise) for match in table.matches] == [("a", "周末两天")]


def test_needs_and_units_of_another_community_cannot_be_chosen(
    client: CheckedClient, world: World, table: AgendaItem
) -> None:
    need = a_need(world, community_id=world.elsewhere, name="别处的需求")
    offering = an_offering(world, "别处的资源", world.stranger_unit, community_id=world.elsewhere)
    page = open_at(client, world, table)
    assert "别处" not in page.document.one("body").text
    page = add_match(page, status=422, need=f"#{need.id}", offering="地下")
    page = add_match(page, status=422, need="停车", offering=f"#{offering.id}")
    assert table.matches == []
