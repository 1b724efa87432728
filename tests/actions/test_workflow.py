"""The states of an action item: who may take which step, written by hand."""

from partner_hub.actions.workflow import ACTION_STATE_LABELS, ACTION_STATE_TONES, ACTION_WORKFLOW
from partner_hub.vocabulary.action import OPEN_ACTION_STATES, UNSETTLED_ACTION_STATES, ActionState
from tests.support.records import an_action
from tests.support.steps import expected, taken
from tests.support.world import World

# The unit_admin and the unit_member are those of the responsible unit.
TABLE = """
draft issued                secretary
issued acknowledged         secretary staff unit_admin unit_member
issued declined             secretary staff unit_admin unit_member
issued in_progress          secretary staff unit_admin unit_member
issued reported_done        secretary staff unit_admin unit_member
issued closed               secretary
issued dropped              secretary
acknowledged declined       secretary staff unit_admin unit_member
acknowledged in_progress    secretary staff unit_admin unit_member
acknowledged reported_done  secretary staff unit_admin unit_member
acknowledged closed         secretary
acknowledged dropped        secretary
acknowledged issued         secretary
declined issued             secretary
declined closed             secretary
declined dropped            secretary
in_progress reported_done   secretary staff unit_admin unit_member
in_progress closed          secretary
in_progress dropped         secretary
in_progress issued          secretary
reported_done issued        secretary
reported_done closed        secretary
reported_done in_progress   secretary
reported_done dropped       secretary
closed in_progress          secretary
dropped issued              secretary
"""


def test_everybody_takes_the_steps_of_the_table_and_no_other(world: World) -> None:
    assert taken(world, ACTION_WORKFLOW, ActionState, an_action(world, outcome="巡诊3次")) == expected(TABLE)


def test_what_nobody_but_the_unit_may_decline_is_what_a_unit_is_responsible_for(world: World) -> None:
    own = an_action(world, responsible_id=None, responsible_words="社区党委", outcome="办好了")
    steps = taken(world, ACTION_WORKFLOW, ActionState, own)
    assert steps["issued", "acknowledged"] == {"secretary", "staff"}
    assert ("issued", "declined") not in steps


def test_every_state_has_a_word_and_a_tone() -> None:
    assert set(ACTION_STATE_LABELS) == set(ACTION_STATE_TONES) == set(ActionState)


def test_a_declined_one_is_neither_open_nor_settled() -> None:
    assert ActionState.DECLINED not in OPEN_ACTION_STATES
    assert set(UNSETTLED_ACTION_STATES) - set(OPEN_ACTION_STATES) == {ActionState.DECLINED}
