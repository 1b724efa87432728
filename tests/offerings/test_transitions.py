"""The whole table: every step, tried by everybody. The offering is the hospital's; its people are the first two."""

from partner_hub.offerings.workflow import OFFERING_WORKFLOW
from partner_hub.vocabulary.offering import OfferingState
from tests.offerings.conftest import Offer
from tests.support.steps import expected, taken
from tests.support.world import World

TABLE = """
draft     submitted  unit_admin unit_member secretary staff
returned  submitted  unit_admin unit_member secretary staff
listed    submitted  unit_admin unit_member secretary staff
paused    submitted  unit_admin unit_member secretary staff
expired   submitted  unit_admin unit_member secretary staff

submitted listed     secretary staff
submitted returned   secretary staff
listed    expired    secretary staff

listed    paused     unit_admin unit_member secretary staff
paused    listed     unit_admin unit_member secretary staff
expired   listed     unit_admin unit_member secretary staff

draft     retired    unit_admin unit_member secretary staff
submitted retired    unit_admin unit_member secretary staff
listed    retired    unit_admin unit_member secretary staff
returned  retired    unit_admin unit_member secretary staff
paused    retired    unit_admin unit_member secretary staff
expired   retired    unit_admin unit_member secretary staff
"""


def test_each_step_is_taken_by_those_of_the_table_and_nobody_else(world: World, offer: Offer) -> None:
    assert taken(world, OFFERING_WORKFLOW, OfferingState, offer("义诊")) == expected(TABLE)
