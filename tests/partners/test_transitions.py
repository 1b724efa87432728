"""The whole table: every step, tried by everybody. The unit is the hospital; its administrator is `unit_admin`."""

from partner_hub.core.db import db
from partner_hub.partners.models import Partnership
from partner_hub.partners.workflow import UNIT_WORKFLOW
from partner_hub.vocabulary.unit import UnitState
from tests.support.steps import expected, taken
from tests.support.world import World

TABLE = """
invited     submitted    unit_admin
draft       submitted    unit_admin
returned    submitted    unit_admin
recheck_due submitted    unit_admin

submitted   approved     secretary staff
submitted   returned     secretary staff
approved    recheck_due  secretary staff
approved    suspended    secretary
recheck_due suspended    secretary
suspended   approved     secretary
suspended   recheck_due  secretary
withdrawn   submitted    secretary staff

invited     withdrawn    secretary staff
draft       withdrawn    secretary staff
submitted   withdrawn    secretary staff
approved    withdrawn    secretary staff
returned    withdrawn    secretary staff
recheck_due withdrawn    secretary staff
suspended   withdrawn    secretary staff

invited     merged       secretary staff
draft       merged       secretary staff
submitted   merged       secretary staff
approved    merged       secretary staff
returned    merged       secretary staff
recheck_due merged       secretary staff
withdrawn   merged       secretary staff
merged      invited      secretary staff
merged      draft        secretary staff
merged      submitted    secretary staff
merged      approved     secretary staff
merged      returned     secretary staff
merged      recheck_due  secretary staff
merged      withdrawn    secretary staff
"""


def test_each_step_is_taken_by_those_of_the_table_and_nobody_else(world: World) -> None:
    hospital = db.session.get_one(Partnership, world.hospital)
    assert taken(world, UNIT_WORKFLOW, UnitState, hospital) == expected(TABLE)
