"""Items that units propose: their list, one of them, and the answers to them."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.communities.queries import current_community
from partner_hub.core import clock
from partner_hub.core.actor import current_actor
from partner_hub.core.errors import NotAllowed
from partner_hub.core.events import history_of
from partner_hub.core.paging import page_of
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.workflow_buttons import StepForm, offered_steps
from partner_hub.meetings import proposal_queries, proposals
from partner_hub.meetings.attachment_queries import attachments_of_proposal
from partner_hub.meetings.attachments import is_published, may_change_attachments
from partner_hub.meetings.proposal_forms import EditProposalForm, ProposalForm
from partner_hub.meetings.proposal_models import AgendaProposal
from partner_hub.meetings.proposal_outcome import outcome_of_proposal
from partner_hub.meetings.proposal_workflow import (
    PROPOSAL_HISTORY_LABELS,
    PROPOSAL_STATE_TONES,
    PROPOSAL_STEP_LABELS,
    PROPOSAL_WORKFLOW,
)
from partner_hub.meetings.views.blueprint import blueprint
from partner_hub.meetings.workflow import ITEM_WORKFLOW
from partner_hub.partners.models import Partnership
from partner_hub.partners.queries import units_of_actor
from partner_hub.vocabulary.meeting import EDITABLE_PROPOSAL_STATES, ProposalState


@blueprint.get("/proposals", endpoint="proposals")
@requires_permission(Permission.MEETINGS_READ)
def index() -> ResponseReturnValue:
    """A unit's own and what became of them; for the committee those of all units."""
    page = page_of(proposal_queries.listed_proposals(current_actor()))
    return render_template("meetings/proposals.html", page=page, **_labels_of_proposal())


@blueprint.route("/proposals/new", methods=["GET", "POST"])
@requires_permission(Permission.MEETINGS_ANSWER)
def propose() -> ResponseReturnValue:
    actor, community = current_actor(), current_community()
    units = units_of_actor(actor)
    form = ProposalForm(units=[(unit.id, unit.name) for unit in units])

    def submit() -> AgendaProposal:
        command = proposals.draft_proposal if form.keep_draft.data else proposals.submit_proposal
        return command(actor, community, _unit_of_proposer(units, form.unit_id), data=form.proposal)

    if form.validate_on_submit() and (proposal := form.run(submit)):
        flash(_sentence_on_submission(proposal), "success")
        return redirect(url_for("meetings.proposal", proposal_id=proposal.id))
    return _form_page("meetings/propose.html", form), form.status


@blueprint.get("/proposals/<int:proposal_id>")
@requires_permission(Permission.MEETINGS_READ)
def proposal(proposal_id: int) -> ResponseReturnValue:
    return _proposal_page(proposal_queries.proposal_for(current_actor(), proposal_id))


@blueprint.route("/proposals/<int:proposal_id>/edit", methods=["GET", "POST"])
@requires_permission(Permission.MEETINGS_ANSWER)
def edit_proposal(proposal_id: int) -> ResponseReturnValue:
    """A draft, or what was sent back, is changed and submitted."""
    actor, community = current_actor(), current_community()
    row = proposal_queries.proposal_for(actor, proposal_id)
    if row.state not in EDITABLE_PROPOSAL_STATES:
        raise PROPOSAL_WORKFLOW.refusal(row)
    form = EditProposalForm(record=row)

    def submit() -> AgendaProposal:
        form.check_version()
        if form.keep_draft.data:
            return proposals.change_proposal(actor, row, data=form.proposal)
        return proposals.submit_proposal_again(actor, community, row, data=form.proposal)

    if form.validate_on_submit() and form.run(submit):
        flash(_sentence_on_submission(row), "success")
        return redirect(url_for("meetings.proposal", proposal_id=row.id))
    return _form_page("meetings/edit_proposal.html", form, proposal=row), form.status


@blueprint.post("/proposals/<int:proposal_id>/withdraw")
@requires_permission(Permission.MEETINGS_ANSWER)
def withdraw_proposal(proposal_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), StepForm()
    row = proposal_queries.proposal_for(actor, proposal_id)
    if form.validate_on_submit() and form.run(lambda: proposals.withdraw_proposal(actor, row)):
        flash(_("The proposal has been withdrawn."), "success")
        return redirect(url_for("meetings.proposals"))
    return _proposal_page(row, form), form.status


@blueprint.post("/proposals/<int:proposal_id>/<any(accept, send_back, decline):action>")
@requires_permission(Permission.MEETINGS_RECORD)
def answer_proposal(proposal_id: int, action: str) -> ResponseReturnValue:
    actor, community, form = current_actor(), current_community(), StepForm()
    row = proposal_queries.proposal_for(actor, proposal_id)
    words = form.reason.data or ""
    if form.validate_on_submit() and form.run(
        lambda: proposals.answer_proposal(actor, community, row, action, words=words)
    ):
        flash(_("Now: %(state)s.", state=PROPOSAL_WORKFLOW.label(row.state)), "success")
        meeting = proposal_queries.next_regular_meeting(community)
        return redirect(url_for("meetings.agenda", meeting_id=meeting.id) if meeting else url_for("meetings.proposals"))
    return _proposal_page(row, form), form.status


def _unit_of_proposer(units: list[Partnership], unit_id: int | None) -> Partnership:
    """Of a person with one unit it is that one. Raises NotAllowed for another's unit."""
    own = {unit.id: unit for unit in units}
    chosen = unit_id or (next(iter(own)) if len(own) == 1 else None)
    if chosen not in own:
        raise NotAllowed
    return own[chosen]


def _sentence_on_submission(row: AgendaProposal) -> str:
    if row.state in EDITABLE_PROPOSAL_STATES:
        return _("Saved. Nobody but your unit sees it before it is submitted.")
    if row.state is ProposalState.LATE:
        return _("The call for items has ended. The committee has your proposal, and the chair may still admit it.")
    return _("The committee has your proposal and will answer.")


def _form_page(template: str, form: ProposalForm | EditProposalForm, **values: object) -> str:
    community, today = current_community(), clock.local_today()
    quarter = proposal_queries.quarter_of_next_meeting(community, today)
    return render_template(
        template,
        form=form,
        quarter=quarter,
        until=proposal_queries.last_day_of_call(community, quarter),
        is_open=proposal_queries.is_call_open(community, quarter, today),
        **values,
    )


def _proposal_page(row: AgendaProposal, step: StepForm | None = None) -> str:
    actor = current_actor()
    return render_template(
        "meetings/proposal.html",
        proposal=row,
        step=step,
        steps=offered_steps(PROPOSAL_WORKFLOW, actor, row, PROPOSAL_STEP_LABELS),
        may_edit=row.state in EDITABLE_PROPOSAL_STATES and actor.speaks_for(row.partnership_id),
        outcome=outcome_of_proposal(row),
        attachments=attachments_of_proposal(row),
        may_attach=may_change_attachments(actor, row),
        is_published=is_published,
        events=history_of(row),
        **_labels_of_proposal(),
    )


def _labels_of_proposal() -> dict[str, object]:
    return {
        "proposal_workflow": PROPOSAL_WORKFLOW,
        "proposal_tones": PROPOSAL_STATE_TONES,
        "proposal_history": PROPOSAL_HISTORY_LABELS,
        "item_workflow": ITEM_WORKFLOW,
    }
