"""The pages on which needs are taken, answered and looked for."""

import re
from datetime import timedelta
from http import HTTPStatus
from io import BytesIO

import pytest
from openpyxl import load_workbook

from partner_hub.accounts.models import User
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.matching.commands import answers, claims, invitations
from partner_hub.matching.models import Match
from partner_hub.messages.models import Message
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.match import MatchState
from tests.support.gathering import an_offering
from tests.support.page import SignedIn
from tests.support.queries import statements
from tests.support.records import PUBLIC, a_need
from tests.support.world import World


def only_match() -> Match:
    return db.session.scalars(db.select(Match)).one()


def test_a_unit_claims_on_the_page_of_the_need(
    signed_in: SignedIn, world: World, need: Need, offering: Offering
) -> None:
    page = signed_in("unit_member").page(world.url(f"needs/{need.id}"))
    page = page.follow("Take this need").submit(
        "Claim it",
        {"offering": str(offering.id), "How many places": "2", "What is promised": "每周三下午"},
    )
    match = only_match()
    assert (match.state, match.promise, match.partners[0].quantity) == (MatchState.PROPOSED, "每周三下午", 2)
    assert re.search(r"Answer by \d+ \w+ \d+ \(5 days left\)", page.text)
    assert "Agree" not in page.buttons()


def test_the_slower_one_reads_who_was_faster_and_keeps_what_was_typed(
    signed_in: SignedIn, world: World, need: Need, offering: Offering, hospital: Partnership
) -> None:
    offering.capacity_number = 1
    page = signed_in("unit_member").page(world.url(f"matches/needs/{need.id}/claim"))
    other = a_need(world, public_name="义诊")
    claims.claim_need(world.actor("unit_admin"), other, partnership=hospital, offering=offering)
    page = page.submit(
        "Claim it", {"offering": str(offering.id), "What is promised": "每周三下午"},
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    )  # fmt: skip
    assert re.search(
        r"江州市第二医院 took the last place of “上门陪诊” at \d\d:\d\d for “义诊”\. Free places: 0人", page.text
    )
    assert page.value("What is promised") == "每周三下午"


def test_staff_ask_a_unit_by_one_of_its_offerings(
    signed_in: SignedIn, world: World, need: Need, offering: Offering
) -> None:
    page = signed_in("staff").page(world.url(f"needs/{need.id}")).follow("Ask a unit")
    page = page.submit("Search", {"Search the offerings": "陪诊"})
    page = page.submit("Ask the unit", {"offering": str(offering.id), "promise": "请周三陪诊"})
    match = only_match()
    assert (match.state, match.lead and match.lead.partnership_id) == (MatchState.PROPOSED, world.hospital)
    unit = signed_in("unit_admin").page(world.url())
    assert "Please answer" in unit.text
    page = unit.follow("独居老人要人陪诊").submit("Agree")
    db.session.refresh(match)
    assert match.state is MatchState.AGREED


def test_staff_ask_a_unit_for_a_bare_promise(signed_in: SignedIn, world: World, need: Need, offering: Offering) -> None:
    page = signed_in("staff").page(world.url(f"matches/needs/{need.id}/dispatch"))
    page = page.submit("Ask the unit", status=HTTPStatus.UNPROCESSABLE_ENTITY)
    assert "Please name an offering, or a unit" in page.text
    page.submit("Ask the unit", {"unit": "江州市柳岸小学", "promise": "请派志愿者"})
    match = only_match()
    assert match.lead is not None
    assert (match.lead.partnership_id, match.lead.offering_id) == (world.school, None)


def test_a_unit_declines_with_a_reason(signed_in: SignedIn, world: World, need: Need, hospital: Partnership) -> None:
    match = claims.dispatch_need(world.actor("staff"), need, partnership=hospital, promise="请陪诊")
    page = signed_in("unit_member").page(world.url(f"matches/{match.id}"))
    page = page.submit("Turn down", {"reason": "没有人手"})
    assert "Declined by the other side" in page.text
    assert "没有人手" in page.text


def test_whoever_is_asked_reads_what_is_needed_and_then_whom_to_call(
    signed_in: SignedIn, world: World, hospital: Partnership
) -> None:
    need = a_need(world, reporter_name="钱阿婆", reporter_phone="13905069999")
    page = signed_in("staff").page(world.url(f"matches/needs/{need.id}/dispatch"))
    page = page.submit("Ask the unit", {"unit": hospital.name, "promise": "请陪诊"})
    assert re.search(rf"{hospital.name} has been asked to take it, and is told\. Answer by \d+ \w+ \d+\.", page.text)
    assert "Next the unit that was asked says yes or no." in page.text
    page = signed_in("unit_member").page(world.url(f"matches/{only_match().id}"))
    assert need.public_text in page.text
    # To turn it down is to release it: one way is enough.
    assert "Release" not in page.buttons()
    page = page.submit("Agree")
    assert "Next the joint meeting confirms it." in page.text
    assert need.content in page.text
    assert "13905069999" in page.text
    page = page.submit("Release", {"reason": "没有人手"})
    assert need.content not in page.text


def test_the_committee_notes_what_a_unit_says(
    signed_in: SignedIn, world: World, need: Need, hospital: Partnership
) -> None:
    match = claims.dispatch_need(world.actor("staff"), need, partnership=hospital, promise="请陪诊")
    page = signed_in("staff").page(world.url(f"matches/{match.id}"))
    page = page.follow("Note the unit's yes")
    page = page.submit("Note the unit's yes", {"said_by": "罗院长", "said_via": "电话"})
    assert "(for 江州市第二医院)" in page.text


def test_several_units_are_asked_first_and_the_others_see_when_the_hall_opens(
    signed_in: SignedIn, world: World, need: Need
) -> None:
    page = signed_in("staff").page(world.url(f"needs/{need.id}")).follow("Ask several units first")
    page = page.submit("Ask these units", {"units": [str(world.hospital)]})
    assert "The units below were asked first" in page.text
    assert f"Take it: {PUBLIC}" in signed_in("unit_member").page(world.url()).links()
    other = signed_in("other_unit_admin")
    assert "Opens to everybody in 3 days" in other.page(world.url("matches/hall")).text
    page = other.page(world.url(f"needs/{need.id}"))
    assert "Other units were asked first" in page.text
    assert "Take this need" not in page.links()
    asked = signed_in("unit_member").page(world.url("matches/hall"))
    assert "Your unit was asked first" in asked.text
    asked.follow(PUBLIC).submit("We cannot take it: 独居老人要人陪诊", {"reason": "没有人手"})
    db.session.refresh(need)
    assert need.hall_from is not None
    assert need.hall_from <= clock.utc_now()
    assert "Take this need" in other.page(world.url(f"needs/{need.id}")).links()


def test_the_hall_shows_what_still_looks_for_a_partner(
    signed_in: SignedIn, world: World, need: Need, hospital: Partnership, school: Partnership
) -> None:
    taken = a_need(world, public_name="已经有人办了")
    own = a_need(world, public_name="医院自己的事", name="医院自己的事", asking_partnership_id=hospital.id)
    match = claims.claim_need(world.actor("other_unit_admin"), taken, partnership=school, promise="来")
    text = signed_in("unit_member").page(world.url("matches/hall")).text
    assert ("已经有人办了" in text, "医院自己的事" in text, PUBLIC in text) == (True, False, True)
    answers.agree_match(world.actor("staff"), match)
    assert "已经有人办了" not in signed_in("unit_member").page(world.url("matches/hall")).text
    assert own.asking_partnership is not None
    assert "医院自己的事" in signed_in("staff").page(world.url("matches/hall")).text


def test_a_unit_finds_what_is_of_the_kind_that_it_offers(signed_in: SignedIn, world: World, need: Need) -> None:
    categories = signed_in("staff")
    page = categories.page(world.url("matches/hall"))
    wanted = dict(zip(page.texts("option"), [each.get("value") for each in page.all("option")], strict=True))
    medical = int(wanted["医疗健康"])
    a_need(world, public_name="要人量血压", category_id=medical)
    an_offering(world, category_id=medical)
    page = signed_in("unit_member").page(world.url("matches/hall?fit=1"))
    assert ("要人量血压" in page.text, PUBLIC in page.text) == (True, False)


def test_a_joint_claim_on_the_pages(signed_in: SignedIn, world: World, need: Need, hospital: Partnership) -> None:
    match = claims.claim_need(world.actor("unit_admin"), need, partnership=hospital, promise="来")
    page = signed_in("other_unit_admin").page(world.url(f"needs/{need.id}"))
    page = page.follow("Join in: 江州市第二医院").submit("Join in")
    assert "Waits for a yes from whoever asks" in page.text
    page = signed_in("staff").page(world.url(f"matches/{match.id}")).submit("Welcome: 江州市柳岸小学")
    page = page.submit("Hand the lead over: 江州市柳岸小学")
    assert "江州市柳岸小学 Lead" in page.text
    page = signed_in("unit_member").page(world.url(f"matches/{match.id}"))
    page = page.submit("Leave the match: 江州市第二医院", {"reason": "人手不够"})
    assert "The unit has left the match." in page.text


def test_the_list_of_matches_is_searched_sorted_and_taken_away(
    signed_in: SignedIn, world: World, need: Need, hospital: Partnership, school: Partnership
) -> None:
    claims.claim_need(world.actor("unit_admin"), need, partnership=hospital, promise="=1+1 每周三")
    second = claims.claim_need(
        world.actor("other_unit_admin"), a_need(world, public_name="托管班", name="托管班", year=2027, quarter=1),
        partnership=school, promise="四点半课堂",
    )  # fmt: skip
    answers.agree_match(world.actor("staff"), second)
    client = signed_in("staff")

    def found(query: str) -> int:
        return len(client.page(world.url(f"matches/?{query}")).rows())

    assert [found(query) for query in (
        "", "q=课堂", "q=第二医院", "q=陪诊", "state=agreed", "state=live", "state=no", f"unit={world.school}",
        "unit=x", "quarter=2027Q1", "quarter=2027Q9", "sort=answer", "sort=unit",
    )] == [2, 1, 1, 1, 1, 2, 0, 1, 0, 1, 0, 2, 2]  # fmt: skip
    sheet = load_workbook(BytesIO(client.get(world.url("matches/export.xlsx?state=proposed")).data)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert (len(rows), rows[1][4], sheet["E2"].quotePrefix) == (2, "=1+1 每周三", True)


def test_a_unit_sees_its_own_matches_only(signed_in: SignedIn, world: World, need: Need, hospital: Partnership) -> None:
    match = claims.claim_need(world.actor("unit_admin"), need, partnership=hospital, promise="来")
    other = signed_in("other_unit_admin")
    assert other.page(world.url("matches/")).rows() == []
    other.page(world.url(f"matches/{match.id}"), 404)
    assert len(signed_in("unit_member").page(world.url("matches/")).rows()) == 1
    observer = signed_in("district_observer").page(world.url(f"matches/{match.id}"))
    assert observer.buttons() == [button for button in observer.buttons() if button not in {"Agree", "Decline"}]


def test_the_desks_name_what_waits_for_an_answer(
    signed_in: SignedIn, world: World, need: Need, hospital: Partnership
) -> None:
    assert "Claims to answer" not in signed_in("staff").page(world.url()).text
    claims.claim_need(world.actor("unit_admin"), need, partnership=hospital, promise="来")
    assert "Claims to answer" in signed_in("staff").page(world.url()).text
    assert "Needs that we take" in signed_in("unit_member").page(world.url()).text
    invitations.invite_units(world.actor("staff"), a_need(world), [hospital])
    assert "Your unit is asked first" in signed_in("unit_member").page(world.url()).text


def test_what_one_has_answered_is_no_longer_asked_of_the_others(
    world: World, need: Need, hospital: Partnership
) -> None:
    def unread() -> set[int]:
        found = db.select(Message.user_id).where(Message.read_at.is_(None), Message.button == "Answer")
        return set(db.session.scalars(found))

    db.session.query(User).update({"language": "en"})
    match = claims.claim_need(world.actor("unit_admin"), need, partnership=hospital, promise="来")
    assert unread() == {world.people["secretary"], world.people["staff"]}
    answers.agree_match(world.actor("staff"), match)
    assert unread() == set()


@pytest.mark.parametrize(("ahead", "words"), [
    (timedelta(days=2, minutes=5), "in 2 days"), (timedelta(days=2, hours=23), "in 3 days"),
    (timedelta(hours=3, minutes=5), "in 3 hours"),
    (timedelta(minutes=9, seconds=30), "in 9 minutes"),
])  # fmt: skip
def test_the_countdown_is_in_words(signed_in: SignedIn, world: World, need: Need, ahead: timedelta, words: str) -> None:
    need.hall_from = clock.utc_now() + ahead
    assert f"Opens to everybody {words}" in signed_in("unit_member").page(world.url("matches/hall")).text


@pytest.mark.parametrize("path", ["matches/", "matches/hall"])
def test_ten_times_the_rows_need_the_same_statements(
    signed_in: SignedIn, world: World, hospital: Partnership, path: str
) -> None:
    counts = []
    for number in (2, 18):
        for _each in range(number):
            a_need(world)
            claims.claim_need(world.actor("unit_admin"), a_need(world), partnership=hospital, promise="来")
        client = signed_in("unit_member")
        with statements() as seen:
            client.page(world.url(path))
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 14
