"""What somebody may try who means no good: at the doors that are open to everybody."""

import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient

from partner_hub.accounts.link_secrets import sha256_hex
from partner_hub.communities.public_rate_limit import PublicRequest
from partner_hub.core.db import db
from partner_hub.needs.models import Need
from partner_hub.public.lookup_codes import lookup_code_from
from tests.support.database import on_both_databases
from tests.support.forms import Value
from tests.support.page import CheckedClient, SignedIn
from tests.support.records import a_need
from tests.support.world import PASSWORD, World

HTML = '<script>alert(1)</script><a href="javascript:alert(2)">x</a>${7*7}#{7*7}'
# What turns the direction of reading around, joins, or is not seen at all.
UNSEEN = "楼道\u202e灯\u200b坏\u0000了\u2066\ufeff\x1b[31m"


@pytest.fixture
def resident(client: CheckedClient, world: World) -> CheckedClient:
    client.page("/sign-in").submit("English")
    return client


def new(world: World) -> str:
    return f"/p/{world.community}/needs/new"


def need_count() -> int:
    return db.session.scalar(db.select(db.func.count(Need.id))) or 0


def test_html_stays_text_wherever_it_is_read(resident: CheckedClient, signed_in: SignedIn, world: World) -> None:
    filled: dict[str, Value] = {
        "content": HTML,
        "reporter_name": HTML[:60],
        "reporter_phone": "13905061234",
        "consent": True,
    }
    page = resident.page(new(world)).submit("Send", filled | {"consent": False}, status=422)
    assert "<script>alert" not in page.response.text
    page.submit("Send", filled)
    staff = signed_in("staff")
    for path in ("", "needs/", f"needs/{db.session.scalars(db.select(Need.id)).one()}"):
        text = staff.page(world.url(path)).response.text
        assert "&lt;script&gt;" in text
        assert "<script>alert" not in text
        assert 'href="javascript' not in text
        assert "49" not in text.partition("&lt;script&gt;")[2][:90]


@on_both_databases
def test_what_is_not_seen_is_not_kept(resident: CheckedClient, world: World) -> None:
    resident.page(new(world)).submit("Send", {"content": UNSEEN, "reporter_name": UNSEEN, "consent": True})
    need = db.session.scalars(db.select(Need)).one()
    for text in (need.content, need.reporter_name, need.name):
        assert text.isprintable()


@on_both_databases
@pytest.mark.parametrize(
    "field", ["content", "reporter_name", "reporter_phone", "key", "grid_id", "homepage", "consent"]
)
def test_no_field_breaks_the_page(resident: CheckedClient, world: World, field: str) -> None:
    token = resident.page(new(world)).document.all("input", name="csrf_token")[0].get("value")
    for number, typed in enumerate(("字" * 10_000, "\x00", "\ud800", "９" * 40, "-1", "1e9", "😀" * 300)):
        data = {"csrf_token": token, "content": f"楼道灯坏了{number}", "consent": "y", field: typed}
        before = need_count()
        sent = {name: text.encode("utf-8", "surrogatepass") for name, text in data.items()}
        answer = resident.post(new(world), data=sent)
        assert answer.status_code in {302, 422}, typed[:10]
        assert need_count() - before == (answer.status_code == 302)


def test_a_form_of_another_site_is_refused(resident: CheckedClient, world: World, app: Flask) -> None:
    data = {"content": "楼道灯坏了", "consent": "y", "code": "222 222 222 222"}
    for path in (new(world), f"/p/{world.community}/look-up", f"/p/{world.community}/needs/sent"):
        assert resident.post(path, data=data).status_code == 400
        assert FlaskClient(app, app.response_class).post(path, data=data).status_code == 400
        # A token of somebody else's session is none.
        other = CheckedClient(app, app.response_class).page(new(world)).document.all("input", name="csrf_token")[0]
        assert resident.post(path, data=data | {"csrf_token": other.get("value")}).status_code == 400
    assert need_count() == 0
    assert db.session.scalar(db.select(PublicRequest.id)) is None


def test_huge_bodies_are_refused_before_they_are_read(resident: CheckedClient, world: World) -> None:
    for path in (new(world), f"/p/{world.community}/look-up"):
        assert resident.post(path, data={"content": "x" * (3 * 1024 * 1024)}).status_code in {400, 413}
        many = (
            "".join(f'--b\r\nContent-Disposition: form-data; name="f{n}"\r\n\r\nx\r\n' for n in range(5000)) + "--b--"
        )
        answer = resident.post(path, data=many.encode(), content_type="multipart/form-data; boundary=b")
        assert answer.status_code in {400, 413}
    assert need_count() == 0


def test_columns_that_are_not_asked_for_cannot_be_slipped_in(resident: CheckedClient, world: World) -> None:
    page = resident.page(new(world))
    token = page.document.all("input", name="csrf_token")[0].get("value")
    more = {
        "state": "published", "public_name": "骗人的话", "public_text": "骗人", "channel": "热线", "urgency": "特急",
        "code_hash": sha256_hex("x"), "created_by_id": "1", "community_id": str(world.elsewhere), "year": "2026",
        "version": "9", "asking_partnership_id": str(world.hospital), "id": "77",
    }  # fmt: skip
    resident.post(new(world), data={"csrf_token": token, "content": "楼道灯坏了", "consent": "y"} | more)
    need = db.session.scalars(db.select(Need)).one()
    assert (need.state, need.public_name, need.channel, need.urgency) == ("submitted", "", "线上征集", "一般")
    assert (need.community_id, need.asking_partnership_id, need.year) == (world.community, None, None)
    assert need.code_hash != sha256_hex("x")


def test_a_key_of_ones_own_making_takes_no_need_of_another_over(resident: CheckedClient, world: World) -> None:
    """Also not one that a grid worker's phone has given its draft."""
    theirs = a_need(
        world, client_key="0123456789abcdef0123456789abcdef", code_hash=sha256_hex(lookup_code_from("s" * 32, "k"))
    )
    page = resident.page(new(world))
    token = page.document.all("input", name="csrf_token")[0].get("value")
    for key in (theirs.client_key, "", "p-short", "p-" + "é" * 22):
        data = {"csrf_token": token, "content": theirs.content, "consent": "y", "key": key}
        assert resident.post(new(world), data=data).status_code == 302
    assert need_count() == 5
    assert theirs.code_hash == sha256_hex(lookup_code_from("s" * 32, "k"))


def test_a_code_can_be_guessed_neither_from_the_form_nor_from_another_code(
    resident: CheckedClient, world: World
) -> None:
    hashes = set()
    for _ in range(5):
        page = resident.page(new(world))
        key = page.document.one("input", name="key").get("value")
        page.submit("Send", {"content": "楼道灯坏了", "consent": True})
        hashes.add(db.session.scalars(db.select(Need.code_hash).where(Need.client_key == key)).one())
        assert sha256_hex(lookup_code_from("", key)) not in hashes
    assert len(hashes) == 5


@on_both_databases
def test_one_form_sent_by_an_impatient_thumb_is_one_need(resident: CheckedClient, world: World, app: Flask) -> None:
    page = resident.page(new(world))
    hidden = {name: page.document.all("input", name=name)[-1].get("value") for name in ("csrf_token", "key")}
    data = hidden | {"content": "楼道灯坏了", "consent": "y"}
    cookie = resident.get_cookie("partner_hub")
    assert cookie
    answers = []

    def press() -> None:
        thumb = FlaskClient(app, app.response_class)
        thumb.set_cookie(cookie.key, cookie.value)
        answers.append(thumb.post(new(world), data=data))

    threads = [threading.Thread(target=press) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [302] * 6
    assert need_count() == 1


def test_a_subscriber_of_ipv6_is_one_network_and_a_forwarding_header_is_not_believed(
    resident: CheckedClient, world: World
) -> None:
    resident.page(new(world))
    page = resident.page(f"/p/{world.community}/look-up")
    token = page.document.all("input", name="csrf_token")[0].get("value")
    for number in range(41):
        answer = resident.post(
            f"/p/{world.community}/look-up",
            data={"csrf_token": token, "code": "222"},
            environ_overrides={"REMOTE_ADDR": f"2001:db8:1:2::{number:x}"},
            headers={"X-Forwarded-For": f"192.0.2.{number}", "Forwarded": f"for=192.0.2.{number}"},
        )
    assert "Too much has come from your network" in answer.text
    assert {each.address for each in db.session.scalars(db.select(PublicRequest))} == {"2001:db8:1:2::"}


def test_no_page_tells_which_needs_there_are_by_their_numbers(resident: CheckedClient, world: World) -> None:
    need = a_need(world)
    for path in (f"needs/{need.id}", f"needs/{need.id}/edit", f"look-up/{need.id}", "needs/export.xlsx"):
        assert resident.get(f"/p/{world.community}/{path}").status_code == 404


def test_one_form_sent_to_two_communities_is_a_need_in_each(resident: CheckedClient, world: World) -> None:
    page = resident.page(new(world))
    hidden = {name: page.document.all("input", name=name)[-1].get("value") for name in ("csrf_token", "key")}
    for community in (world.community, world.elsewhere):
        data = hidden | {"content": "楼道灯坏了", "consent": "y"}
        assert resident.post(f"/p/{community}/needs/new", data=data).status_code == 302
    found = db.session.scalars(db.select(Need)).all()
    assert {need.community_id for need in found} == {world.community, world.elsewhere}
    assert len({need.code_hash for need in found}) == 2


def test_nobodys_cookie_travels_with_the_service_worker(resident: CheckedClient, world: World) -> None:
    """Whoever stands between may keep it."""
    resident.page("/sign-in").submit("Sign in", name="grid_worker@example.org", password=PASSWORD)
    answer = resident.get("/worker.js")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
