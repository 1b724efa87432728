"""Rows with an open question wait; the others of their file come in."""

import pytest
from sqlalchemy import func

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.imports.confirmation import confirm_import
from partner_hub.imports.models import Import
from partner_hub.imports.plan import prepare
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.workbook_import import ImportState
from tests.imports.conftest import OFFERINGS, Rows, Upload, row_of, sums
from tests.support.database import on_both_databases
from tests.support.page import SignedIn
from tests.support.world import World

OTHER_WORDS = ["江州市第二医院", "量血压", "健康义诊", "老年人", "每月一次量血压。", "长期", ""]
WAITING: Rows = [*OFFERINGS, OTHER_WORDS]


def names() -> list[str]:
    return sorted(db.session.scalars(db.select(Offering.name)))


def the_import() -> Import:
    db.session.expire_all()
    return db.session.scalars(db.select(Import).order_by(Import.id)).first() or pytest.fail("there is none")


def bring_in_what_is_answered() -> None:
    """As a clerk whose page has none of the questions on it."""
    entry = the_import()
    confirm_import(Actor.of_operator(entry.community_id), entry, shown=prepare.prepare_plan(entry).digest)
    db.session.commit()


@on_both_databases
def test_what_is_answered_comes_in_and_the_rest_comes_in_with_one_answer(upload: Upload) -> None:
    page = upload("offerings", WAITING)
    bring_in_what_is_answered()
    assert names() == ["急救课", "量血压", "陪诊"]
    assert (the_import().state, the_import().waiting) == (ImportState.PARTLY, 2)

    page = page.client.page(page.url)
    assert [row[0].split()[-1] for row in page.rows()] == ["5", "6"]
    assert "Correct the columns" not in page.links()
    page = page.submit("Bring it in", {"answer-5-unit_name": "new", "answer-6-row": "new"})
    assert "Everything has been brought in." in page.text
    assert names() == ["代收快递", "急救课", "量血压", "量血压", "陪诊"]
    assert the_import().state == ImportState.CONFIRMED
    assert sums(page)["new"] == 5


def test_who_left_a_row_out_is_said_and_it_waits_no_more(upload: Upload, world: World) -> None:
    page = upload("offerings", WAITING)
    bring_in_what_is_answered()
    page = page.client.page(page.url).submit("Save my answers", {"answer-5-unit_name": "skip"})
    assert the_import().waiting == 1
    page = page.submit("Save my answers", {"answer-6-row": "skip"})
    assert the_import().state == ImportState.CONFIRMED
    assert "left out by 丁一鸣" in row_of(page, 5)


def test_confirming_with_nothing_answered_lets_all_wait(upload: Upload) -> None:
    rows = [OFFERINGS[0], ["柳岸小卖部", "代收快递", "便民服务", "全体居民", "代收快递到晚上十点。", "长期", ""]]
    upload("offerings", rows)
    for _time in range(2):
        bring_in_what_is_answered()
        assert (the_import().state, the_import().waiting, names()) == (ImportState.PARTLY, 1, [])


def test_the_same_file_again_goes_on_with_the_rows_that_wait(upload: Upload) -> None:
    upload("offerings", WAITING)
    bring_in_what_is_answered()
    page = upload("offerings", WAITING)
    assert "Of this file rows wait already: please answer here." in page.text
    assert db.session.scalar(db.select(func.count()).select_from(Import)) == 1


def test_rows_that_came_in_with_another_file_wait_no_more(upload: Upload) -> None:
    upload("offerings", WAITING)
    bring_in_what_is_answered()
    rows = [OFFERINGS[0], [], *WAITING[4:]]
    page = upload("offerings", rows, filename="补充.xlsx")
    page.submit("Bring it in", {"answer-3-unit_name": "new"} | ({"answer-4-row": "update"}))
    older = the_import()
    assert (older.state, older.waiting) == (ImportState.CONFIRMED, 0)
    assert names() == ["代收快递", "急救课", "量血压", "陪诊"]


def test_a_row_that_repeats_one_that_waits_waits_with_it(upload: Upload) -> None:
    twice = ["柳岸小卖部", "代收快递", "便民服务", "全体居民", "代收快递到晚上十点。", "长期", "方晴"]
    page = upload("offerings", [*OFFERINGS, twice])
    page.submit("Save my answers", {"answer-6-row": "merge"})
    bring_in_what_is_answered()
    assert (the_import().waiting, names()) == (2, ["急救课", "量血压", "陪诊"])


@on_both_databases
def test_the_desk_reminds_those_who_may_import(upload: Upload, signed_in: SignedIn, world: World) -> None:
    upload("offerings", WAITING)
    assert "wait for an answer" not in signed_in("staff").page(world.url("")).text
    bring_in_what_is_answered()
    desk = signed_in("secretary").page(world.url(""))
    assert "2 rows of 1 import wait for an answer." in desk.text
    assert "2 open questions" in signed_in("staff").page(world.url("imports/")).rows()[0][5]


def test_answers_of_one_clerk_do_not_undo_what_another_brought_in(upload: Upload, signed_in: SignedIn) -> None:
    first = upload("offerings", WAITING)
    second = signed_in("secretary").page(first.url)
    first.submit("Bring it in", {"answer-5-unit_name": "new"})
    assert the_import().waiting == 1
    late = second.submit("Bring it in", {"answer-5-unit_name": "skip"}, status=422)
    assert "Meanwhile the records have changed" in late.text
    assert "代收快递" in names()
