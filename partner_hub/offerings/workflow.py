"""The states of an offering, and who may move it from one to the next."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.errors import DomainError, NotAllowed
from partner_hub.core.facts_from_above import has_live_match_of_offering
from partner_hub.core.permissions import Permission
from partner_hub.core.transitions import Rule, Workflow
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.offering import REVISABLE_OFFERING_STATES, OfferingState

OFFERING_STATE_LABELS = {
    OfferingState.DRAFT: _l("Draft"),
    OfferingState.SUBMITTED: _l("To be reviewed"),
    OfferingState.LISTED: _l("Listed"),
    OfferingState.RETURNED: _l("Sent back"),
    OfferingState.PAUSED: _l("Paused"),
    OfferingState.EXPIRED: _l("Expired"),
    OfferingState.RETIRED: _l("Taken off the list"),
}
OFFERING_STATE_TONES = {
    OfferingState.DRAFT: "waiting",
    OfferingState.SUBMITTED: "soon",
    OfferingState.LISTED: "fine",
    OfferingState.RETURNED: "soon",
    OfferingState.PAUSED: "waiting",
    OfferingState.EXPIRED: "late",
    OfferingState.RETIRED: "waiting",
}
# What the buttons say, and what the history says afterwards. "renew" has a form of its own, "expire" is the day's.
OFFERING_STEP_LABELS = {
    "submit": _l("Submit to the committee"),
    "publish": _l("Put on the list"),
    "send_back": _l("Send back"),
    "pause": _l("Pause"),
    "resume": _l("Resume"),
    "retire": _l("Take off the list"),
}
OFFERING_HISTORY_LABELS = {
    "create": _l("Registered"),
    "update": _l("Details changed"),
    "submit": _l("Submitted to the committee"),
    "revise": _l("Changed, so it goes to the committee again"),
    "publish": _l("Put on the list"),
    "send_back": _l("Sent back"),
    "pause": _l("Paused"),
    "resume": _l("Resumed"),
    "renew": _l("Renewed"),
    "expire": _l("Expired"),
    "retire": _l("Taken off the list"),
}


def require_own_offering(actor: Actor, offering: Offering) -> None:
    """The committee keeps the whole list; a unit keeps its own part of it. Raises NotAllowed for other units."""
    if not (actor.may(Permission.OFFERINGS_REVIEW) or actor.speaks_for(offering.partnership_id)):
        raise NotAllowed(_("This offering belongs to another unit."))


def _require_ready_to_submit(actor: Actor, offering: Offering) -> None:
    require_own_offering(actor, offering)
    if offering.partnership is not None and not offering.partnership.is_active:
        raise DomainError(_("The unit is not active now, so its offerings cannot be submitted."))


def _require_still_valid(actor: Actor, offering: Offering) -> None:
    require_own_offering(actor, offering)
    if offering.expired_on(clock.local_today()):
        raise DomainError(_("This offering has expired. Please renew it first."))


def _refuse_matched_offering(actor: Actor, offering: Offering) -> None:
    require_own_offering(actor, offering)
    if has_live_match_of_offering(offering.id):
        raise DomainError(
            _(
                "A need is matched with this offering now. It can be taken off the list when the match has ended or is "
                "released."
            )
        )


_SUBMIT = Rule("submit", Permission.OFFERINGS_WRITE, _require_ready_to_submit)
_RETIRE = Rule("retire", Permission.OFFERINGS_WRITE, _refuse_matched_offering)

OFFERING_WORKFLOW = Workflow(
    OFFERING_STATE_LABELS,
    {
        (OfferingState.DRAFT, OfferingState.SUBMITTED): _SUBMIT,
        (OfferingState.RETURNED, OfferingState.SUBMITTED): _SUBMIT,
        (OfferingState.SUBMITTED, OfferingState.LISTED): Rule(
            "publish", Permission.OFFERINGS_REVIEW, _require_still_valid
        ),
        (OfferingState.SUBMITTED, OfferingState.RETURNED): Rule("send_back", Permission.OFFERINGS_REVIEW, reason=True),
        (OfferingState.LISTED, OfferingState.PAUSED): Rule("pause", Permission.OFFERINGS_WRITE, require_own_offering),
        (OfferingState.PAUSED, OfferingState.LISTED): Rule("resume", Permission.OFFERINGS_WRITE, _require_still_valid),
        (OfferingState.LISTED, OfferingState.EXPIRED): Rule("expire", Permission.OFFERINGS_REVIEW),
        (OfferingState.EXPIRED, OfferingState.LISTED): Rule("renew", Permission.OFFERINGS_WRITE, _require_still_valid),
    }
    | {
        (state, OfferingState.SUBMITTED): Rule("revise", Permission.OFFERINGS_WRITE, _require_ready_to_submit)
        for state in REVISABLE_OFFERING_STATES
    }
    | {(state, OfferingState.RETIRED): _RETIRE for state in OfferingState if state != OfferingState.RETIRED},
)
