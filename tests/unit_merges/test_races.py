"""Somebody else works on one of the two units at the same moment."""

import threading
from collections.abc import Callable

from flask import Flask
from flask_babel import force_locale

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.offerings.models import Offering
from partner_hub.offerings.service import change_offering, register_offering
from partner_hub.partners.merge_models import UnitMerge
from partner_hub.partners.models import Partnership
from partner_hub.unit_merges.chores import gather_late_rows
from partner_hub.unit_merges.service import merge_units, undo_merge
from tests.support.database import on_both_databases
from tests.support.gathering import an_offering
from tests.support.world import World


def at_once(app: Flask, *commands: Callable[[], object]) -> list[str]:
    """What was refused."""
    db.session.commit()
    start, told = threading.Barrier(len(commands)), []

    def run(command: Callable[[], object]) -> None:
        start.wait()
        with app.app_context(), force_locale("en"):
            try:
                command()
                db.session.commit()
            except DomainError as refusal:
                db.session.rollback()
                told.append(str(refusal))

    threads = [threading.Thread(target=run, args=(command,)) for command in commands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    return told


def unit(number: int) -> Partnership:
    return db.session.get_one(Partnership, number)


@on_both_databases
def test_of_two_merges_in_opposite_directions_one_is_made(app: Flask, world: World) -> None:
    staff = world.actor("staff")

    def merging(kept: int, merged: int) -> Callable[[], object]:
        return lambda: merge_units(staff, unit(kept), unit(merged), facts={})

    pairs = [(world.hospital, world.school), (world.school, world.hospital)] * 2
    assert len(at_once(app, *(merging(*pair) for pair in pairs))) == 3
    (number,) = db.session.scalars(db.select(UnitMerge.id))
    assert len(at_once(app, *[lambda: undo_merge(staff, db.session.get_one(UnitMerge, number))] * 3)) == 2


@on_both_databases
def test_an_offering_that_is_saved_or_added_meanwhile_is_not_lost(app: Flask, world: World) -> None:
    staff = world.actor("staff")
    known = an_offering(world, "操场", partnership_id=world.school)
    number = known.id

    def add() -> None:
        community = db.session.get_one(Community, world.community)
        register_offering(staff, community, partnership=unit(world.school), data={"name": "教室"})

    def save() -> None:
        change_offering(staff, db.session.get_one(Offering, number), data={"content": "周末开放"})

    at_once(app, add, save, lambda: merge_units(staff, unit(world.hospital), unit(world.school), facts={}), add)
    gather_late_rows(clock.local_today())
    db.session.expire_all()
    found = db.session.scalars(db.select(Offering).order_by(Offering.name)).all()
    assert [(each.name, each.partnership_id) for each in found] == [
        ("操场", world.hospital), ("教室", world.hospital), ("教室", world.hospital)
    ]  # fmt: skip
    assert db.session.get_one(Offering, number).content == "周末开放"
