"""Answers to a proposed match: agree, decline, lapse, release; and confirming a small matter between the meetings."""

from datetime import date

from partner_hub.consents.service import (
    UNSPOKEN,
    ConsentSubject,
    SpokenWord,
    ask_for_consent,
    require_spoken_word,
)
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, raise_refusal
from partner_hub.matching import notifications
from partner_hub.matching.commands.ends import return_unserved_needs
from partner_hub.matching.commands.meeting_matches import welcome_all_partners
from partner_hub.matching.models import Match
from partner_hub.matching.workflow import MATCH_WORKFLOW, is_yes_noted, may_answer_match, why_not_confirm
from partner_hub.vocabulary.consent import ConsentOccasion
from partner_hub.vocabulary.match import MatchOrigin, MatchState


def agree_match(actor: Actor, match: Match, spoken: SpokenWord = UNSPOKEN) -> Match:
    """The other side says yes; the committee may write this down for a unit.

    A yes to the committee's own request that it noted itself is to be confirmed by the unit.

    Raises:
        NotAllowed: the actor does not speak for the side that has to answer.
        Conflict: the match was answered meanwhile, or a need is no longer wanted.
        DomainError: the unit that leads is not approved now, or the committee does not say whose word it is.
    """
    MATCH_WORKFLOW.rule(match, MatchState.AGREED)
    is_noted = is_yes_noted(actor, match)
    if is_noted and may_answer_match(actor, match):
        require_spoken_word(spoken)
    MATCH_WORKFLOW.move(actor, match, MatchState.AGREED, on_behalf_of=_names_of_absent_side(actor, match))
    match.agreed_at = clock.utc_now()
    if match.origin is not MatchOrigin.DISPATCH:
        # Whoever asks has said yes to all of them; the answer to a dispatch is only the lead's.
        welcome_all_partners(match)
    db.session.flush()
    notifications.notify_of_agreement(actor, match)
    if is_noted:
        _ask_for_noted_yes(actor, match, spoken)
    return match


def _ask_for_noted_yes(actor: Actor, match: Match, spoken: SpokenWord) -> None:
    if match.lead and match.lead.partnership_id:
        subject = ConsentSubject(match.open_title, match_id=match.id)
        ask_for_consent(
            actor, match.community_id, match.lead.partnership_id, subject, occasion=ConsentOccasion.NOTED, spoken=spoken
        )


def decline_match(actor: Actor, match: Match, *, reason: str) -> Match:
    """The other side says no; the need is free again.

    Raises:
        NotAllowed: the actor does not speak for the side that has to answer.
        Conflict: the match was answered meanwhile.
        DomainError: the reason is missing.
    """
    return _end_match(actor, match, MatchState.DECLINED, reason=reason)


def release_match(actor: Actor, match: Match, *, reason: str) -> Match:
    """Either side gives it up before it takes effect: the capacity comes back, the need is open again.

    Raises:
        NotAllowed: the actor speaks neither for the unit that leads nor for whoever asks.
        Conflict: the match is no longer live.
        DomainError: the reason is missing, or the minutes that confirm the match are signed.
    """
    return _end_match(actor, match, MatchState.RELEASED, reason=reason)


def confirm_match(actor: Actor, match: Match) -> Match:
    """The secretary confirms a small matter between the meetings; the next meeting ratifies it.

    Raises:
        NotAllowed: the actor is not the secretary.
        Conflict: the match is not, or no longer, agreed by both sides.
    """
    raise_refusal(why_not_confirm(match))
    MATCH_WORKFLOW.move(actor, match, MatchState.CONFIRMED)
    match.confirmed_at = clock.utc_now()
    welcome_all_partners(match)
    notifications.notify_of_confirmation(actor, match)
    return match


def lapse_unanswered_matches(today: date) -> int:
    """End what was not answered in time, in all communities; returns how many. Run every night."""
    statement = db.select(Match.id).where(Match.state == MatchState.PROPOSED, Match.answer_by < today)
    return sum(_lapse_match(match_id) for match_id in db.session.scalars(statement.order_by(Match.id)).all())


def _lapse_match(match_id: int) -> bool:
    match = db.session.get_one(Match, match_id)
    actor = Actor.of_operator(match.community_id)
    try:
        with db.session.begin_nested():
            MATCH_WORKFLOW.move(actor, match, MatchState.LAPSED)
            notifications.notify_of_lapse(actor, match)
    except Conflict:
        # Somebody answered at this very moment.
        return False
    return True


def _end_match(actor: Actor, match: Match, to: MatchState, *, reason: str) -> Match:
    behalf = _names_of_absent_side(actor, match) if to is MatchState.DECLINED else ""
    MATCH_WORKFLOW.move(actor, match, to, reason=reason, on_behalf_of=behalf)
    match.reason = reason.strip()
    db.session.flush()
    notify = notifications.notify_of_refusal if to is MatchState.DECLINED else notifications.notify_of_release
    notify(actor, match)
    return_unserved_needs(actor, match)
    return match


def _names_of_absent_side(actor: Actor, match: Match) -> str:
    """The unit for which the committee wrote down its answer."""
    if actor.operator:
        return ""
    if match.origin is MatchOrigin.CLAIM:
        sides = {entry.need.asking_partnership for entry in match.needs if entry.need.asking_partnership}
    else:
        sides = {match.lead.partnership} if match.lead and match.lead.partnership else set()
    return "、".join(sorted(unit.name for unit in sides if not actor.speaks_for(unit.id)))
