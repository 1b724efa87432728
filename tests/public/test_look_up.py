"""Looking a need up by its code: the state in residents' words, and nothing that leads to a person."""

import re
from typing import Any

import pytest
from flask import Flask

from partner_hub.accounts.link_secrets import sha256_hex
from partner_hub.communities.public_rate_limit import PublicRequest
from partner_hub.core.db import db
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.needs.models import Need
from partner_hub.public.lookup_codes import lookup_code_from
from partner_hub.public.submission_status import submission_statuses
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.need import NeedState
from tests.support.page import CheckedClient, Page
from tests.support.queries import statements
from tests.support.records import PUBLIC, a_need
from tests.support.world import World

CODE, OTHER_CODE = lookup_code_from("x" * 32, "one"), lookup_code_from("x" * 32, "two")
WRONG = "There is no need with this code here. Please compare it with your note."
PERSONAL = ("502", "阿婆", "13905061234", "邹晓燕", "0591-83331234")
HOSPITAL = "江州市第二医院"


@pytest.fixture
def resident(client: CheckedClient, world: World) -> CheckedClient:
    client.page("/sign-in").submit("English")
    return client


def asked(world: World, **facts: Any) -> Need:
    usual = {"code_hash": sha256_hex(CODE), "reporter_name": "邹晓燕", "reporter_phone": "0591-83331234"}
    return a_need(world, **(usual | facts))


def taken(world: World, need: Need, state: MatchState, *, by: int = 0, also: int = 0) -> Match:
    match = Match(community_id=world.community, state=state)
    match.needs = [MatchNeed(need_id=need.id)]
    match.partners = [MatchPartner(partnership_id=by or world.hospital, is_lead=True, position=1)]
    if also:
        match.partners.insert(0, MatchPartner(partnership_id=also, position=0))
    db.session.add(match)
    db.session.flush()
    return match


def look_up(resident: CheckedClient, world: World, code: str = CODE, status: int = 200) -> Page:
    return resident.page(f"/p/{world.community}/look-up").submit("Look up", {"Your code": code}, status=status)


STATES = [
    (NeedState.SUBMITTED, "Heard", False),
    (NeedState.ACCEPTED, "Heard", True),
    (NeedState.PUBLISHED, "On the list", True),
    (NeedState.IN_PROJECT, "Being worked on", True),
    (NeedState.PARTLY_MET, "Partly done", True),
    (NeedState.MET, "Done", True),
    (NeedState.CLOSED, "Done", True),
    (NeedState.REFERRED, "Passed on", False),
    (NeedState.DECLINED, "Cannot be helped here", False),
    (NeedState.WITHDRAWN, "Withdrawn", False),
]


@pytest.mark.parametrize(("state", "words", "is_worded"), STATES)
def test_every_state_has_words_for_residents_and_tells_nobody_who_asked(
    resident: CheckedClient, world: World, state: NeedState, words: str, *, is_worded: bool
) -> None:
    asked(world, state=state)
    page = look_up(resident, world, CODE.lower().replace(" ", "-"))
    assert words in page.document.one("p", class_="stage-now").text
    assert (PUBLIC in page.text) == is_worded
    assert not [word for word in PERSONAL if word in page.response.text]
    assert CODE not in page.response.text
    assert CODE.replace(" ", "") not in page.url


MATCHES = [
    (MatchState.PROPOSED, "On the list", False),
    (MatchState.DECLINED, "On the list", False),
    (MatchState.LAPSED, "On the list", False),
    (MatchState.RELEASED, "On the list", False),
    (MatchState.REJECTED, "On the list", False),
    (MatchState.AGREED, "Taken by a partner", True),
    (MatchState.TABLED, "Taken by a partner", True),
    (MatchState.DEFERRED, "Taken by a partner", True),
    (MatchState.CONFIRMED, "Decided on at the meeting", True),
]


@pytest.mark.parametrize(("state", "words", "is_named"), MATCHES)
def test_a_unit_is_named_from_the_day_on_both_sides_have_agreed(
    resident: CheckedClient, world: World, state: MatchState, words: str, *, is_named: bool
) -> None:
    taken(world, asked(world), state)
    now = look_up(resident, world).document.one("p", class_="stage-now").text
    assert words in now
    assert (HOSPITAL in now) == is_named


def test_the_leading_unit_comes_first_and_each_once(world: World) -> None:
    need = asked(world)
    taken(world, need, MatchState.AGREED, also=world.school)
    taken(world, need, MatchState.CONFIRMED)
    assert submission_statuses([need.id])[need.id].units == (HOSPITAL, "江州市柳岸小学")


def test_a_unit_that_joined_by_itself_is_named_when_it_was_accepted(world: World) -> None:
    need = asked(world)
    match = taken(world, need, MatchState.AGREED, also=world.school)
    match.partners[0].is_waiting = True
    db.session.flush()
    assert submission_statuses([need.id])[need.id].units == (HOSPITAL,)


def test_a_need_nobody_has_reviewed_names_no_unit(world: World) -> None:
    need = asked(world, state=NeedState.SUBMITTED)
    taken(world, need, MatchState.AGREED)
    assert submission_statuses([need.id])[need.id].units == ()


@pytest.mark.parametrize("state", [NeedState.REFERRED, NeedState.DECLINED])
def test_the_reason_is_told_without_what_leads_to_a_person(
    resident: CheckedClient, world: World, state: NeedState
) -> None:
    asked(world, state=state, state_reason="已转水务公司，联系人：王强，电话13905069999")
    text = look_up(resident, world).text
    assert "已转水务公司" in text
    assert "王强" not in text
    assert "13905069999" not in text


@pytest.mark.parametrize("state", [NeedState.ACCEPTED, NeedState.PARTLY_MET, NeedState.WITHDRAWN])
def test_other_reasons_are_the_communitys_own(resident: CheckedClient, world: World, state: NeedState) -> None:
    asked(world, state=state, state_reason="内部说明")
    assert "内部说明" not in look_up(resident, world).text


def test_a_merged_need_has_the_state_of_the_one_it_went_into(resident: CheckedClient, world: World) -> None:
    target = a_need(world, public_name="合并后的需求", state_reason="别人的事由")
    middle = a_need(world, state=NeedState.MERGED, merged_into_id=target.id)
    asked(world, state=NeedState.MERGED, merged_into_id=middle.id)
    taken(world, target, MatchState.AGREED)
    page = look_up(resident, world)
    assert HOSPITAL in page.document.one("p", class_="stage-now").text
    assert "goes on together with theirs" in page.text
    assert "合并后的需求" in page.text
    assert "别人的事由" not in page.text


def test_a_target_that_is_not_public_yet_or_was_declined_shows_no_words_of_its_own(world: World) -> None:
    for state in (NeedState.SUBMITTED, NeedState.DECLINED):
        target = a_need(world, state=state, state_reason="别人的事由")
        need = a_need(world, state=NeedState.MERGED, merged_into_id=target.id)
        found = submission_statuses([need.id])[need.id]
        assert (found.name, found.text, found.reason, found.is_joined) == ("", "", "", True)


def test_a_ring_of_merged_needs_comes_to_an_end(world: World) -> None:
    one, other = (a_need(world, state=NeedState.MERGED) for _ in range(2))
    one.merged_into_id, other.merged_into_id = other.id, one.id
    assert submission_statuses([one.id])[one.id].stage == "heard"


@pytest.mark.parametrize(
    "typed",
    [OTHER_CODE, CODE[:-1] + ("2" if CODE[-1] != "2" else "3"), "abc", "' OR 1=1 --", "%", "二", "x" * 60, "\x00", "*"],
)
def test_whatever_is_wrong_the_sentence_is_the_same(resident: CheckedClient, world: World, typed: str) -> None:
    asked(world)
    page = look_up(resident, world, typed, status=422)
    complaint = page.document.first("p", class_="field-error")
    assert complaint
    assert complaint.text in {WRONG, "Please fill this in."}
    assert typed.strip("\x00") in page.value("Your code")


def test_the_code_of_another_community_is_no_code_here(resident: CheckedClient, world: World) -> None:
    asked(world, community_id=world.elsewhere)
    assert WRONG in look_up(resident, world, status=422).text


def test_a_need_without_a_code_cannot_be_looked_up(resident: CheckedClient, world: World) -> None:
    asked(world, code_hash=None)
    for typed in ("", " ", "null", "0", sha256_hex("")[:60]):
        look_up(resident, world, typed, status=422)


def test_guessing_ends_and_the_right_code_waits_like_everybody(resident: CheckedClient, world: World) -> None:
    asked(world)
    for _ in range(40):
        look_up(resident, world, "222 222 222 222", status=422)
    page = look_up(resident, world, status=422)
    assert "Too much has come from your network" in page.text
    assert db.session.scalar(db.select(db.func.count(PublicRequest.id))) == 40


def test_the_state_is_the_visitors_own_and_not_another_persons(
    resident: CheckedClient, world: World, app: Flask
) -> None:
    asked(world)
    page = look_up(resident, world)
    assert page.submit("Large text").url == page.url
    stranger = app.test_client()
    assert stranger.get(page.url).location.endswith("/look-up")
    assert resident.get(f"/p/{world.elsewhere}/look-up/state").location.endswith("/look-up")


def test_the_session_holds_neither_the_code_nor_a_word_of_the_need(resident: CheckedClient, world: World) -> None:
    asked(world)
    look_up(resident, world)
    with resident.session_transaction() as session:
        kept = str(dict(session))
    assert CODE not in kept
    # A number of three figures may stand in any token and in any moment.
    assert not [word for word in PERSONAL if word in kept and not re.fullmatch("[0-9]{3}", word)]


def test_many_needs_take_as_few_statements_as_one(world: World) -> None:
    needs = [asked(world, code_hash=None, public_name=f"第{n}件") for n in range(30)]
    for need in needs[::2]:
        taken(world, need, MatchState.AGREED)
    for numbers in ([needs[0].id], [need.id for need in needs]):
        db.session.expunge_all()
        with statements() as seen:
            assert len(submission_statuses(numbers)) == len(numbers)
        assert len(seen) == 3
