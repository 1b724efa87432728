"""The stairwell without network: what is typed there is kept on the phone and arrives exactly once."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from time import time
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route, expect

from partner_hub.accounts.models import RoleGrant
from partner_hub.communities.models import GridCell
from partner_hub.core.db import db
from partner_hub.needs.models import Need
from tests.conftest import House
from tests.journeys.traveller import say
from tests.support.browser import FLAGS, SIZES, Visitor
from tests.support.records import a_need
from tests.support.world import World, enter

TYPED = "7座402的阿公要人帮忙换灯泡"
OTHER = "3号楼雨棚漏水"
# Whether a draft on the device holds this text.
KEPT = """text => Object.entries(localStorage)
  .some(([name, value]) => name.startsWith("hub-draft:") && value.includes(text))"""
ENDED = "Your session has ended. What is waiting is sent as soon as you have signed in again."
SOMEBODY_ELSE = "Somebody else has signed in on this device. What is waiting is sent when you sign in again."


class Phone:
    """A phone with its storage: switched off and on, with and without network, in one hand after another."""

    def __init__(self, app: Flask, world: World, browser: Browser, server_url: str, folder: Path) -> None:
        self.app, self.world, self.browser, self.server_url, self.folder = app, world, browser, server_url, folder
        self.cookie: dict[str, Any] = {}
        self.context: BrowserContext
        self.switch_on()

    def switch_on(self) -> None:
        self.context = self.browser.browser_type.launch_persistent_context(
            self.folder,
            executable_path="/usr/bin/chromium",
            args=FLAGS,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            **SIZES["phone"],
        )
        self.context.set_default_timeout(10_000)

    def switch_off(self) -> None:
        self.context.close()

    def hand_to(self, who: str) -> None:
        """Signed in for a day, by another way than the form."""
        client = self.app.test_client()
        enter(client, self.world, who)
        with client.session_transaction() as session:
            session.permanent = True
        cookie = client.get_cookie("partner_hub")
        assert cookie
        crumb = {"name": cookie.key, "value": cookie.value, "url": self.server_url, "expires": time() + 3600}
        self.context.add_cookies([crumb])  # type: ignore[list-item]

    def end_session(self) -> None:
        self.context.clear_cookies()

    def open(self, path: str) -> Page:
        db.session.commit()
        page = self.context.new_page()
        page.goto(f"{self.server_url}{path}")
        return page

    @property
    def path(self) -> str:
        return self.world.url("needs/new")

    def open_form(self) -> Page:
        return self.open(self.path)

    def open_once(self) -> None:
        """With network; afterwards the form is kept on the phone."""
        page = self.open_form()
        until(page, "async path => !!(await caches.match(path)) && !!navigator.serviceWorker.controller", self.path)
        page.close()

    def lose_network(self) -> None:
        self.context.set_offline(True)

    def find_network(self) -> None:
        self.context.set_offline(False)

    def write(self, page: Page, text: str = TYPED) -> None:
        content(page).fill(text)

    def send(self, page: Page) -> None:
        page.get_by_role("button", name=say("Record the need"), exact=True).click()


PhoneOf = Callable[[], Phone]


@pytest.fixture
def phone(app: Flask, world: World, house: House, browser: Browser, tmp_path: Path) -> Iterator[Phone]:
    with ExitStack() as stack:
        phone = Phone(app, world, browser, house.server.url, tmp_path / "phone")
        stack.callback(phone.switch_off)
        phone.hand_to("grid_worker")
        yield phone


def until(page: Page, condition: str, value: str) -> None:
    """Wait for what a script says; Playwright's own waiting takes a promise for a yes."""
    for _ in range(200):
        if page.evaluate(condition, value):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never: {condition}")


def content(page: Page) -> Any:
    return page.locator("[name=content]")


def outbox(page: Page) -> Any:
    return page.locator("[data-outbox]")


def heading(page: Page) -> Any:
    return outbox(page).locator("h2")


def waiting(number: int) -> str:
    return say("Waiting to be sent (#)").replace("#", str(number))


def recorded() -> list[str]:
    db.session.rollback()
    db.session.expire_all()
    return [need.content for need in db.session.scalars(db.select(Need).order_by(Need.id))]


def test_a_need_typed_without_network_arrives_once_though_the_phone_was_closed(phone: Phone, world: World) -> None:
    phone.open_once()
    phone.lose_network()
    page = phone.open_form()
    phone.write(page)
    phone.send(page)
    expect(heading(page)).to_have_text(waiting(1))
    expect(outbox(page)).to_contain_text(TYPED)
    expect(content(page)).to_have_value("")
    # At the end of the page the button that sticks to the lower edge covers nothing else.
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    Visitor(page, "phone", phone.server_url, javascript=True, faults=[]).check("offline-waiting")
    phone.switch_off()
    assert recorded() == []

    phone.switch_on()
    page = phone.open(world.url())
    expect(outbox(page)).to_contain_text(say("Everything that was waiting has been sent."))
    assert recorded() == [TYPED]
    page.reload()
    page.wait_for_load_state("networkidle")
    assert recorded() == [TYPED]


def test_it_is_sent_by_itself_when_the_network_is_back(phone: Phone) -> None:
    phone.open_once()
    phone.lose_network()
    page = phone.open_form()
    for number, text in enumerate((TYPED, OTHER), start=1):
        phone.write(page, text)
        phone.send(page)
        expect(heading(page)).to_have_text(waiting(number))
    phone.find_network()
    expect(outbox(page)).to_contain_text(say("Everything that was waiting has been sent."))
    assert recorded() == [TYPED, OTHER]


def test_an_unfinished_text_is_there_again_after_the_phone_was_closed(phone: Phone) -> None:
    phone.open_once()
    phone.lose_network()
    page = phone.open_form()
    phone.write(page)
    page.locator("[name=urgency]").select_option("紧急")
    until(page, KEPT, "紧急")
    phone.switch_off()
    phone.switch_on()
    phone.lose_network()
    page = phone.open_form()
    expect(content(page)).to_have_value(TYPED)
    expect(page.locator("[name=urgency]")).to_have_value("紧急")
    expect(page.locator("[data-restored]")).to_be_visible()
    phone.find_network()
    phone.send(page)
    page.wait_for_url(re.compile(r"/needs/\d+$"))
    expect(page.locator("main")).to_contain_text(say("The need has been recorded."))
    assert recorded() == [TYPED]
    page = phone.open_form()
    expect(content(page)).to_have_value("")


def test_an_answer_that_was_lost_does_not_make_a_second_need(phone: Phone, world: World) -> None:
    """The server has it, and the phone never heard."""
    phone.open_once()
    page = phone.open_form()

    def lose(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/needs/drafts*", lose)
    phone.write(page)
    phone.send(page)
    expect(heading(page)).to_have_text(waiting(1))
    assert recorded() == [TYPED]
    page.close()
    phone.context.route("**/needs/drafts*", lambda route: route.abort())
    page = phone.open(world.url())
    expect(heading(page)).to_have_text(waiting(1))
    Visitor(page, "phone", phone.server_url, javascript=True, faults=[]).check("desk-waiting")
    phone.context.unroute("**/needs/drafts*")
    outbox(page).get_by_role("button", name=say("Send now")).click()
    expect(outbox(page)).to_contain_text(say("Everything that was waiting has been sent."))
    assert recorded() == [TYPED]


def test_two_tabs_send_it_once(phone: Phone) -> None:
    phone.open_once()
    phone.lose_network()
    pages = [phone.open_form(), phone.open_form()]
    phone.write(pages[0])
    phone.send(pages[0])
    expect(heading(pages[0])).to_have_text(waiting(1))
    expect(heading(pages[1])).to_have_text(waiting(1))
    phone.find_network()
    for page in pages:
        expect(heading(page)).not_to_have_text(waiting(1))
    assert recorded() == [TYPED]


def test_a_session_that_ended_meanwhile_loses_nothing(phone: Phone, world: World) -> None:
    phone.open_once()
    phone.lose_network()
    page = phone.open_form()
    phone.write(page)
    phone.send(page)
    expect(heading(page)).to_have_text(waiting(1))
    phone.end_session()
    phone.find_network()
    expect(outbox(page)).to_contain_text(say(ENDED))
    expect(heading(page)).to_have_text(waiting(1))
    assert recorded() == []
    page.close()
    phone.hand_to("grid_worker")
    page = phone.open(world.url())
    expect(outbox(page)).to_contain_text(say("Everything that was waiting has been sent."))
    assert recorded() == [TYPED]


def test_somebody_else_at_the_phone_neither_sees_nor_sends_it(phone: Phone, world: World) -> None:
    phone.open_once()
    phone.lose_network()
    page = phone.open_form()
    phone.write(page)
    phone.send(page)
    expect(heading(page)).to_have_text(waiting(1))
    page.route("**/needs/drafts*", lambda route: route.abort())
    phone.find_network()
    phone.hand_to("staff")
    other = phone.open_form()
    other.wait_for_load_state("networkidle")
    assert TYPED not in other.content()
    expect(outbox(other)).to_be_hidden()
    other.close()
    page.unroute("**/needs/drafts*")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(outbox(page)).to_contain_text(say(SOMEBODY_ELSE))
    assert recorded() == []
    phone.hand_to("grid_worker")
    phone.open(world.url()).wait_for_load_state("networkidle")
    assert recorded() == [TYPED]


def test_the_form_of_somebody_else_is_not_kept(phone: Phone, world: World) -> None:
    phone.open_once()
    phone.hand_to("staff")
    page = phone.open(world.url("offerings/"))
    until(page, "async path => !(await caches.match(path))", phone.path)


def test_signing_out_clears_what_was_kept(phone: Phone, world: World) -> None:
    phone.open_once()
    page = phone.open(world.url())
    page.locator("header summary").click()
    page.locator("header").get_by_role("button", name=say("Sign out"), exact=True).click()
    page.wait_for_url("**/sign-in")
    until(page, "async path => !(await caches.match(path))", phone.path)
    phone.lose_network()
    with pytest.raises(Exception, match=r"ERR_INTERNET_DISCONNECTED|ERR_FAILED"):
        phone.open_form()


def test_nobody_elses_words_are_kept_on_the_phone(phone: Phone, world: World) -> None:
    a_need(world, grid_id=world.grid, reporter_name="林秀", name="阿婆要陪诊")
    phone.open_once()
    page = phone.open(world.url())
    expect(page.locator("main")).to_contain_text("阿婆要陪诊")
    kept = page.evaluate(
        "async () => { const cache = await caches.open('partner-hub-form-1'); const texts = [];"
        " for (const one of await cache.keys()) texts.push([one.url, await (await cache.match(one)).text()]);"
        " return texts }"
    )
    pages = [url for url, _ in kept if "?v=" not in url]
    assert pages == [f"{phone.server_url}{world.url('needs/new')}"]
    assert not [url for url, text in kept if "阿婆" in text or "林秀" in text]


def test_who_opens_the_first_page_without_network_finds_the_form(phone: Phone, world: World) -> None:
    phone.open_once()
    phone.lose_network()
    page = phone.open(world.url())
    expect(page.get_by_role("heading", level=1)).to_have_text(say("Record a need"))


def test_what_is_not_accepted_is_opened_again_with_its_text_and_the_reasons(phone: Phone, world: World) -> None:
    """The grid was taken from the worker while the phone had no network."""
    phone.open_once()
    phone.lose_network()
    page = phone.open_form()
    phone.write(page)
    phone.send(page)
    expect(heading(page)).to_have_text(waiting(1))
    elsewhere = GridCell(community_id=world.community, label="二网格")
    db.session.add(elsewhere)
    db.session.flush()
    grant = db.session.scalars(db.select(RoleGrant).where(RoleGrant.user_id == world.people["grid_worker"])).one()
    grant.grid_id = elsewhere.id
    db.session.commit()
    phone.find_network()
    expect(outbox(page)).to_contain_text(say("Not accepted"))
    assert recorded() == []
    page.close()
    page = phone.open(world.url())
    outbox(page).get_by_role("link", name=say("Open the draft")).click()
    expect(content(page)).to_have_value(TYPED)
    expect(page.locator("[data-restored]")).to_contain_text(say("Grid"))
    phone.send(page)
    page.wait_for_url(re.compile(r"/needs/\d+$"))
    assert recorded() == [TYPED]


def test_a_refusal_with_network_shows_the_faults_at_their_fields(phone: Phone, world: World) -> None:
    page = phone.open_form()
    phone.write(page)
    page.locator("details summary").last.click()
    page.locator("[name=deadline]").evaluate("field => { field.type = 'text'; field.value = '哪天都行' }")
    phone.send(page)
    page.wait_for_selector(".notice-late")
    expect(content(page)).to_have_value(TYPED)
    page.locator("[name=deadline]").fill("2026-12-24")
    phone.send(page)
    page.wait_for_url(re.compile(r"/needs/\d+$"))
    assert recorded() == [TYPED]
    expect(outbox(phone.open(world.url()))).to_be_hidden()


def test_similar_needs_are_shown_while_typing_and_joined_with_one_tap(phone: Phone, world: World) -> None:
    known = a_need(world, beneficiary_count=4, beneficiary_unit="户", beneficiary_count_text="4户")
    page = phone.open_form()
    content(page).press_sequentially("独居老人去医院没有人陪，要人陪诊")
    join = page.get_by_role("button", name=say("The same: add my residents to it"))
    expect(join).to_be_visible()
    assert "502" not in page.content()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    Visitor(page, "phone", phone.server_url, javascript=True, faults=[]).check("similar")
    join.click()
    page.wait_for_url(re.compile(r"/needs/\d+$"))
    db.session.expire_all()
    assert [need.same_as_id for need in db.session.scalars(db.select(Need).order_by(Need.id))] == [None, known.id]


HELD = """async () => {
  const texts = [JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage})];
  for (const { name } of await indexedDB.databases()) texts.push(name);
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const one of await cache.keys()) texts.push(await (await cache.match(one)).text());
  }
  return texts.join(" ");
}"""


def sign_out(page: Page) -> None:
    page.locator("header summary").first.click()
    page.locator("header").get_by_role("button", name=say("Sign out"), exact=True).click()


def answer(page: Page, *, yes: bool) -> list[str]:
    """How questions of this page are answered from now on, and what they were."""
    asked: list[str] = []

    def reply(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept() if yes else dialog.dismiss()

    page.on("dialog", reply)
    return asked


def test_signing_out_asks_about_what_has_not_been_sent_and_then_leaves_no_word(phone: Phone, world: World) -> None:
    phone.open_once()
    page = phone.open_form()
    phone.write(page)
    asked = answer(page, yes=False)
    sign_out(page)
    expect(content(page)).to_have_value(TYPED)
    until(page, KEPT, TYPED)
    page.close()
    assert len(asked) == 1
    page = phone.open(world.url())
    expect(outbox(page)).to_contain_text(TYPED)

    asked = answer(page, yes=True)
    sign_out(page)
    page.wait_for_url("**/sign-in")
    page.wait_for_load_state("networkidle")
    assert len(asked) == 1
    assert "1" in asked[0]
    held = page.evaluate(HELD)
    assert not [word for word in (TYPED, "hub-draft:", "何小满") if word in held]
    page.go_back()
    assert TYPED not in page.content()
    phone.hand_to("grid_worker")
    assert TYPED not in phone.open(world.url()).content()
    assert recorded() == []


def test_the_last_letters_before_signing_out_are_asked_about_and_go_in_every_tab(phone: Phone, world: World) -> None:
    phone.open_once()
    other, page = phone.open_form(), phone.open_form()
    phone.write(other, OTHER)
    until(other, KEPT, OTHER)
    phone.write(page)
    asked = answer(page, yes=True)
    sign_out(page)
    page.wait_for_url("**/sign-in")
    assert [("2" in question) for question in asked] == [True]
    content(other).press_sequentially("再写几个字")
    # What the form does by itself a moment after the last letter.
    other.evaluate("dispatchEvent(new Event('hub-keep'))")
    held = page.evaluate(HELD)
    assert not [word for word in (TYPED, OTHER, "hub-draft:") if word in held]


def test_a_sign_out_that_did_not_come_about_deletes_nothing(phone: Phone, world: World) -> None:
    phone.open_once()
    page = phone.open_form()
    phone.write(page)
    until(page, KEPT, TYPED)
    page.close()
    page = phone.open(world.url())
    answer(page, yes=True)
    page.route("**/sign-out", lambda route: route.abort())
    sign_out(page)
    # The browser goes to a page of its own first; whoever navigates before it is there is turned away.
    page.wait_for_url("chrome-error://**", wait_until="commit")
    page.goto(f"{phone.server_url}{world.url()}")
    expect(outbox(page)).to_contain_text(TYPED)


def test_what_somebody_else_has_waiting_outlives_the_sign_out_of_the_next_person(phone: Phone, world: World) -> None:
    phone.open_once()
    phone.lose_network()
    page = phone.open_form()
    phone.write(page)
    phone.send(page)
    expect(heading(page)).to_have_text(waiting(1))
    page.close()
    phone.hand_to("staff")
    phone.find_network()
    page = phone.open(world.url())
    asked = answer(page, yes=True)
    sign_out(page)
    page.wait_for_url("**/sign-in")
    phone.hand_to("grid_worker")
    page = phone.open(world.url())
    expect(outbox(page)).to_contain_text(say("Everything that was waiting has been sent."))
    assert asked == []
    assert recorded() == [TYPED]
