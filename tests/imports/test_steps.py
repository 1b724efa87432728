"""A large import is written in steps, between which others have their turn."""

import pytest

from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.unit_of_work import save_step
from partner_hub.imports import confirmation
from partner_hub.imports.models import Import
from partner_hub.imports.write import turn
from partner_hub.partners.models import Partnership
from partner_hub.partners.service import register_unit
from partner_hub.vocabulary.workbook_import import ImportState
from tests.imports.conftest import Upload, sums
from tests.support.database import on_both_databases
from tests.support.world import World

NAMES = ["江州市柳岸区人民法院", "江州蓝鹊餐饮管理有限公司", "江州市少年宫", "江州云杉律师事务所"]
UNITS = [["单位名称", "地址"], *([name, f"柳岸路{number}号"] for number, name in enumerate(NAMES, start=1))]


@pytest.fixture(autouse=True)
def each_row_is_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirmation, "SECONDS_OF_A_STEP", 0)
    monkeypatch.setattr(confirmation, "ROWS_OF_A_SMALL_FILE", 0)


def imported_names() -> list[str]:
    db.session.expire_all()
    return [each.name for each in db.session.scalars(db.select(Partnership).order_by(Partnership.id)) if each.source]


def the_import() -> Import:
    return db.session.scalars(db.select(Import)).one()


@on_both_databases
def test_every_step_is_saved_and_the_report_tells_of_all(upload: Upload) -> None:
    page = upload("units", UNITS).submit("Bring it in")
    assert imported_names() == NAMES
    assert the_import().state == ImportState.CONFIRMED
    assert sums(page)["new"] == len(NAMES)


@on_both_databases
def test_what_came_in_before_a_refusal_stays_and_the_rest_goes_on(
    upload: Upload, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two steps a colleague registers the school that the third row names."""

    def save_and_let_a_colleague_in() -> None:
        save_step()
        if len(imported_names()) == 2:
            community = db.session.get_one(Community, world.community)
            register_unit(Actor.of_operator(community.id), community, data={"name": "江州市少年宫"})
            db.session.commit()

    page = upload("units", UNITS)
    monkeypatch.setattr(turn, "save_step", save_and_let_a_colleague_in)
    refused = page.submit("Bring it in", status=422)
    assert "“江州市少年宫” is already on the list." in refused.text
    assert imported_names() == NAMES[:2]
    assert the_import().state == ImportState.PARTLY

    monkeypatch.undo()
    page = refused.client.page(refused.url).submit("Bring it in")
    assert "Everything has been brought in." in page.text
    assert imported_names() == [*NAMES[:2], NAMES[3]]
    assert the_import().state == ImportState.CONFIRMED


@on_both_databases
def test_whoever_confirms_what_has_come_in_is_told(upload: Upload) -> None:
    page = upload("units", UNITS)
    other = page.client.page(page.url)
    page.submit("Bring it in")
    again = other.submit("Bring it in", status=409)
    assert imported_names() == NAMES
    assert "brought in" in again.text
