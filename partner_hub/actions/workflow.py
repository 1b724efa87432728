"""The states of an action item, their words, and who may take which step."""

from flask_babel import lazy_gettext as _l

from partner_hub.actions.models import ActionItem, ActionSupporter
from partner_hub.core.actor import Actor
from partner_hub.core.errors import DomainError, NotAllowed
from partner_hub.core.permissions import Permission
from partner_hub.core.transitions import Rule, Workflow
from partner_hub.vocabulary.action import ActionState

S = ActionState


def may_report_on_action(actor: Actor, action: ActionItem) -> bool:
    """The responsible unit; the committee for those without an account, and for its own items."""
    return actor.is_committee or actor.speaks_for(action.responsible_id)


def may_report_on_part(actor: Actor, supporter: ActionSupporter) -> bool:
    """The supporting unit; the committee for those without an account."""
    return actor.is_committee or actor.speaks_for(supporter.partnership_id)


def _require_reporter(actor: Actor, action: ActionItem) -> None:
    if not may_report_on_action(actor, action):
        raise NotAllowed(_l("Only the responsible unit reports on this."))


def _require_outcome(actor: Actor, action: ActionItem) -> None:
    _require_reporter(actor, action)
    if not action.outcome.strip():
        raise DomainError(_l("Please say what came of it."), field="words")


def _require_declining_unit(actor: Actor, action: ActionItem) -> None:
    """The committee notes it for a unit without an account; it does not decline what is its own."""
    if action.responsible_id is None or not may_report_on_action(actor, action):
        raise NotAllowed(_l("Only the responsible unit declines this."))


def _refuse_own_action(actor: Actor, action: ActionItem) -> None:
    if actor.speaks_for(action.responsible_id):
        raise NotAllowed(_l("The responsible unit does not close its own item."))


def missing_parts_of_action(action: ActionItem) -> list[str]:
    """What an item needs before it can be issued and does not have, by the fields that it is typed into."""
    present = {
        "responsible_name": action.responsible_id or action.responsible_words.strip(),
        "due": action.due,
        "expected": action.expected.strip(),
    }
    return [name for name, value in present.items() if not value]


def _require_complete_action(_actor: Actor, action: ActionItem) -> None:
    if missing_parts_of_action(action):
        raise DomainError(_l("Responsible unit, deadline and expected result must be there before it is issued."))


_REPORT, _CLOSE = Permission.ACTIONS_REPORT, Permission.ACTIONS_CLOSE
_ISSUE = Rule("issue", Permission.MINUTES_SIGN, _require_complete_action)
_ACKNOWLEDGE = Rule("acknowledge", _REPORT, _require_reporter)
_DECLINE = Rule("decline", _REPORT, _require_declining_unit, reason=True)
_ISSUE_AGAIN = Rule("issue_again", _CLOSE, reason=True)
_START = Rule("start", _REPORT, _require_reporter)
_DONE = Rule("report_done", _REPORT, _require_outcome)
_CLOSE_OUT = Rule("close_out", _CLOSE, _refuse_own_action)
_SEND_BACK = Rule("send_back", _CLOSE, reason=True)
_DROP = Rule("drop", _CLOSE, reason=True)
# Taken when the minutes are signed: the meeting itself has said that it is done.
_CLOSE_AT_MEETING = Rule("close_at_meeting", Permission.MINUTES_SIGN)
_REOPEN = Rule("reopen", _CLOSE, reason=True)
# To another unit, which is asked anew: handing_over.hand_action_over.
_HAND_OVER = Rule("hand_over", _CLOSE, reason=True)

# From here a meeting alone can say that it is done: nobody has reported it.
_NOT_REPORTED = (S.ISSUED, S.ACKNOWLEDGED, S.DECLINED, S.IN_PROGRESS)

ACTION_STATE_LABELS = {
    S.DRAFT: _l("Draft"),
    S.ISSUED: _l("Issued"),
    S.ACKNOWLEDGED: _l("Taken up"),
    S.DECLINED: _l("Declined by the unit"),
    S.IN_PROGRESS: _l("Under way"),
    S.REPORTED_DONE: _l("Reported done"),
    S.CLOSED: _l("Closed out"),
    S.DROPPED: _l("Dropped"),
}
# What a draft lacks, by the same names as in missing_parts_of_action.
MISSING_PART_LABELS = {
    "responsible_name": _l("nobody responsible yet"),
    "due": _l("no deadline yet"),
    "expected": _l("no expected result yet"),
}
ACTION_WORKFLOW = Workflow(
    ACTION_STATE_LABELS,
    {
        (S.DRAFT, S.ISSUED): _ISSUE,
        (S.ISSUED, S.ACKNOWLEDGED): _ACKNOWLEDGE,
        (S.ISSUED, S.IN_PROGRESS): _START,
        (S.ISSUED, S.REPORTED_DONE): _DONE,
        (S.ISSUED, S.DECLINED): _DECLINE,
        (S.ISSUED, S.DROPPED): _DROP,
        (S.ACKNOWLEDGED, S.IN_PROGRESS): _START,
        (S.ACKNOWLEDGED, S.REPORTED_DONE): _DONE,
        (S.ACKNOWLEDGED, S.DECLINED): _DECLINE,
        (S.ACKNOWLEDGED, S.DROPPED): _DROP,
        (S.DECLINED, S.ISSUED): _ISSUE_AGAIN,
        (S.DECLINED, S.DROPPED): _DROP,
        (S.IN_PROGRESS, S.REPORTED_DONE): _DONE,
        (S.IN_PROGRESS, S.DROPPED): _DROP,
        (S.REPORTED_DONE, S.CLOSED): _CLOSE_OUT,
        **{(state, S.CLOSED): _CLOSE_AT_MEETING for state in _NOT_REPORTED},
        (S.REPORTED_DONE, S.IN_PROGRESS): _SEND_BACK,
        (S.REPORTED_DONE, S.DROPPED): _DROP,
        (S.CLOSED, S.IN_PROGRESS): _REOPEN,
        (S.DROPPED, S.ISSUED): _REOPEN,
        **{(state, S.ISSUED): _HAND_OVER for state in (S.ACKNOWLEDGED, S.IN_PROGRESS, S.REPORTED_DONE)},
    },
)
# The buttons, by action.
ACTION_STEP_LABELS = {
    "issue": _l("Issue"),
    "acknowledge": _l("Take it up"),
    "decline": _l("Decline it"),
    "issue_again": _l("Issue again"),
    "start": _l("Work has begun"),
    "report_done": _l("Report as done"),
    "close_out": _l("Close out"),
    "send_back": _l("Send back"),
    "drop": _l("Drop"),
    "reopen": _l("Reopen"),
}
# The history, by action.
ACTION_HISTORY_LABELS = {
    "create": _l("Written down"),
    "update": _l("Changed"),
    "issue": _l("Issued"),
    "acknowledge": _l("Taken up"),
    "decline": _l("Declined by the unit"),
    "issue_again": _l("Issued again"),
    "start": _l("Work began"),
    "note": _l("Progress noted"),
    "report_done": _l("Reported done"),
    "close_out": _l("Closed out"),
    "close_at_meeting": _l("Closed out by the joint meeting"),
    "send_back": _l("Sent back"),
    "drop": _l("Dropped"),
    "reopen": _l("Reopened"),
    "ask_later_date": _l("Later date asked for"),
    "refuse_later_date": _l("Later date refused"),
    "move_deadline": _l("Deadline moved"),
    "report_part": _l("Own part reported"),
    "add_photographs": _l("Pictures added"),
    "remove_photograph": _l("A picture taken away"),
    "hand_over": _l("Handed over to another unit"),
    "link_match": _l("Linked with the match that it carries out"),
    "remind": _l("Reminded"),
}
# The tone of the status sign: late | soon | fine | waiting.
ACTION_STATE_TONES = {
    S.DRAFT: "waiting",
    S.ISSUED: "soon",
    S.ACKNOWLEDGED: "waiting",
    S.DECLINED: "late",
    S.IN_PROGRESS: "waiting",
    S.REPORTED_DONE: "soon",
    S.CLOSED: "fine",
    S.DROPPED: "late",
}
