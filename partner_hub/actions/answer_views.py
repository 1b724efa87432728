"""Pages where a unit asks for a later date and the secretary answers, and where supporting units report their part."""

from collections.abc import Callable

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.actions import deadlines, queries, supporting_parts
from partner_hub.actions.forms import AnswerForm, LaterDateForm, PartForm
from partner_hub.actions.models import DeadlineRequest
from partner_hub.actions.views import MAX_REPORT_MEGABYTES, page_of_action, redirect_to_action
from partner_hub.actions.workflow import may_report_on_part
from partner_hub.core.actor import current_actor
from partner_hub.core.errors import NotAllowed
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.upload_limits import takes_uploads_of

blueprint = Blueprint("action_answers", __name__, url_prefix="/c/<int:community_id>/actions")


@blueprint.post("/<int:action_id>/later-date")
@requires_permission(Permission.ACTIONS_REPORT)
def ask_later_date(action_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), LaterDateForm()
    item = queries.action_of(actor, action_id)
    deadlines.require_deadline_asker(actor, item)
    if form.validate_on_submit() and form.run(lambda: deadlines.ask_for_later_deadline(actor, item, **form.values)):
        return redirect_to_action(item, _("The secretary has been asked. Until the answer the deadline stays."))
    return page_of_action(item, later=form)


@blueprint.post("/<int:action_id>/later-date/<int:request_id>/grant")
@requires_permission(Permission.ACTIONS_CLOSE)
def grant_later_date(action_id: int, request_id: int) -> ResponseReturnValue:
    def command(asked: DeadlineRequest, words: str) -> None:
        deadlines.grant_deadline_request(current_actor(), asked, words=words)

    return _answer_to_request(action_id, request_id, command, _("The deadline has been moved."))


@blueprint.post("/<int:action_id>/later-date/<int:request_id>/refuse")
@requires_permission(Permission.ACTIONS_CLOSE)
def refuse_later_date(action_id: int, request_id: int) -> ResponseReturnValue:
    def command(asked: DeadlineRequest, words: str) -> None:
        deadlines.refuse_deadline_request(current_actor(), asked, words=words)

    return _answer_to_request(action_id, request_id, command, _("The deadline stays, and the unit is told."))


@blueprint.post("/<int:action_id>/supporters/<int:supporter_id>/report")
@takes_uploads_of(MAX_REPORT_MEGABYTES)
@requires_permission(Permission.ACTIONS_REPORT)
def report_part(action_id: int, supporter_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), PartForm(number=supporter_id)
    item = queries.action_of(actor, action_id)
    supporter = queries.supporter_of(item, supporter_id)
    if not may_report_on_part(actor, supporter):
        raise NotAllowed(_("Only the supporting unit reports on its part."))
    is_right = form.validate_on_submit()
    if (
        form.keep_pictures(actor, item, supporter)
        and is_right
        and form.run(lambda: supporting_parts.report_own_part(actor, item, supporter, words=form.reason.data or ""))
    ):
        return redirect_to_action(item, _("Thank you. The responsible unit can read it now."))
    return page_of_action(item, part=form)


def _answer_to_request(
    action_id: int, request_id: int, command: Callable[[DeadlineRequest, str], None], sentence: str
) -> ResponseReturnValue:
    form, item = AnswerForm(), queries.action_of(current_actor(), action_id)
    asked = queries.deadline_request_of(item, request_id)

    def answered() -> bool:
        command(asked, form.answer.data or "")
        return True

    if form.validate_on_submit() and form.run(answered):
        return redirect_to_action(item, sentence)
    return page_of_action(item, answer=form)
