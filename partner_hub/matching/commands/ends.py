"""How a match that is in work ends: the unit reports it, the committee accepts the report or sends it back.

Only the acceptance ends it. Then it is live no longer: the unit reads nothing personal any more, the offering may be
retired, and a need that nobody served stands on the list again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from partner_hub.consents.service import confirm_by_deed
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, raise_refusal
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.matching import end_notifications
from partner_hub.matching.capacity import lock_needs_and_offerings
from partner_hub.matching.end_queries import is_need_taken_or_served
from partner_hub.matching.models import Match
from partner_hub.matching.workflow import (
    MATCH_WORKFLOW,
    is_end_noted_for_unit,
    why_not_answer_end,
    why_not_report_end,
)
from partner_hub.needs.models import Need
from partner_hub.needs.service import move_need
from partner_hub.vocabulary.match import (
    ENDED_MATCH_STATES,
    SERVED_MATCH_STATES,
    UNFULFILLED_MATCH_STATES,
    MatchState,
)
from partner_hub.vocabulary.need import NeedState


@dataclass(frozen=True)
class EndReport:
    """How a match ended, as its unit says.

    `outcome`: what was done, in words. `reason`: why it brought less than was promised. `quantities`: how much each
    partner gave, by the partner's id. `told_by`: who of the unit said so, when the committee notes it.
    """

    end: MatchState
    outcome: str = ""
    reason: str = ""
    people_served: int | None = None
    quantities: Mapping[int, int | None] = field(default_factory=dict)
    told_by: str = ""


def report_end(actor: Actor, match: Match, report: EndReport) -> Match:
    """Say how it ended; a report that still waits for the committee is replaced.

    Raises:
        NotAllowed: the actor speaks neither for the unit that leads nor for the committee.
        Conflict: the match is not, or no longer, in work, or somebody saved it at the same moment.
        DomainError: the words, the reason or who said so are missing.
    """
    raise_refusal(why_not_report_end(actor, match))
    is_noted = is_end_noted_for_unit(actor, match)
    _require_complete_report(report, is_noted=is_noted)
    count_save(match)
    _write_report(match, report, by=report.told_by.strip() if is_noted else actor.name)
    details = {"end": report.end.value, "people": report.people_served, "told_by": report.told_by.strip()}
    behalf = match.lead.name if is_noted and match.lead else ""
    words = "\n".join(filter(None, (match.outcome, match.reason)))
    record_event(actor, match, "report_end", reason=words, on_behalf_of=behalf, details=details)
    if not is_noted and match.lead:
        confirm_by_deed(actor, match.consents, match.lead.partnership_id)
    end_notifications.notify_of_reported_end(actor, match)
    return match


def send_back_end(actor: Actor, match: Match, *, reason: str) -> Match:
    """The report does not tell enough, or not what happened: the unit reports again.

    Raises:
        NotAllowed: the actor is not of the committee, or of the unit itself.
        Conflict: the match is not in work, or somebody saved it at the same moment.
        DomainError: there is no report, or no reason.
    """
    raise_refusal(why_not_answer_end(actor, match))
    if not reason.strip():
        raise DomainError(_("Please give a reason."), field="reason")
    count_save(match)
    match.reported_end = None
    record_event(actor, match, "send_back_end", reason=reason.strip())
    end_notifications.notify_of_report_sent_back(actor, match, reason.strip())
    return match


def accept_end(actor: Actor, match: Match) -> Match:
    """The match ends as it was reported.

    Raises:
        NotAllowed: the actor is not of the committee, or of the unit itself.
        Conflict: the match is not in work, or somebody saved it at the same moment.
        DomainError: there is no report.
    """
    raise_refusal(why_not_answer_end(actor, match))
    lock_needs_and_offerings([entry.need for entry in match.needs], [each.offering for each in match.partners])
    end = match.reported_end or match.state
    MATCH_WORKFLOW.move(actor, match, end, details={"people": match.people_served})
    match.ended_on, match.reported_end = clock.local_today(), None
    db.session.flush()
    return_unserved_needs(actor, match)
    end_notifications.notify_of_accepted_end(actor, match)
    return match


def _write_report(match: Match, report: EndReport, *, by: str) -> None:
    match.reported_end, match.reported_at, match.reported_by = report.end, clock.utc_now(), by
    match.outcome, match.people_served = report.outcome.strip(), report.people_served
    match.reason = report.reason.strip() if report.end in UNFULFILLED_MATCH_STATES else ""
    for partner in match.partners:
        given = report.quantities.get(partner.id)
        if given is None and report.end is MatchState.DELIVERED:
            given = partner.quantity
        partner.delivered_quantity = given if report.end in SERVED_MATCH_STATES else given or 0
    db.session.flush()


def _require_complete_report(report: EndReport, *, is_noted: bool) -> None:
    if report.end not in ENDED_MATCH_STATES:
        raise DomainError(_("Please choose one of these."), field="end")
    if report.end in SERVED_MATCH_STATES and not report.outcome.strip():
        raise DomainError(_("Please say what was done."), field="outcome")
    if report.end in UNFULFILLED_MATCH_STATES and not report.reason.strip():
        raise DomainError(_("Please say why it did not bring all that was promised."), field="reason")
    if is_noted and not report.told_by.strip():
        raise DomainError(_("Please say who of the unit told you."), field="told_by")


def return_unserved_needs(actor: Actor, match: Match) -> None:
    """After a match has ended or was given up: what nobody has served or takes any more looks for a partner again.

    Whoever gives up a match frees its needs by it, whatever this person may do with needs otherwise.
    """
    if match.state in SERVED_MATCH_STATES:
        return
    words = {"unit": match.lead.name if match.lead else "", "end": MATCH_WORKFLOW.label(match.state)}
    needs = [entry.need for entry in match.needs]
    return_untaken_needs(actor, needs, reason=_("The match with %(unit)s: %(end)s.", **words))


def return_untaken_needs(actor: Actor, needs: Sequence[Need], *, reason: str) -> None:
    """Those that are worked on although nobody takes them any more, nor has served them."""
    for need in needs:
        if need.state is NeedState.IN_PROJECT and not is_need_taken_or_served(need.id):
            by = actor if actor.may(Permission.NEEDS_TRIAGE) else Actor.of_operator(need.community_id)
            move_need(by, need, to=NeedState.PUBLISHED, reason=reason)
