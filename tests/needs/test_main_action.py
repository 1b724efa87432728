"""The one action that the page of a need offers first."""

import pytest
from flask_babel import lazy_gettext

from partner_hub.core.workflow_buttons import Step
from partner_hub.needs.main_action import MainAction, actions_of_need
from partner_hub.needs.models import Need
from partner_hub.vocabulary.need import NeedState


def a_step(action: str) -> Step:
    return Step(action, lazy_gettext("Edit"), needs_reason=False)


@pytest.mark.parametrize(
    ("state", "offered", "may_look", "main", "others"),
    [
        (NeedState.SUBMITTED, ("accept", "refer", "decline"), False, MainAction.REVIEW, ["refer", "decline"]),
        (NeedState.ACCEPTED, ("publish", "merge", "decline"), False, MainAction.PUBLISH, ["decline"]),
        (NeedState.PUBLISHED, ("start", "unlist", "merge"), True, MainAction.FIND_PARTNER, ["start", "unlist"]),
        (NeedState.PUBLISHED, ("start", "unlist", "merge"), False, MainAction.STEP, ["unlist"]),
        (NeedState.IN_PROJECT, ("met", "partly_met", "free"), True, MainAction.END, ["free"]),
        (NeedState.MET, ("close", "reopen"), False, MainAction.STEP, ["reopen"]),
        (NeedState.DECLINED, ("reopen",), False, MainAction.NONE, ["reopen"]),
        (NeedState.PUBLISHED, (), True, MainAction.NONE, []),
    ],
)
def test_what_comes_next_follows_from_the_steps_on_offer(
    state: NeedState, offered: tuple[str, ...], main: MainAction, others: list[str], *, may_look: bool
) -> None:
    need = Need(state=state, public_name="" if state is NeedState.SUBMITTED else "陪诊")
    found = actions_of_need(
        need, [a_step(action) for action in offered], may_review=True, may_look_for_partner=may_look
    )
    assert found.main is main
    assert [step.action for step in found.others] == others
    assert (found.step is not None) == (main is MainAction.STEP)


def test_a_need_without_wording_is_reviewed_before_it_is_noted_as_met() -> None:
    need = Need(state=NeedState.IN_PROJECT, public_name="")
    steps = [a_step("met"), a_step("reopen")]
    found = actions_of_need(need, steps, may_review=True, may_look_for_partner=False)
    assert (found.main, [step.action for step in found.others]) == (MainAction.REVIEW, ["reopen"])
    other = actions_of_need(need, steps, may_review=False, may_look_for_partner=False)
    assert (other.main, other.step) == (MainAction.END, None)


def test_a_need_that_whoever_asked_calls_unsettled_is_reopened_rather_than_closed() -> None:
    need = Need(state=NeedState.MET, public_name="陪诊")
    steps = [a_step("close"), a_step("reopen")]
    found = actions_of_need(need, steps, may_review=True, may_look_for_partner=False, is_contradicted=True)
    assert found.step == steps[1]
    assert [step.action for step in found.others] == ["close"]
