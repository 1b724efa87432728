"""Which one action the page of a need offers first, and which steps it lists beside it."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from partner_hub.core.workflow_buttons import Step
from partner_hub.needs.models import Need

# The steps that take a need on to its end, in whatever order the workflow offers them.
_FORWARD_STEPS = frozenset({"start", "met", "close"})
# Steps with a page or a form of their own.
_STEPS_ELSEWHERE = frozenset({"accept", "publish", "merge", "met", "partly_met"})


class MainAction(enum.StrEnum):
    REVIEW = "review"
    PUBLISH = "publish"
    FIND_PARTNER = "find_partner"
    END = "end"
    STEP = "step"
    NONE = "none"


@dataclass(frozen=True)
class NeedActions:
    """`step`: the button of a main action that is a step. `others`: the further buttons, in the workflow's order."""

    main: MainAction
    step: Step | None
    others: list[Step]


def actions_of_need(
    need: Need, steps: Sequence[Step], *, may_review: bool, may_look_for_partner: bool, is_contradicted: bool = False
) -> NeedActions:
    """Choose among the steps that this reader may take (`steps`, see core.workflow_buttons.offered_steps).

    `may_look_for_partner`: nobody takes the need yet, and this reader may ask a unit to. Work begins by itself with a
    match, so the step "start" is then only a further button. `is_contradicted`: whoever asked says that it is not
    settled, so that it is taken up again rather than closed.
    """
    offered = {step.action for step in steps}
    forward_steps = {"reopen"} if is_contradicted else _FORWARD_STEPS
    forward = next((step for step in steps if step.action in forward_steps), None)
    wants_partner = "start" in offered and may_look_for_partner
    if may_review and need.waits_for_review:
        main = MainAction.REVIEW
    elif "publish" in offered:
        main = MainAction.PUBLISH
    elif wants_partner:
        main = MainAction.FIND_PARTNER
    elif forward is None:
        main = MainAction.NONE
    else:
        main = MainAction.END if forward.action == "met" else MainAction.STEP
    # A need whose wording is to be reviewed takes no step towards its end before that.
    held_back = None if wants_partner else forward
    others = [step for step in steps if step.action not in _STEPS_ELSEWHERE and step != held_back]
    return NeedActions(main, forward if main is MainAction.STEP else None, others)
