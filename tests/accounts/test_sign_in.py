"""Signing in and out, and what happens to somebody who guesses."""

from datetime import timedelta

import pytest
from flask import Flask

from partner_hub.accounts import sign_ins
from partner_hub.accounts.models import SignIn, SignInAttempt, User
from partner_hub.core import clock
from partner_hub.core.client_network import network_of
from partner_hub.core.db import db
from tests.support.page import CheckedClient, Page, SignedIn
from tests.support.world import PASSWORD, World

WRONG = "E-mail or phone number and password do not fit together."


def sign_in(client: CheckedClient, name: str, password: str = PASSWORD, status: int = 200) -> Page:
    return client.page("/sign-in").submit("Sign in", name=name, password=password, status=status)


def pass_time(minutes: float) -> None:
    """The record of failures grows older, which is all that the pause looks at."""
    for attempt in db.session.scalars(db.select(SignInAttempt)):
        attempt.at -= timedelta(minutes=minutes)
    db.session.commit()


def test_a_person_lands_on_the_first_page_of_the_only_community(client: CheckedClient, world: World) -> None:
    assert sign_in(client, "secretary@example.org").url == world.url()


def test_somebody_with_several_communities_chooses(client: CheckedClient, world: World) -> None:
    page = sign_in(client, "system_admin@example.org")

    assert page.heading == "Your communities"
    assert {"东塘社区", "柳岸社区"} <= set(page.links())


@pytest.mark.parametrize(
    "typed",
    [
        "STAFF@Example.org",
        " staff@example.org ",
        "139 0591-3344",
        "+86 139 0591 3344",
        "013905913344",
        "１３９０５９１３３４４",
    ],
)
def test_e_mail_and_phone_number_are_known_however_they_are_written(
    client: CheckedClient, world: World, typed: str
) -> None:
    db.session.get_one(User, world.people["staff"]).phone = "13905913344"

    assert sign_in(client, typed).url == world.url()


@pytest.mark.parametrize("name", ["staff@example.org", "nobody@example.org", "13900000000", "张三"])
def test_a_known_and_an_unknown_name_get_the_same_answers(client: CheckedClient, world: World, name: str) -> None:
    answers = [sign_in(client, name, "not the password", status=422).text for _ in range(6)]

    assert all(WRONG in answer for answer in answers[:5])
    assert "Too many attempts. Please wait 15 minutes, or set a new password." in answers[5]


def test_a_locked_name_does_not_open_with_the_right_password_until_the_pause_is_over(
    client: CheckedClient, world: World
) -> None:
    for _ in range(5):
        sign_in(client, "staff@example.org", "not the password", status=422)

    assert "Too many attempts" in sign_in(client, "staff@example.org", status=422).text
    pass_time(minutes=16)
    assert sign_in(client, "staff@example.org").url == world.url()


def test_being_locked_out_does_not_make_the_pause_longer(client: CheckedClient, world: World) -> None:
    for _ in range(9):
        sign_in(client, "staff@example.org", "not the password", status=422)

    assert len(db.session.scalars(db.select(SignInAttempt)).all()) == 5


def test_one_success_clears_the_failures_of_that_name(client: CheckedClient, world: World) -> None:
    for _ in range(2):
        for _ in range(4):
            sign_in(client, "staff@example.org", "not the password", status=422)
        page = sign_in(client, "staff@example.org")
        page.submit("Sign out")

    assert page.url == world.url()


def test_an_address_that_tries_many_names_is_locked_for_every_name(client: CheckedClient, world: World) -> None:
    db.session.add_all(SignInAttempt(name_hash=f"{n}", address="127.0.0.1", at=clock.utc_now()) for n in range(50))

    assert "Too many attempts" in sign_in(client, "staff@example.org", status=422).text


def test_the_whole_network_of_an_ipv6_subscriber_counts_as_one_address() -> None:
    assert network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2::9") != network_of("2001:db8:1:3::9")
    assert network_of("192.0.2.7") == network_of("::ffff:192.0.2.7") == "192.0.2.7"


def test_old_failures_are_dropped_from_the_table(client: CheckedClient, world: World) -> None:
    sign_in(client, "staff@example.org", "not the password", status=422)
    pass_time(minutes=20)
    sign_in(client, "nobody@example.org", "not the password", status=422)

    assert len(db.session.scalars(db.select(SignInAttempt)).all()) == 1


def test_a_disabled_account_is_like_an_unknown_one(client: CheckedClient, world: World) -> None:
    db.session.get_one(User, world.people["staff"]).disabled_at = clock.utc_now()

    assert WRONG in sign_in(client, "staff@example.org", status=422).text


def test_an_account_without_a_password_cannot_be_entered(client: CheckedClient, world: World) -> None:
    db.session.get_one(User, world.people["staff"]).password_hash = ""

    assert WRONG in sign_in(client, "staff@example.org", "nobody has this password", status=422).text


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\n/evil.example"]
)
def test_sign_in_leads_to_own_pages_only(client: CheckedClient, world: World, target: str) -> None:
    form = client.page("/sign-in")
    token = form.document.one("input", name="csrf_token", id="csrf_token").value
    answer = client.post(
        "/sign-in", data={"csrf_token": token, "name": "staff@example.org", "password": PASSWORD, "next": target}
    )

    assert answer.status_code == 302
    assert answer.location == "/"


def test_the_page_that_was_asked_for_comes_after_sign_in(client: CheckedClient, world: World) -> None:
    page = client.page(world.url("people?q=陶")).submit("Sign in", name="staff@example.org", password=PASSWORD)

    assert [row[0] for row in page.rows()] == ["陶然"]


def test_a_session_prepared_by_somebody_else_is_not_taken_over(client: CheckedClient, world: World) -> None:
    client.page("/sign-in")
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
        token = session["csrf_token"]
    sign_in(client, "staff@example.org")

    with client.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != token
        assert session.permanent


def test_signing_out_ends_the_session(signed_in: SignedIn, world: World) -> None:
    client = signed_in("staff")
    client.page(world.url()).submit("Sign out")

    assert client.page(world.url()).url.startswith("/sign-in")


def test_signing_out_everywhere_ends_the_sessions_of_other_devices(
    app: Flask, signed_in: SignedIn, world: World
) -> None:
    phone, office = signed_in("staff"), app.test_client()
    assert isinstance(office, CheckedClient)
    sign_in(office, "staff@example.org")

    office.page("/profile").submit("Sign out on every device")

    assert phone.page(world.url()).url.startswith("/sign-in")


def copy_of(client: CheckedClient) -> CheckedClient:
    """Somebody else's browser with the cookie of this one."""
    thief, cookie = client.application.test_client(), client.get_cookie("partner_hub")
    assert isinstance(thief, CheckedClient)
    assert cookie
    thief.set_cookie(cookie.key, cookie.value)
    return thief


def test_a_copied_cookie_is_worth_nothing_after_sign_out(signed_in: SignedIn, world: World) -> None:
    client = signed_in("staff")
    page = client.page(world.url())
    thief = copy_of(client)
    assert thief.page(world.url()).url == world.url()

    page.submit("Sign out")

    assert thief.page(world.url()).url.startswith("/sign-in")


def test_whoever_signs_in_anew_leaves_no_cookie_behind_that_still_works(client: CheckedClient, world: World) -> None:
    sign_in(client, "staff@example.org")
    thief = copy_of(client)
    sign_in(client, "secretary@example.org")

    assert thief.page(world.url()).url.startswith("/sign-in")


def test_two_devices_of_one_person_sign_out_each_for_itself(signed_in: SignedIn, world: World) -> None:
    phone, office = signed_in("staff"), signed_in("staff")
    phone.page(world.url()).submit("Sign out")

    assert phone.page(world.url()).url.startswith("/sign-in")
    assert office.page(world.url()).url == world.url()


def test_a_sign_in_ends_after_seven_days_however_busy_its_owner_is(signed_in: SignedIn, world: World) -> None:
    client = signed_in("staff")
    row = db.session.scalars(db.select(SignIn)).one()

    row.created_at -= timedelta(days=6, hours=23)
    assert client.page(world.url()).url == world.url()
    row.created_at -= timedelta(hours=2)
    assert client.page(world.url()).url.startswith("/sign-in")


def test_a_disabled_account_is_signed_out_at_once_and_stays_so(signed_in: SignedIn, world: World) -> None:
    client = signed_in("staff")
    person = f"people/{world.people['staff']}"
    page = signed_in("secretary").page(world.url(person)).submit("Disable the account")
    assert client.page(world.url()).url.startswith("/sign-in")
    page.submit("Enable the account")

    assert client.page(world.url()).url.startswith("/sign-in")


def test_the_night_clears_the_sign_ins_that_are_over(signed_in: SignedIn, world: World) -> None:
    signed_in("staff")
    signed_in("secretary")
    db.session.scalars(db.select(SignIn).order_by(SignIn.id)).all()[0].created_at -= timedelta(days=8)

    assert sign_ins.delete_old_sign_ins(clock.local_today()) == 1
    assert sign_ins.delete_old_sign_ins(clock.local_today()) == 0


def test_the_cookie_alone_says_no_more_than_the_database(signed_in: SignedIn, world: World) -> None:
    """What stands in the table opens nothing: it is the hash of what the cookie holds."""
    client = signed_in("staff")
    row = db.session.scalars(db.select(SignIn)).one()
    with client.session_transaction() as session:
        assert session["_user_id"] not in row.secret_hash
        session["_user_id"] = row.secret_hash

    assert client.page(world.url()).url.startswith("/sign-in")


def test_a_get_signs_nobody_out(signed_in: SignedIn, world: World) -> None:
    client = signed_in("staff")

    assert client.get("/sign-out").status_code == client.get("/sign-out-everywhere").status_code == 405
    assert client.page(world.url()).url == world.url()


def test_the_session_cookie_is_renewed_by_pages_and_never_travels_with_static_files(
    signed_in: SignedIn, world: World
) -> None:
    client = signed_in("staff")
    with client.session_transaction() as session:
        session.permanent = True

    cookie = client.get(world.url()).headers["Set-Cookie"]
    static = client.get("/static/hub.css?v=1")

    assert "Expires=" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Set-Cookie" not in static.headers
    assert "Cookie" not in static.headers.get("Vary", "")
