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
    is_in_match = case.match and case.consent.partnership_id in {each.partnership_id for each in case.match.partners}
    if not is_in_match or case.consent.state is not Consent.DECLINED:
        return Conflict(_("The unit has not said no to a match here."))
    return why_case_is_over(case)


def end_declined_match(actor: Actor, case: ConsentCase) -> None:
    """Without its lead the match is released, and ends early when it is in work; a supporting unit leaves it.

    Raises:
        NotAllowed: not of the committee.
        Conflict: the unit has not said no, or the match has ended.
    """
    raise_refusal(why_not_end_declined(actor, case))
    assert case.match is not None  # noqa: S101 - asked above
    match, consent = case.match, case.consent
    if not case.is_main_unit:
        let_supporter_go(actor, match, consent.partnership_id, reason=consent.comment)
    elif has_taken_effect(match):
        told_by = consent.said_by or consent.answered_by
        report_end(actor, match, EndReport(MatchState.ENDED_EARLY, reason=consent.comment, told_by=told_by))
        accept_end(actor, match)
    else:
        release_match(actor, match, reason=consent.comment)
