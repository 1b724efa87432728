from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.meetings import agenda, queries
from partner_hub.meetings.consents_due import ConsentsDue
from partner_hub.meetings.models import AgendaItem
from partner_hub.meetings.record_forms import VerdictForm
from partner_hub.meetings.views.blueprint import blueprint
from partner_hub.meetings.views.item_page import item_page, labels_of_record


@blueprint.get("/<int:meeting_id>/record")
@requires_permission(Permission.MEETINGS_RECORD)
def record(meeting_id: int) -> ResponseReturnValue:
    """Everything recorded, on one page, to be read through before the minutes are written."""
    meeting = queries.meeting_record(queries.meeting_for(current_actor(), meeting_id).id)
    due = ConsentsDue.of_meeting(meeting)
    return render_template("meetings/record.html", meeting=meeting, consents_due=due, **labels_of_record())


@blueprint.get("/items/<int:item_id>")
@requires_permission(Permission.MEETINGS_RECORD)
def item(item_id: int) -> ResponseReturnValue:
    return item_page(queries.item_record(current_actor(), item_id), at=request.args.get("at", ""))


@blueprint.post("/items/<int:item_id>")
@requires_permission(Permission.MEETINGS_RECORD)
def decide_item(item_id: int) -> ResponseReturnValue:
    """Keep what was said and the verdict; "next" goes on to the following item."""
    actor = current_actor()
    found = queries.item_record(actor, item_id)
    form = VerdictForm(record=found)

    def save() -> AgendaItem:
        form.check_version()
        return agenda.decide_agenda_item(actor, found, data=form.verdict)

    if form.validate_on_submit() and form.run(save):
        flash(_("“%(title)s” is saved.", title=found.title), "success")
        following = queries.neighbouring_items(found)[1] if "next" in request.form else None
        if following:
            return redirect(url_for("meetings.item", item_id=following.id, at="first"))
        return redirect(url_for("meetings.item", item_id=found.id))
    return item_page(found, verdict=form), form.status
