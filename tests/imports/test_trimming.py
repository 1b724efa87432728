"""What waits for an answer outlives the days after which the rest of its file is let go."""

from datetime import timedelta

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.imports.models import Import
from partner_hub.imports.retention import empty_old_files
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.workbook_import import ImportState
from partner_hub.workbooks.reader import read_workbook
from tests.imports.conftest import OFFERINGS, Upload, row_of
from tests.support.database import on_both_databases

WAITING = ["同上", "量血压", "健康义诊", "老年人", "每月一次上门量血压。", "长期", ""]
ANOTHER = ["柳岸小卖部", "代收快递", "便民服务", "全体居民", "代收快递到晚上十点。", "长期", ""]


def the_import() -> Import:
    db.session.expire_all()
    return db.session.scalars(db.select(Import)).one()


def words_kept() -> str:
    entry = the_import()
    rows = read_workbook(entry.data, entry.filename).sheets[0].rows
    return f"{[cell.value for row in rows for cell in row.cells.values()]} {entry.report}"


def nights_later(days: int) -> int:
    emptied = empty_old_files(clock.local_today() + timedelta(days=days))
    db.session.commit()
    return emptied


@on_both_databases
def test_the_rows_that_wait_are_kept_and_come_in_though_the_others_are_let_go(upload: Upload) -> None:
    page = upload("offerings", [*OFFERINGS[:2], WAITING, ANOTHER]).submit("Bring it in")
    assert the_import().waiting == 2
    assert nights_later(30) == 0
    assert nights_later(31) == 1
    assert nights_later(32) == 0
    kept = words_kept()
    assert "每周三上午量血压" not in kept
    assert "每月一次上门量血压" in kept
    assert the_import().state == ImportState.PARTLY

    page = page.client.page(page.url)
    assert "江州市第二医院" in row_of(page, 3)
    page = page.submit("Bring it in", {"answer-3-row": "update", "answer-4-unit_name": "new"})
    assert the_import().state == ImportState.CONFIRMED
    names = sorted(db.session.scalars(db.select(Offering.name)))
    assert names == ["代收快递", "量血压"]
    assert db.session.scalars(db.select(Offering.content).where(Offering.name == "量血压")).one() == WAITING[4]
    assert [row["row"] for row in the_import().report["rows"]] == [1, 2, 3, 4]
    assert nights_later(62) == 1
    assert the_import().data == b""


def test_a_file_that_cannot_be_read_any_more_is_let_go(upload: Upload) -> None:
    upload("offerings", [*OFFERINGS[:2], ANOTHER]).submit("Bring it in")
    the_import().data = b"x"
    db.session.commit()
    nights_later(31)
    entry = the_import()
    assert (entry.data, entry.state, entry.waiting) == (b"", ImportState.CONFIRMED, 0)
    assert entry.report["rows"][-1]["reason"] == "never_answered"


def test_an_undone_import_is_let_go_too(upload: Upload) -> None:
    page = upload("offerings", OFFERINGS[:3]).submit("Bring it in")
    page.follow("Undo this import").submit("Undo it")
    assert nights_later(31) == 1
    assert the_import().data == b""


def test_of_a_form_that_came_in_no_row_stays(upload: Upload) -> None:
    forms = [
        ["单位名称", "江州市第二医院"],
        ["资源名称", "量血压"],
        ["服务内容", "每周三上午量血压。"],
        ["单位名称", "柳岸小卖部"],
        ["资源名称", "代收快递"],
        ["服务内容", "代收快递到晚上十点。"],
    ]
    upload("offerings", forms).submit("Bring it in")
    assert the_import().waiting == 1
    nights_later(200)
    assert "每周三上午" not in words_kept()
    assert "代收快递到晚上十点" in words_kept()
