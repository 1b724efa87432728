"""Closing a quarter tells of needs whose matches have ended, before they are carried over as if they were unmet."""

from functools import partial

import pytest

from partner_hub.matching.commands import ends
from partner_hub.needs.ends import NeedOutcome, end_need
from partner_hub.quarters.closing import preview_closing
from partner_hub.vocabulary.action import UNSETTLED_ACTION_STATES, ActionState
from partner_hub.vocabulary.need import NeedState
from tests.matching.test_ends import GIVEN, in_work
from tests.support.gathering import community
from tests.support.page import SignedIn
from tests.support.records import an_action
from tests.support.world import World


def test_they_are_counted_until_somebody_has_noted_them(signed_in: SignedIn, world: World) -> None:
    preview = partial(preview_closing, community(world), (2026, 4))
    match = in_work(world)
    assert preview().needs_to_settle == 0, "it is in work"
    ends.report_end(world.actor("unit_admin"), match, GIVEN)
    assert preview().ends_to_accept == 1
    assert "accept it first" in signed_in("secretary").page(world.url("quarters/2026Q4/close")).text
    ends.accept_end(world.actor("staff"), match)
    assert (preview().needs_carried, preview().needs_to_settle) == (1, 1)
    assert preview().ends_to_accept == 0
    page = signed_in("secretary").page(world.url("quarters/2026Q4/close"))
    assert "every match has ended" in page.text
    end_need(world.actor("staff"), match.needs[0].need, NeedOutcome(NeedState.MET, "医院陪诊了12次"))
    assert (preview().needs_carried, preview().needs_to_settle) == (0, 0)


@pytest.mark.parametrize("state", ActionState)
def test_a_task_goes_on_until_the_secretary_has_ended_it(world: World, state: ActionState) -> None:
    """What its unit declined, too: it stands on the next agenda."""
    an_action(world, state=state)
    assert preview_closing(community(world), (2026, 4)).actions_open == (state in UNSETTLED_ACTION_STATES)
