"""A unit says no to a match that it was given: the committee lets it go in one act, with the unit's own words."""

from flask_babel import gettext as _

from partner_hub.actions.consents import ConsentCase, why_case_is_over
from partner_hub.core.actor import Actor
from partner_hub.core.errors import Conflict, DomainError, NotAllowed, raise_refusal
from partner_hub.core.permissions import Permission
from partner_hub.matching.commands.answers import release_match
from partner_hub.matching.commands.ends import EndReport, accept_end, report_end
from partner_hub.matching.commands.supporters import let_supporter_go
from partner_hub.matching.workflow import has_taken_effect
from partner_hub.vocabulary.consent import Consent
from partner_hub.vocabulary.match import MatchState


def why_not_end_declined(actor: Actor, case: ConsentCase) -> DomainError | None:
    """Whether the committee may let the unit go: it is in a live match, and has said no to it."""
    if not actor.may(Permission.MATCHES_DISPATCH):
        return NotAllowed()
    if not _is_in_match(case) or case.consent.state is not Consent.DECLINED:
        return Conflict(_("The unit has not said no to a match here."))
    return why_case_is_over(case)


def end_declined_match(actor: Actor, case: ConsentCase) -> None:
    """Without its lead the match is released, and ends early when it is in work; a supporting unit leaves it.

    Raises:
        NotAllowed: not of the committee.
        Conflict: the unit has not said no, or the match has ended.
    """
    raise_refusal(why_not_end_declined(actor, case))
    consent = case.consent
    _let_unit_go(actor, case, reason=consent.comment, told_by=consent.said_by or consent.answered_by)


def drop_unconfirmed_match(actor: Actor, case: ConsentCase, *, reason: str, decided_at: str) -> None:
    """A meeting drops what the unit has not confirmed; where the match goes on no longer nothing happens.

    Raises: as end_declined_match.
    """
    if _is_in_match(case) and why_case_is_over(case) is None:
        _let_unit_go(actor, case, reason=case.consent.comment or reason, told_by=decided_at)


def _is_in_match(case: ConsentCase) -> bool:
    unit = case.consent.partnership_id
    return case.match is not None and any(each.partnership_id == unit for each in case.match.partners)


def _let_unit_go(actor: Actor, case: ConsentCase, *, reason: str, told_by: str) -> None:
    assert case.match is not None  # noqa: S101 - asked by both who call this
    if not case.is_main_unit:
        let_supporter_go(actor, case.match, case.consent.partnership_id, reason=reason)
    elif has_taken_effect(case.match):
        report_end(actor, case.match, EndReport(MatchState.ENDED_EARLY, reason=reason, told_by=told_by))
        accept_end(actor, case.match)
    else:
        release_match(actor, case.match, reason=reason)
