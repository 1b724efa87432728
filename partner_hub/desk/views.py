from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from partner_hub.communities.queries import current_community
from partner_hub.core import clock
from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, Role, requires_permission
from partner_hub.desk import queries
from partner_hub.desk.first_steps import first_steps
from partner_hub.desk.quarter_progress import next_step_of_quarter, quarter_stages
from partner_hub.matching.suggestions import queries as suggestions
from partner_hub.meetings.proposal_workflow import PROPOSAL_STATE_TONES, PROPOSAL_WORKFLOW
from partner_hub.meetings.workflow import ANSWER_LABELS
from partner_hub.needs.workflow import NEED_STATE_LABELS, NEED_STATE_TONES
from partner_hub.quarters.call import call_on

blueprint = Blueprint("desk", __name__, url_prefix="/c/<int:community_id>")


@blueprint.get("/")
@requires_permission(Permission.HOME)
def home() -> ResponseReturnValue:
    """The first page of the person's role; who has several roles starts with the widest."""
    actor = current_actor()
    if actor.is_committee:
        return _desk_of_committee()
    if actor.partnership_ids:
        return _desk_of_unit()
    if Role.GRID_WORKER in actor.roles:
        return _desk_of_grid_worker()
    return _desk_of_reader()


def _desk_of_committee() -> ResponseReturnValue:
    actor, day = current_actor(), clock.local_today()
    meeting = queries.current_meeting(current_community())
    figures = queries.quarter_figures(actor, meeting, day)
    return render_template(
        "desk/committee.html",
        meeting=meeting,
        days_left=(clock.to_local(meeting.planned_start).date() - day).days if meeting else 0,
        quarter=figures.quarter,
        stages=quarter_stages(figures),
        next_step=next_step_of_quarter(figures, may_sign=actor.may(Permission.MINUTES_SIGN)),
        to_do=queries.committee_to_do(actor),
        call=call_on(actor.community_id, day),
        steps=first_steps(actor.community_id, figures),
    )


def _desk_of_grid_worker() -> ResponseReturnValue:
    actor = current_actor()
    return render_template(
        "desk/grid.html",
        needs=queries.needs_of_grid_worker(actor),
        counts=queries.need_counts_of_grid_worker(actor),
        states=NEED_STATE_LABELS,
        tones=NEED_STATE_TONES,
        grid_id=next(iter(actor.grid_ids)) if len(actor.grid_ids) == 1 else None,
    )


def _desk_of_unit() -> ResponseReturnValue:
    actor, day = current_actor(), clock.local_today()
    return render_template(
        "desk/unit.html",
        desk=queries.unit_desk(actor, day),
        fitting=suggestions.suggestions_for_units(actor, current_community(), day, top=queries.FEW_ROWS),
        answers=ANSWER_LABELS,
        call=call_on(actor.community_id, day),
        proposal_workflow=PROPOSAL_WORKFLOW,
        proposal_tones=PROPOSAL_STATE_TONES,
    )


def _desk_of_reader() -> ResponseReturnValue:
    actor = current_actor()
    return render_template(
        "desk/reader.html", meeting=queries.next_called_meeting(actor), issued=queries.latest_minutes(actor)
    )
