"""Term, goals in figures, a day of review and the scanned paper: for the committee and the unit itself."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.messages.models import Message
from partner_hub.partners.agreements import agreement_review_state, agreements_of, remind_of_due_reviews
from partner_hub.partners.models import Agreement, Partnership
from partner_hub.vocabulary.unit import UnitState
from tests.support.page import CheckedClient, Page, SignedIn
from tests.support.queries import statements
from tests.support.world import World

TODAY = clock.local_today()
TERM = {"starts_on": "2026-01-01", "ends_on": "2026-12-31", "review_on": "2026-10-15"}
PDF, JPEG, PNG = b"%PDF-1.7 ...", b"\xff\xd8\xff\xe0 ...", b"\x89PNG\r\n\x1a\n ..."


def new(client: CheckedClient, world: World, status: int = 200, **typed: Any) -> Page:
    page = client.page(world.url(f"partners/{world.hospital}/agreements/new"))
    return page.submit("Save", TERM | typed, status=status)


def only() -> Agreement:
    return db.session.scalars(db.select(Agreement)).one()


def an_agreement(world: World, **facts: Any) -> Agreement:
    usual: dict[str, Any] = {
        "partnership_id": world.hospital, "starts_on": TODAY - timedelta(days=100),
        "ends_on": TODAY + timedelta(days=200),
    }  # fmt: skip
    agreement = Agreement(**(usual | facts))
    db.session.add(agreement)
    db.session.flush()
    return agreement


def test_staff_write_one_down_with_its_goals(signed_in: SignedIn, world: World) -> None:
    goals: dict[str, Any] = {"goals-0-what": "义诊", "goals-0-number": 4, "goals-0-unit": "场"}
    more: dict[str, Any] = {"goals-1-what": "健康讲座", "goals-1-number": 2, "goals-1-unit": "次"}
    page = new(signed_in("staff"), world, note="每季度碰头一次", **goals, **more)
    for words in ("1 Jan 2026 to 31 Dec 2026", "义诊 4场", "健康讲座 2次", "每季度碰头一次", "Agreement written down"):
        assert words in page.text
    assert only().goals == [
        {"what": "义诊", "number": 4, "unit": "场"},
        {"what": "健康讲座", "number": 2, "unit": "次"},
    ]


def test_the_unit_reads_its_own_and_nobody_else_learns_of_it(signed_in: SignedIn, world: World) -> None:
    new(signed_in("staff"), world, note="每季度碰头一次", paper=(PDF, "协议.pdf"))
    url = world.url(f"partners/{world.hospital}")
    for who in ("unit_admin", "unit_member"):
        page = signed_in(who).page(url)
        assert "每季度碰头一次" in page.text
        assert "Write down an agreement" not in page.links()
        assert signed_in(who).get(page.links()["协议.pdf"]).data == PDF
    scan = world.url(f"partners/agreements/{only().id}/scan")
    for who in ("other_unit_admin", "grid_worker", "district_observer"):
        assert "Partnership agreements" not in signed_in(who).page(url).text
        assert signed_in(who).get(scan).status_code == 404
    assert signed_in("supervisor").get(scan).status_code == 403
    assert signed_in("stranger_staff").get(scan).status_code == 404


@pytest.mark.parametrize(
    ("data", "name", "kept", "mime"),
    [
        (PDF, "协议.pdf", "协议.pdf", "application/pdf"),
        (JPEG, "IMG_1.JPEG", "IMG_1.jpg", "image/jpeg"),
        (PNG, "../../etc/passwd.png", "passwd.png", "image/png"),
        (PDF, "协议.html", "协议.pdf", "application/pdf"),
        (PDF, "协议\u202e\x00.pdf", "协议.pdf", "application/pdf"),
    ],
)
def test_a_scan_leaves_as_a_file_of_its_own_kind(
    signed_in: SignedIn, world: World, data: bytes, name: str, kept: str, mime: str
) -> None:
    new(signed_in("staff"), world, paper=(data, name))
    assert (only().scan_name, only().scan_mime) == (kept, mime)
    response = signed_in("staff").get(world.url(f"partners/agreements/{only().id}/scan"))
    assert response.data == data
    assert response.mimetype == mime
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("data", [b"<script>alert(1)</script>", b"MZ...", b"", b" %PDF-1.7"])
def test_anything_else_is_refused_whatever_its_name(signed_in: SignedIn, world: World, data: bytes) -> None:
    page = new(signed_in("staff"), world, 422, paper=(data, "协议.pdf"))
    assert "Only PDF, JPEG and PNG are taken." in page.text
    assert page.value("starts_on") == "2026-01-01"
    assert db.session.scalars(db.select(Agreement)).all() == []


def test_a_file_that_is_too_large_is_refused_with_a_sentence(
    app: Flask, signed_in: SignedIn, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in("staff")
    page = client.page(world.url(f"partners/{world.hospital}/agreements/new"))
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 10_000)
    page = page.submit("Save", TERM | {"paper": (PDF + b"x" * 10_000, "协议.pdf")}, status=413)
    assert "choose a smaller file" in page.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"starts_on": ""}, "Please fill this in."),
        ({"ends_on": "2025-12-31"}, "The last day lies before the first one."),
        ({"review_on": "2025-12-31"}, "The review lies before the first day."),
        ({"goals-0-what": "义诊"}, "How many, in figures?"),
        ({"goals-0-number": 4}, "Please fill this in."),
        (
            {"goals-0-what": "义诊", "goals-0-number": "很多"},
            "Please write a whole number in figures, for instance 30.",
        ),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(
    signed_in: SignedIn, world: World, typed: dict[str, Any], sentence: str
) -> None:
    assert sentence in new(signed_in("staff"), world, 422, **typed).text


def test_a_change_without_a_new_paper_keeps_the_old_one(signed_in: SignedIn, world: World) -> None:
    client = signed_in("staff")
    goals: dict[str, Any] = {"goals-0-what": "义诊", "goals-0-number": 4}
    page = new(client, world, paper=(PDF, "协议.pdf"), **goals)
    page = page.follow(next(name for name in page.links() if name.startswith("Edit the agreement")))
    assert page.value("goals-0-what") == "义诊"
    page.submit("Save", {"goals-0-what": "", "goals-0-number": "", "goals-1-what": "讲座", "goals-1-number": 2})
    assert only().scan == PDF
    assert [goal["what"] for goal in only().goals] == ["讲座"]


def test_the_second_of_two_editors_sees_both_texts(signed_in: SignedIn, world: World) -> None:
    agreement = an_agreement(world, note="旧的", goals=[{"what": "义诊", "number": 4, "unit": "场"}])
    url = world.url(f"partners/agreements/{agreement.id}/edit")
    first, second = signed_in("secretary").page(url), signed_in("staff").page(url)
    first.submit("Save", {"note": "书记写的", "goals-0-number": 6})
    page = second.submit("Save", {"note": "社工写的", "paper": (PDF, "协议.pdf")}, status=422)
    assert "Saved by somebody else meanwhile: 书记写的" in page.text
    assert "Saved by somebody else meanwhile: 义诊 6场" in page.text
    page.submit("Save")
    assert only().note == "社工写的"


@pytest.mark.parametrize(
    ("review_on", "ends_on", "state"),
    [
        (None, TODAY, ""),
        (TODAY + timedelta(days=31), TODAY + timedelta(days=60), ""),
        (TODAY + timedelta(days=30), TODAY + timedelta(days=60), "soon"),
        (TODAY, TODAY, "soon"),
        (TODAY - timedelta(days=1), TODAY, "passed"),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1), ""),
    ],
)
def test_a_review_is_spoken_of_from_thirty_days_before_until_the_term_is_over(
    signed_in: SignedIn, world: World, review_on: date | None, ends_on: date, state: str
) -> None:
    agreement = an_agreement(world, review_on=review_on, ends_on=ends_on)
    assert agreement_review_state(agreement, TODAY) == state
    text = signed_in("unit_member").page(world.url(f"partners/{world.hospital}")).text
    assert ("◔ soon" in text, "! overdue" in text) == (state == "soon", state == "passed")
    assert remind_of_due_reviews(TODAY) == (2 if state else 0)


def test_the_committee_is_told_once_before_and_once_after(world: World) -> None:
    agreement = an_agreement(world, review_on=TODAY + timedelta(days=20))
    days = [TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=21), TODAY + timedelta(days=22)]
    assert [remind_of_due_reviews(day) for day in days] == [2, 0, 2, 0]
    agreement.review_on = TODAY + timedelta(days=40)
    db.session.flush()
    assert remind_of_due_reviews(TODAY + timedelta(days=21)) == 2
    told = db.session.scalars(db.select(Message)).all()
    assert {message.user_id for message in told} == {world.people["staff"], world.people["secretary"]}


@pytest.mark.parametrize("state", [UnitState.SUSPENDED, UnitState.WITHDRAWN])
def test_nobody_is_told_of_units_that_are_not_active(world: World, state: UnitState) -> None:
    an_agreement(world, review_on=TODAY)
    db.session.get_one(Partnership, world.hospital).state = state
    db.session.flush()
    assert remind_of_due_reviews(TODAY) == 0


def test_a_list_of_agreements_carries_no_scan(world: World) -> None:
    for _number in range(5):
        an_agreement(world, scan=PDF, scan_name="协议.pdf", scan_mime="application/pdf")
    hospital = db.session.get_one(Partnership, world.hospital)
    db.session.commit()
    db.session.expire_all()
    hospital.id  # noqa: B018 - loads the unit, which is not what is counted
    with statements() as seen:
        found = agreements_of(hospital)
    assert len(seen) == 1
    assert all("scan" in inspect(each).unloaded for each in found)


def test_another_communitys_agreement_is_not_found(signed_in: SignedIn, world: World) -> None:
    foreign = an_agreement(world, partnership_id=world.stranger_unit)
    signed_in("staff").page(world.url(f"partners/agreements/{foreign.id}/edit"), 404)
