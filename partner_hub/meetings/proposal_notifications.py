"""Notifications about items that units propose: the committee of each proposal, the unit of each answer."""

from collections.abc import Iterable

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from partner_hub.core.actor import Actor
from partner_hub.meetings.proposal_models import AgendaProposal
from partner_hub.meetings.workflow import ITEM_WORKFLOW
from partner_hub.messages.queries import people_of_committee, people_of_unit
from partner_hub.messages.service import TargetPage, notify_people, settle_notifications
from partner_hub.privacy import mask_personal_data
from partner_hub.vocabulary.meeting import ItemState, ProposalState

ANSWER_SUBJECTS = {
    ProposalState.SUBMITTED: _l("Taken off the agenda again, a new answer will follow: %(title)s"),
    ProposalState.ACCEPTED: _l("On the agenda: %(title)s"),
    ProposalState.RETURNED: _l("Sent back with a comment: %(title)s"),
    ProposalState.DECLINED: _l("Not taken onto the agenda: %(title)s"),
}


def notify_of_proposal(actor: Actor, proposal: AgendaProposal) -> None:
    """The committee is to answer; what the unit was told before needs nothing any more."""
    page = _target_of_proposal(proposal)
    settle_notifications(page)
    subject = _l("%(unit)s proposes an item: %(title)s", unit=proposal.partnership.name, title=proposal.title)
    people = people_of_committee(proposal.community_id)
    occasion = page.at(f"submitted-{proposal.version}")
    notify_people(people, occasion, subject=subject, button=_l("Answer"), by=actor)


def notify_of_answer(actor: Actor, proposal: AgendaProposal) -> None:
    page = _target_of_proposal(proposal)
    settle_notifications(page)
    people = people_of_unit(proposal.partnership_id)
    occasion = page.at(f"{proposal.state.value}-{proposal.version}")
    subject = LazyString(_subject_of_answer, proposal.state, proposal.title)
    details = mask_personal_data(proposal.answer_words)
    notify_people(people, occasion, subject=subject, button=_l("See the proposal"), details=details, by=actor)


def notify_of_outcomes(actor: Actor, proposals: Iterable[AgendaProposal]) -> None:
    """The minutes are signed: each unit reads what the meeting made of its item."""
    for proposal in proposals:
        if proposal.item:
            page = _target_of_proposal(proposal)
            subject = LazyString(_subject_of_outcome, proposal.item.state, proposal.title)
            decided = mask_personal_data("\n".join(decision.text for decision in proposal.item.decisions))
            people = people_of_unit(proposal.partnership_id)
            occasion = page.at(f"outcome-{proposal.item.version}")
            notify_people(people, occasion, subject=subject, button=_l("See the proposal"), details=decided, by=actor)


def _subject_of_outcome(state: ItemState, title: str) -> str:
    return str(
        _l("The joint meeting on your item “%(title)s”: %(state)s", title=title, state=ITEM_WORKFLOW.label(state))
    )


def settle_proposal(proposal: AgendaProposal) -> None:
    """Withdrawn: nobody need answer it."""
    settle_notifications(_target_of_proposal(proposal))


def _subject_of_answer(state: ProposalState, title: str) -> str:
    return str(ANSWER_SUBJECTS[state]) % {"title": title}


def _target_of_proposal(proposal: AgendaProposal) -> TargetPage:
    values = {"proposal_id": proposal.id}
    return TargetPage(proposal.community_id, "proposal", f"proposal:{proposal.id}", "meetings.proposal", values)
