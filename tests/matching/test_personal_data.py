"""Whom to call and where to go: for staff, and for a unit only while a match lives that both sides agreed to."""

from http import HTTPStatus
from io import BytesIO

import pytest
from openpyxl import load_workbook

from partner_hub.core.db import db
from partner_hub.matching.commands import answers, claims, invitations, supporters
from partner_hub.matching.models import Match
from partner_hub.messages.models import Message
from partner_hub.needs.models import Need
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.match import AGREED_MATCH_STATES, MatchState
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.unit import UnitState
from tests.support.page import SignedIn
from tests.support.records import PUBLIC, RECORDED, a_need
from tests.support.world import World

PERSONAL = ("3座502", "13905061234", "钱阿婆", "13905069999")
# Everybody who may open the page of a need, by what may be read there before anybody takes it.
READERS = ("unit_admin", "unit_member", "other_unit_admin", "grid_worker", "district_observer")


@pytest.fixture
def need(world: World) -> Need:
    return a_need(world, reporter_name="钱阿婆", reporter_phone="13905069999")


@pytest.fixture
def match(world: World, need: Need, hospital: Partnership) -> Match:
    return claims.claim_need(world.actor("unit_member"), need, partnership=hospital, promise="每周三陪诊")


def reads(signed_in: SignedIn, world: World, who: str, need: Need) -> set[str]:
    """What leads to a person on the page of the need, on the lists, and on the pages of the match."""
    client, found = signed_in(who), set()
    match_ids = db.session.scalars(db.select(Match.id)).all()
    paths = [f"needs/{need.id}", "needs/", "matches/", "matches/hall", "", *(f"matches/{each}" for each in match_ids)]
    for path in paths:
        text = client.get(world.url(path)).text
        found |= {word for word in PERSONAL if word in text}
    return found


@pytest.mark.parametrize("who", READERS)
def test_a_claim_alone_opens_nothing(signed_in: SignedIn, world: World, need: Need, match: Match, who: str) -> None:
    assert reads(signed_in, world, who, need) == set()


def test_staff_read_everything(signed_in: SignedIn, world: World, need: Need) -> None:
    assert reads(signed_in, world, "staff", need) == set(PERSONAL)


@pytest.mark.parametrize("who", READERS)
def test_the_unit_that_takes_it_reads_whom_to_call_and_nobody_else(
    signed_in: SignedIn, world: World, need: Need, match: Match, who: str
) -> None:
    answers.agree_match(world.actor("staff"), match)
    expected = set(PERSONAL) if who in {"unit_admin", "unit_member"} else set()
    assert reads(signed_in, world, who, need) == expected


@pytest.mark.parametrize("state", list(MatchState))
def test_only_while_both_sides_agree(
    signed_in: SignedIn, world: World, need: Need, match: Match, state: MatchState
) -> None:
    match.state = state
    expected = set(PERSONAL) if state in AGREED_MATCH_STATES else set()
    assert reads(signed_in, world, "unit_member", need) == expected


@pytest.mark.parametrize("state", list(NeedState))
def test_only_while_there_is_something_to_do(
    signed_in: SignedIn, world: World, need: Need, match: Match, state: NeedState
) -> None:
    answers.agree_match(world.actor("staff"), match)
    need.state = state
    wanted = {NeedState.PUBLISHED, NeedState.IN_PROJECT, NeedState.PARTLY_MET}
    assert reads(signed_in, world, "unit_member", need) == (set(PERSONAL) if state in wanted else set())


@pytest.mark.parametrize("state", [UnitState.APPROVED, UnitState.RECHECK_DUE, UnitState.SUSPENDED])
def test_a_suspended_unit_reads_nothing_though_its_matches_live(
    signed_in: SignedIn, world: World, need: Need, match: Match, hospital: Partnership, state: UnitState
) -> None:
    answers.agree_match(world.actor("staff"), match)
    hospital.state = state
    assert reads(signed_in, world, "unit_member", need) == (set() if state is UnitState.SUSPENDED else set(PERSONAL))
    found = signed_in("unit_member").page(world.url("needs/?q=阿婆")).rows()
    assert bool(found) is (state is not UnitState.SUSPENDED)


def test_it_is_masked_again_after_the_release(signed_in: SignedIn, world: World, need: Need, match: Match) -> None:
    answers.agree_match(world.actor("staff"), match)
    answers.release_match(world.actor("unit_member"), match, reason="护士调走了")
    assert reads(signed_in, world, "unit_member", need) == set()


def test_who_joins_by_itself_reads_nothing_until_welcomed(
    signed_in: SignedIn, world: World, need: Need, match: Match, school: Partnership
) -> None:
    answers.agree_match(world.actor("staff"), match)
    partner = supporters.join_match(world.actor("other_unit_admin"), match, partnership=school)
    assert reads(signed_in, world, "other_unit_admin", need) == set()
    supporters.welcome_partner(world.actor("staff"), match, partner)
    assert reads(signed_in, world, "other_unit_admin", need) == set(PERSONAL)


@pytest.mark.parametrize("who", ["staff", "secretary"])
def test_yes_is_said_to_those_who_stood_on_the_page(
    signed_in: SignedIn, world: World, need: Need, match: Match, school: Partnership, who: str
) -> None:
    """Who joins while somebody is about to press the button is not let in unseen."""
    if who == "secretary":
        answers.agree_match(world.actor("staff"), match)
    page, button = signed_in(who).page(world.url(f"matches/{match.id}")), "Agree" if who == "staff" else "Confirm"
    supporters.join_match(world.actor("other_unit_admin"), match, partnership=school)
    page = page.submit(button, status=422)
    assert "Please look at the record again." in page.text
    assert reads(signed_in, world, "other_unit_admin", need) == set()
    page.submit(button)
    assert reads(signed_in, world, "other_unit_admin", need) == set(PERSONAL)


def test_a_dispatch_lets_in_the_lead_and_not_who_joined_it(
    signed_in: SignedIn, world: World, need: Need, hospital: Partnership, school: Partnership
) -> None:
    match = claims.dispatch_need(world.actor("staff"), need, partnership=hospital, promise="陪诊")
    supporters.join_match(world.actor("other_unit_admin"), match, partnership=school)
    answers.agree_match(world.actor("unit_admin"), match)
    assert reads(signed_in, world, "unit_member", need) == set(PERSONAL)
    assert reads(signed_in, world, "other_unit_admin", need) == set()


@pytest.mark.parametrize(
    ("who", "state", "found"),
    [
        ("unit_member", MatchState.PROPOSED, 0),
        ("unit_member", MatchState.AGREED, 1),
        ("other_unit_admin", MatchState.AGREED, 0),
        ("district_observer", MatchState.AGREED, 0),
        ("staff", MatchState.PROPOSED, 1),
    ],
)
def test_what_may_not_be_read_is_not_found(
    signed_in: SignedIn, world: World, need: Need, match: Match, who: str, state: MatchState, found: int
) -> None:
    match.state = state
    client = signed_in(who)
    for path in ("needs/", "matches/"):
        assert len(client.page(world.url(f"{path}?q=阿婆")).rows()) == found, path
    hall = client.page(world.url("matches/hall?q=阿婆")).text
    assert (PUBLIC in hall or RECORDED in hall) is (found == 1 and state is MatchState.PROPOSED)


def test_the_taker_reads_no_history_and_moves_nothing(
    signed_in: SignedIn, world: World, need: Need, match: Match
) -> None:
    answers.agree_match(world.actor("staff"), match)
    page = signed_in("unit_member").page(world.url(f"needs/{need.id}"))
    assert not {"Withdraw", "Edit", "Accept"} & {*page.buttons(), *page.links()}
    assert "History" not in page.texts("h2")


SAID = "钱阿婆家里没人，13905069999打不通"


def sheets_text(data: bytes) -> str:
    return " ".join(str(cell) for row in load_workbook(BytesIO(data)).worksheets[0].values for cell in row)


def told(signed_in: SignedIn, world: World, who: str, match: Match) -> str:
    """All that this person reads of a match that has ended: its page, what came by message, and the sheet."""
    client = signed_in(who)
    sheet = client.get(world.url("matches/export.xlsx"))
    cells = sheets_text(sheet.data) if sheet.status_code == HTTPStatus.OK else ""
    return "".join(client.get(world.url(path)).text for path in (f"matches/{match.id}", "messages/")) + cells


@pytest.mark.parametrize("who", ["unit_member", "other_unit_admin", "district_observer"])
def test_reasons_of_a_release_name_nobody_to_those_who_do_not_know_whom(
    signed_in: SignedIn, world: World, match: Match, school: Partnership, who: str
) -> None:
    supporters.join_match(world.actor("other_unit_admin"), match, partnership=school)
    answers.release_match(world.actor("unit_admin"), match, reason=SAID)
    text = told(signed_in, world, who, match)
    assert "家里没人" in text
    assert "13905069999" not in text
    assert "13905069999" in told(signed_in, world, "staff", match)
    mails = db.session.scalars(db.select(Message.details)).all()
    assert any(mails)
    assert not any("13905069999" in words for words in mails)


def test_nor_do_those_of_a_unit_that_leaves_or_declines(
    signed_in: SignedIn, world: World, need: Need, match: Match, school: Partnership
) -> None:
    partner = supporters.join_match(world.actor("other_unit_admin"), match, partnership=school)
    supporters.leave_match(world.actor("other_unit_admin"), match, partner, reason=SAID)
    assert "13905069999" not in told(signed_in, world, "unit_member", match)
    asked = invitations.invite_units(world.actor("staff"), need, [school])[0]
    invitations.decline_need_invitation(world.actor("other_unit_admin"), asked, reason=SAID)
    page = signed_in("district_observer").page(world.url(f"needs/{need.id}"))
    assert "家里没人" in page.text
    assert "13905069999" not in page.text
    assert not any("13905069999" in words for words in db.session.scalars(db.select(Message.details)))
