"""A unit's answer to a match or a task that it was given in its absence, and what follows from a no."""

from dataclasses import dataclass

from partner_hub.actions.models import ActionItem
from partner_hub.actions.service import move_action
from partner_hub.actions.workflow import ACTION_WORKFLOW
from partner_hub.consents.models import UnitConsent
from partner_hub.consents.notifications import notify_of_refused_consent
from partner_hub.consents.service import UNSPOKEN, SpokenWord, require_right_answer, settle_consent
from partner_hub.core.actor import Actor
from partner_hub.core.errors import Conflict, raise_refusal
from partner_hub.matching.models import Match
from partner_hub.matching.workflow import MATCH_WORKFLOW
from partner_hub.vocabulary.action import UNSETTLED_ACTION_STATES, ActionState
from partner_hub.vocabulary.consent import Consent
from partner_hub.vocabulary.match import LIVE_MATCH_STATES


@dataclass(frozen=True)
class ConsentCase:
    """A consent with the match or the task that it is about."""

    consent: UnitConsent
    match: Match | None
    action: ActionItem | None

    @property
    def title(self) -> str:
        """In words that everybody may read."""
        return self.match.open_title if self.match else self.action.title if self.action else ""

    @property
    def is_main_unit(self) -> bool:
        """Whether the unit leads the match or is responsible for the task; else it supports."""
        unit = self.consent.partnership_id
        if self.match:
            return self.match.lead is not None and self.match.lead.partnership_id == unit
        return self.action is not None and self.action.responsible_id == unit


def why_case_is_over(case: ConsentCase) -> Conflict | None:
    """Nobody needs to confirm what has ended."""
    if case.match and case.match.state not in LIVE_MATCH_STATES:
        return MATCH_WORKFLOW.refusal(case.match)
    if case.action and case.action.state not in UNSETTLED_ACTION_STATES:
        return ACTION_WORKFLOW.refusal(case.action)
    return None


def answer_case(
    actor: Actor, case: ConsentCase, to: Consent, *, comment: str = "", spoken: SpokenWord = UNSPOKEN
) -> None:
    """Accept or decline. The responsible unit of a task takes it up, or declines it, with the same word.

    Raises:
        NotAllowed: another unit was asked.
        Conflict: it was answered already, its match or task has ended, or somebody answered at the same moment.
        DomainError: the committee does not say whose word it is, or a no is without a comment.
    """
    raise_refusal(why_case_is_over(case))
    require_right_answer(actor, case.consent, to, comment=comment, spoken=spoken)
    settle_consent(actor, case.consent, to, comment=comment, spoken=spoken)
    if case.action and case.is_main_unit:
        _move_with_answer(actor, case.action, to, comment)
    elif to is Consent.DECLINED:
        notify_of_refused_consent(actor, case.consent, case.title)


def _move_with_answer(actor: Actor, action: ActionItem, to: Consent, comment: str) -> None:
    if to is Consent.DECLINED:
        move_action(actor, action, to=ActionState.DECLINED, reason=comment)
    elif action.state is ActionState.ISSUED:
        move_action(actor, action, to=ActionState.ACKNOWLEDGED)
