"""Nobody loses typed text by a session that ended or a form that went stale."""

import pytest
from werkzeug.test import TestResponse

from partner_hub.accounts.models import Invitation
from partner_hub.core.db import db
from partner_hub.core.kept import LIMIT
from tests.support.page import CheckedClient, Page, SignedIn
from tests.support.world import PASSWORD, World

OURS = {"Sec-Fetch-Site": "same-origin"}
FIELDS = {"name": "“顾”<小>北\r\n第二行", "phone": "13905910001", "role": "unit_member"}


@pytest.fixture
def fields(world: World) -> dict[str, str]:
    return FIELDS | {"partnership_id": str(world.hospital), "csrf_token": "stale"}


def page_of(client: CheckedClient, answer: TestResponse) -> Page:
    return Page(client, answer)


def send(client: CheckedClient, world: World, fields: dict[str, str], headers: dict[str, str]) -> TestResponse:
    return client.post(world.url("people/invite"), data=fields, headers=headers)


@pytest.mark.parametrize("headers", [OURS, {"Origin": "http://localhost"}])
def test_after_a_new_sign_in_the_text_is_shown_and_sent_by_one_button(
    client: CheckedClient, world: World, fields: dict[str, str], headers: dict[str, str]
) -> None:
    answer = send(client, world, fields, headers)
    assert answer.status_code == 401
    page = page_of(client, answer)
    assert "what you typed is kept" in page.text

    page = page.submit("Sign in", name="staff@example.org", password=PASSWORD)
    assert "“顾”<小>北" in page.text
    assert db.session.scalars(db.select(Invitation)).all() == []
    page = page.submit("Send it now")

    assert "Link for “顾”<小>北 第二行" in page.heading
    assert db.session.scalars(db.select(Invitation)).one().phone == "13905910001"


def test_a_mistyped_password_does_not_lose_the_text(
    client: CheckedClient, world: World, fields: dict[str, str]
) -> None:
    page = page_of(client, send(client, world, fields, OURS))
    page = page.submit("Sign in", name="staff@example.org", password="a wrong guess", status=422)
    page = page.submit("Sign in", name="staff@example.org", password=PASSWORD)

    assert "“顾”<小>北" in page.text


def test_a_stale_form_of_a_signed_in_person_is_sent_again_by_one_button(
    signed_in: SignedIn, world: World, fields: dict[str, str]
) -> None:
    client = signed_in("staff")
    answer = send(client, world, fields, OURS)
    assert answer.status_code == 400

    assert "Link for" in page_of(client, answer).submit("Send it now").heading


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_another_sites_form_is_never_offered_for_sending(
    signed_in: SignedIn, client: CheckedClient, world: World, fields: dict[str, str], headers: dict[str, str]
) -> None:
    stale = page_of(client, send(signed_in("staff"), world, fields, headers))
    ended = send(client, world, fields, headers)

    assert stale.status == 400
    assert "Send it now" not in stale.buttons()
    assert not any(len(value) > 1 and value in stale.text for value in FIELDS.values())
    assert ended.status_code == 302
    assert ended.location == "/sign-in"


def test_passwords_are_not_kept(client: CheckedClient, world: World) -> None:
    data = {
        "password": "the-old-one",
        "new_password": "the-new-one",
        "repeat_password": "the-new-one",
        "note": "一段话",
    }
    page = page_of(client, client.post("/profile/password", data=data, headers=OURS))
    page = page.submit("Sign in", name="staff@example.org", password=PASSWORD)

    assert "一段话" in page.text
    assert "the-old-one" not in page.response.text
    assert "the-new-one" not in page.response.text


def test_more_text_than_a_page_can_carry_is_not_kept(
    client: CheckedClient, world: World, fields: dict[str, str]
) -> None:
    answer = send(client, world, fields | {"name": "字" * LIMIT}, OURS)

    assert answer.status_code == 302


def test_a_kept_text_that_was_tampered_with_is_ignored(
    client: CheckedClient, world: World, fields: dict[str, str]
) -> None:
    page = page_of(client, send(client, world, fields, OURS))
    sealed = page.document.one("input", name="kept").value
    token = page.document.one("input", id="csrf_token").value
    data = {"csrf_token": token, "name": "staff@example.org", "password": PASSWORD, "kept": "x" + sealed}

    answer = client.post("/sign-in", data=data)

    assert answer.status_code == 302


def test_a_button_without_text_leads_back_through_sign_in(client: CheckedClient, world: World) -> None:
    answer = client.post(world.url(f"people/{world.people['staff']}/disable"), data={"csrf_token": "x"}, headers=OURS)

    assert answer.status_code == 302
    assert answer.location == "/sign-in"
