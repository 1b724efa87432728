"""The list of people, and what may be done to them by whom."""

import pytest

from partner_hub.accounts import service
from partner_hub.accounts.models import RoleGrant, User
from partner_hub.core.db import db
from partner_hub.core.errors import NotAllowed
from partner_hub.core.events import history_of
from partner_hub.core.permissions import Role
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.unit import UnitState
from tests.support.page import CheckedClient, SignedIn
from tests.support.queries import statements
from tests.support.world import World

UNIT_PEOPLE = {"江帆", "罗𬭎", "陶然"}


def names(client: CheckedClient, url: str) -> set[str]:
    return {row[0] for row in client.page(url).rows()}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("unit_admin", {"罗𬭎", "陶然"}),
        ("staff", UNIT_PEOPLE),
        ("secretary", UNIT_PEOPLE | {"沈若溪", "丁一鸣", "何小满", "卢大爷"}),
        ("system_admin", UNIT_PEOPLE | {"沈若溪", "丁一鸣", "何小满", "卢大爷"}),
    ],
)
def test_each_sees_the_people_whose_roles_are_theirs_to_manage(
    signed_in: SignedIn, world: World, who: str, seen: set[str]
) -> None:
    assert names(signed_in(who), world.url("people")) == seen


def test_people_are_found_by_two_characters_e_mail_and_role(signed_in: SignedIn, world: World) -> None:
    client = signed_in("secretary")

    assert names(client, world.url("people?q=小满")) == {"何小满"}
    assert names(client, world.url("people?q=STAFF@")) == {"丁一鸣"}
    assert names(client, world.url("people?role=supervisor")) == {"卢大爷"}
    assert names(client, world.url("people?q=%25")) == set()


def test_the_list_costs_the_same_when_there_are_ten_times_as_many(signed_in: SignedIn, world: World) -> None:
    client, counts = signed_in("secretary"), []
    for batch in (3, 30):
        for number in range(batch):
            user = User(name=f"人{batch}-{number}", email=f"{batch}-{number}@example.org")
            user.grants = [
                RoleGrant(role=Role.UNIT_MEMBER, community_id=world.community, partnership_id=world.hospital),
                RoleGrant(role=Role.GRID_WORKER, community_id=world.community, grid_id=world.grid),
            ]
            db.session.add(user)
        db.session.commit()
        with statements() as seen:
            client.page(world.url("people?size=100"))
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_a_role_that_is_taken_away_no_longer_opens_the_community(signed_in: SignedIn, world: World) -> None:
    page = signed_in("unit_admin").page(world.url(f"people/{world.people['unit_member']}"))
    page.submit("Take away: Unit member")

    signed_in("unit_member").page(world.url(), status=404)
    grant = db.session.scalars(db.select(RoleGrant).where(RoleGrant.user_id == world.people["unit_member"])).one()
    assert [(e.tag, e.on_behalf_of) for e in history_of(grant)] == [("role_grant:revoke", "陶然")]


def test_nobody_takes_away_a_role_of_their_own(signed_in: SignedIn, world: World) -> None:
    client = signed_in("secretary")
    page = client.page(world.url(f"people/{world.people['secretary']}"))

    assert not [button for button in page.buttons() if button.startswith("Take away")]


def test_a_disabled_account_is_signed_out_and_can_be_enabled_again(signed_in: SignedIn, world: World) -> None:
    staff, secretary = signed_in("staff"), signed_in("secretary")
    page = secretary.page(world.url(f"people/{world.people['staff']}")).submit("Disable the account")
    assert "disabled" in page.heading
    assert staff.page(world.url()).url.startswith("/sign-in")

    page = page.submit("Enable the account")

    assert "disabled" not in page.heading
    assert staff.page(world.url()).url.startswith("/sign-in"), "an old session must not come back to life"


def test_staff_cannot_disable_accounts(signed_in: SignedIn, world: World) -> None:
    page = signed_in("staff").page(world.url(f"people/{world.people['unit_admin']}"))

    assert "Disable the account" not in page.buttons()


@pytest.mark.parametrize("role", [Role.STAFF, Role.SYSTEM_ADMIN])
def test_an_account_that_is_used_elsewhere_is_not_disabled_from_here(world: World, role: Role) -> None:
    person = db.session.get_one(User, world.people["unit_admin"])
    service.grant_role(person, role, community_id=world.elsewhere if role == Role.STAFF else None)

    with pytest.raises(NotAllowed):
        service.disable_account(world.actor("secretary"), person)


def test_an_administrator_of_one_unit_who_is_a_member_of_another_manages_the_first_only(
    signed_in: SignedIn, world: World
) -> None:
    person = db.session.get_one(User, world.people["unit_admin"])
    service.grant_role(person, Role.UNIT_MEMBER, community_id=world.community, partnership_id=world.school)

    assert names(signed_in("unit_admin"), world.url("people")) == {"罗𬭎", "陶然"}


def test_the_people_of_a_unit_that_has_withdrawn_find_nothing(signed_in: SignedIn, world: World) -> None:
    db.session.get_one(Partnership, world.hospital).state = UnitState.WITHDRAWN

    signed_in("unit_admin").page(world.url(), status=404)
    assert signed_in("other_unit_admin").page(world.url()).url == world.url()
