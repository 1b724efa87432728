"""A forgotten password, a changed one, and the links for them."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from partner_hub.accounts.models import PasswordLink, RoleGrant, SignInAttempt, User
from partner_hub.core.db import db
from partner_hub.core.mail_outbox import OutgoingMail
from partner_hub.core.permissions import Role
from tests.support.page import CheckedClient, Page, SignedIn
from tests.support.smtp import Mailbox
from tests.support.world import PASSWORD, World

NEW = "a willow by the river"


def ask(client: CheckedClient, name: str) -> Page:
    return client.page("/sign-in").follow("Forgotten the password?").submit("Send me a link", name=name)


def mailed_link() -> str:
    """The newest link in the outbox, as a path."""
    body = db.session.scalars(db.select(OutgoingMail.body).order_by(OutgoingMail.id.desc())).first()
    return link_in(body or "")


def link_in(text: str) -> str:
    return urlsplit(re.findall(r"http\S+", text)[0]).path


def set_password(client: CheckedClient, path: str, status: int = 200) -> Page:
    fields = {"new_password": NEW, "repeat_password": NEW}
    return client.page(path).submit("Set the password", fields, status=status)


def test_the_answer_is_the_same_for_every_name(client: CheckedClient, world: World) -> None:
    texts = {ask(client, name).text for name in ("staff@example.org", "nobody@example.org", "13900000000", "张三")}

    assert len(texts) == 1


def test_the_link_comes_by_mail_and_sets_a_new_password(client: CheckedClient, mailbox: Mailbox, world: World) -> None:
    ask(client, "staff@example.org")
    (message,) = mailbox.wait()
    assert message["To"] == "staff@example.org"

    page = set_password(client, link_in(message.get_content()))

    assert page.url == world.url()
    page.submit("Sign out")
    assert client.page("/sign-in").submit("Sign in", name="staff@example.org", password=NEW).url == world.url()


def test_opening_the_link_changes_nothing(client: CheckedClient, world: World) -> None:
    ask(client, "staff@example.org")
    for _ in range(3):
        client.page(mailed_link())

    assert db.session.scalars(db.select(PasswordLink)).one().used_at is None


def test_a_used_link_says_so(client: CheckedClient, world: World) -> None:
    ask(client, "staff@example.org")
    path = mailed_link()
    set_password(client, path)

    assert "used already" in client.page(path, status=410).text


def test_an_expired_link_says_so(client: CheckedClient, world: World) -> None:
    ask(client, "staff@example.org")
    db.session.scalars(db.select(PasswordLink)).one().expires_at -= timedelta(hours=3)

    assert "expired" in client.page(mailed_link(), status=410).text


def test_an_unknown_link_says_so(client: CheckedClient, world: World) -> None:
    assert "not known" in client.page("/password/not-a-secret", status=404).text


def test_asking_again_and_again_floods_no_mailbox(client: CheckedClient, world: World) -> None:
    for _ in range(5):
        ask(client, "staff@example.org")

    assert len(db.session.scalars(db.select(OutgoingMail)).all()) == 1


def test_a_newer_link_ends_the_older_one(client: CheckedClient, world: World) -> None:
    ask(client, "staff@example.org")
    old = mailed_link()
    db.session.scalars(db.select(PasswordLink)).one().created_at -= timedelta(minutes=3)
    ask(client, "staff@example.org")

    assert "newer one" in client.page(old, status=410).text
    assert mailed_link() != old


def test_a_new_password_signs_out_everywhere_and_lifts_the_pause(
    client: CheckedClient, signed_in: SignedIn, world: World
) -> None:
    other_device = signed_in("staff")
    for _ in range(5):
        client.page("/sign-in").submit("Sign in", name="staff@example.org", password="a wrong guess", status=422)
    ask(client, "staff@example.org")
    set_password(client, mailed_link())

    assert other_device.page(world.url()).url.startswith("/sign-in")
    assert db.session.scalars(db.select(SignInAttempt)).all() == []


def test_a_changed_password_signs_out_everywhere_else(signed_in: SignedIn, world: World) -> None:
    here, there = signed_in("staff"), signed_in("staff")
    fields = {"password": PASSWORD, "new_password": NEW, "repeat_password": NEW}
    page = here.page("/profile/password").submit("Set the password", fields)

    assert page.url == "/profile"
    assert there.page("/profile").url.startswith("/sign-in")


def test_the_present_password_is_asked_for_and_guesses_are_counted(signed_in: SignedIn, world: World) -> None:
    client = signed_in("staff")
    fields = {"password": "a wrong guess", "new_password": NEW, "repeat_password": NEW}
    texts = [client.page("/profile/password").submit("Set the password", fields, status=422).text for _ in range(6)]

    assert all("This is not your present password." in text for text in texts[:5])
    assert "Too many attempts" in texts[5]


def test_two_different_new_passwords_are_refused(signed_in: SignedIn, world: World) -> None:
    fields = {"password": PASSWORD, "new_password": NEW, "repeat_password": NEW + "s"}
    page = signed_in("staff").page("/profile/password").submit("Set the password", fields, status=422)

    assert "The two passwords are not the same." in page.text


def test_a_liaison_without_e_mail_is_given_a_link_by_staff(
    client: CheckedClient, signed_in: SignedIn, world: World
) -> None:
    person = db.session.get_one(User, world.people["unit_member"])
    person.email, person.phone = None, "13905910002"
    page = signed_in("staff").page(world.url(f"people/{person.id}")).submit("Make a link for a new password")

    assert set_password(client, urlsplit(page.value("Link")).path).url == world.url()


@pytest.mark.parametrize(
    ("who", "whose"),
    [
        ("unit_admin", "staff"),
        ("unit_admin", "other_unit_admin"),
        ("staff", "secretary"),
        ("secretary", "system_admin"),
    ],
)
def test_nobody_gets_a_link_for_an_account_that_is_not_theirs_to_manage(
    signed_in: SignedIn, world: World, who: str, whose: str
) -> None:
    signed_in(who).page(world.url(f"people/{world.people[whose]}"), status=404)


def test_somebody_with_a_role_elsewhere_is_not_the_communitys_alone(signed_in: SignedIn, world: World) -> None:

    person = world.people["unit_member"]
    db.session.add(RoleGrant(user_id=person, role=Role.STAFF, community_id=world.elsewhere))

    assert "Make a link for a new password" not in signed_in("secretary").page(world.url(f"people/{person}")).buttons()
    assert "Make a link for a new password" in signed_in("system_admin").page(world.url(f"people/{person}")).buttons()


def test_a_system_administrator_of_one_community_does_not_reach_into_another(signed_in: SignedIn, world: World) -> None:
    person = world.people["unit_member"]
    db.session.add(RoleGrant(user_id=person, role=Role.STAFF, community_id=world.elsewhere))
    grant = db.session.scalars(db.select(RoleGrant).filter_by(user_id=world.people["system_admin"])).one()
    grant.community_id = world.community

    page = signed_in("system_admin").page(world.url(f"people/{person}"))
    assert "Make a link for a new password" not in page.buttons()
