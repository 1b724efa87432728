"""A resident sends a need without signing in."""

from datetime import timedelta

import pytest
from flask import Flask

from partner_hub.accounts.link_secrets import sha256_hex
from partner_hub.communities.models import Community, GridCell
from partner_hub.communities.public_rate_limit import PublicRequest
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.events import history_of
from partner_hub.needs.models import Need
from partner_hub.public import service, views
from partner_hub.vocabulary.need import NeedState
from tests.support.database import on_both_databases
from tests.support.forms import Value
from tests.support.page import CheckedClient, Page, SignedIn
from tests.support.world import World

WORDS = "七号楼电梯口的灯坏了两个星期，\r\n晚上老人下楼看不见。"
NAME, PHONE = "邹晓燕", "13905061234"
FILLED: dict[str, Value] = {"content": WORDS, "reporter_name": NAME, "reporter_phone": PHONE, "consent": True}


@pytest.fixture
def resident(client: CheckedClient, world: World) -> CheckedClient:
    """Somebody without an account, who reads the words that stand in the code."""
    client.page("/sign-in").submit("English")
    return client


def address(world: World, path: str = "needs/new") -> str:
    return f"/p/{world.community}/{path}"


def the_need() -> Need:
    return db.session.scalars(db.select(Need)).one()


def code_on(page: Page) -> str:
    return page.document.one("p", class_="code-large").text


@on_both_databases
def test_it_arrives_for_review_with_nobody_signed_in(resident: CheckedClient, world: World) -> None:
    page = resident.page(address(world, "")).follow("Tell us what you need")
    page = page.submit("Send", {**FILLED, "grid_id": "一网格（柳岸新村）"})
    need = the_need()
    assert (need.state, need.channel, need.urgency, need.grid_id) == (
        NeedState.SUBMITTED,
        "线上征集",
        "一般",
        world.grid,
    )
    assert (need.name, need.content) == ("七号楼电梯口的灯坏了两个星期，", WORDS.replace("\r\n", "\n"))
    assert (need.reporter_name, need.reporter_phone) == (NAME, PHONE)
    assert (need.public_name, need.created_by_id, need.raised_on) == ("", None, clock.local_today())
    assert need.consented_at is not None
    (event,) = history_of(need)
    assert (event.tag, event.actor_name, event.user_id, event.details) == ("need:submit", "居民", None, {})
    assert need.code_hash == sha256_hex(code_on(page))


def test_the_code_is_shown_and_nothing_else_of_what_was_sent(resident: CheckedClient, world: World) -> None:
    page = resident.page(address(world)).submit("Send", FILLED)
    code = code_on(page)
    assert page.url == address(world, "needs/sent")
    html = page.response.text
    assert not [word for word in (NAME, PHONE, "电梯口", str(the_need().code_hash)) if word in html]
    # Nowhere in the table does the code itself stand.
    row = db.session.execute(db.select(Need.__table__)).one()
    assert code not in str(row)
    assert code.replace(" ", "") not in str(row)


def test_the_code_survives_a_change_of_the_letters_and_no_more(
    resident: CheckedClient, world: World, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = resident.page(address(world)).submit("Send", FILLED)
    code = code_on(page)
    assert code_on(page.submit("Large text")) == code
    stranger = app.test_client()
    assert stranger.get(address(world, "needs/sent")).status_code == 302
    assert resident.get(f"/p/{world.elsewhere}/needs/sent").status_code == 302

    page = resident.page(address(world, "needs/sent")).submit("I have noted the code")
    assert page.heading == "柳岸社区"
    assert "only right after" in resident.page(address(world, "needs/sent")).text

    monkeypatch.setattr(views, "CODE_PAGE_LIFETIME", timedelta(seconds=-1))
    resident.page(address(world)).submit("Send", FILLED | {"content": "另一件事情"})
    assert resident.get(address(world, "needs/sent")).status_code == 302
    with resident.session_transaction() as session:
        assert "sent" not in session


def test_name_and_number_may_stay_empty(resident: CheckedClient, world: World) -> None:
    resident.page(address(world)).submit("Send", {"content": "楼道灯坏了", "consent": True})
    assert (the_need().reporter_name, the_need().reporter_phone) == ("", "")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("139 0506-1234", PHONE),
        ("+86 139 0506 1234", PHONE),
        ("0590-8765 4321 转 8", "0590-87654321转8"),
        ("0590-87654321-802", "0590-87654321转802"),
        ("白天 13905061234 晚上找楼长", "白天 13905061234 晚上找楼长"),
        ("无", ""),
        ("暂无电话", ""),
        ("不方便", ""),
        ("0", ""),
    ],
)
def test_a_number_to_call_has_one_spelling_and_words_beside_it_stay(
    resident: CheckedClient, world: World, typed: str, kept: str
) -> None:
    resident.page(address(world)).submit("Send", FILLED | {"reporter_phone": typed})
    assert the_need().reporter_phone == kept


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"consent": False}, "only when you agree"),
        ({"content": ""}, "in a few words what it is about"),
        ({"content": "　\n。。"}, "in a few words what it is about"),
        ({"content": "字" * 1001}, "1000"),
        ({"reporter_phone": "12345"}, "not one complete telephone number"),
        ({"reporter_phone": "1380013800"}, "not one complete telephone number"),
        ({"reporter_name": "名" * 61}, "60"),
        ({"content": "我的身份证 11010519491231002X 请查"}, "identity card"),
    ],
)
def test_a_fault_is_said_and_everything_typed_stays(
    resident: CheckedClient, world: World, change: dict[str, Value], sentence: str
) -> None:
    typed = FILLED | {"grid_id": str(world.grid)} | change
    page = resident.page(address(world)).submit("Send", typed, status=422)
    assert sentence in page.text
    assert page.value("grid_id") == "一网格（柳岸新村）"
    for field in ("content", "reporter_name", "reporter_phone"):
        assert page.value(field).strip() == str(typed[field]).replace("\r\n", "\n").strip()
    assert db.session.scalar(db.select(Need.id)) is None
    assert page.submit("Send", FILLED).heading == "Thank you. It has arrived."


def test_it_says_in_plain_words_what_is_kept_and_who_reads_it(resident: CheckedClient, world: World) -> None:
    db.session.get_one(Community, world.community).hotline = "0590-83331234"
    text = resident.page(address(world)).text
    for words in ("We keep what you write here", "read by the community's staff", "seen by the staff, and by the unit"):
        assert words in text
    assert "You can withdraw it at any time: 0590-83331234" in text


def test_a_poster_of_a_grid_chooses_it_and_a_foreign_one_does_not(resident: CheckedClient, world: World) -> None:
    assert resident.page(address(world, f"needs/new?grid={world.grid}")).value("grid_id") == "一网格（柳岸新村）"
    foreign = GridCell(community_id=world.elsewhere, label="别处")
    db.session.add(foreign)
    db.session.flush()
    for odd in (str(foreign.id), "0", "x", "9" * 30, ""):
        page = resident.page(address(world, f"needs/new?grid={odd}"))
        assert page.value("grid_id") == "Not chosen"
        assert "别处" not in page.text


def test_the_same_form_sent_twice_is_one_need_with_one_code(resident: CheckedClient, world: World) -> None:
    form = resident.page(address(world))
    first = code_on(form.submit("Send", FILLED))
    assert code_on(form.submit("Send", FILLED)) == first
    assert the_need().content
    # Whoever goes back and writes something else means another need.
    second = code_on(form.submit("Send", FILLED | {"content": "还有门锁也坏了"}))
    assert second != first
    assert db.session.scalar(db.select(db.func.count(Need.id))) == 2


def test_a_machine_that_fills_every_field_is_not_taken_and_a_person_sends_once_more(
    resident: CheckedClient, world: World
) -> None:
    page = resident.page(address(world)).submit("Send", FILLED | {"homepage": "https://spam.example"}, status=422)
    assert "could not be taken" in page.text
    assert page.value("homepage") == ""
    assert db.session.scalar(db.select(Need.id)) is None
    page.submit("Send")
    assert the_need().reporter_name == NAME


def test_one_network_sends_only_so_many_a_day_and_keeps_what_it_typed(resident: CheckedClient, world: World) -> None:
    requests = [PublicRequest(community_id=world.community, form="need", address="127.0.0.1") for _ in range(20)]
    db.session.add_all(requests)
    page = resident.page(address(world)).submit("Send", FILLED, status=422)
    assert "Too much has come from your network" in page.text
    assert page.value("reporter_name") == NAME
    assert db.session.scalar(db.select(Need.id)) is None
    requests[0].at = clock.utc_now() - timedelta(hours=25)
    assert page.submit("Send").heading == "Thank you. It has arrived."


def test_many_networks_together_do_not_flood_the_desk(
    resident: CheckedClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "ALL_NEEDS_A_DAY", 3)
    db.session.add_all(
        PublicRequest(community_id=world.community, form="need", address=f"192.0.2.{n}") for n in range(3)
    )
    page = resident.page(address(world)).submit("Send", FILLED, status=422)
    assert "Very much is coming in just now" in page.text
    # The neighbouring community has a door of its own.
    other = resident.page(f"/p/{world.elsewhere}/needs/new").submit("Send", FILLED)
    assert other.heading == "Thank you. It has arrived."


def test_a_fault_in_the_form_does_not_count(resident: CheckedClient, world: World) -> None:
    resident.page(address(world)).submit("Send", {"content": WORDS}, status=422)
    assert db.session.scalar(db.select(PublicRequest.id)) is None


def test_staff_see_who_sent_it_and_nobody_else_does(resident: CheckedClient, signed_in: SignedIn, world: World) -> None:
    resident.page(address(world)).submit("Send", FILLED | {"grid_id": str(world.grid)})
    number = the_need().id
    page = signed_in("staff").page(world.url()).follow("七号楼电梯口的灯坏了两个星期，")
    assert NAME in page.text
    assert PHONE in page.text
    assert "居民" in page.text
    assert "also reads the reason" in page.text
    of_grid = signed_in("grid_worker").page(world.url(f"needs/{number}")).response.text
    assert "看不见" in of_grid
    assert NAME not in of_grid
    assert "0506" not in of_grid
    for who in ("unit_admin", "unit_member", "district_observer"):
        signed_in(who).page(world.url(f"needs/{number}"), 404)


def test_the_language_and_the_size_of_the_letters_are_the_visitors(client: CheckedClient, world: World) -> None:
    page = client.page(address(world))
    assert page.document.root.get("lang") == "zh-CN"
    page = page.submit("English")
    assert (page.url, page.document.root.get("lang")) == (address(world), "en")
    page = page.submit("Large text")
    assert (page.url, page.document.root.get("class")) == (address(world), "large-text")
