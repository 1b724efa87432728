from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.core import clock
from partner_hub.core.actor import current_actor
from partner_hub.core.paging import page_of
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.quarters import Quarter, quarter_code
from partner_hub.core.template_filters import quarter_name
from partner_hub.matching.workflow import MATCH_STATE_LABELS, MATCH_STATE_TONES
from partner_hub.needs import queries as needs
from partner_hub.needs.need_view import read_need
from partner_hub.reports import board, figures
from partner_hub.reports.answer_figures import answers_to_ends
from partner_hub.reports.kept_promises import kept_promises

blueprint = Blueprint("reports", __name__, url_prefix="/c/<int:community_id>")


@blueprint.get("/board")
@requires_permission(Permission.BOARD)
def lists() -> ResponseReturnValue:
    """The three lists side by side."""
    actor = current_actor()
    quarter = board.quarter_of_report(actor, request.args)
    return render_template(
        "reports/board.html",
        board=board.quarter_board(actor, quarter, request.args),
        quarter=quarter,
        quarters=_quarter_choices_of_reports(quarter),
        categories=[
            *((each.id, each.name) for each in needs.categories_in_use(actor.community_id)),
            ("none", _("Without a category")),
        ],
        grids=[(each.id, each.label) for each in needs.grid_cells(actor.community_id)],
        match_states=MATCH_STATE_LABELS,
        match_tones=MATCH_STATE_TONES,
    )


@blueprint.get("/figures")
@requires_permission(Permission.BOARD)
def charts() -> ResponseReturnValue:
    """`waited` in the address opens one of the groups of waiting times."""
    actor, quarter = current_actor(), board.quarter_of_report(current_actor(), request.args)
    waiting = figures.waiting_times(actor, quarter)
    groups = {str(place): need_ids for place, need_ids in enumerate(waiting.need_ids)}
    opened = groups.get(request.args.get("waited", ""), [])
    return render_template(
        "reports/figures.html",
        opened=[read_need(actor, need) for need in needs.needs_of(actor, opened)] if opened else [],
        quarter=quarter,
        quarters=_quarter_choices_of_reports(quarter),
        categories=figures.needs_by_category(actor, quarter),
        by_quarter=figures.needs_by_quarter(actor, quarter),
        waiting=waiting,
        answers=answers_to_ends(actor, quarter),
        kept=kept_promises(actor, quarter),
        match_labels=MATCH_STATE_LABELS,
        groups=figures.WAITING_GROUP_ENDS,
        unused=page_of(figures.unused_offerings(actor)),
        silent=page_of(figures.silent_units(actor, clock.local_today())),
        since=figures.first_day_of_silence(clock.local_today()),
    )


@blueprint.get("/figures/unused-offerings")
@requires_permission(Permission.BOARD)
def unused() -> ResponseReturnValue:
    return render_template("reports/unused.html", page=page_of(figures.unused_offerings(current_actor())))


@blueprint.get("/figures/silent-units")
@requires_permission(Permission.BOARD)
def silent() -> ResponseReturnValue:
    today = clock.local_today()
    page = page_of(figures.silent_units(current_actor(), today))
    return render_template("reports/silent.html", page=page, since=figures.first_day_of_silence(today))


def _quarter_choices_of_reports(shown: Quarter) -> list[tuple[str, str]]:
    """Those that have a list, the present one of the calendar, and the one shown."""
    found = {*needs.quarters_with_needs(current_actor()), clock.quarter_of(clock.local_today()), shown}
    return [(quarter_code(each), quarter_name(*each)) for each in sorted(found, reverse=True)]
