"""Two clerks at one import at the same moment."""

import pytest

from partner_hub.core.db import db
from partner_hub.imports import service
from partner_hub.imports.confirmation import confirm_import
from partner_hub.imports.models import Import
from partner_hub.imports.plan import prepare
from partner_hub.imports.undoing import undo_import
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.workbook_import import ImportState
from tests.imports.conftest import OFFERINGS, Upload
from tests.matching.conftest import Rush, rush
from tests.support.database import on_both_databases
from tests.support.world import World

__all__ = ["rush"]
NAMES = ["急救课", "量血压", "陪诊"]


def the_import() -> Import:
    return db.session.scalars(db.select(Import)).one()


def names() -> list[str]:
    return sorted(db.session.scalars(db.select(Offering.name)))


@pytest.fixture
def shown(upload: Upload) -> str:
    """The digest of the preview that both clerks look at; the last of its four rows has a question."""
    upload("offerings", OFFERINGS)
    return prepare.prepare_plan(the_import()).digest


@on_both_databases
def test_of_clerks_who_confirm_at_once_one_brings_it_in(shown: str, world: World, rush: Rush) -> None:
    actors = [world.actor("staff"), world.actor("secretary")]
    race = rush(lambda number: confirm_import(actors[number], the_import(), shown=shown), 2)
    assert (race.broken, len(race.won), len(race.told)) == ([], 1, 1)
    assert (names(), the_import().state, the_import().waiting) == (NAMES, ImportState.PARTLY, 1)


@on_both_databases
def test_an_answer_beside_a_confirmation_is_kept_or_refused_and_no_row_is_lost(
    shown: str, world: World, rush: Rush
) -> None:
    staff, secretary = world.actor("staff"), world.actor("secretary")

    def press(number: int) -> None:
        if number:
            service.answer_questions(secretary, the_import(), answers={(5, "unit_name"): "new"})
        else:
            confirm_import(staff, the_import(), shown=shown)

    race = rush(press, 2)
    assert race.broken == []
    if the_import().state is not ImportState.CONFIRMED:
        confirm_import(staff, the_import(), shown=prepare.prepare_plan(the_import()).digest)
    is_answered = 1 in race.won
    assert names() == (["代收快递", *NAMES] if is_answered else NAMES)
    assert the_import().waiting == (0 if is_answered else 1)


@on_both_databases
def test_of_clerks_who_undo_at_once_one_does(shown: str, world: World, rush: Rush) -> None:
    confirm_import(world.actor("staff"), the_import(), shown=shown)
    race = rush(lambda _number: undo_import(world.actor("staff"), the_import()), 2)
    assert (race.broken, len(race.won), len(race.told)) == ([], 1, 1)
    assert the_import().state == ImportState.UNDONE
    assert set(db.session.scalars(db.select(Offering.state))) == {OfferingState.RETIRED}
