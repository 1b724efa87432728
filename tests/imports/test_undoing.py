"""A confirmed import is undone row by row, as far as nothing was built on it."""

import pytest

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict
from partner_hub.core.events import Event
from partner_hub.imports import undoing
from partner_hub.imports.models import Import
from partner_hub.needs.models import Need
from partner_hub.needs.service import edit_need
from partner_hub.offerings.models import Offering
from partner_hub.offerings.service import register_offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.unit import UnitState
from partner_hub.vocabulary.workbook_import import ImportState
from tests.imports.conftest import NEEDS, OFFERINGS, UNITS, Upload, row_of, sums
from tests.imports.test_confirm import bring_in, unit
from tests.support.database import on_both_databases
from tests.support.page import Page, SignedIn
from tests.support.world import World


def undo(page: Page) -> Page:
    return page.follow("Undo this import").submit("Undo it")


def states() -> list[ImportState]:
    return list(db.session.scalars(db.select(Import.state).order_by(Import.id)))


def need(name: str) -> Need:
    return db.session.scalars(db.select(Need).where(Need.name == name).order_by(Need.id.desc()).limit(1)).one()


@on_both_databases
def test_needs_are_withdrawn_and_come_in_again_with_the_same_file(upload: Upload) -> None:
    page = undo(bring_in(upload("needs", NEEDS)))
    assert "The import of “清单.xlsx” was undone." in page.text
    assert {each.state for each in db.session.scalars(db.select(Need))} == {NeedState.WITHDRAWN}
    assert states() == [ImportState.UNDONE]
    assert "undone: the need is withdrawn" in row_of(page, 2)

    again = upload("needs", NEEDS)
    assert sums(again)["new"] == 2
    bring_in(again)
    assert need("陪诊没人").state == NeedState.SUBMITTED


def test_a_row_on_which_something_was_decided_stays_and_says_why(upload: Upload, world: World) -> None:
    page = bring_in(upload("needs", NEEDS))
    edit_need(world.actor("staff"), need("路灯不亮"), data={"urgency": "一般"})
    db.session.commit()
    preview = page.follow("Undo this import")
    assert [row[0].split()[-1] for row in preview.rows()] == ["3", "2"]
    assert "stays it was edited since" in preview.rows()[0][2]
    page = preview.submit("Undo it")
    assert "1 row stays." in page.text
    assert (need("陪诊没人").state, need("路灯不亮").state) == (NeedState.WITHDRAWN, NeedState.SUBMITTED)
    assert states() == [ImportState.PARTLY_UNDONE]
    assert sums(upload("needs", NEEDS)) | {"new": 1, "unchanged": 1} == sums(upload("needs", NEEDS))


@on_both_databases
def test_old_values_are_put_back(upload: Upload, world: World) -> None:
    school = db.session.get_one(Partnership, world.school)
    school.address, school.phones = "旧址", ["0591-83000009"]
    db.session.commit()
    row = ["江州市柳岸小学", "事业单位", "", "柳岸路3号", "", "", "0591-83000010", "", ""]
    page = bring_in(upload("units", [UNITS[1], row]))
    assert unit("江州市柳岸小学").address == "柳岸路3号"
    undo(page)
    school = unit("江州市柳岸小学")
    assert (school.address, school.phones, school.state) == ("旧址", ["0591-83000009"], UnitState.APPROVED)


def test_a_changed_need_has_its_old_words_and_days_again(upload: Upload) -> None:
    bring_in(upload("needs", NEEDS))
    changed = [*NEEDS[2]]
    changed[4], changed[8] = "60户", "7月底"
    page = bring_in(upload("needs", [NEEDS[0], changed]))
    undo(page)
    found = need("路灯不亮")
    assert (found.beneficiary_count, found.deadline, found.state) == (None, None, NeedState.SUBMITTED)


@on_both_databases
def test_a_unit_with_an_offering_stays_and_one_without_leaves_and_comes_back(upload: Upload, world: World) -> None:
    page = bring_in(upload("units", UNITS))
    community = db.session.get_one(Community, world.community)
    court = unit("江州市柳岸区人民法院")
    register_offering(world.actor("staff"), community, partnership=court, data={"name": "普法"})
    db.session.commit()
    page = undo(page)
    assert "stays (it has offerings)" in row_of(page, 3)
    assert unit("江州市柳岸区人民法院").state == UnitState.APPROVED
    restaurant = unit("江州蓝鹊餐饮管理有限公司")
    assert restaurant.state == UnitState.WITHDRAWN

    bring_in(upload("units", UNITS))
    assert unit("江州蓝鹊餐饮管理有限公司").id == restaurant.id
    assert unit("江州蓝鹊餐饮管理有限公司").state == UnitState.APPROVED


def test_offerings_leave_the_list_and_the_row_that_repeated_one_goes_with_it(upload: Upload) -> None:
    twice = [*OFFERINGS[:2], OFFERINGS[1]]
    preview = bring_in(upload("offerings", twice)).follow("Undo this import")
    assert "it went into a record that goes" in row_of(preview, 3)
    preview.submit("Undo it")
    assert db.session.scalars(db.select(Offering.state)).all() == [OfferingState.RETIRED]
    assert sums(upload("offerings", twice))["new"] == 1


def test_what_waits_is_let_go_with_it(upload: Upload) -> None:
    page = upload("offerings", OFFERINGS).submit("Bring it in")
    assert "1 row waits for an answer." in page.text
    undo(page)
    entry = db.session.scalars(db.select(Import)).one()
    assert (entry.state, entry.waiting) == (ImportState.UNDONE, 0)


def test_it_is_told_in_the_history_and_undone_once(upload: Upload, signed_in: SignedIn) -> None:
    page = bring_in(upload("needs", NEEDS))
    late = signed_in("secretary").page(page.url).follow("Undo this import")
    undo(page)
    assert "the record is now “undone”" in late.submit("Undo it", status=409).text
    tags = db.session.scalars(db.select(Event.tag).where(Event.tag.in_(("import:undo", "need:withdraw"))))
    assert sorted(tags) == ["import:undo", "need:withdraw", "need:withdraw"]


@pytest.mark.parametrize("state", [ImportState.UPLOADED, ImportState.CANCELLED])
def test_nothing_is_undone_of_what_never_came_in(upload: Upload, state: ImportState) -> None:
    page = upload("needs", NEEDS)
    if state is ImportState.CANCELLED:
        page.submit("Cancel this import")
    assert page.client.get(f"{page.url.split('?')[0]}/undo").status_code == 409


def test_a_short_name_that_another_list_taught_keeps_no_unit(upload: Upload) -> None:
    units = bring_in(upload("units", UNITS[:3]))
    row = ["柳岸区法院", "普法", "法律", "全体居民", "每月讲一次法。", "长期", ""]
    offerings = bring_in(upload("offerings", [OFFERINGS[0], row]))
    assert "柳岸区法院" in unit("江州市柳岸区人民法院").short_names
    undo(offerings)
    undo(units.client.page(units.url))
    assert unit("江州市柳岸区人民法院").state == UnitState.WITHDRAWN


@on_both_databases
def test_it_is_done_in_steps_and_one_that_was_broken_off_goes_on(
    upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = bring_in(upload("needs", NEEDS)).follow("Undo this import")
    monkeypatch.setattr(undoing, "SECONDS_OF_A_STEP", 0)
    monkeypatch.setattr(undoing, "begin_next_step", break_off)
    monkeypatch.setattr(undoing.Undoing, "undo_for", one_row)
    page.submit("Undo it", status=409)
    assert [each.state for each in db.session.scalars(db.select(Need).order_by(Need.id))] == [
        *[NeedState.SUBMITTED, NeedState.WITHDRAWN]
    ]
    monkeypatch.undo()
    page = page.client.page(page.url)
    assert "it was withdrawn before, when undoing was broken off" in row_of(page, 3)
    page.submit("Undo it")
    assert states() == [ImportState.UNDONE]
    assert {each.state for each in db.session.scalars(db.select(Need))} == {NeedState.WITHDRAWN}


def break_off(_entry: Import) -> None:
    db.session.commit()
    raise Conflict


def one_row(self: undoing.Undoing, _seconds: float) -> bool:
    self.done.append(self._undo_row(self._left.pop()))
    return not self._left
