"""Labels, guards and the table of steps of an agenda item that a unit proposes."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, NotAllowed
from partner_hub.core.permissions import Permission
from partner_hub.core.transitions import Rule, Workflow
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.proposal_models import AgendaProposal
from partner_hub.vocabulary.meeting import MeetingState, ProposalState


def require_own_proposal(actor: Actor, proposal: AgendaProposal) -> None:
    if not actor.speaks_for(proposal.partnership_id):
        raise NotAllowed


def require_uncalled_meeting(actor: Actor, proposal: AgendaProposal) -> None:
    """The item is on an agenda that nobody outside the committee has seen."""
    require_own_proposal(actor, proposal)
    meeting = db.select(Meeting.state).join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
    state = db.session.scalar(meeting.where(AgendaItem.id == proposal.item_id))
    if state is not MeetingState.PLANNING:
        raise Conflict(_("The agenda with this item has been published. It can no longer be withdrawn."))


S, P = ProposalState, Permission
PROPOSAL_WORKFLOW = Workflow(
    labels={
        S.DRAFT: _l("Draft"),
        S.SUBMITTED: _l("Waits for the committee"),
        S.ACCEPTED: _l("On the agenda"),
        S.RETURNED: _l("Sent back with a comment"),
        S.DECLINED: _l("Not taken onto the agenda"),
        S.WITHDRAWN: _l("Withdrawn"),
        S.LATE: _l("Came after the call ended"),
    },
    rules={
        (S.SUBMITTED, S.ACCEPTED): Rule("accept", P.MEETINGS_RECORD),
        (S.LATE, S.ACCEPTED): Rule("accept", P.MEETINGS_RECORD),
        (S.SUBMITTED, S.RETURNED): Rule("send_back", P.MEETINGS_RECORD, reason=True),
        (S.LATE, S.RETURNED): Rule("send_back", P.MEETINGS_RECORD, reason=True),
        (S.SUBMITTED, S.DECLINED): Rule("decline", P.MEETINGS_RECORD, reason=True),
        (S.LATE, S.DECLINED): Rule("decline", P.MEETINGS_RECORD, reason=True),
        # The item was taken off the agenda, or its meeting was cancelled: the committee answers anew.
        (S.ACCEPTED, S.SUBMITTED): Rule("take_off", P.MEETINGS_RECORD),
        (S.DRAFT, S.SUBMITTED): Rule("submit", P.MEETINGS_ANSWER, require_own_proposal),
        (S.DRAFT, S.LATE): Rule("submit", P.MEETINGS_ANSWER, require_own_proposal),
        (S.RETURNED, S.SUBMITTED): Rule("submit", P.MEETINGS_ANSWER, require_own_proposal),
        (S.RETURNED, S.LATE): Rule("submit", P.MEETINGS_ANSWER, require_own_proposal),
        (S.DRAFT, S.WITHDRAWN): Rule("withdraw", P.MEETINGS_ANSWER, require_own_proposal),
        (S.SUBMITTED, S.WITHDRAWN): Rule("withdraw", P.MEETINGS_ANSWER, require_own_proposal),
        (S.LATE, S.WITHDRAWN): Rule("withdraw", P.MEETINGS_ANSWER, require_own_proposal),
        (S.RETURNED, S.WITHDRAWN): Rule("withdraw", P.MEETINGS_ANSWER, require_own_proposal),
        (S.ACCEPTED, S.WITHDRAWN): Rule("withdraw", P.MEETINGS_ANSWER, require_uncalled_meeting),
    },
)
PROPOSAL_ANSWER_LABELS = {
    "accept": _l("Put on the agenda"),
    "send_back": _l("Send back"),
    "decline": _l("Leave it off the agenda"),
}
PROPOSAL_STEP_LABELS = PROPOSAL_ANSWER_LABELS | {"withdraw": _l("Withdraw")}
PROPOSAL_HISTORY_LABELS = {
    "draft": _l("Written as a draft"),
    "edit": _l("Changed"),
    "attach": _l("Paper added"),
    "revise": _l("Newer revision of a paper"),
    "detach": _l("Paper taken away"),
    "submit": _l("Proposed"),
    "accept": _l("Put on the agenda"),
    "send_back": _l("Sent back"),
    "decline": _l("Not taken onto the agenda"),
    "withdraw": _l("Withdrawn"),
    "take_off": _l("Taken off the agenda"),
}
PROPOSAL_STATE_TONES = {
    S.DRAFT: "waiting",
    S.SUBMITTED: "waiting",
    S.ACCEPTED: "fine",
    S.RETURNED: "soon",
    S.DECLINED: "late",
    S.WITHDRAWN: "late",
    S.LATE: "soon",
}
