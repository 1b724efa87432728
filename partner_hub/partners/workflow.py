"""The states of a unit in one community, and who may move it from one to the next."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.core.absolute_urls import path_to
from partner_hub.core.actor import Actor
from partner_hub.core.errors import NotAllowed, SeveralFaults
from partner_hub.core.facts_from_above import needs_relying_on_unit
from partner_hub.core.permissions import Permission
from partner_hub.core.transitions import Rule, Workflow
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.unit import GONE_UNIT_STATES, UnitState

UNIT_STATE_LABELS = {
    UnitState.INVITED: _l("Invited"),
    UnitState.DRAFT: _l("Draft"),
    UnitState.SUBMITTED: _l("To be approved"),
    UnitState.APPROVED: _l("Approved"),
    UnitState.RETURNED: _l("Sent back"),
    UnitState.RECHECK_DUE: _l("Yearly check due"),
    UnitState.SUSPENDED: _l("Suspended"),
    UnitState.WITHDRAWN: _l("Has left"),
    UnitState.MERGED: _l("Merged into another"),
}
UNIT_STATE_TONES = {
    UnitState.INVITED: "waiting",
    UnitState.DRAFT: "waiting",
    UnitState.SUBMITTED: "soon",
    UnitState.APPROVED: "fine",
    UnitState.RETURNED: "soon",
    UnitState.RECHECK_DUE: "soon",
    UnitState.SUSPENDED: "late",
    UnitState.WITHDRAWN: "waiting",
    UnitState.MERGED: "waiting",
}


def _require_own_unit(actor: Actor, partnership: Partnership) -> None:
    if not (actor.operator or actor.speaks_for(partnership.id)):
        raise NotAllowed(_("Only the unit itself may do this."))


def _refuse_unit_relied_on(_actor: Actor, partnership: Partnership) -> None:
    if waiting := needs_relying_on_unit(partnership.id):
        unworded = _("A need that waits for review")
        raise SeveralFaults(
            _("Others rely on this unit. Please release these matches first:"),
            [
                (name or unworded, path_to("needs.show", community_id=partnership.community_id, need_id=number))
                for number, name in waiting
            ],
        )


_SUBMIT = Rule("submit", Permission.UNIT_PROFILE, _require_own_unit)
_SUSPEND = Rule("suspend", Permission.UNITS_SUSPEND, reason=True)
_REACTIVATE = Rule("reactivate", Permission.UNITS_SUSPEND, reason=True)
_WITHDRAW = Rule("withdraw", Permission.UNITS_WRITE, _refuse_unit_relied_on, reason=True)
# A suspended unit is no more free by becoming a part of another one.
UNMERGED_UNIT_STATES = (UnitState.SUSPENDED, UnitState.MERGED)
# Taken by unit_merges/service.py alone, so that there is no button for them.
_MERGE = Rule("merge", Permission.UNITS_WRITE)
_SPLIT = Rule("split", Permission.UNITS_WRITE)

UNIT_WORKFLOW = Workflow(
    UNIT_STATE_LABELS,
    {
        (UnitState.INVITED, UnitState.SUBMITTED): _SUBMIT,
        (UnitState.DRAFT, UnitState.SUBMITTED): _SUBMIT,
        (UnitState.RETURNED, UnitState.SUBMITTED): _SUBMIT,
        (UnitState.RECHECK_DUE, UnitState.SUBMITTED): _SUBMIT,
        (UnitState.SUBMITTED, UnitState.APPROVED): Rule("approve", Permission.UNITS_WRITE),
        (UnitState.SUBMITTED, UnitState.RETURNED): Rule("send_back", Permission.UNITS_WRITE, reason=True),
        (UnitState.APPROVED, UnitState.RECHECK_DUE): Rule("recheck", Permission.UNITS_WRITE),
        (UnitState.APPROVED, UnitState.SUSPENDED): _SUSPEND,
        (UnitState.RECHECK_DUE, UnitState.SUSPENDED): _SUSPEND,
        # Back to where it was: unit_steps.move_unit looks it up.
        (UnitState.SUSPENDED, UnitState.APPROVED): _REACTIVATE,
        (UnitState.SUSPENDED, UnitState.RECHECK_DUE): _REACTIVATE,
        # Its people have no rights while it has left, so that the committee takes it up again and then approves it.
        (UnitState.WITHDRAWN, UnitState.SUBMITTED): Rule("come_back", Permission.UNITS_WRITE, reason=True),
    }
    | {(state, UnitState.WITHDRAWN): _WITHDRAW for state in UnitState if state not in GONE_UNIT_STATES}
    | {(state, UnitState.MERGED): _MERGE for state in UnitState if state not in UNMERGED_UNIT_STATES}
    | {(UnitState.MERGED, state): _SPLIT for state in UnitState if state not in UNMERGED_UNIT_STATES},
)

# What the buttons say, and what the history says afterwards.
UNIT_STEP_LABELS = {
    "submit": _l("Submit for approval"),
    "approve": _l("Approve"),
    "send_back": _l("Send back"),
    "recheck": _l("Ask for the yearly check"),
    "suspend": _l("Suspend"),
    "reactivate": _l("Reactivate"),
    "withdraw": _l("Record that it has left"),
    "come_back": _l("It comes back"),
}
UNIT_HISTORY_LABELS = {
    "register": _l("Registered"),
    "apply": _l("Registered itself without sign-in"),
    "update": _l("Details changed"),
    "rename": _l("Renamed"),
    "change_liaison": _l("Liaison changed"),
    "submit": _l("Submitted for approval"),
    "approve": _l("Approved"),
    "send_back": _l("Sent back"),
    "recheck": _l("Yearly check asked for"),
    "suspend": _l("Suspended"),
    "reactivate": _l("Reactivated"),
    "withdraw": _l("Has left"),
    "come_back": _l("Came back, to be approved again"),
    "merge": _l("Merged into another unit"),
    "split": _l("Taken out of another unit again"),
    "absorb": _l("Another unit was merged into it"),
    "give_back": _l("The merge was undone"),
    "add_agreement": _l("Agreement written down"),
    "change_agreement": _l("Agreement changed"),
}
