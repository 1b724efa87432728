"""Labels of a match's states, guards and the table of transitions; and on which side of a match a person is."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.core.actor import Actor
from partner_hub.core.errors import Conflict, DomainError, NotAllowed, raise_refusal
from partner_hub.core.facts_from_above import are_minutes_signed_of_item
from partner_hub.core.permissions import Permission
from partner_hub.core.transitions import Rule, Workflow
from partner_hub.matching.models import Match
from partner_hub.needs.workflow import NEED_WORKFLOW
from partner_hub.vocabulary.match import (
    ENDED_MATCH_STATES,
    LIVE_MATCH_STATES,
    VERDICT_MATCH_STATES,
    MatchOrigin,
    MatchState,
)
from partner_hub.vocabulary.need import WANTED_NEED_STATES
from partner_hub.vocabulary.unit import UnitState


def asks_for_match(actor: Actor, match: Match) -> bool:
    """Whether this person's unit asked for what the match is about: for all of it, residents' needs are not its own."""
    return bool(match.needs) and all(actor.speaks_for(entry.need.asking_partnership_id) for entry in match.needs)


def leads_match(actor: Actor, match: Match) -> bool:
    return match.lead is not None and actor.speaks_for(match.lead.partnership_id)


def takes_part_in_match(actor: Actor, match: Match) -> bool:
    """Whether this person acts for one of the units in the match, or for one that asked."""
    units = [entry.need.asking_partnership_id for entry in match.needs]
    return any(actor.speaks_for(unit) for unit in [*units, *(partner.partnership_id for partner in match.partners)])


def may_answer_match(actor: Actor, match: Match) -> bool:
    """Whether this person speaks for the side that has to answer.

    A claim is answered by the unit that asks, or by the committee for its residents; a dispatch by the lead unit. The
    committee may write down a unit's answer for it, as people still call.
    """
    if actor.may(Permission.MATCHES_DISPATCH):
        return True
    return asks_for_match(actor, match) if match.origin is MatchOrigin.CLAIM else leads_match(actor, match)


def is_yes_noted(actor: Actor, match: Match) -> bool:
    """Whether a yes of this person to the committee's own request would be written down for the unit asked."""
    return match.origin is MatchOrigin.DISPATCH and not (actor.operator or leads_match(actor, match))


def has_taken_effect(match: Match) -> bool:
    """A confirmed match takes effect when the minutes of its meeting are signed."""
    if match.state is not MatchState.CONFIRMED or match.agenda_item_id is None:
        return False
    return are_minutes_signed_of_item(match.agenda_item_id)


def _require_other_side(actor: Actor, match: Match) -> None:
    if not may_answer_match(actor, match):
        raise NotAllowed(_l("The other side answers this."))


def _require_still_wanted(actor: Actor, match: Match) -> None:
    """A unit that is being checked or suspended takes nothing new on, and what is over needs nobody."""
    _require_other_side(actor, match)
    lead = match.lead.partnership if match.lead else None
    if lead and lead.state is not UnitState.APPROVED:
        raise DomainError(_("%(unit)s is not approved now, so it takes nothing new on.", unit=lead.name))
    for need in (entry.need for entry in match.needs):
        if need.state not in WANTED_NEED_STATES:
            raise NEED_WORKFLOW.refusal(need)


def _require_either_side(actor: Actor, match: Match) -> None:
    """A supporting unit leaves instead: the others go on."""
    if not (actor.may(Permission.MATCHES_DISPATCH) or leads_match(actor, match) or asks_for_match(actor, match)):
        raise NotAllowed


def _require_release_in_time(actor: Actor, match: Match) -> None:
    _require_either_side(actor, match)
    if has_taken_effect(match):
        raise DomainError(
            _l("The minutes that confirm it are signed: it can no longer be released. Please report how it ended.")
        )


def _require_unsigned_minutes(_actor: Actor, match: Match) -> None:
    if has_taken_effect(match):
        raise DomainError(_l("The minutes that confirm it are signed: it can no longer be changed."))


def why_not_in_work(match: Match) -> DomainError | None:
    """Between the signature under its confirmation and its end a match is in work."""
    if match.state is not MatchState.CONFIRMED:
        return MATCH_WORKFLOW.refusal(match)
    if has_taken_effect(match):
        return None
    return DomainError(_("It is not in work yet: the minutes that confirm it are not signed."))


def why_not_report_end(actor: Actor, match: Match) -> DomainError | None:
    """The unit that leads reports how it ended; the committee notes it for a unit, and for what it gives itself."""
    if not (actor.may(Permission.MATCHES_DISPATCH) or leads_match(actor, match)):
        return NotAllowed(_("The unit that leads reports how it ended."))
    return why_not_in_work(match)


def why_not_answer_end(actor: Actor, match: Match) -> DomainError | None:
    """The committee accepts a report or sends it back; what the community itself gave is for the secretary."""
    if not actor.may(Permission.MATCHES_DISPATCH):
        return NotAllowed()
    if leads_match(actor, match):
        return NotAllowed(_("The unit that leads does not accept its own report."))
    if not _has_leading_unit(match) and not actor.may(Permission.MATCHES_CONFIRM):
        return NotAllowed(_("What the community itself gave is for the secretary to accept."))
    if refusal := why_not_in_work(match):
        return refusal
    return None if match.reported_end else DomainError(_("Nobody has reported yet how it ended."))


def is_end_noted_for_unit(actor: Actor, match: Match) -> bool:
    """Whether the committee writes down what a unit says; what the community gives it reports itself."""
    return _has_leading_unit(match) and not leads_match(actor, match)


def _has_leading_unit(match: Match) -> bool:
    return match.lead is not None and match.lead.partnership_id is not None


def _require_report_to_accept(actor: Actor, match: Match) -> None:
    raise_refusal(why_not_answer_end(actor, match))


M, P = MatchState, Permission
VERDICT_ACTIONS = {M.CONFIRMED: "confirm", M.DEFERRED: "defer", M.REJECTED: "reject"}
_AGREE = Rule("agree", P.MATCHES_CLAIM, _require_still_wanted)
_DECLINE = Rule("decline", P.MATCHES_CLAIM, _require_other_side, reason=True)
_RELEASE = Rule("release", P.MATCHES_CLAIM, _require_release_in_time, reason=True)
_ACCEPT_END = Rule("accept_end", P.MATCHES_DISPATCH, _require_report_to_accept)
MATCH_STEP_LABELS = {
    "agree": _l("Agree"),
    "decline": _l("Turn down"),
    "table": _l("Put on the agenda"),
    "confirm": _l("Confirm"),
    "defer": _l("Defer"),
    "reject": _l("Reject"),
    "release": _l("Release"),
}
# What the committee presses when it writes down a unit's answer.
NOTED_STEP_LABELS = {"agree": _l("Note the unit's yes"), "decline": _l("Note the unit's no")}
MATCH_HISTORY_LABELS = {
    "claim": _l("Claimed"),
    "dispatch": _l("Asked by the committee"),
    "record": _l("Written down at the meeting"),
    "edit": _l("Changed"),
    "retitle": _l("The title for the minutes was changed"),
    "agree": _l("Agreed by the other side"),
    "decline": _l("Declined by the other side"),
    "lapse": _l("Lapsed without an answer"),
    "join": _l("A supporting unit joined"),
    "welcome": _l("The supporting unit was welcomed"),
    "leave": _l("A supporting unit left"),
    "lead": _l("The lead was handed over"),
    "quantity": _l("The promised quantity was changed"),
    "table": _l("Put on the agenda"),
    "attach": _l("Put on the agenda to be ratified"),
    "untable": _l("Taken off the agenda"),
    "confirm": _l("Confirmed"),
    "defer": _l("Deferred"),
    "reject": _l("Rejected"),
    "release": _l("Released"),
    "report_end": _l("Its end was reported"),
    "send_back_end": _l("The report was sent back"),
    "accept_end": _l("Its end was accepted"),
}
MATCH_STATE_LABELS = {
    M.PROPOSED: _l("Waiting for an answer"),
    M.AGREED: _l("Agreed by both sides"),
    M.TABLED: _l("On the table"),
    M.CONFIRMED: _l("Confirmed"),
    M.DEFERRED: _l("Deferred"),
    M.REJECTED: _l("Rejected"),
    M.DECLINED: _l("Declined by the other side"),
    M.LAPSED: _l("Lapsed without an answer"),
    M.RELEASED: _l("Released"),
    M.DELIVERED: _l("Delivered"),
    M.PARTLY_DELIVERED: _l("Partly delivered"),
    M.FAILED: _l("Not delivered"),
    M.ENDED_EARLY: _l("Ended early"),
}
# What happens next, in a sentence below the state.
NEXT_STEP_SENTENCES = {
    M.AGREED: _l("Next the joint meeting confirms it."),
    M.TABLED: _l("Next the joint meeting decides on it."),
    M.DEFERRED: _l("The meeting put it off: it comes up again at the next one."),
    M.CONFIRMED: _l("It takes effect when the minutes that confirm it are signed."),
}
NEXT_ANSWER_SENTENCES = {
    MatchOrigin.CLAIM: _l("Next whoever asks, or the committee for its residents, says yes or no."),
    MatchOrigin.DISPATCH: _l("Next the unit that was asked says yes or no."),
}
MATCH_STATE_TONES = {
    M.PROPOSED: "soon",
    M.AGREED: "fine",
    M.TABLED: "waiting",
    M.CONFIRMED: "fine",
    M.DEFERRED: "soon",
    M.REJECTED: "late",
    M.DECLINED: "late",
    M.LAPSED: "late",
    M.RELEASED: "waiting",
    M.DELIVERED: "fine",
    M.PARTLY_DELIVERED: "soon",
    M.FAILED: "late",
    M.ENDED_EARLY: "waiting",
}
MATCH_WORKFLOW = Workflow(
    labels=MATCH_STATE_LABELS,
    rules={
        (M.PROPOSED, M.AGREED): _AGREE,
        (M.PROPOSED, M.DECLINED): _DECLINE,
        (M.PROPOSED, M.LAPSED): Rule("lapse", P.MATCHES_DISPATCH),
        (M.PROPOSED, M.TABLED): Rule("table", P.MEETINGS_RECORD),
        (M.AGREED, M.TABLED): Rule("table", P.MEETINGS_RECORD),
        # What an earlier meeting put off comes back on the next agenda.
        (M.DEFERRED, M.TABLED): Rule("table", P.MEETINGS_RECORD),
        # Small matters, between the meetings: the next one ratifies them as one block.
        (M.AGREED, M.CONFIRMED): Rule("confirm", P.MATCHES_CONFIRM),
        # A verdict may be corrected until the minutes are signed.
        **{
            (start, to): Rule(VERDICT_ACTIONS[to], P.MEETINGS_RECORD)
            for start in (M.TABLED, *VERDICT_MATCH_STATES)
            for to in VERDICT_MATCH_STATES
            if start is not to
        },
        # Taken off the agenda again: the two sides still agree.
        **{
            (start, M.AGREED): Rule("untable", P.MEETINGS_RECORD, _require_unsigned_minutes)
            for start in (M.TABLED, M.CONFIRMED, M.DEFERRED)
        },
        **{(start, M.RELEASED): _RELEASE for start in LIVE_MATCH_STATES},
        # In work until the committee accepts what the unit reports.
        **{(M.CONFIRMED, end): _ACCEPT_END for end in ENDED_MATCH_STATES},
    },
)


def why_not_confirm(match: Match) -> Conflict | None:
    """The table lets a meeting confirm from several states; between the meetings only what both sides agreed to."""
    return None if match.state is MatchState.AGREED else MATCH_WORKFLOW.refusal(match)


def why_not_ratify(match: Match) -> Conflict | None:
    """A meeting ratifies what the secretary confirmed before it and no agenda holds yet."""
    is_confirmed_before = match.state is MatchState.CONFIRMED and match.confirmed_at is not None
    return None if is_confirmed_before and match.agenda_item_id is None else MATCH_WORKFLOW.refusal(match)
