"""States of a match, their labels and the table of steps."""

import enum
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from partner_hub.core.actor import Actor
from partner_hub.core.errors import NotAllowed
from partner_hub.core.permissions import Permission
from partner_hub.core.transitions import Rule, Workflow

if TYPE_CHECKING:
    from partner_hub.matching.models import Match


class MatchState(enum.StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    TABLED = "tabled"
    CONFIRMED = "confirmed"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    DECLINED = "declined"
    LAPSED = "lapsed"
    RELEASED = "released"


class MatchOrigin(enum.StrEnum):
    """Who proposed it. A claim waits for whoever asks, a dispatch for the unit that was chosen."""

    CLAIM = "claim"
    DISPATCH = "dispatch"
    MEETING = "meeting"


LIVE = (MatchState.PROPOSED, MatchState.AGREED, MatchState.TABLED, MatchState.CONFIRMED, MatchState.DEFERRED)
# Both sides have said yes: whoever takes the need may see whom to call.
AGREED = (MatchState.AGREED, MatchState.TABLED, MatchState.CONFIRMED, MatchState.DEFERRED)
# What the meeting makes of a match that is on its table.
VERDICTS = (MatchState.CONFIRMED, MatchState.DEFERRED, MatchState.REJECTED)


def answers(actor: Actor, match: "Match") -> bool:
    """Whether this person speaks for the side that has to answer.

    A claim is answered by the unit that asks, or by the committee for its residents; a dispatch by the lead unit. The
    committee may write down a unit's answer for it, as people still call.
    """
    if actor.may(Permission.MATCHES_DISPATCH):
        return True
    if match.origin is MatchOrigin.CLAIM:
        return all(actor.speaks_for(entry.need.asking_partnership_id) for entry in match.needs)
    lead = match.lead
    return lead is not None and actor.speaks_for(lead.partnership_id)


def takes_part(actor: Actor, match: "Match") -> bool:
    """Whether this person acts for the committee or for one of the units in the match."""
    if actor.may(Permission.MATCHES_DISPATCH):
        return True
    return any(actor.speaks_for(partner.partnership_id) for partner in match.partners)


def _other_side(actor: Actor, match: "Match") -> None:
    if not answers(actor, match):
        raise NotAllowed(_l("The other side answers this."))


def _own(actor: Actor, match: "Match") -> None:
    if not takes_part(actor, match):
        raise NotAllowed(_l("You may not do this."))


M, P = MatchState, Permission
ACTIONS = {M.CONFIRMED: "confirm", M.DEFERRED: "defer", M.REJECTED: "reject"}
_AGREE = Rule("agree", P.MATCHES_CLAIM, _other_side)
_DECLINE = Rule("decline", P.MATCHES_CLAIM, _other_side, reason=True)
_RELEASE = Rule("release", P.MATCHES_CLAIM, _own, reason=True)
STEPS = {
    "agree": _l("Agree"),
    "decline": _l("Decline"),
    "table": _l("Put on the agenda"),
    "confirm": _l("Confirm"),
    "defer": _l("Defer"),
    "reject": _l("Reject"),
    "release": _l("Release"),
}
LABELS = {
    M.PROPOSED: _l("Proposed"),
    M.AGREED: _l("Agreed by both sides"),
    M.TABLED: _l("On the table"),
    M.CONFIRMED: _l("Confirmed"),
    M.DEFERRED: _l("Deferred"),
    M.REJECTED: _l("Rejected"),
    M.DECLINED: _l("Declined by the other side"),
    M.LAPSED: _l("Lapsed without an answer"),
    M.RELEASED: _l("Released"),
}
TONES = {
    M.PROPOSED: "soon",
    M.AGREED: "fine",
    M.TABLED: "waiting",
    M.CONFIRMED: "fine",
    M.DEFERRED: "soon",
    M.REJECTED: "late",
    M.DECLINED: "late",
    M.LAPSED: "late",
    M.RELEASED: "waiting",
}
WORKFLOW = Workflow(
    labels=LABELS,
    rules={
        (M.PROPOSED, M.AGREED): _AGREE,
        (M.PROPOSED, M.DECLINED): _DECLINE,
        (M.PROPOSED, M.LAPSED): Rule("lapse", P.MATCHES_DISPATCH),
        (M.PROPOSED, M.TABLED): Rule("table", P.MEETINGS_RECORD),
        (M.AGREED, M.TABLED): Rule("table", P.MEETINGS_RECORD),
        # Small matters, between the meetings: the next one ratifies them as one block.
        (M.AGREED, M.CONFIRMED): Rule("confirm", P.MATCHES_CONFIRM),
        # A verdict may be corrected until the minutes are signed.
        **{
            (start, to): Rule(ACTIONS[to], P.MEETINGS_RECORD)
            for start in (M.TABLED, *VERDICTS)
            for to in VERDICTS
            if start is not to
        },
        **{(start, M.RELEASED): _RELEASE for start in LIVE},
    },
)
