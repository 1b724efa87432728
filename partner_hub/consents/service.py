"""Commands: ask a unit, take its answer, note its silence. Whether its subject is still open is asked above."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.consents.models import UnitConsent
from partner_hub.consents.notifications import ask_unit_to_confirm, settle_consent_messages
from partner_hub.consents.workflow import CONSENT_WORKFLOW, require_consent_answerer
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.events import record_event
from partner_hub.vocabulary.consent import Consent, ConsentOccasion


@dataclass(frozen=True)
class SpokenWord:
    """Who at the unit told the committee, and by which way: telephone, chat group, in person."""

    said_by: str
    said_via: str


UNSPOKEN = SpokenWord("", "")


@dataclass(frozen=True)
class ConsentSubject:
    """The match or the task that a unit is asked about; `title` in words that everybody may read."""

    title: str
    match_id: int | None = None
    action_id: int | None = None


def ask_for_consent(
    actor: Actor,
    community_id: int,
    partnership_id: int,
    subject: ConsentSubject,
    *,
    occasion: ConsentOccasion,
    spoken: SpokenWord = UNSPOKEN,
) -> UnitConsent:
    """The unit is asked once of each match or task; its people are notified."""
    consent = UnitConsent(
        community_id=community_id,
        partnership_id=partnership_id,
        match_id=subject.match_id,
        action_id=subject.action_id,
        occasion=occasion,
        answer_by=_last_day_to_answer(community_id),
        said_by=spoken.said_by,
        said_via=spoken.said_via,
    )
    db.session.add(consent)
    db.session.flush()
    record_event(actor, consent, "ask", to_state=consent.state.value, details=_details_of_word(spoken))
    ask_unit_to_confirm(consent, subject.title)
    return consent


def require_spoken_word(spoken: SpokenWord) -> None:
    """Raises DomainError at the field that is empty: a word for somebody else says whose it is."""
    if not spoken.said_by.strip():
        raise DomainError(_("Please say who at the unit said so."), field="said_by")
    if not spoken.said_via.strip():
        raise DomainError(_("Please say by which way: telephone, chat group, in person."), field="said_via")


def require_right_answer(
    actor: Actor, consent: UnitConsent, to: Consent, *, comment: str = "", spoken: SpokenWord = UNSPOKEN
) -> None:
    """What an answer needs, by the unit itself or written down by the committee with whose word it is.

    Raises:
        NotAllowed: another unit was asked.
        Conflict: it was answered already.
        DomainError: the committee does not say whose word it is, or a no is without a comment.
    """
    require_consent_answerer(actor, consent)
    if not consent.is_unanswered:
        raise CONSENT_WORKFLOW.refusal(consent)
    if to is Consent.DECLINED and not comment.strip():
        raise DomainError(_("Please say why, so that the committee can look for another way."), field="comment")
    if not actor.speaks_for(consent.partnership_id):
        require_spoken_word(spoken)


def settle_consent(
    actor: Actor, consent: UnitConsent, to: Consent, *, comment: str = "", spoken: SpokenWord = UNSPOKEN
) -> None:
    """The answer, also where it lies in something else that the unit did. Raises Conflict when another one came."""
    name = "" if actor.speaks_for(consent.partnership_id) else consent.partnership.name
    details = _details_of_word(spoken)
    CONSENT_WORKFLOW.move(actor, consent, to, reason=comment, on_behalf_of=name, details=details)
    consent.answered_at, consent.answered_by, consent.comment = clock.utc_now(), actor.name, comment.strip()
    consent.said_by, consent.said_via = spoken.said_by.strip(), spoken.said_via.strip()
    db.session.flush()
    settle_consent_messages(consent)


def confirm_by_deed(actor: Actor, consents: Iterable[UnitConsent], partnership_id: int | None) -> None:
    """The unit itself does what it was asked about: it stands by it."""
    for consent in consents:
        if consent.partnership_id == partnership_id and consent.is_unanswered:
            settle_consent(actor, consent, Consent.ACCEPTED)


def ask_again(actor: Actor, consent: UnitConsent, *, title: str) -> None:
    """What the unit declined is given to it anew."""
    CONSENT_WORKFLOW.move(actor, consent, Consent.TO_CONFIRM)
    consent.asked_at, consent.answer_by = clock.utc_now(), _last_day_to_answer(consent.community_id)
    consent.answered_at, consent.answered_by, consent.comment = None, "", ""
    consent.said_by = consent.said_via = ""
    db.session.flush()
    ask_unit_to_confirm(consent, title)


def note_silence(consent: UnitConsent) -> None:
    """The day is over without an answer. Raises Conflict when one came at this moment."""
    CONSENT_WORKFLOW.move(Actor.of_operator(consent.community_id), consent, Consent.SILENT)
    db.session.flush()


def _last_day_to_answer(community_id: int) -> date:
    community = db.session.get_one(Community, community_id)
    return clock.local_today() + timedelta(days=community.consent_days)


def _details_of_word(spoken: SpokenWord) -> dict[str, str]:
    return {"said_by": spoken.said_by, "said_via": spoken.said_via} if spoken.said_by else {}
