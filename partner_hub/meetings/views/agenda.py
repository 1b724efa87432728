from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.workflow_buttons import offered_steps
from partner_hub.meetings import agenda as items
from partner_hub.meetings import queries
from partner_hub.meetings.agenda_sources import fill_agenda
from partner_hub.meetings.forms import ButtonForm, EditItemForm, ItemForm
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.proposal_queries import proposals_for_agenda
from partner_hub.meetings.proposal_workflow import PROPOSAL_ANSWER_LABELS, PROPOSAL_STATE_TONES, PROPOSAL_WORKFLOW
from partner_hub.meetings.record_lock import is_sealed
from partner_hub.meetings.views.blueprint import blueprint
from partner_hub.meetings.workflow import ITEM_KIND_LABELS, ITEM_WORKFLOW, MEETING_WORKFLOW


@blueprint.get("/<int:meeting_id>/agenda")
@requires_permission(Permission.MEETINGS_RECORD)
def agenda(meeting_id: int) -> ResponseReturnValue:
    return _agenda_page(queries.meeting_for(current_actor(), meeting_id), ItemForm(formdata=None))


@blueprint.post("/<int:meeting_id>/agenda")
@requires_permission(Permission.MEETINGS_RECORD)
def add_item(meeting_id: int) -> ResponseReturnValue:
    actor = current_actor()
    meeting = queries.meeting_for(actor, meeting_id)
    form = ItemForm()
    if form.validate_on_submit() and form.run(lambda: items.add_agenda_item(actor, meeting, data=form.item)):
        return redirect(url_for("meetings.agenda", meeting_id=meeting.id, at="title"))
    return _agenda_page(meeting, form), form.status


@blueprint.post("/<int:meeting_id>/agenda/fill")
@requires_permission(Permission.MEETINGS_RECORD)
def fill(meeting_id: int) -> ResponseReturnValue:
    """What comes onto an agenda by itself, asked for again because something happened since it was planned."""
    actor = current_actor()
    meeting = queries.meeting_for(actor, meeting_id)
    if came := fill_agenda(actor, meeting):
        flash(
            ngettext(
                "%(num)s line or item came onto the agenda.", "%(num)s lines and items came onto the agenda.", came
            )
        )
    else:
        flash(_("Nothing has happened that is not on the agenda already."))
    return redirect(url_for("meetings.agenda", meeting_id=meeting.id))


@blueprint.route("/items/<int:item_id>/edit", methods=["GET", "POST"])
@requires_permission(Permission.MEETINGS_RECORD)
def edit_item(item_id: int) -> ResponseReturnValue:
    actor = current_actor()
    item = queries.item_for(actor, item_id)
    form = EditItemForm(record=item)

    def save() -> AgendaItem:
        form.check_version()
        return items.edit_agenda_item(actor, item, data=form.item)

    if form.validate_on_submit() and form.run(save):
        flash(_("Saved."), "success")
        return redirect(url_for("meetings.agenda", meeting_id=item.meeting_id))
    return render_template("meetings/edit_item.html", form=form, item=item, meeting=item.meeting), form.status


@blueprint.post("/items/<int:item_id>/move/<any(up, down):direction>")
@requires_permission(Permission.MEETINGS_RECORD)
def move_item(item_id: int, direction: str) -> ResponseReturnValue:
    item = queries.item_for(current_actor(), item_id)
    items.move_agenda_item(current_actor(), item, by=-1 if direction == "up" else 1)
    # The same button is pressed again and again: the page comes back to it.
    return redirect(url_for("meetings.agenda", meeting_id=item.meeting_id, at=f"{direction}-{item.id}"))


@blueprint.post("/items/<int:item_id>/remove")
@requires_permission(Permission.MEETINGS_RECORD)
def remove_item(item_id: int) -> ResponseReturnValue:
    item = queries.item_for(current_actor(), item_id)
    meeting_id, title = item.meeting_id, item.title
    items.remove_agenda_item(current_actor(), item)
    flash(_("“%(title)s” was taken off the agenda.", title=title), "success")
    return redirect(url_for("meetings.agenda", meeting_id=meeting_id))


def _agenda_page(meeting: Meeting, form: ItemForm) -> str:
    actor = current_actor()
    return render_template(
        "meetings/agenda.html",
        meeting=meeting,
        form=form,
        button=ButtonForm(formdata=None),
        at=request.args.get("at", ""),
        sealed=is_sealed(meeting.state),
        workflow=MEETING_WORKFLOW,
        item_workflow=ITEM_WORKFLOW,
        item_kinds=ITEM_KIND_LABELS,
        proposals=[
            (each, offered_steps(PROPOSAL_WORKFLOW, actor, each, PROPOSAL_ANSWER_LABELS))
            for each in proposals_for_agenda(meeting)
        ],
        proposal_workflow=PROPOSAL_WORKFLOW,
        proposal_tones=PROPOSAL_STATE_TONES,
    )
