"""A liaison is invited, opens the link on the phone, sets a password and is in; and what must not be possible by it."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask

from partner_hub.accounts import invitations
from partner_hub.accounts.models import Invitation, RoleGrant, User
from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.core.errors import NotAllowed, NotFound
from partner_hub.core.events import history_of
from partner_hub.core.permissions import Role
from tests.support.page import CheckedClient, Page, SignedIn
from tests.support.smtp import Mailbox
from tests.support.world import PASSWORD, World

NEW = "a willow by the river"


@pytest.fixture
def visitor(app: Flask) -> CheckedClient:
    """Whoever holds the link."""
    client = app.test_client()
    assert isinstance(client, CheckedClient)
    return client


def invite(client: CheckedClient, world: World, status: int = 200, **fields: str) -> Page:
    usual = {"name": "顾小北", "phone": "13905910001", "role": "unit_member", "partnership_id": "江州市第二医院"}
    return client.page(world.url("people/invite")).submit("Invite", usual | fields, status=status)


def path(link: str) -> str:
    return urlsplit(link).path


def accept(visitor: CheckedClient, link: str, password: str = NEW, status: int = 200) -> Page:
    fields = {"new_password": password, "repeat_password": password}
    return visitor.page(path(link)).submit("Accept and sign in", fields, status=status)


def grants_of(name: str) -> list[RoleGrant]:
    return list(db.session.scalars(db.select(RoleGrant).join(User).where(User.name == name).order_by(RoleGrant.id)))


def test_the_link_is_shown_once_with_our_own_address(signed_in: SignedIn, app: Flask, world: World) -> None:
    link = invite(signed_in("staff"), world).value("Link")

    assert link.startswith(app.config["BASE_URL"] + "/invitation/")
    assert link.rpartition("/")[2] not in signed_in("staff").page(world.url("people")).response.text
    assert link.rpartition("/")[2] not in {i.secret_hash for i in db.session.scalars(db.select(Invitation))}


def test_the_links_host_is_not_the_one_that_the_request_names(signed_in: SignedIn, app: Flask, world: World) -> None:
    client = signed_in("staff")
    form = client.page(world.url("people/invite"))
    data = {"csrf_token": form.document.one("input", id="csrf_token").value, "name": "甲", "phone": "13905910001"}
    answer = client.post(
        world.url("people/invite"),
        data=data | {"role": "unit_member", "partnership_id": str(world.hospital)},
        headers={"X-Forwarded-Host": "evil.example"},
    )

    assert "evil.example" not in answer.text
    assert app.config["BASE_URL"] + "/invitation/" in answer.text


def test_the_liaison_sees_who_invites_and_for_what_sets_a_password_and_is_in(
    signed_in: SignedIn, visitor: CheckedClient, world: World
) -> None:
    link = invite(signed_in("staff"), world).value("Link")
    page = visitor.page(path(link))
    assert "丁一鸣" in page.text
    assert "江州市第二医院 · 柳岸社区" in page.text
    assert "13905910001" in page.text

    page = accept(visitor, link)

    assert page.url == world.url()
    assert "Welcome, 顾小北." in page.text
    (grant,) = grants_of("顾小北")
    assert (grant.role, grant.partnership_id, grant.community_id) == (Role.UNIT_MEMBER, world.hospital, world.community)


def test_the_new_password_opens_the_account_next_time(
    signed_in: SignedIn, visitor: CheckedClient, world: World
) -> None:
    accept(visitor, invite(signed_in("staff"), world).value("Link")).submit("Sign out")

    page = visitor.page("/sign-in").submit("Sign in", name="139 0591 0001", password=NEW)

    assert page.url == world.url()


def test_the_invitation_is_mailed_where_an_address_is_known(
    signed_in: SignedIn, visitor: CheckedClient, mailbox: Mailbox, world: World
) -> None:
    page = invite(signed_in("staff"), world, email="Gu@Example.org")

    (message,) = mailbox.wait()
    assert message["To"] == "gu@example.org"
    body = message.get_content()
    assert page.value("Link") in body
    assert "江州市第二医院" in body
    assert accept(visitor, re.findall(r"http\S+", body)[0]).url == world.url()


def test_opening_the_link_changes_nothing(signed_in: SignedIn, visitor: CheckedClient, world: World) -> None:
    link = invite(signed_in("staff"), world).value("Link")
    for _ in range(3):
        visitor.page(path(link))

    assert grants_of("顾小北") == []
    assert accept(visitor, link).url == world.url()


def test_a_link_works_once(signed_in: SignedIn, visitor: CheckedClient, app: Flask, world: World) -> None:
    link = invite(signed_in("staff"), world).value("Link")
    accept(visitor, link)

    assert "accepted already" in signed_in("stranger_staff").page(path(link), status=410).text
    assert len(grants_of("顾小北")) == 1


def test_an_expired_link_names_whom_to_ask(signed_in: SignedIn, visitor: CheckedClient, world: World) -> None:
    link = invite(signed_in("staff"), world).value("Link")
    for invitation in db.session.scalars(db.select(Invitation)):
        invitation.expires_at -= timedelta(days=15)

    assert "has expired. Please ask 丁一鸣" in visitor.page(path(link), status=410).text


def test_an_unknown_link_says_so(visitor: CheckedClient, world: World) -> None:
    assert "not known" in visitor.page("/invitation/not-a-secret", status=404).text


def test_sending_anew_ends_the_older_link(signed_in: SignedIn, visitor: CheckedClient, world: World) -> None:
    staff = signed_in("staff")
    old = invite(staff, world).value("Link")
    new = staff.page(world.url("people")).submit("Send anew: 顾小北").value("Link")

    visitor.page(path(old), status=404)
    assert accept(visitor, new).url == world.url()


def test_inviting_the_same_person_again_ends_the_older_link(
    signed_in: SignedIn, visitor: CheckedClient, world: World
) -> None:
    old, new = (invite(signed_in("staff"), world).value("Link") for _ in range(2))

    assert "replaced" in visitor.page(path(old), status=410).text
    assert accept(visitor, new).url == world.url()


def test_a_withdrawn_invitation_is_closed(signed_in: SignedIn, visitor: CheckedClient, world: World) -> None:
    staff = signed_in("staff")
    link = invite(staff, world).value("Link")
    staff.page(world.url("people")).submit("Withdraw: 顾小北")

    assert "withdrawn" in visitor.page(path(link), status=410).text
    assert "Open invitations" not in staff.page(world.url("people")).text


def test_somebody_with_an_account_gets_the_role_in_addition(signed_in: SignedIn, world: World) -> None:
    link = invite(signed_in("staff"), world, email="stranger_unit@example.org", phone="").value("Link")
    page = signed_in("stranger_unit").page(path(link)).submit("Accept as 黄河清")

    assert page.url == world.url()
    assert {g.partnership_id for g in grants_of("黄河清")} == {world.stranger_unit, world.hospital}
    assert len(db.session.scalars(db.select(User).where(User.email == "stranger_unit@example.org")).all()) == 1


def test_an_existing_account_is_entered_by_its_own_password_only(
    signed_in: SignedIn, visitor: CheckedClient, world: World
) -> None:
    """Otherwise an inviter could invite the secretary to the own unit and take over the account by the link."""
    link = invite(signed_in("unit_admin"), world, email="secretary@example.org", phone="").value("Link")
    page = accept(visitor, link, status=422)
    assert "Please sign in to accept" in page.text

    page = page.follow("Sign in and accept").submit("Sign in", name="secretary@example.org", password=PASSWORD)
    page = page.submit("Accept as 沈若溪")

    assert len(grants_of("沈若溪")) == 2


def test_the_inviters_pages_do_not_tell_whether_an_account_exists(
    signed_in: SignedIn, visitor: CheckedClient, world: World
) -> None:
    """Only who tries to accept in the other's name learns it."""
    pages = [
        invite(signed_in("unit_admin"), world, name="某人", email=email, phone="")
        for email in ("secretary@example.org", "nobody@example.org")
    ]
    shown = [visitor.page(path(page.value("Link"))) for page in pages]

    assert pages[0].buttons() == pages[1].buttons()
    assert shown[0].fields() == shown[1].fields()
    assert [page.text.replace("secretary@", "nobody@") for page in shown] == [shown[1].text] * 2


def test_accepting_twice_gives_one_role(signed_in: SignedIn, app: Flask, world: World) -> None:
    for _ in range(2):
        link = invite(signed_in("staff"), world, email="other_unit_admin@example.org", phone="").value("Link")
        signed_in("other_unit_admin").page(path(link)).submit("Accept as 江帆")

    assert [g.partnership_id for g in grants_of("江帆")] == [world.school, world.hospital]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"phone": "", "email": ""}, "Please give an e-mail address or a phone number."),
        ({"email": "not an address"}, "This is not an e-mail address."),
        ({"phone": "12"}, "A phone number has 7 to 15 digits."),
        ({"name": ""}, "Please fill this in."),
        ({"partnership_id": ""}, "Please choose the unit."),
    ],
)
def test_it_says_what_is_missing(signed_in: SignedIn, world: World, fields: dict[str, str], sentence: str) -> None:
    assert sentence in invite(signed_in("staff"), world, status=422, **fields).text


@pytest.mark.parametrize(
    ("password", "sentence"),
    [("short", "at least 10 characters"), ("aaaaaaaaaaaaaa", "repeats too few characters")],
)
def test_a_weak_password_is_refused(
    signed_in: SignedIn, visitor: CheckedClient, world: World, password: str, sentence: str
) -> None:
    link = invite(signed_in("staff"), world).value("Link")

    assert sentence in accept(visitor, link, password, status=422).text
    assert accept(visitor, link).url == world.url()


@pytest.mark.parametrize(
    ("who", "roles"),
    [
        ("unit_admin", ["Unit administrator", "Unit member"]),
        ("staff", ["Unit administrator", "Unit member"]),
        (
            "secretary",
            ["Unit administrator", "Unit member", "Secretary", "Community staff", "Grid worker", "Supervisor"],
        ),
        (
            "system_admin",
            ["Unit administrator", "Unit member", "Secretary", "Community staff", "Grid worker", "Supervisor"],
        ),
    ],
)
def test_each_may_give_these_roles(signed_in: SignedIn, world: World, who: str, roles: list[str]) -> None:
    page = signed_in(who).page(world.url("people/invite"))

    assert [option.text for option in page.document.control("role").options()] == roles


def test_a_unit_administrator_is_offered_the_own_unit_only(signed_in: SignedIn, world: World) -> None:
    page = signed_in("unit_admin").page(world.url("people/invite"))

    assert [option.text for option in page.document.control("partnership_id").options()] == ["江州市第二医院"]


def test_a_grid_worker_is_invited_for_a_grid_cell(signed_in: SignedIn, visitor: CheckedClient, world: World) -> None:
    link = invite(
        signed_in("secretary"), world, role="grid_worker", partnership_id="", grid_id="一网格（柳岸新村）"
    ).value("Link")
    accept(visitor, link)

    (grant,) = grants_of("顾小北")
    assert (grant.role, grant.grid_id, grant.partnership_id) == (Role.GRID_WORKER, world.grid, None)


@pytest.mark.parametrize(
    ("who", "role", "unit"),
    [
        ("unit_admin", Role.UNIT_MEMBER, "school"),
        ("unit_admin", Role.STAFF, ""),
        ("staff", Role.SECRETARY, ""),
        ("secretary", Role.SYSTEM_ADMIN, ""),
        ("system_admin", Role.SYSTEM_ADMIN, ""),
        ("system_admin", Role.DISTRICT_OBSERVER, ""),
        ("unit_member", Role.UNIT_MEMBER, "hospital"),
    ],
)
def test_nobody_gives_a_role_that_is_not_theirs_to_give(world: World, who: str, role: Role, unit: str) -> None:
    community = db.session.get_one(Community, world.community)
    data: invitations.InvitationValues = {
        "name": "甲",
        "email": "a@example.org",
        "role": role,
        "partnership_id": getattr(world, unit, None),
    }

    with pytest.raises(NotAllowed):
        invitations.create_invitation(world.actor(who), community, data=data)


def test_a_unit_of_another_community_is_not_found(world: World) -> None:
    community = db.session.get_one(Community, world.community)
    data: invitations.InvitationValues = {
        "name": "甲",
        "email": "a@example.org",
        "role": "unit_admin",
        "partnership_id": world.stranger_unit,
    }

    with pytest.raises(NotFound):
        invitations.create_invitation(world.actor("staff"), community, data=data)


def test_what_happened_to_an_invitation_is_on_record(signed_in: SignedIn, visitor: CheckedClient, world: World) -> None:
    staff = signed_in("staff")
    invite(staff, world)
    link = staff.page(world.url("people")).submit("Send anew: 顾小北").value("Link")
    accept(visitor, link)

    invitation = db.session.scalars(db.select(Invitation)).one()
    (grant,) = grants_of("顾小北")
    assert [(e.actor_name, e.tag) for e in history_of(invitation)] == [
        ("丁一鸣", "invitation:create"),
        ("丁一鸣", "invitation:renew"),
    ]
    assert [(e.actor_name, e.tag, e.on_behalf_of) for e in history_of(grant)] == [
        ("顾小北", "role_grant:accept", "江州市第二医院 · 柳岸社区")
    ]
