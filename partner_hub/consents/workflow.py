"""What a unit may say to what it was given in its absence; labels, words of the history, tones."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from partner_hub.consents.models import UnitConsent
from partner_hub.core.actor import Actor
from partner_hub.core.errors import NotAllowed
from partner_hub.core.permissions import Permission
from partner_hub.core.transitions import Rule, Workflow
from partner_hub.vocabulary.consent import Consent, ConsentOccasion


def may_answer_consent(actor: Actor, consent: UnitConsent) -> bool:
    """The unit that was asked; the committee writes down what a unit has said to it."""
    return actor.is_committee or actor.speaks_for(consent.partnership_id)


def require_consent_answerer(actor: Actor, consent: UnitConsent) -> None:
    if not may_answer_consent(actor, consent):
        raise NotAllowed(_l("Only the unit that was asked answers this."))


C, P = Consent, Permission
_ACCEPT = Rule("accept", P.MATCHES_CLAIM, require_consent_answerer)
_DECLINE = Rule("decline", P.MATCHES_CLAIM, require_consent_answerer, reason=True)
CONSENT_STATE_LABELS = {
    C.TO_CONFIRM: _l("To be confirmed by the unit"),
    C.ACCEPTED: _l("Confirmed by the unit"),
    C.DECLINED: _l("The unit says no"),
    C.SILENT: _l("No answer, noted"),
}
CONSENT_STATE_TONES = {C.TO_CONFIRM: "soon", C.ACCEPTED: "fine", C.DECLINED: "late", C.SILENT: "waiting"}
CONSENT_OCCASION_LABELS = {
    ConsentOccasion.MEETING: _l("Given at the joint meeting, where the unit was not"),
    ConsentOccasion.NOTED: _l("The committee noted the unit's yes"),
}
CONSENT_HISTORY_LABELS = {
    "ask": _l("The unit was asked to confirm"),
    "accept": _l("Confirmed by the unit"),
    "decline": _l("The unit says no"),
    "silence": _l("No answer until the day: noted"),
    "ask_again": _l("The unit was asked again"),
}
CONSENT_WORKFLOW = Workflow(
    CONSENT_STATE_LABELS,
    {
        (C.TO_CONFIRM, C.ACCEPTED): _ACCEPT,
        (C.TO_CONFIRM, C.DECLINED): _DECLINE,
        (C.TO_CONFIRM, C.SILENT): Rule("silence", P.MATCHES_DISPATCH),
        # Silence was no yes: an answer that comes late still counts.
        (C.SILENT, C.ACCEPTED): _ACCEPT,
        (C.SILENT, C.DECLINED): _DECLINE,
        # A unit that has confirmed a task declines it later.
        (C.ACCEPTED, C.DECLINED): _DECLINE,
        # A task that was declined is issued again.
        (C.DECLINED, C.TO_CONFIRM): Rule("ask_again", P.MATCHES_DISPATCH),
    },
)


def states_of_consents(consents: Iterable[UnitConsent]) -> str:
    """For machines: 江州市医院：to_confirm；滨江小学：declined."""
    return "；".join(f"{each.partnership.name}：{each.state.value}" for each in consents)
