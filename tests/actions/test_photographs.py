"""Units show with pictures what was done: for those who work on the task, until the report is accepted."""

from functools import partial

import pytest
from flask import Flask

from partner_hub.actions import photographs, service
from partner_hub.actions.models import ActionItem, ActionPhotograph, ActionSupporter
from partner_hub.actions.photographs import MAX_PHOTOGRAPHS
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.events import history_of
from partner_hub.core.photographs import Photograph, read_photograph
from partner_hub.vocabulary.action import ActionState
from tests.support.forms import Files
from tests.support.page import CheckedClient, Page
from tests.support.photographs import SECRET, a_photograph
from tests.support.records import an_action
from tests.support.world import World
from tests.support.world import enter as enter_as

enter = partial(enter_as, language="en")
S = ActionState
HEIC = b"\x00\x00\x00\x20ftypheic\x00\x00\x00\x00mif1heic"


@pytest.fixture
def action(world: World) -> ActionItem:
    """The hospital's, supported by the school."""
    found = an_action(world)
    db.session.add(ActionSupporter(action=found, partnership_id=world.school))
    db.session.flush()
    return found


def read(*sizes: int) -> list[Photograph]:
    return [read_photograph(a_photograph(size, 48)) for size in sizes]


def page_of(client: CheckedClient, world: World, who: str, action: ActionItem) -> Page:
    enter(client, world, who)
    return client.page(world.url(f"actions/{action.id}"))


def pictures(page: Page) -> list[str]:
    return [image.get("src") for image in page.all("img")]


def report(page: Page, *files: tuple[bytes, str], words: str = "巡诊3次", status: int = 200) -> Page:
    return page.submit("Report as done", {"words": words, "photographs": Files(files)}, status=status)


def test_a_unit_reports_with_pictures_and_the_committee_sees_them(
    client: CheckedClient, world: World, action: ActionItem
) -> None:
    page = page_of(client, world, "unit_member", action)
    page = report(page, (a_photograph(640, 480), "IMG_1.jpg"), (a_photograph(480, 640, "PNG"), "2.png"))
    assert action.state == S.REPORTED_DONE
    assert len(pictures(page)) == 2
    page = page_of(client, world, "secretary", action)
    small, large = (client.get(address) for address in (pictures(page)[0], pictures(page)[0].removesuffix("thumbnail")))
    for answer in (small, large):
        assert answer.status_code == 200
        assert answer.mimetype == "image/jpeg"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["Content-Disposition"].startswith("inline; filename=")
        assert SECRET.encode() not in answer.data
    assert len(small.data) < len(large.data)
    assert [entry.tag.partition(":")[2] for entry in history_of(action)] == ["add_photographs", "report_done"]


def test_the_page_with_all_pictures_stays_small(client: CheckedClient, world: World, action: ActionItem) -> None:
    photographs.add_photographs(world.actor("unit_admin"), action, read(*range(64, 64 + MAX_PHOTOGRAPHS)))
    page = page_of(client, world, "unit_admin", action)
    assert len(pictures(page)) == MAX_PHOTOGRAPHS
    assert all(image.get("loading") == "lazy" and image.get("alt") for image in page.all("img"))
    assert len(page.response.data) < 60_000


def test_what_is_no_picture_is_told_at_the_field_and_nothing_else_is_lost(
    client: CheckedClient, world: World, action: ActionItem
) -> None:
    page = page_of(client, world, "unit_member", action)
    good = (a_photograph(), "good.jpg")
    page = report(page, good, (HEIC, "IMG_7.heic"), (b"MZ\x90", "virus.jpg"), status=422)
    assert "IMG_7.heic: a HEIC picture" in page.text
    assert "virus.jpg: no picture that can be read" in page.text
    assert page.value("words") == "巡诊3次"
    assert action.state == S.ISSUED
    assert len(pictures(page)) == 1, "a browser does not choose the good one again"
    page = report(page, good, (a_photograph(70, 50), "more.jpg"))
    assert len(pictures(page)) == 2, "the one that is there already is passed over"
    assert action.done_on is not None


def test_words_that_are_missing_do_not_cost_the_pictures(
    client: CheckedClient, world: World, action: ActionItem
) -> None:
    page = report(page_of(client, world, "unit_member", action), (a_photograph(), "a.jpg"), words=" ", status=422)
    assert "Please fill this in." in page.text
    assert len(pictures(page)) == 1


def test_more_than_fit_are_refused_before_they_are_read(
    client: CheckedClient, world: World, action: ActionItem
) -> None:
    files = [(b"no picture", f"{number}.jpg") for number in range(MAX_PHOTOGRAPHS + 1)]
    page = report(page_of(client, world, "unit_member", action), *files, status=422)
    assert "At most 6 pictures." in page.text
    assert "no picture that can be read" not in page.text
    photographs.add_photographs(world.actor("unit_member"), action, read(*range(64, 69)))
    page = report(page, (a_photograph(80), "a.jpg"), (a_photograph(81), "b.jpg"), status=422)
    assert "At most 6 pictures. 5 are there already." in page.text
    assert len(action.photographs) == 5


def test_a_form_of_many_megabytes_is_taken_here_and_nowhere_else(
    client: CheckedClient, app: Flask, world: World, action: ActionItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 20_000)
    page = page_of(client, world, "unit_member", action)
    page = report(page, (a_photograph(900, 700, "PNG") + b"\0" * 40_000, "a.png"))
    assert len(pictures(page)) == 1
    page.submit(
        "Ask the secretary", {"reason": "x" * 40_000}, status=413
    ) if "Ask the secretary" in page.buttons() else None
    assert client.post(world.url(f"actions/{action.id}/step/start"), data={"reason": "x" * 40_000}).status_code == 413


def test_a_supporting_unit_shows_its_part(client: CheckedClient, world: World, action: ActionItem) -> None:
    page = page_of(client, world, "other_unit_admin", action)
    page = page.submit("Save the report", {"reason": "借出礼堂", "photographs": (HEIC, "1.heic")}, status=422)
    assert page.value("What was done of it") == "借出礼堂"
    page = page.submit("Save the report", {"reason": "借出礼堂", "photographs": (a_photograph(), "1.jpg")})
    assert len(pictures(page)) == 1
    assert action.photographs[0].supporter_id == action.supporters[0].id
    assert len(pictures(page_of(client, world, "unit_admin", action))) == 1
    assert "Take the picture away: Picture 1" not in page_of(client, world, "unit_admin", action).buttons()


def test_the_reporter_takes_a_picture_away_until_the_report_is_accepted(
    client: CheckedClient, world: World, action: ActionItem
) -> None:
    page = report(page_of(client, world, "unit_member", action), (a_photograph(), "a.jpg"), (a_photograph(70), "b.jpg"))
    page = page.submit("Take the picture away: Picture 1")
    assert len(pictures(page)) == 1
    assert db.session.scalar(db.select(db.func.count(ActionPhotograph.id))) == 1
    service.move_action(world.actor("secretary"), action, to=S.CLOSED)
    page = page_of(client, world, "unit_member", action)
    assert len(pictures(page)) == 1
    assert "Take the picture away: Picture 1" not in page.buttons()
    with pytest.raises(Conflict):
        photographs.remove_photograph(world.actor("unit_member"), action, action.photographs[0])


@pytest.mark.parametrize("state", [S.DRAFT, S.DECLINED, S.CLOSED, S.DROPPED])
def test_pictures_are_added_while_the_task_is_open(world: World, action: ActionItem, state: ActionState) -> None:
    action.state = state
    with pytest.raises(Conflict):
        photographs.add_photographs(world.actor("unit_admin"), action, read(64))


@pytest.mark.parametrize("who", ["grid_worker", "other_unit_admin", "supervisor", "district_observer", "system_admin"])
def test_nobody_else_adds_or_takes_away(world: World, action: ActionItem, who: str) -> None:
    with pytest.raises(NotAllowed):
        photographs.add_photographs(world.actor(who), action, read(64))
    photographs.add_photographs(world.actor("unit_admin"), action, read(64))
    with pytest.raises(NotAllowed):
        photographs.remove_photograph(world.actor(who), action, action.photographs[0])


@pytest.mark.parametrize("who", ["district_observer", "other_unit_admin"])
def test_who_reads_the_task_and_does_not_work_on_it_sees_no_picture(
    client: CheckedClient, world: World, who: str
) -> None:
    action = an_action(world)
    photographs.add_photographs(world.actor("unit_admin"), action, read(64))
    assert pictures(page_of(client, world, who, action)) == []
    for ending in ("", "thumbnail"):
        client.page(world.url(f"actions/{action.id}/photographs/{action.photographs[0].id}/{ending}"), 403)


def test_a_picture_of_another_task_is_not_found(client: CheckedClient, world: World, action: ActionItem) -> None:
    photographs.add_photographs(world.actor("unit_admin"), action, read(64))
    other = an_action(world)
    enter(client, world, "unit_admin")
    client.page(world.url(f"actions/{other.id}/photographs/{action.photographs[0].id}/"), 404)


def test_the_committee_adds_what_a_unit_without_an_account_sent_in_the_chat(world: World, action: ActionItem) -> None:
    staff = world.actor("staff")
    assert photographs.add_photographs(staff, action, read(64, 65, 64)) == 2
    with pytest.raises(DomainError) as refusal:
        photographs.add_photographs(staff, action, read(*range(70, 75)))
    assert refusal.value.field == "photographs"
