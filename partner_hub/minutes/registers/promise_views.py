"""The register of promises as a page and as Excel."""

from collections.abc import Iterable, Iterator

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.actions.workflow import ACTION_STATE_LABELS, ACTION_STATE_TONES, ACTION_WORKFLOW
from partner_hub.consents.workflow import CONSENT_WORKFLOW
from partner_hub.core import xlsx_export
from partner_hub.core.actor import current_actor
from partner_hub.core.db import db
from partner_hub.core.paging import page_of
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.quarters import quarter_code
from partner_hub.core.template_filters import quarter_name
from partner_hub.minutes.registers.decision_register import quarters_with_signed_meetings
from partner_hub.minutes.registers.promise_register import RegisteredPromise, promises_of_actions, registered_actions

blueprint = Blueprint("promises", __name__, url_prefix="/c/<int:community_id>/promises")


@blueprint.get("/")
@requires_permission(Permission.ACTIONS_READ)
def index() -> ResponseReturnValue:
    actor = current_actor()
    page = page_of(registered_actions(actor, request.args))
    quarters = quarters_with_signed_meetings(actor.community_id)
    return render_template(
        "minutes/promises.html",
        page=page,
        promises=promises_of_actions(actor, page.rows),
        quarters=[(quarter_code(each), quarter_name(*each)) for each in quarters],
        shown=[("open", _("All open ones")), ("overdue", _("Overdue")), ("mine", _("Mine")), ("done", _("Closed out"))],
        states=ACTION_STATE_LABELS,
        tones=ACTION_STATE_TONES,
    )


@blueprint.get("/export.xlsx")
@requires_permission(Permission.ACTIONS_READ)
def export() -> ResponseReturnValue:
    """The same rows with the same words as on the page, so the same readers."""
    actor = current_actor()
    actions = db.session.scalars(registered_actions(actor, request.args)).unique().all()
    headings = [
        _("Quarter"), _("Meeting"), _("Action item"), _("Responsible unit"), _("Supporting units"),
        _("Deadline first agreed"), _("Deadline"), _("Expected result"), _("State"), _("Report"), _("Done on"),
        _("Word of units that were not there"),
    ]  # fmt: skip
    rows = _export_lines_of_promises(promises_of_actions(actor, actions))
    return xlsx_export.xlsx_response(_("Register of promises"), headings, rows)


def _export_lines_of_promises(promises: Iterable[RegisteredPromise]) -> Iterator[list[xlsx_export.Value]]:
    for each in promises:
        action = each.action
        yield [
            quarter_name(*each.quarter) if each.quarter else "", each.meeting_title, action.title,
            action.responsible_name, "、".join(supporter.name for supporter in action.supporters), action.first_due,
            action.due, action.expected, ACTION_WORKFLOW.label(action.state), each.report, action.done_on,
            "；".join(f"{said.partnership.name}：{CONSENT_WORKFLOW.label(said.state)}" for said in each.consents),
        ]  # fmt: skip
