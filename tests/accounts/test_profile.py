"""What a person may change about the own account."""

from partner_hub.accounts.models import User
from partner_hub.core.db import db
from partner_hub.core.mail_outbox import OutgoingMail
from tests.support.page import CheckedClient, SignedIn
from tests.support.world import PASSWORD, World


def test_it_shows_the_own_roles_with_their_places(signed_in: SignedIn, world: World) -> None:
    page = signed_in("unit_member").page("/profile")

    assert page.texts("dt") == ["Unit member"]
    assert page.texts("dd") == ["江州市第二医院 · 柳岸社区"]


def test_a_new_name_needs_no_password(signed_in: SignedIn, world: World) -> None:
    page = signed_in("staff").page("/profile").submit("Save", name="丁二鸣")

    assert page.value("name") == "丁二鸣"
    assert "Saved." in page.text


def test_the_chosen_language_is_there_at_the_next_sign_in(
    signed_in: SignedIn, client: CheckedClient, world: World
) -> None:
    signed_in("staff").page("/profile").submit("Save", language="English")
    client.page("/sign-in").submit("Sign in", name="staff@example.org", password=PASSWORD)

    with client.session_transaction() as session:
        assert session["language"] == "en"


def test_a_new_sign_in_name_needs_the_password_and_is_told_to_the_old_address(
    signed_in: SignedIn, world: World
) -> None:
    client = signed_in("staff")
    page = client.page("/profile").submit("Save", email="ding@example.org", status=422)
    assert "This is not your present password." in page.text
    assert page.value("email") == "ding@example.org"

    page.submit("Save", email="ding@example.org", password=PASSWORD)

    assert db.session.get_one(User, world.people["staff"]).email == "ding@example.org"
    assert db.session.scalars(db.select(OutgoingMail.recipient)).all() == ["staff@example.org"]


def test_somebody_elses_address_cannot_be_taken(signed_in: SignedIn, world: World) -> None:
    fields = {"email": "secretary@example.org", "password": PASSWORD}
    page = signed_in("staff").page("/profile").submit("Save", fields, status=422)

    assert "This e-mail address cannot be used." in page.text
    assert db.session.get_one(User, world.people["staff"]).email == "staff@example.org"


def test_one_way_to_sign_in_must_remain(signed_in: SignedIn, world: World) -> None:
    page = signed_in("staff").page("/profile").submit("Save", email="", phone="", status=422)

    assert "Please give an e-mail address or a phone number." in page.text
