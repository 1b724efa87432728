from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from partner_hub.communities.queries import current_community
from partner_hub.core import clock
from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, Role, requires_permission
from partner_hub.desk import queries
from partner_hub.desk.quarter_progress import next_step, strip
from partner_hub.matching.suggestions import queries as suggestions
from partner_hub.meetings.workflow import ANSWER_LABELS
from partner_hub.needs.workflow import NEED_STATE_LABELS, NEED_STATE_TONES

blueprint = Blueprint("desk", __name__, url_prefix="/c/<int:community_id>")


@blueprint.get("/")
@requires_permission(Permission.HOME)
def home() -> ResponseReturnValue:
    """The first page of the person's role; who has several roles starts with the widest."""
    actor = current_actor()
    if actor.is_committee:
        return _committee()
    if actor.partnership_ids:
        return _unit()
    if Role.GRID_WORKER in actor.roles:
        return _grid()
    return _reader()


def _committee() -> ResponseReturnValue:
    actor, day = current_actor(), clock.local_today()
    meeting = queries.meeting_in_hand(current_community(), day)
    figures = queries.figures(actor, meeting, day)
    return render_template(
        "desk/committee.html",
        meeting=meeting,
        days_left=(clock.to_local(meeting.planned_start).date() - day).days if meeting else 0,
        quarter=figures.quarter,
        stages=strip(figures),
        next_step=next_step(figures, may_sign=actor.may(Permission.MINUTES_SIGN)),
        to_do=queries.to_do(actor),
    )


def _grid() -> ResponseReturnValue:
    actor = current_actor()
    return render_template(
        "desk/grid.html",
        needs=queries.grid_needs(actor),
        counts=queries.grid_counts(actor),
        states=NEED_STATE_LABELS,
        tones=NEED_STATE_TONES,
        grid_id=next(iter(actor.grid_ids)) if len(actor.grid_ids) == 1 else None,
    )


def _unit() -> ResponseReturnValue:
    actor, day = current_actor(), clock.local_today()
    return render_template(
        "desk/unit.html",
        desk=queries.unit_desk(actor, day),
        fitting=suggestions.suggestions_for_units(actor, current_community(), day, top=queries.FEW),
        answers=ANSWER_LABELS,
    )


def _reader() -> ResponseReturnValue:
    actor = current_actor()
    return render_template(
        "desk/reader.html", meeting=queries.coming_meeting(actor), issued=queries.latest_minutes(actor)
    )
