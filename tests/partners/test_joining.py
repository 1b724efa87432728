"""A unit registers itself without sign-in; the committee approves it or sends it back."""

import re
from typing import Any

import pytest
from flask import Flask

from partner_hub.accounts.models import Invitation, RoleGrant
from partner_hub.communities.models import Community
from partner_hub.communities.public_rate_limit import PublicRequest
from partner_hub.core.db import db
from partner_hub.core.events import history_of
from partner_hub.core.mail_outbox import OutgoingMail
from partner_hub.core.permissions import Role
from partner_hub.messages.models import Message
from partner_hub.partners.models import Partnership, PartnerUnit, UnitApplication
from partner_hub.vocabulary.unit import UnitState
from tests.support.page import CheckedClient, Page, SignedIn
from tests.support.world import World

GOOD_CODE, WRONG_CODE = "91350100M000100Y43", "91350100M000100Y44"
TYPED: dict[str, Any] = {
    "name": "江州市柳岸药店", "kind": "个体工商户", "applicant": "方晴", "title": "店长", "phone": "139 0591 0077",
    "email": "fang@example.org", "words": "每月一次免费量血压", "consent": True,
}  # fmt: skip


@pytest.fixture
def stranger(client: CheckedClient) -> CheckedClient:
    with client.session_transaction() as session:
        session["language"] = "en"
    return client


def send(stranger: CheckedClient, world: World, status: int = 200, **typed: Any) -> Page:
    return stranger.page(f"/join/{world.community}").submit("Send the registration", TYPED | typed, status=status)


def applied() -> Partnership:
    return db.session.scalars(db.select(UnitApplication)).one().partnership


def test_it_waits_for_the_committee_with_all_that_was_typed(stranger: CheckedClient, world: World) -> None:
    page = send(stranger, world, address="柳岸路8号", party_organisation="药店党支部", credit_code=GOOD_CODE)
    assert "Thank you. Your registration is with the community." in page.text
    assert "◔ With the community" in page.text
    unit = applied()
    assert (unit.state, unit.name, unit.kind, unit.contact, unit.phones, unit.credit_code) == (
        UnitState.SUBMITTED, "江州市柳岸药店", "个体工商户", "方晴", ["13905910077"], GOOD_CODE,
    )  # fmt: skip
    assert [(event.tag, event.actor_name) for event in history_of(unit)] == [("partnership:apply", "方晴")]


@pytest.mark.parametrize(
    ("typed", "phone", "sign_in"),
    [
        ("0590-8765 4321 转 8", "0590-87654321转8", "059087654321"),
        ("0590-87654321，转 8", "0590-87654321转8", "059087654321"),
        ("（0590）87654321*12", "0590-87654321转12", "059087654321"),
        ("总机0590—87654321转802", "0590-87654321转802", "059087654321"),
        ("0590-8765432-801", "0590-8765432转801", "05908765432"),
        ("013905910077", "13905910077", "13905910077"),
        ("87654321-802", "87654321转802", "87654321"),
    ],
)
def test_the_extension_belongs_to_the_number_and_not_to_the_sign_in_name(
    stranger: CheckedClient, world: World, typed: str, phone: str, sign_in: str
) -> None:
    send(stranger, world, phone=typed)
    assert applied().phones == [phone]
    assert db.session.scalars(db.select(UnitApplication)).one().phone == sign_in


def test_the_link_is_shown_and_mailed_and_only_its_hash_is_kept(stranger: CheckedClient, world: World) -> None:
    page = send(stranger, world)
    link = page.value("Please keep this link: it leads back to this page")
    assert link in db.session.scalars(db.select(OutgoingMail)).one().body
    secret = link.rpartition("/")[2]
    assert len(secret) > 40
    stored = db.session.scalars(db.select(UnitApplication)).one()
    assert secret not in str({column.name: getattr(stored, column.name) for column in stored.__table__.columns})
    assert "With the community" in stranger.page(link.removeprefix("http://127.0.0.1").lstrip(":0123456789")).text


def test_without_an_address_nothing_is_mailed(stranger: CheckedClient, world: World) -> None:
    send(stranger, world, email="")
    assert db.session.scalars(db.select(OutgoingMail)).all() == []


def test_the_committee_is_told_and_finds_it_in_its_list(
    stranger: CheckedClient, signed_in: SignedIn, world: World
) -> None:
    send(stranger, world)
    told = db.session.scalars(db.select(Message).filter_by(user_id=world.people["staff"])).one()
    assert told.path == world.url(f"partners/{applied().id}")
    page = signed_in("staff").page(world.url("partners/?state=submitted"))
    assert [row[0] for row in page.rows()] == ["江州市柳岸药店"]
    text = page.follow("江州市柳岸药店").text
    for words in ("Registered itself", "每月一次免费量血压", "方晴 · 店长", "13905910077", "fang@example.org"):
        assert words in text


@pytest.mark.parametrize("who", ["unit_admin", "grid_worker", "district_observer"])
def test_nobody_else_finds_it_before_it_is_approved(
    stranger: CheckedClient, signed_in: SignedIn, world: World, who: str
) -> None:
    send(stranger, world)
    client = signed_in(who)
    assert "江州市柳岸药店" not in client.page(world.url("partners/?size=100")).text
    client.page(world.url(f"partners/{applied().id}"), 404)


def test_what_a_stranger_wrote_stays_with_the_committee_after_it_was_turned_away(
    stranger: CheckedClient, signed_in: SignedIn, world: World
) -> None:
    page = send(stranger, world)
    signed_in("staff").page(world.url(f"partners/{applied().id}")).submit("Record that it has left", reason="乱写的")
    signed_in("unit_admin").page(world.url(f"partners/{applied().id}"), 404)
    assert "This registration has ended." in stranger.page(page.url).text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"words": " "}, "Please fill this in."),
        ({"phone": "", "email": ""}, "Please give a telephone number or an e-mail address."),
        ({"phone": "12"}, "A phone number has 7 to 15 digits."),
        ({"email": "fang"}, "This is not an e-mail address."),
        ({"consent": False}, "Without it nobody could answer you."),
        ({"credit_code": "123"}, "A credit code has 18 characters"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(
    stranger: CheckedClient, world: World, typed: dict[str, Any], sentence: str
) -> None:
    page = send(stranger, world, 422, **typed)
    assert sentence in page.text
    assert page.value("applicant") == "方晴"
    assert db.session.scalars(db.select(UnitApplication)).all() == []


def test_a_wrong_code_is_kept_when_it_is_insisted_on(stranger: CheckedClient, world: World) -> None:
    page = send(stranger, world, 422, credit_code=WRONG_CODE)
    assert "The last character must be" in page.text
    page.submit("Send the registration", keep_credit_code=True)
    assert applied().credit_code == WRONG_CODE


@pytest.mark.parametrize(
    "typed", [{"name": "江州市第二医院"}, {"name": " 江州市第二医院。"}, {"name": "市二院", "credit_code": GOOD_CODE}]
)
def test_a_unit_that_is_known_is_told_so_and_nothing_else(
    stranger: CheckedClient, world: World, typed: dict[str, Any]
) -> None:
    hospital = db.session.get_one(Partnership, world.hospital)
    hospital.contact, hospital.phones, hospital.unit.credit_code = "罗玥", ["0590-6543210"], GOOD_CODE
    page = send(stranger, world, 422, **typed)
    assert "is known to this community already. Please ask your colleagues or the community" in page.text
    for secret in ("罗玥", "6543210", "罗𬭎"):
        assert secret not in page.text
    if typed["name"] == "市二院":
        assert "江州市第二医院" not in page.text


def test_another_communitys_unit_of_the_same_code_is_left_alone(stranger: CheckedClient, world: World) -> None:
    other = db.session.get_one(Partnership, world.stranger_unit)
    other.unit.credit_code = GOOD_CODE
    send(stranger, world, credit_code=GOOD_CODE)
    assert applied().unit_id != other.unit_id
    assert other.name == "江州东塘物业有限公司"
    assert db.session.scalar(db.select(db.func.count(PartnerUnit.id))) == 4


def test_a_network_may_try_ten_times_a_day_and_refusals_count(stranger: CheckedClient, world: World) -> None:
    for _time in range(10):
        send(stranger, world, 422, name="江州市第二医院")
    page = send(stranger, world, 422)
    assert "Too much has come from your network." in page.text
    assert page.value("words") == "每月一次免费量血压"
    assert db.session.scalars(db.select(UnitApplication)).all() == []


def test_nor_do_many_networks_together_flood_the_committee(stranger: CheckedClient, world: World) -> None:
    facts = {"community_id": world.community, "form": "join"}
    db.session.add_all(PublicRequest(address=f"2001:db8:{number:x}::", **facts) for number in range(100))
    page = send(stranger, world, 422)
    assert "Very much is coming in just now." in page.text
    assert db.session.scalars(db.select(OutgoingMail)).all() == []


def test_a_community_closed_to_the_public_has_no_such_page(stranger: CheckedClient, world: World) -> None:
    page = stranger.page(f"/join/{world.community}")
    db.session.get_one(Community, world.community).is_open_to_public = False
    page.submit("Send the registration", TYPED, status=404)
    stranger.page(f"/join/{world.community}", 404)
    stranger.page("/join/99999999", 404)


def test_an_unknown_link_is_not_found(stranger: CheckedClient, world: World) -> None:
    send(stranger, world)
    stranger.page("/join/status/abc", 404)


def send_back(signed_in: SignedIn, world: World) -> None:
    page = signed_in("staff").page(world.url(f"partners/{applied().id}"))
    page.submit("Send back", reason="请补上党组织名称")


def test_staff_send_it_back_and_the_applicant_mends_it(
    stranger: CheckedClient, signed_in: SignedIn, world: World
) -> None:
    url = send(stranger, world).url
    send_back(signed_in, world)
    mail = db.session.scalars(db.select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()
    assert mail is not None
    assert "请补上党组织名称" in mail.body
    assert url in mail.body
    page = stranger.page(url)
    assert "The community asks you to change something 请补上党组织名称" in page.text
    assert page.value("words") == "每月一次免费量血压"
    page = page.submit("Hand in again", party_organisation="药店党支部", phone="13905910088")
    assert "With the community" in page.text
    unit = applied()
    assert (unit.state, unit.party_organisation, unit.phones) == (UnitState.SUBMITTED, "药店党支部", ["13905910088"])
    assert [event.tag.partition(":")[2] for event in history_of(unit)] == ["apply", "send_back", "update", "submit"]
    assert db.session.scalars(db.select(UnitApplication)).one().phone == "13905910088"


def test_a_link_mended_twice_or_too_late_says_so(stranger: CheckedClient, signed_in: SignedIn, world: World) -> None:
    url = send(stranger, world).url
    send_back(signed_in, world)
    first, second = stranger.page(url), stranger.page(url)
    first.submit("Hand in again", words="每周一次")
    page = second.submit("Hand in again", words="每天一次")
    assert "With the community" in page.text
    assert db.session.scalars(db.select(UnitApplication)).one().words == "每周一次"


def test_mending_keeps_the_unit_apart_from_those_that_are_known(
    stranger: CheckedClient, signed_in: SignedIn, world: World
) -> None:
    url = send(stranger, world).url
    send_back(signed_in, world)
    page = stranger.page(url).submit("Hand in again", name="江州市第二医院", status=422)
    assert "is known to this community already" in page.text
    stranger.page(url).submit("Hand in again", name="江州市柳岸大药房")
    assert applied().name == "江州市柳岸大药房"


def test_what_the_committee_changed_meanwhile_stands_beside_what_was_typed(
    stranger: CheckedClient, signed_in: SignedIn, world: World
) -> None:
    url = send(stranger, world).url
    send_back(signed_in, world)
    page = stranger.page(url)
    signed_in("staff").page(world.url(f"partners/{applied().id}/edit")).submit("Save", address="柳岸路8号")
    page = page.submit("Hand in again", address="柳岸路9号", status=422)
    assert "Saved by somebody else meanwhile: 柳岸路8号" in page.text
    page.submit("Hand in again")
    assert applied().address == "柳岸路9号"


def test_approval_invites_the_applicant_as_the_units_administrator(
    app: Flask, stranger: CheckedClient, signed_in: SignedIn, world: World
) -> None:
    url = send(stranger, world).url
    page = signed_in("staff").page(world.url(f"partners/{applied().id}")).submit("Approve")
    link = page.value("Link")
    unit = applied()
    assert (unit.state, unit.checked_on is not None) == (UnitState.APPROVED, True)
    invited = db.session.scalars(db.select(Invitation)).one()
    assert (invited.role, invited.partnership_id, invited.email) == (Role.UNIT_ADMIN, unit.id, "fang@example.org")
    assert link in db.session.scalars(db.select(OutgoingMail).order_by(OutgoingMail.id.desc())).first().body  # type: ignore[union-attr]
    assert "Welcome among the neighbourhood partners" in stranger.page(url).text

    liaison = app.test_client()
    assert isinstance(liaison, CheckedClient)
    with liaison.session_transaction() as session:
        session["language"] = "en"
    page = liaison.page(re.sub(r"^https?://[^/]+", "", link))
    page.submit("Accept and sign in", new_password="spring river 42", repeat_password="spring river 42")
    grant = db.session.scalars(db.select(RoleGrant).filter_by(partnership_id=unit.id)).one()
    assert grant.role == Role.UNIT_ADMIN
    assert "Edit profile" in liaison.page(world.url(f"partners/{unit.id}")).links()


def test_a_later_check_invites_nobody_again(stranger: CheckedClient, signed_in: SignedIn, world: World) -> None:
    send(stranger, world)
    page = signed_in("staff").page(world.url(f"partners/{applied().id}"))
    page.submit("Approve")
    unit = applied()
    unit.state = UnitState.SUBMITTED
    page = signed_in("staff").page(world.url(f"partners/{unit.id}")).submit("Approve")
    assert page.heading == "江州市柳岸药店"
    assert db.session.scalar(db.select(db.func.count(Invitation.id))) == 1


def test_once_approved_the_link_changes_nothing_any_more(
    stranger: CheckedClient, signed_in: SignedIn, world: World
) -> None:
    url = send(stranger, world).url
    send_back(signed_in, world)
    page = stranger.page(url)
    unit = applied()
    unit.checked_on = unit.created_at.date()
    page = page.submit("Hand in again", words="别的")
    assert applied().state == UnitState.RETURNED
    assert "Hand in again" not in page.buttons()
