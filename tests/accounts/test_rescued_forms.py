"""Nobody loses typed text by a session that ended or a form that went stale; and nobody else reads it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from partner_hub.accounts import rescued_forms
from partner_hub.accounts.models import Invitation, KeptText, RoleGrant, User
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.form_rescue import MAX_RESCUED_CHARACTERS, RescuedForm
from tests.support.database import on_both_databases
from tests.support.page import CheckedClient, Page, SignedIn
from tests.support.world import PASSWORD, World

OURS = {"Sec-Fetch-Site": "same-origin"}
NAME, PHONE = "“顾”<小>北", "13905910001"
FIELDS = {"name": f"{NAME}\r\n第二行", "phone": PHONE, "role": "unit_member"}
OTHERS: tuple[dict[str, str], ...] = (
    {},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
)

Opened = Callable[..., dict[str, str]]


@pytest.fixture
def opened(signed_in: SignedIn, world: World) -> Opened:
    """The fields of a form that this person has on the screen and fills in, token and all."""

    def fields(who: str = "staff", path: str = "people/invite") -> dict[str, str]:
        page = signed_in(who).page(world.url(path))
        token = page.document.all("input", name="csrf_token")[-1].value
        return FIELDS | {"partnership_id": str(world.hospital), "csrf_token": token}

    return fields


def page_of(client: CheckedClient, answer: TestResponse) -> Page:
    return Page(client, answer)


def send(
    client: CheckedClient, world: World, fields: dict[str, str], headers: dict[str, str] | None = None
) -> TestResponse:
    return client.post(world.url("people/invite"), data=fields, headers=OURS if headers is None else headers)


def sign_in(client: CheckedClient, who: str) -> Page:
    return client.page("/sign-in").submit("Sign in", name=f"{who}@example.org", password=PASSWORD)


def sees_nothing(*pages: Page | TestResponse) -> bool:
    texts = [page.response.text if isinstance(page, Page) else page.text for page in pages]
    return not any(word in text for word in ("小", PHONE, "第二行") for text in texts)


@pytest.mark.parametrize("headers", [OURS, {"Origin": "http://localhost"}])
def test_after_a_new_sign_in_the_text_is_shown_and_sent_by_one_button(
    client: CheckedClient, world: World, opened: Opened, headers: dict[str, str]
) -> None:
    answer = send(client, world, opened(), headers)
    assert answer.status_code == 401
    page = page_of(client, answer)
    assert "what you typed is kept for you" in page.text
    assert sees_nothing(page)

    page = page.submit("Sign in", name="staff@example.org", password=PASSWORD)
    assert NAME in page.text
    assert db.session.scalars(db.select(Invitation)).all() == []
    page = page.submit("Send it now")

    assert f"Link for {NAME} 第二行" in page.heading
    assert db.session.scalars(db.select(Invitation)).one().phone == PHONE
    assert db.session.scalars(db.select(KeptText)).all() == []


def test_a_mistyped_password_does_not_lose_the_text(client: CheckedClient, world: World, opened: Opened) -> None:
    page = page_of(client, send(client, world, opened()))
    page = page.submit("Sign in", name="staff@example.org", password="a wrong guess", status=422)
    assert sees_nothing(page)
    page = page.submit("Sign in", name="staff@example.org", password=PASSWORD)

    assert NAME in page.text


@pytest.mark.parametrize("other", ["stranger_staff", "secretary", "unit_admin", "system_admin"])
def test_somebody_else_who_signs_in_on_that_page_reads_nothing_and_the_writer_finds_it_afterwards(
    app: Flask, client: CheckedClient, world: World, opened: Opened, other: str
) -> None:
    page = page_of(client, send(client, world, opened()))
    home = page.submit("Sign in", name=f"{other}@example.org", password=PASSWORD)
    profile, kept = client.page("/profile"), client.page("/kept")
    assert sees_nothing(page, home, profile, kept)
    assert "Send it now" not in kept.buttons()

    number = db.session.scalars(db.select(KeptText)).one().id
    token = profile.document.all("input", name="csrf_token")[-1].value
    client.post(f"/kept/{number}/discard", data={"csrf_token": token})
    assert sees_nothing(client.post("/profile", data={"csrf_token": token, "kept_text": number}))
    profile.submit("Sign out")
    assert NAME in sign_in(client, "staff").text
    elsewhere = app.test_client()
    assert isinstance(elsewhere, CheckedClient)
    assert "Link for" in sign_in(elsewhere, "staff").submit("Send it now").heading
    assert db.session.scalars(db.select(KeptText)).all() == []


@pytest.mark.parametrize("other", ["stranger_staff", "secretary", "supervisor"])
def test_a_form_that_is_still_open_when_somebody_else_has_signed_in_tells_them_nothing(
    signed_in: SignedIn, world: World, opened: Opened, other: str
) -> None:
    fields, client = opened(), signed_in(other)
    answer = send(client, world, fields)

    assert answer.status_code == 409
    assert sees_nothing(answer, client.page("/profile"), client.page("/kept"))
    assert db.session.scalars(db.select(Invitation)).all() == []
    assert NAME in signed_in("staff").page("/profile").follow("What you typed and could not send is still here").text


def test_a_stale_form_of_a_signed_in_person_is_sent_again_by_one_button(
    signed_in: SignedIn, world: World, opened: Opened
) -> None:
    client = signed_in("staff")
    answer = send(client, world, opened())
    assert answer.status_code == 400
    page = page_of(client, answer)
    assert NAME in page.text

    assert "Link for" in page.submit("Send it now").heading
    assert client.page("/kept").buttons().count("Send it now") == 0


@pytest.mark.parametrize("headers", OTHERS)
def test_another_sites_form_is_never_offered_for_sending(
    signed_in: SignedIn, client: CheckedClient, world: World, opened: Opened, headers: dict[str, str]
) -> None:
    staff = signed_in("staff")
    for fields in (opened() | {"csrf_token": "forged"}, opened(), opened("unit_admin")):
        stale, ended = page_of(staff, send(staff, world, fields, headers)), send(client, world, fields, headers)
        assert stale.status == 400
        assert "Send it now" not in stale.buttons()
        assert sees_nothing(stale, ended)
        assert (ended.status_code, ended.location) == (302, "/sign-in")
    assert db.session.scalars(db.select(KeptText)).all() == []


def test_another_sites_words_stand_on_no_page_of_ours(signed_in: SignedIn, world: World) -> None:
    answer = signed_in("staff").post(f"/c/{world.elsewhere}/people/invite", data=FIELDS, headers=OTHERS[1])

    assert answer.status_code == 404
    assert sees_nothing(answer)


def test_a_form_that_names_no_writer_is_shown_once_for_copying_and_kept_nowhere(
    client: CheckedClient, world: World, opened: Opened
) -> None:
    answer = send(client, world, opened() | {"csrf_token": "of another time"})
    page = page_of(client, answer)
    assert answer.status_code == 401
    assert NAME in page.text
    assert "Send it now" not in page.buttons()

    assert sees_nothing(client.page("/sign-in"), sign_in(client, "stranger_staff"), sign_in(client, "staff"))
    assert db.session.scalars(db.select(KeptText)).all() == []


def test_passwords_are_not_kept(client: CheckedClient, world: World, opened: Opened) -> None:
    data = {
        "password": "the-old-one",
        "new_password": "the-new-one",
        "repeat_password": "the-new-one",
        "note": "一段话",
        "csrf_token": opened()["csrf_token"],
    }
    page = page_of(client, client.post("/profile/password", data=data, headers=OURS))
    page = page.submit("Sign in", name="staff@example.org", password=PASSWORD)

    assert "一段话" in page.text
    assert "the-old-one" not in page.response.text
    assert "the-new-one" not in page.response.text
    assert "the-" not in str(db.session.scalars(db.select(KeptText)).one().fields)


def test_identity_and_card_numbers_are_not_stored(client: CheckedClient, world: World, opened: Opened) -> None:
    number, card = "11010519491231002X", "6217001234567890122"
    fields = opened() | {"name": f"林秀 {number}", "note": f"卡 {card}"}
    client.post(world.url(f"people/invite?q={number}"), data=fields, headers=OURS)

    row = db.session.scalars(db.select(KeptText)).one()
    assert "林秀" in str(row.fields)
    assert not [each for each in (number, card) if each in f"{row.path} {row.fields}"]


def test_more_text_than_a_page_can_carry_is_not_kept(client: CheckedClient, world: World, opened: Opened) -> None:
    answer = send(client, world, opened() | {"name": "字" * MAX_RESCUED_CHARACTERS})

    assert answer.status_code == 302


def test_of_one_person_the_ten_newest_are_kept_and_each_once(
    client: CheckedClient, world: World, opened: Opened
) -> None:
    fields = opened()
    for number in range(12):
        for _each in range(2):
            send(client, world, fields | {"name": f"第{number}个"})

    names = [dict(kept.fields)["name"] for kept in rescued_forms.rescued_forms_of(world.people["staff"])]
    assert names == [f"第{number}个" for number in range(11, 1, -1)]


def test_after_three_days_it_is_gone(client: CheckedClient, world: World, opened: Opened) -> None:
    send(client, world, opened())
    row = db.session.scalars(db.select(KeptText)).one()
    assert row.expires_at - row.created_at <= timedelta(days=3, seconds=1)
    row.expires_at = clock.utc_now()
    assert sees_nothing(sign_in(client, "staff"), client.page("/kept"))

    assert rescued_forms.delete_expired_forms(clock.local_today()) == 1
    assert db.session.scalars(db.select(KeptText)).all() == []


@on_both_databases
def test_the_button_pressed_twice_sends_it_once(client: CheckedClient, world: World, opened: Opened) -> None:
    send(client, world, opened())
    page = sign_in(client, "staff")
    assert "Link for" in page.submit("Send it now").heading
    again = client.post(
        world.url("people/invite"),
        data=FIELDS
        | {
            "kept_text": page.document.one("input", name="kept_text").value,
            "csrf_token": page.document.all("input", name="csrf_token")[-1].value,
        },
        headers=OURS,
    )

    assert again.status_code == 409
    assert "sent or discarded before" in again.text
    assert len(db.session.scalars(db.select(Invitation)).all()) == 1


def test_what_is_not_accepted_stays_in_its_form_and_is_sent_from_there(
    client: CheckedClient, world: World, opened: Opened
) -> None:
    send(client, world, opened() | {"phone": "", "email": "not an address"})
    page = sign_in(client, "staff").submit("Send it now", status=422)
    assert NAME in page.value("Full name")
    assert len(rescued_forms.rescued_forms_of(world.people["staff"])) == 1

    assert "Link for" in page.submit("Invite", email="gu@example.org").heading
    assert rescued_forms.rescued_forms_of(world.people["staff"]) == []


def test_the_writer_may_throw_it_away(client: CheckedClient, world: World, opened: Opened) -> None:
    send(client, world, opened())
    page = sign_in(client, "staff").submit("Do not send it")

    assert page.url == world.url()
    assert db.session.scalars(db.select(KeptText)).all() == []


def test_a_writer_who_has_left_the_community_reads_it_and_cannot_send_it(
    client: CheckedClient, world: World, opened: Opened
) -> None:
    send(client, world, opened())
    grant = db.session.scalars(db.select(RoleGrant).where(RoleGrant.user_id == world.people["staff"])).one()
    grant.revoked_at = clock.utc_now()
    page = sign_in(client, "staff")
    assert NAME in page.text

    page.submit("Send it now", status=404)
    assert db.session.scalars(db.select(Invitation)).all() == []


def test_nothing_is_kept_for_an_account_that_nobody_can_enter_any_more(
    client: CheckedClient, world: World, opened: Opened
) -> None:
    fields = opened()
    db.session.get_one(User, world.people["staff"]).disabled_at = clock.utc_now()
    page = page_of(client, send(client, world, fields))

    assert "Send it now" not in page.buttons()
    assert db.session.scalars(db.select(KeptText)).all() == []
    assert rescued_forms.store_rescued_form(4711, RescuedForm("/profile", [("note", "一段话")])) is None


def test_a_form_of_a_session_that_was_ended_from_another_device_keeps_its_text(
    app: Flask, signed_in: SignedIn, world: World
) -> None:
    """The cookie is still there; the sign-in is over on the server."""
    phone = signed_in("staff")
    form = phone.page(world.url("people/invite"))
    signed_in("staff").page("/profile").submit("Sign out on every device")
    token = form.document.all("input", name="csrf_token")[-1].value
    page = page_of(phone, send(phone, world, FIELDS | {"csrf_token": token}))

    assert page.status == 401
    assert sees_nothing(page)
    assert NAME in page.submit("Sign in", name="staff@example.org", password=PASSWORD).text


def test_a_script_is_told_that_the_session_ended_and_nothing_is_kept_for_it(
    client: CheckedClient, world: World, opened: Opened
) -> None:
    """It has its own keeping: static/outbox.js."""
    headers = OURS | {"Accept": "application/json"}
    answer = client.post(world.url("needs/drafts"), data=opened(), headers=headers)

    assert answer.status_code == 302
    assert db.session.scalars(db.select(KeptText)).all() == []


def test_a_button_without_text_leads_back_through_sign_in(client: CheckedClient, world: World) -> None:
    answer = client.post(world.url(f"people/{world.people['staff']}/disable"), data={"csrf_token": "x"}, headers=OURS)

    assert answer.status_code == 302
    assert answer.location == "/sign-in"


def test_a_residents_form_that_went_stale_is_sent_again_by_one_button(client: CheckedClient, world: World) -> None:
    path = f"/p/{world.community}/needs/new"
    form = client.page(path)
    token = form.document.all("input", name="csrf_token")[-1].value
    client.delete_cookie("partner_hub")
    answer = client.post(path, data={"csrf_token": token, "content": "楼道灯坏了", "consent": "y"}, headers=OURS)
    assert answer.status_code == 400

    assert "sent" in page_of(client, answer).submit("Send it now").url
    assert db.session.scalars(db.select(KeptText)).all() == []


def test_a_sign_in_page_that_went_stale_repeats_nobodys_name(client: CheckedClient, world: World) -> None:
    token = client.page("/sign-in").document.one("input", id="csrf_token").value
    client.delete_cookie("partner_hub")
    typed = {"csrf_token": token, "name": "staff@example.org", "password": PASSWORD}
    answer = client.post("/sign-in", data=typed, headers=OURS)

    assert answer.status_code == 400
    assert "staff@example.org" not in answer.text
