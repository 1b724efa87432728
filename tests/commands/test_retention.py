"""What has served its time goes by itself: the night does it, by the day it is given."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from partner_hub.accounts.models import Invitation, PasswordLink, SignInAttempt
from partner_hub.communities.models import Community
from partner_hub.communities.public_rate_limit import PublicRequest
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.mail_outbox import MAX_MAIL_ATTEMPTS, OutgoingMail, queue_mail, send_pending
from partner_hub.core.permissions import Role
from partner_hub.imports import service
from partner_hub.imports.confirmation import confirm_import
from partner_hub.imports.models import Import
from partner_hub.imports.plan import prepare
from partner_hub.messages.models import Message
from partner_hub.needs.models import Need
from partner_hub.needs.service import move_need
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.workbook_import import ImportKind, ImportState
from partner_hub.workbooks.reader import read_workbook
from tests.support.database import on_both_databases
from tests.support.page import SignedIn
from tests.support.records import PUBLIC, RECORDED, a_need
from tests.support.sample import a_workbook
from tests.support.smtp import Mailbox
from tests.support.world import World

NAME, PHONE = "周秋菊", "13905061234"
NEEDS = [
    ["需求名称", "需求内容", "需求类别", "来源"],
    ["三楼周秋菊透析没人接送", "电话13905061234", "养老助老", "热线"],
]
TODAY = clock.local_today()


@pytest.fixture
def night(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], str]:
    """The nightly work so many days from today."""
    monkeypatch.setenv("LANG", "C.UTF-8")

    def night(days: int) -> str:
        db.session.commit()
        day = (TODAY + timedelta(days=days)).isoformat()
        result = app.test_cli_runner().invoke(args=["hub", "nightly", "--on", day])
        db.session.expire_all()
        assert result.exit_code == 0, result.output
        return result.output

    return night


def an_upload(world: World) -> Import:
    community = db.session.get_one(Community, world.community)
    actor = Actor.of_operator(community.id)
    return service.upload_workbook(
        actor, community, kind=ImportKind.NEEDS, data=a_workbook(NEEDS), filename="需求.xlsx"
    )


def confirmed(world: World) -> Import:
    entry, actor = an_upload(world), Actor.of_operator(world.community)
    service.accept_proposals(actor, entry)
    return confirm_import(actor, entry, shown=prepare.prepare_plan(entry).digest)


def words_of(entry: Import) -> str:
    return f"{entry.data!r} {entry.decisions} {entry.layout} {entry.report}"


@on_both_databases
def test_a_confirmed_file_is_emptied_after_thirty_days_and_its_page_says_so(
    world: World, night: Callable[[int], str], signed_in: SignedIn
) -> None:
    entry = confirmed(world)
    assert NAME in words_of(entry)
    assert "Uploaded files emptied: 0" in night(30)
    assert entry.data
    assert "Uploaded files emptied: 1" in night(31)
    assert entry.data == b""
    assert NAME not in words_of(entry)
    assert entry.state == ImportState.CONFIRMED
    page = signed_in("staff").page(world.url(f"imports/{entry.id}"))
    assert "no longer kept" in page.text
    assert NAME not in page.text
    assert page.follow("Open the record").status == 200
    assert "Uploaded files emptied: 0" in night(32)
    assert signed_in("staff").get(world.url(f"imports/{entry.id}/report.xlsx")).status_code == 200


def test_a_forgotten_upload_is_cancelled_after_thirty_days(
    world: World, night: Callable[[int], str], signed_in: SignedIn
) -> None:
    entry = an_upload(world)
    night(30)
    assert entry.data
    night(31)
    assert entry.state == ImportState.CANCELLED
    assert entry.data == b""
    assert NAME not in words_of(entry)
    assert "not kept" in signed_in("staff").page(world.url(f"imports/{entry.id}")).text


def test_a_cancelled_file_is_emptied_at_once(world: World) -> None:
    entry = an_upload(world)
    service.cancel_import(Actor.of_operator(world.community), entry)
    assert words_of(entry) == "b'' {} {} {}"


def ended(world: World, **facts: object) -> Need:
    need = a_need(world, reporter_name=NAME, reporter_phone=PHONE, code_hash="a" * 64, client_key="k", **facts)
    move_need(Actor.of_operator(world.community), need, to=NeedState.REFERRED, reason="街道办理")
    return need


@on_both_databases
def test_who_reported_a_need_is_let_go_a_year_after_its_end(world: World, night: Callable[[int], str]) -> None:
    need, running = ended(world), a_need(world, reporter_name=NAME, reporter_phone=PHONE)
    night(365)
    assert (need.reporter_name, need.reporter_phone, need.name) == (NAME, PHONE, RECORDED)
    assert "let go: 1" in night(366)
    assert (need.reporter_name, need.reporter_phone, need.code_hash, need.client_key) == ("", "", None, None)
    assert need.name == PUBLIC
    assert "13905061234" not in need.content
    assert (running.reporter_name, running.reporter_phone, running.name) == (NAME, PHONE, RECORDED)
    assert "recorded words were let go: 0" in night(367)


def test_a_need_without_a_public_wording_keeps_a_title_of_fixed_words(
    world: World, night: Callable[[int], str]
) -> None:
    need = ended(world, public_name="", public_text="")
    night(366)
    assert need.name
    assert "阿婆" not in need.name + need.content


def test_a_need_that_was_opened_again_has_its_year_anew(world: World, night: Callable[[int], str]) -> None:
    need = ended(world)
    night(366)
    actor = Actor.of_operator(world.community)
    move_need(actor, need, to=NeedState.SUBMITTED, reason="又说起")
    need.reporter_name = NAME
    night(366)
    assert need.reporter_name == NAME
    move_need(actor, need, to=NeedState.DECLINED, reason="已解决")
    night(366)
    assert need.reporter_name == ""


def test_the_body_of_a_mail_is_gone_once_it_is_sent(app: Flask, mailbox: Mailbox) -> None:
    queue_mail("x@example.org", "题目", "链接 https://x.example/secret")
    db.session.commit()
    send_pending()
    mail = db.session.scalars(db.select(OutgoingMail)).one()
    assert mail.sent_at
    assert mail.body == ""
    assert "secret" in mailbox.messages[0].get_content()


def test_a_mail_that_nobody_took_is_given_up(world: World, night: Callable[[int], str]) -> None:
    mail = queue_mail("x@example.org", "题目", "链接")
    night(30)
    assert mail.body == "链接"
    night(31)
    assert (mail.body, mail.attempts) == ("", MAX_MAIL_ATTEMPTS)
    refused = queue_mail("y@example.org", "题目", "链接")
    refused.attempts = MAX_MAIL_ATTEMPTS
    night(0)
    assert refused.body == ""
    night(366)
    assert (mail.recipient, mail.subject, refused.recipient) == ("", "", "")


def test_messages_links_and_counts_go_in_their_time(
    world: World, night: Callable[[int], str], signed_in: SignedIn
) -> None:
    message = Message(
        user_id=world.people["staff"], community_id=world.community, kind="x", key="x:1", subject="周秋菊", path="/",
        button="看",
    )  # fmt: skip
    facts = {"secret_hash": "s" * 64, "expires_at": clock.utc_now() + timedelta(days=7)}
    link = PasswordLink(user_id=world.people["staff"], **facts)
    invitation = Invitation(name=NAME, role=Role.STAFF, community_id=world.community, **facts)
    attempt = SignInAttempt(name_hash="n" * 64, address="192.0.2.1")
    request = PublicRequest(community_id=world.community, form="need", address="192.0.2.1")
    db.session.add_all([message, link, invitation, attempt, request])
    db.session.flush()
    kinds = (PasswordLink, Invitation, SignInAttempt, PublicRequest)

    def left() -> list[int]:
        return [len(db.session.scalars(db.select(kind)).all()) for kind in kinds]

    night(0)
    assert left() == [1, 1, 1, 1]
    night(9)
    assert left() == [0, 1, 0, 0]
    night(380)
    assert left() == [0, 0, 0, 0]
    assert (message.subject, message.key, message.read_at is None) == ("", "x:1", False)
    assert "看" not in signed_in("staff").page(world.url("messages/")).buttons()


def test_a_day_is_a_day_of_china(app: Flask) -> None:
    assert clock.days_before(date(2026, 3, 2), 1).isoformat() == "2026-02-28T16:00:00+00:00"


def test_a_file_kept_by_an_earlier_version_loses_the_numbers_of_papers(
    world: World, night: Callable[[int], str]
) -> None:
    number = "35058219520317453X"
    rows = [*NEEDS, ["接送就医", f"身份证{number}，每周两次", "养老助老", "热线"]]
    old, new, broken = an_upload(world), an_upload(world), an_upload(world)
    old.data, old.filename = a_workbook(rows), f"需求{number}.xlsx"
    old.decisions, old.report = {"2": {"name": f"是{number}"}}, {"rows": [{"words": number}]}
    broken.data = b"no workbook"
    kept = new.data
    assert "Uploaded files of an earlier version cleaned: 2" in night(0)
    texts = [cell.value for row in read_workbook(old.data, old.filename).sheets[0].rows for cell in row.cells.values()]
    assert NEEDS[1][0] in texts
    assert number not in f"{texts}{old.filename}{old.decisions}{old.report}"
    assert (new.data, broken.data, broken.state) == (kept, b"", ImportState.CANCELLED)
    assert "Uploaded files of an earlier version cleaned: 0" in night(0)
