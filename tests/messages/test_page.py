"""The messages of a person: a number in the header, a list with the unread first, and nothing that a GET changes."""

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.messages.models import Message
from tests.messages.conftest import Told
from tests.support.page import Page, SignedIn
from tests.support.queries import statements
from tests.support.records import an_action
from tests.support.world import World

OPEN, READ, ALL = "续期: 义诊就要到期", "Mark as read: 义诊就要到期", "Mark all as read"


def bell(page: Page) -> str:
    (link,) = (text for text in page.links() if text.startswith("Messages"))
    return link


def test_the_header_tells_how_many_are_unread(signed_in: SignedIn, world: World, told: Told) -> None:
    client = signed_in("unit_member")
    assert bell(client.page(world.url())) == "Messages"
    told("unit_member")
    told("unit_member")
    told("unit_admin")
    told("unit_member", read_at=clock.utc_now())
    told("unit_member", community_id=world.elsewhere)
    assert bell(client.page(world.url("offerings/"))) == "Messages 2 (2 unread)"


def test_the_unread_come_first_and_each_shows_the_words_of_its_button(
    signed_in: SignedIn, world: World, told: Told
) -> None:
    told("unit_member", "最早的")
    told("unit_member", "看过的", read_at=clock.utc_now())
    told("unit_member", "最新的")
    page = signed_in("unit_member").page(world.url("messages/"))
    titles = [each.text for each in page.all("p") if "todo-title" in each.get("class")]
    assert titles == ["◔ New 最新的", "◔ New 最早的", "看过的"]
    assert "请在周五前续期" in page.text
    assert "续期: 看过的" in page.links()


def test_opening_notes_it_as_read_and_leads_to_its_page(signed_in: SignedIn, world: World, told: Told) -> None:
    message = told("unit_member")
    page = signed_in("unit_member").page(world.url("messages/")).submit(OPEN)
    assert page.url == world.url("offerings/")
    assert message.read_at is not None


def test_one_or_all_are_marked_as_read_and_stay(signed_in: SignedIn, world: World, told: Told) -> None:
    told("unit_member"), told("unit_member"), told("unit_member")
    others = told("unit_admin")
    page = signed_in("unit_member").page(world.url("messages/")).submit(READ)
    assert bell(page) == "Messages 2 (2 unread)"
    page = page.submit(ALL)
    assert bell(page) == "Messages"
    assert page.text.count("义诊就要到期") == 6, "title, and name of the link"
    assert ALL not in page.buttons()
    assert others.read_at is None


def test_what_came_after_the_page_was_shown_stays_unread(signed_in: SignedIn, world: World, told: Told) -> None:
    told("unit_member")
    page = signed_in("unit_member").page(world.url("messages/"))
    late = told("unit_member")
    page.submit(ALL)
    assert late.read_at is None


def test_reading_the_pages_changes_nothing(signed_in: SignedIn, world: World, told: Told) -> None:
    message = told("unit_member")
    client = signed_in("unit_member")
    client.page(world.url("messages/"))
    client.page(message.path)
    for path in (f"messages/{message.id}/open", f"messages/{message.id}/read", "messages/read"):
        assert client.get(world.url(path)).status_code == 405
    assert message.read_at is None


def test_who_has_dealt_with_it_need_not_read_of_it(signed_in: SignedIn, world: World, told: Told) -> None:
    action, other = an_action(world), an_action(world)
    paths = {name: world.url(f"actions/{name}") for name in (f"{action.id}", f"{action.id}0", f"{other.id}", "")}
    messages = {name: told("unit_member", path=path) for name, path in paths.items()}
    colleagues = told("unit_admin", path=world.url(f"actions/{action.id}"))
    page = signed_in("unit_member").page(world.url(f"actions/{action.id}"))
    page.submit("Report as done", status=422)
    assert messages[f"{action.id}"].read_at is None, "nothing has been done yet"
    page.submit("Save as a note", {"words": "已走访12户"})
    assert [name for name, message in messages.items() if message.read_at] == [f"{action.id}"]
    assert colleagues.read_at is None


def test_somebody_elses_message_is_not_found(signed_in: SignedIn, world: World, told: Told) -> None:
    message, own = told("unit_admin"), told("unit_member")
    client = signed_in("unit_member")
    token = client.page(world.url("messages/")).document.all("input", name="csrf_token")[0].get("value")
    for path in ("open", "read"):
        answer = client.post(world.url(f"messages/{message.id}/{path}"), data={"csrf_token": token})
        assert answer.status_code == 404
    assert client.post(world.url(f"messages/{own.id}/read")).status_code == 400, "without the token"
    assert (message.read_at, own.read_at) == (None, None)


def test_a_long_list_is_paged_in_as_many_statements_as_a_short_one(
    signed_in: SignedIn, world: World, told: Told
) -> None:
    client, counts = signed_in("staff"), []
    for number in (2, 30):
        for _ in range(number):
            told("staff")
        db.session.commit()
        with statements() as seen:
            page = client.page(world.url("messages/"))
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 10
    assert "1–20 of 32" in page.text
    assert len([each for each in page.follow("Next page").buttons() if each == OPEN]) == 12


def test_who_has_no_message_reads_what_would_stand_here(signed_in: SignedIn, world: World) -> None:
    page = signed_in("supervisor").page(world.url("messages/"))
    assert "Nothing yet." in page.text
    assert db.session.scalars(db.select(Message)).all() == []
