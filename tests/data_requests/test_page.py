"""The page on which the secretary answers somebody who asks what is held, or to have it erased."""

import json
from io import BytesIO

from openpyxl import load_workbook

from partner_hub.accounts.models import User
from partner_hub.core.db import db
from partner_hub.data_requests.models import DataRequest
from partner_hub.needs.models import Need
from tests.support.browser import Browse, Visitor, on_both_screens
from tests.support.forms import Value
from tests.support.page import CheckedClient, Page, SignedIn
from tests.support.person import CODE, NAME, NAMES, PHONE, PHONES, left_of, settle_elsewhere, settle_person
from tests.support.records import RECORDED, a_need
from tests.support.world import World

WORDS = (*NAMES, *PHONES)
WHY = "Why: who asked, how, and how you made sure that it is this person"


def search(client: CheckedClient, world: World, status: int = 200, **typed: Value) -> Page:
    page = client.page(world.url("settings/")).follow("Requests about personal data")
    return page.submit("Look for it", typed, status=status)


def test_everything_is_listed_with_what_becomes_of_it(world: World, signed_in: SignedIn) -> None:
    settle_person(world)
    page = search(signed_in("secretary"), world, phone=PHONE)
    assert "Looked for: 周 秋菊、13905061234" in page.text
    rows = {row[1].rstrip(" 0123456789"): row for row in page.rows()}
    assert {"Needs", "Messages", "Mails", "Uploaded files", "History", "Seats of meetings", "Guests of meetings"} <= (
        rows.keys()
    )
    assert "Archives Law" in rows["Signed minutes"][3]
    assert rows["Signed minutes"][0] == "–"
    assert "Only the public wording stays" in rows["Needs"][3]


def test_the_person_is_erased_and_is_on_no_page_any_more(world: World, signed_in: SignedIn) -> None:
    ids = settle_person(world)
    client = signed_in("secretary")
    page = search(client, world, phone=PHONES[2])
    done = page.submit("Erase what is ticked", {WHY: f"{NAME}本人到窗口要求，已核对"})
    assert "Erased in" in done.text
    assert "本人到窗口要求" in done.text
    assert NAME not in done.text
    assert left_of(*WORDS) == []
    pages = (
        "needs/", f"needs/{ids['reported']}", f"needs/{ids['told_by_other']}", f"imports/{ids['file']}",
        f"imports/{ids['waiting']}", f"meetings/{ids['meeting']}", f"partners/{world.hospital}", "messages/",
    )  # fmt: skip
    for path in pages:
        text = client.page(world.url(path)).text
        assert not [word for word in WORDS if word in text], path
    assert "Nothing is held here" not in search(client, world, name=NAME).text
    assert "Signed minutes" in search(client, world, name=NAME).text


def test_what_is_not_ticked_stays(world: World, signed_in: SignedIn) -> None:
    one, two = (a_need(world, reporter_name=NAME, reporter_phone=PHONE) for _ in range(2))
    page = search(signed_in("secretary"), world, phone=PHONE)
    page.submit("Erase what is ticked", {WHY: "本人要求", "pick": [f"need:{one.id}"]})
    assert (one.reporter_phone, two.reporter_phone) == ("", PHONE)


def test_a_reason_and_something_ticked_are_asked_for(world: World, signed_in: SignedIn) -> None:
    need = a_need(world, reporter_name=NAME, reporter_phone=PHONE)
    page = search(signed_in("secretary"), world, phone=PHONE)
    again = page.submit("Erase what is ticked", status=422)
    assert "Please give a reason." in again.text
    alone: dict[str, Value] = {WHY: "本人要求", f"Erase: Needs {need.id}": False}
    assert "Please tick" in again.submit("Erase what is ticked", alone, status=422).text
    assert "Please give a reason." in again.submit("Download a copy (JSON)", status=422).text
    assert need.reporter_phone == PHONE
    assert db.session.scalars(db.select(DataRequest)).all() == []


def test_a_copy_is_given_out_in_two_forms(world: World, signed_in: SignedIn) -> None:
    settle_person(world)
    page = search(signed_in("secretary"), world, code=CODE)
    given = page.submit("Download a copy (JSON)", {WHY: "本人要求"}).response
    assert "attachment" in given.headers["Content-Disposition"]
    copy = json.loads(given.text)
    assert copy["looked_for"][0] == NAMES[1]
    assert any(each["text"] == PHONES[1] for entry in copy["records"] for each in entry["fields"])
    book = load_workbook(BytesIO(page.submit("Download a copy (Excel)", {WHY: "本人要求"}).response.data))
    cells = {str(cell.value) for line in book.worksheets[0].iter_rows() for cell in line}
    assert PHONES[1] in cells
    assert "reporter_phone" not in cells
    assert len(db.session.scalars(db.select(DataRequest).filter_by(kind="copy")).all()) == 2
    assert left_of(PHONE)


def test_another_communitys_records_are_neither_shown_nor_touched(world: World, signed_in: SignedIn) -> None:
    foreign = settle_elsewhere(world)
    client = signed_in("secretary")
    assert "Nothing is held here." in search(client, world, phone=PHONE, name=NAME).text
    a_need(world, reporter_name=NAME, reporter_phone=PHONE)
    search(client, world, phone=PHONE).submit("Erase what is ticked", {WHY: "本人要求"})
    need = db.session.get_one(Need, foreign)
    assert (need.reporter_name, need.reporter_phone) == (NAME, PHONE)
    page = search(client, world, need_id=str(foreign), status=422)
    assert "There is no such need here." in page.text


def test_the_own_account_is_not_closed_here(world: World, signed_in: SignedIn) -> None:
    page = search(signed_in("secretary"), world, mail="secretary@example.org")
    assert "not yours to close" in page.text
    assert "Erase: Accounts" not in " ".join(page.fields())
    assert db.session.get_one(User, world.people["secretary"]).is_active


def test_figures_that_are_none_are_refused_with_a_sentence(world: World, signed_in: SignedIn) -> None:
    client = signed_in("secretary")
    assert "Figures only" in search(client, world, need_id="9" * 400, status=422).text
    assert "Please give a name" in search(client, world, status=422).text
    assert "7 to 15" in search(client, world, phone="无", status=422).text


def test_what_may_be_no_name_is_told_and_not_looked_for(world: World, signed_in: SignedIn) -> None:
    a_need(world, reporter_name="王阿姨", reporter_phone=PHONE)
    page = search(signed_in("secretary"), world, phone=PHONE)
    assert "not looked for: 王阿姨" in page.text
    assert "Noted as the reporter" not in search(signed_in("secretary"), world, phone=PHONE, name="王阿姨").text


def test_from_the_page_of_a_need(world: World, signed_in: SignedIn) -> None:
    need = a_need(world, reporter_name=NAME, reporter_phone=PHONE)
    page = signed_in("secretary").page(world.url(f"needs/{need.id}")).follow("Copy or erase")
    found = page.submit("Look for it")
    assert RECORDED in found.text
    assert "Copy or erase" not in signed_in("staff").page(world.url(f"needs/{need.id}")).links()


@on_both_screens
def test_the_page_can_be_used_on_both_screens(
    visitor: Visitor, world: World, signed_in: SignedIn, browse: Browse
) -> None:
    settle_person(world)
    visitor.become(signed_in("secretary"))
    page = visitor.open(world.url("settings/data-requests/"))
    visitor.check("data-requests")
    page.get_by_label("Telephone").fill(PHONE)
    page.get_by_role("button", name="Look for it").click()
    visitor.check("data-requests-found")
    page.get_by_label(WHY).fill("本人到窗口要求，已核对身份证件")
    page.get_by_role("button", name="Erase what is ticked").click()
    page.get_by_text("Erased in").first.wait_for()
    visitor.check("data-requests-done")
    assert left_of(*WORDS) == []
