"""Numbers, days and blanks that nobody means are answered like other mistakes: they are no fault of ours."""

from urllib.parse import quote

import pytest

from partner_hub.core.db import db
from partner_hub.meetings.models import Meeting
from tests.support.database import on_both_databases
from tests.support.page import CheckedClient, SignedIn
from tests.support.records import a_need
from tests.support.world import World

TOO_LONG = ("2147483648", "9223372036854775808", "9" * 60)


@on_both_databases
@pytest.mark.parametrize("number", TOO_LONG)
def test_an_id_longer_than_any_id_is_a_page_that_is_not_there(number: str, signed_in: SignedIn, world: World) -> None:
    client = signed_in("staff")

    client.page(world.url(f"needs/{number}"), status=404)
    client.page(f"/c/{number}/needs/", status=404)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_end_of_the_calendar_is_refused_at_its_field(day: str, signed_in: SignedIn, world: World) -> None:
    form = signed_in("staff").page(world.url("meetings/new"))

    page = form.submit("Plan the meeting", {"Day": day, "Planned start": "00:00"}, status=422)

    assert "Please look at the year." in page.text
    assert db.session.scalar(db.select(Meeting.id)) is None


def test_a_required_text_of_blanks_alone_counts_as_empty(signed_in: SignedIn, world: World) -> None:
    form = signed_in("staff").page(world.url("needs/new"))

    page = form.submit("Record the need", {"What is needed": " \u3000 "}, status=422)

    assert "Please fill this in." in page.text


def test_a_ticked_need_with_an_endless_number_is_not_looked_for(signed_in: SignedIn, world: World) -> None:
    client = signed_in("staff")
    token = next(iter(client.page(world.url("needs/new")).document.all("input", name="csrf_token"))).get("value")

    answer = client.post(
        world.url("needs/quarter-list"), data={"csrf_token": token, "need": "9" * 30, "quarter": "2026Q4"}
    )

    assert answer.status_code == 302


@on_both_databases
@pytest.mark.parametrize(
    "path",
    [
        "needs/review?after=",
        "needs/{need}/merge?into=",
        "matches/needs/{need}/dispatch?offering=",
        "matches/?unit=",
        "minutes/?year=",
        "board?grid=",
        "offerings/?unit=",
        "people/invite?unit=",
        "messages/?page=",
    ],
)
def test_a_number_behind_the_question_mark_is_no_longer_than_an_id(
    path: str, signed_in: SignedIn, world: World
) -> None:
    need = a_need(world)
    client = signed_in("secretary")

    for number in (*TOO_LONG, "-1", "٣", "1e3", "\x00"):
        assert client.get(world.url(path.format(need=need.id)) + quote(number)).status_code in {200, 302, 404}, number


@on_both_databases
@pytest.mark.parametrize(
    "path",
    [
        "needs/?urgency=",
        "needs/?channel=",
        "partners/?kind=",
        "needs/?q=",
        "minutes/?q=",
        "meetings/?q=",
        "actions/?q=",
    ],
)
def test_what_no_text_holds_is_looked_for_in_vain(path: str, signed_in: SignedIn, world: World) -> None:
    a_need(world)
    client = signed_in("secretary")

    for typed in ("\x00", "一般\x00", "\u202e"):
        assert client.get(world.url(path) + quote(typed)).status_code == 200, repr(typed)


@pytest.mark.parametrize(
    "path",
    [
        "/calendar/%00.ics",
        "/answer/1/%00",
        "/answer/1/%01/meeting.ics",
        "/answer/group/1/%0b",
        "/invitation/%00",
        "/password/%1f",
        "/join/status/%00",
        "/nowhere?%00=%00",
    ],
)
def test_a_secret_of_rubbish_is_an_address_that_leads_nowhere(path: str, client: CheckedClient) -> None:
    """The page has a sentence, and none of the rubbish, which HTML cannot hold."""
    assert "There is no such page" in client.page(path, status=404).text or "not known" in client.page(path, 404).text


def test_nor_is_it_carried_through_the_sign_in(client: CheckedClient) -> None:
    assert "\x00" not in client.page("/sign-in?next=/c/%00").response.text
