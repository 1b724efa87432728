"""The states of a need, their words, and who may take which step."""

from flask_babel import lazy_gettext as _l

from partner_hub.core.actor import Actor
from partner_hub.core.errors import DomainError, NotAllowed
from partner_hub.core.facts_from_above import has_live_match_of_need
from partner_hub.core.permissions import Permission, Role
from partner_hub.core.transitions import Rule, Workflow
from partner_hub.needs.models import Need
from partner_hub.needs.public_wording import findings_in_wording
from partner_hub.vocabulary.need import NeedState, SettledAnswer

S = NeedState


def may_read_in_full(actor: Actor, need: Need) -> bool:
    """Staff every need; a unit its own; a grid worker those of the own grid and those the worker recorded."""
    return (
        actor.may(Permission.NEEDS_PERSONAL)
        or actor.speaks_for(need.asking_partnership_id)
        or need.grid_id in actor.grid_ids
        or (Role.GRID_WORKER in actor.roles and need.created_by_id == actor.user_id)
    )


def require_clean_wording(need: Need) -> None:
    """Raises DomainError at the field when the public wording is missing or holds personal data."""
    if not need.public_name.strip():
        raise DomainError(_l("Please write the wording for the public first."), field="public_name")
    if findings_in_wording(need, need.public_name, need.public_text):
        raise DomainError(_l("The wording for the public still holds personal data."), field="public_text")


def _require_wording(_actor: Actor, need: Need) -> None:
    require_clean_wording(need)


def _require_quarter(actor: Actor, need: Need) -> None:
    _require_wording(actor, need)
    if need.year is None or need.quarter is None:
        raise DomainError(_l("Please choose the quarter on whose list it is to stand."))


def _require_own_need(actor: Actor, need: Need) -> None:
    if not (actor.may(Permission.NEEDS_TRIAGE) or may_read_in_full(actor, need)):
        raise NotAllowed


def _refuse_matched_need(_actor: Actor, need: Need) -> None:
    """Raises DomainError while a live match relies on the need."""
    if has_live_match_of_need(need.id):
        raise DomainError(_l("A partner has already taken this need, or was asked to. Please release the match first."))


def _refuse_unfinished_match(_actor: Actor, need: Need) -> None:
    """Raises DomainError while a live match is about the need: nobody would look at it on a closed one."""
    if has_live_match_of_need(need.id):
        raise DomainError(_l("A match about it has not ended yet. Please note first how it ended, or release it."))


def _require_own_unmatched(actor: Actor, need: Need) -> None:
    _require_own_need(actor, need)
    _refuse_matched_need(actor, need)


def _require_worded_unmatched(actor: Actor, need: Need) -> None:
    _require_wording(actor, need)
    _refuse_matched_need(actor, need)


_TRIAGE = Permission.NEEDS_TRIAGE
_ACCEPT = Rule("accept", _TRIAGE, _require_wording)
_PUBLISH = Rule("publish", _TRIAGE, _require_quarter)
_UNLIST = Rule("unlist", _TRIAGE, _require_worded_unmatched, reason=True)
_START = Rule("start", _TRIAGE)
# What was done, and by whom, is asked for by ends.end_need, which takes these two.
_MET = Rule("met", _TRIAGE, reason=True)
_PARTLY = Rule("partly_met", _TRIAGE, reason=True)
_CLOSE = Rule("close", _TRIAGE, _refuse_unfinished_match)
_MERGE = Rule("merge", _TRIAGE)
_REFER = Rule("refer", _TRIAGE, _refuse_matched_need, reason=True)
_DECLINE = Rule("decline", _TRIAGE, reason=True)
_DECLINE_LISTED = Rule("decline", _TRIAGE, _refuse_matched_need, reason=True)
_WITHDRAW = Rule("withdraw", Permission.NEEDS_WRITE, _require_own_unmatched)
# Nobody works on it any more: into the hall. matching returns what it frees.
_FREE = Rule("free", _TRIAGE, _refuse_matched_need, reason=True)
# Of several states the record knows the one: ends.state_after_reopening.
_REOPEN = Rule("reopen", _TRIAGE, reason=True)
# Back to the state that it had: merging.unmerge_need looks it up.
_SPLIT = Rule("unmerge", _TRIAGE)
_SPLIT_ACCEPTED = Rule("unmerge", _TRIAGE, _require_wording)
_SPLIT_LISTED = Rule("unmerge", _TRIAGE, _require_quarter)

NEED_STATE_LABELS = {
    S.SUBMITTED: _l("Waiting for review"),
    S.ACCEPTED: _l("Accepted"),
    S.PUBLISHED: _l("On the quarter's list"),
    S.IN_PROJECT: _l("Being worked on"),
    S.MET: _l("Met"),
    S.PARTLY_MET: _l("Partly met"),
    S.CLOSED: _l("Closed"),
    S.MERGED: _l("Merged"),
    S.REFERRED: _l("Referred"),
    S.DECLINED: _l("Declined"),
    S.WITHDRAWN: _l("Withdrawn"),
}
NEED_WORKFLOW = Workflow(
    NEED_STATE_LABELS,
    {
        (S.SUBMITTED, S.ACCEPTED): _ACCEPT,
        (S.SUBMITTED, S.MERGED): _MERGE,
        (S.SUBMITTED, S.REFERRED): _REFER,
        (S.SUBMITTED, S.DECLINED): _DECLINE,
        (S.SUBMITTED, S.WITHDRAWN): _WITHDRAW,
        (S.ACCEPTED, S.PUBLISHED): _PUBLISH,
        (S.ACCEPTED, S.MERGED): _MERGE,
        (S.ACCEPTED, S.REFERRED): _REFER,
        (S.ACCEPTED, S.DECLINED): _DECLINE,
        (S.ACCEPTED, S.WITHDRAWN): _WITHDRAW,
        (S.PUBLISHED, S.IN_PROJECT): _START,
        (S.PUBLISHED, S.MET): _MET,
        (S.PUBLISHED, S.PARTLY_MET): _PARTLY,
        (S.PUBLISHED, S.ACCEPTED): _UNLIST,
        (S.PUBLISHED, S.MERGED): _MERGE,
        (S.PUBLISHED, S.REFERRED): _REFER,
        (S.PUBLISHED, S.DECLINED): _DECLINE_LISTED,
        (S.PUBLISHED, S.WITHDRAWN): _WITHDRAW,
        (S.IN_PROJECT, S.MET): _MET,
        (S.IN_PROJECT, S.PARTLY_MET): _PARTLY,
        (S.IN_PROJECT, S.PUBLISHED): _FREE,
        (S.IN_PROJECT, S.REFERRED): _REFER,
        (S.IN_PROJECT, S.DECLINED): _DECLINE_LISTED,
        (S.PARTLY_MET, S.CLOSED): _CLOSE,
        (S.PARTLY_MET, S.MET): _MET,
        (S.PARTLY_MET, S.IN_PROJECT): _REOPEN,
        (S.PARTLY_MET, S.PUBLISHED): _REOPEN,
        (S.MET, S.CLOSED): _CLOSE,
        (S.MET, S.IN_PROJECT): _REOPEN,
        (S.MET, S.PUBLISHED): _REOPEN,
        (S.CLOSED, S.IN_PROJECT): _REOPEN,
        (S.CLOSED, S.PUBLISHED): _REOPEN,
        (S.REFERRED, S.SUBMITTED): _REOPEN,
        (S.DECLINED, S.SUBMITTED): _REOPEN,
        (S.WITHDRAWN, S.SUBMITTED): _REOPEN,
        (S.MERGED, S.SUBMITTED): _SPLIT,
        (S.MERGED, S.ACCEPTED): _SPLIT_ACCEPTED,
        (S.MERGED, S.PUBLISHED): _SPLIT_LISTED,
    },
)
# The buttons, by action.
NEED_STEP_LABELS = {
    "accept": _l("Accept"),
    "publish": _l("Put on the quarter's list"),
    "unlist": _l("Take off the list"),
    "start": _l("Work has begun"),
    "met": _l("Note as met"),
    "partly_met": _l("Note as partly met"),
    "close": _l("Close"),
    "free": _l("Nobody works on it any more"),
    "merge": _l("Merge into another need"),
    "refer": _l("Refer"),
    "decline": _l("Decline"),
    "withdraw": _l("Withdraw"),
    "reopen": _l("Reopen"),
    "unmerge": _l("Undo the merge"),
}
# The history, by action.
NEED_HISTORY_LABELS = {
    "submit": _l("Recorded"),
    "import": _l("Brought in from a spreadsheet"),
    "edit": _l("Changed"),
    "accept": _l("Accepted"),
    "publish": _l("Put on the quarter's list"),
    "unlist": _l("Taken off the list"),
    "carry_over": _l("Carried over to another quarter"),
    "take_back_carry_over": _l("The carrying over was undone"),
    "move_quarter": _l("Moved to another quarter's list"),
    "start": _l("Work began"),
    "met": _l("Met"),
    "partly_met": _l("Partly met"),
    "close": _l("Closed"),
    "free": _l("Nobody works on it any more: it looks for a partner again"),
    "answer_settled": _l("Whoever asked says: it is settled"),
    "answer_partly": _l("Whoever asked says: it is settled in part"),
    "answer_not_settled": _l("Whoever asked says: it is not settled"),
    "return_to_review": _l("Back to review"),
    "merge": _l("Merged into another need"),
    "absorb": _l("Another need was merged into it"),
    "split": _l("A merged need was taken out again"),
    "call_different": _l("Said to be another trouble than a similar need"),
    "compare_again": _l("May be the same as a similar need after all"),
    "unmerge": _l("Merge undone"),
    "dismiss": _l("An offering was put aside for it"),
    "take_back": _l("An offering may be proposed for it again"),
    "refer": _l("Referred"),
    "decline": _l("Declined"),
    "withdraw": _l("Withdrawn"),
    "reopen": _l("Reopened"),
    "forget": _l("Who reported it and the recorded words were let go: their time was over"),
    "erase": _l("What was held about a person was erased"),
}
# What whoever asked says to the end.
SETTLED_ANSWER_LABELS = {
    SettledAnswer.SETTLED: _l("Yes, it is settled"),
    SettledAnswer.PARTLY: _l("In part"),
    SettledAnswer.NOT_SETTLED: _l("No, it is not settled"),
}
# The tone of the status sign: late | soon | fine | waiting.
NEED_STATE_TONES = {
    S.SUBMITTED: "soon",
    S.ACCEPTED: "waiting",
    S.PUBLISHED: "waiting",
    S.IN_PROJECT: "waiting",
    S.MET: "fine",
    S.PARTLY_MET: "soon",
    S.CLOSED: "fine",
    S.MERGED: "waiting",
    S.REFERRED: "waiting",
    S.DECLINED: "late",
    S.WITHDRAWN: "waiting",
}
