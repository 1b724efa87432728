"""States of a match, their labels and the table of steps."""

import enum

from flask_babel import lazy_gettext as _l

from partner_hub.core.permissions import Permission
from partner_hub.core.transitions import Rule, Workflow


class MatchState(enum.StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    TABLED = "tabled"
    CONFIRMED = "confirmed"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    DECLINED = "declined"
    RELEASED = "released"


LIVE = (MatchState.PROPOSED, MatchState.AGREED, MatchState.TABLED, MatchState.CONFIRMED, MatchState.DEFERRED)
# What the meeting makes of a match that is on its table.
VERDICTS = (MatchState.CONFIRMED, MatchState.DEFERRED, MatchState.REJECTED)

M, P = MatchState, Permission
ACTIONS = {M.CONFIRMED: "confirm", M.DEFERRED: "defer", M.REJECTED: "reject"}
STEPS = {
    "table": _l("Put on the agenda"),
    "confirm": _l("Confirm"),
    "defer": _l("Defer"),
    "reject": _l("Reject"),
    "release": _l("Release"),
}
WORKFLOW = Workflow(
    labels={
        M.PROPOSED: _l("Proposed"),
        M.AGREED: _l("Agreed by both sides"),
        M.TABLED: _l("On the table"),
        M.CONFIRMED: _l("Confirmed"),
        M.DEFERRED: _l("Deferred"),
        M.REJECTED: _l("Rejected"),
        M.DECLINED: _l("Declined by the other side"),
        M.RELEASED: _l("Released"),
    },
    rules={
        (M.PROPOSED, M.TABLED): Rule("table", P.MEETINGS_RECORD),
        (M.AGREED, M.TABLED): Rule("table", P.MEETINGS_RECORD),
        # A verdict may be corrected until the minutes are signed.
        **{
            (start, to): Rule(ACTIONS[to], P.MEETINGS_RECORD)
            for start in (M.TABLED, *VERDICTS)
            for to in VERDICTS
            if start is not to
        },
        **{(start, M.RELEASED): Rule("release", P.MEETINGS_RECORD, reason=True) for start in LIVE},
    },
)
