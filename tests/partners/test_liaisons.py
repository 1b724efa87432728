"""The liaisons of all units are invited in one act; each link admits one unit and is withdrawn singly."""

from io import BytesIO
from urllib.parse import urlsplit

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import func

from partner_hub.accounts.invitations import find_open_invitation, link_of_unit_invitation
from partner_hub.accounts.models import Invitation, RoleGrant
from partner_hub.accounts.unit_invitations import UnitInvitee, invite_units
from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.core.errors import NotAllowed, NotFound
from partner_hub.core.mail_outbox import OutgoingMail
from partner_hub.core.permissions import UNIT_ROLES, Role
from partner_hub.partners.queries import units_to_invite
from tests.support.gathering import community, more_units
from tests.support.page import CheckedClient, Page, SignedIn
from tests.support.queries import statements
from tests.support.world import World


def path_of(link: str) -> str:
    return urlsplit(link).path


def make_invitations(signed_in: SignedIn, world: World, **fields: str) -> Page:
    return signed_in("staff").page(world.url("partners/liaisons")).submit("Make the invitations", fields)


def test_eighty_four_units_are_invited_in_one_act(world: World) -> None:
    for unit in more_units(world, 84):
        unit.contact, unit.phones = "周舟", ["0591-87654321"]
    db.session.commit()
    invitees = [
        UnitInvitee(unit.id, unit.contact, f"unit-{unit.id}@example.org")
        for unit, _address in units_to_invite(world.community)
    ]
    with statements() as seen:
        made = invite_units(world.actor("staff"), community(world), invitees, Role.UNIT_ADMIN)
    assert len(made) == 84
    assert len(seen) <= 10
    assert db.session.scalar(db.select(func.count(OutgoingMail.id))) == 84
    assert len({link_of_unit_invitation(each) for each in made}) == 84
    assert {each.role for each in made} <= UNIT_ROLES


def test_the_page_offers_units_without_an_account_and_shows_whom_each_link_is_for(
    signed_in: SignedIn, world: World
) -> None:
    [unit] = more_units(world, 1)
    unit.contact, unit.phones = "周舟", ["0591-87654321"]
    page = make_invitations(signed_in, world)
    [row] = page.rows()
    assert row[0] == "江州市第0号服务站"
    assert "周舟 Unit administrator" in row[1]
    invitation = db.session.scalars(db.select(Invitation)).one()
    assert link_of_unit_invitation(invitation) in row[3]
    again = signed_in("staff").page(world.url("partners/liaisons"))
    assert "Every active unit has an account or an open invitation." in again.text


def test_a_unit_with_a_landline_alone_gets_an_account_by_its_link_and_for_this_unit_alone(
    signed_in: SignedIn, app: Flask, world: World
) -> None:
    [unit] = more_units(world, 1)
    unit.contact, unit.phones = "周舟", ["0591-87654321"]
    make_invitations(signed_in, world)
    link = link_of_unit_invitation(db.session.scalars(db.select(Invitation)).one())
    visitor = app.test_client()
    assert isinstance(visitor, CheckedClient)
    with visitor.session_transaction() as session:
        session["language"] = "en"
    page = visitor.page(path_of(link))
    assert "江州市第0号服务站 · 柳岸社区" in page.text
    typed = {"new_password": "a quiet river 7", "repeat_password": "a quiet river 7"}
    refused = page.submit("Accept and sign in", typed | {"sign_in_name": "12"}, status=422)
    assert "A phone number has 7 to 15 digits." in refused.text
    refused.submit("Accept and sign in", typed | {"sign_in_name": "13905910099"})
    grants = [
        (grant.role, grant.partnership_id)
        for grant in db.session.scalars(db.select(RoleGrant))
        if grant.user.phone == "13905910099"
    ]
    assert grants == [(Role.UNIT_ADMIN, unit.id)]


def test_they_are_given_out_as_a_workbook_and_on_slips(signed_in: SignedIn, world: World) -> None:
    more_units(world, 2)
    make_invitations(signed_in, world)
    staff = signed_in("staff")
    sheet = load_workbook(BytesIO(staff.get(world.url("people/unit-links.xlsx")).data)).worksheets[0]
    links = [str(row[6]) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert [find_open_invitation(link.rpartition("/")[2]).place for link in links] == [
        f"江州市第{number}号服务站 · 柳岸社区" for number in range(2)
    ]
    slips = staff.page(world.url("people/unit-links/slips"))
    codes = [image.get("src") for image in slips.all("img")]
    assert len(codes) == 2
    assert staff.get(codes[0]).mimetype == "image/svg+xml"


def test_one_link_is_withdrawn_and_the_other_still_admits(signed_in: SignedIn, world: World) -> None:
    more_units(world, 2)
    page = make_invitations(signed_in, world)
    page.submit("Withdraw: 江州市第0号服务站 · 柳岸社区")
    first, second = db.session.scalars(db.select(Invitation).order_by(Invitation.id))
    assert first.withdrawn_at is not None
    assert second.withdrawn_at is None


def test_a_mail_goes_to_those_with_an_address_and_faults_stand_in_their_row(signed_in: SignedIn, world: World) -> None:
    [unit] = more_units(world, 1)
    page = signed_in("staff").page(world.url("partners/liaisons"))
    refused = page.submit("Make the invitations", {f"unit-{unit.id}-email": "not an address"}, status=422)
    assert "This is not an e-mail address." in refused.text
    assert db.session.scalar(db.select(Invitation)) is None


@pytest.mark.parametrize("role", [Role.STAFF, Role.SECRETARY, Role.SYSTEM_ADMIN])
def test_no_such_link_gives_a_committee_role(world: World, role: Role) -> None:
    [unit] = more_units(world, 1)
    with pytest.raises(NotAllowed):
        invite_units(world.actor("secretary"), community(world), [UnitInvitee(unit.id)], role)


def test_units_of_other_communities_and_of_others_are_not_invited(world: World) -> None:
    here = db.session.get_one(Community, world.community)
    with pytest.raises(NotFound):
        invite_units(world.actor("staff"), here, [UnitInvitee(world.stranger_unit)], Role.UNIT_ADMIN)
    with pytest.raises(NotAllowed):
        invite_units(world.actor("unit_admin"), here, [UnitInvitee(world.school)], Role.UNIT_ADMIN)
