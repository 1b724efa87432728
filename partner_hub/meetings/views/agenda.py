from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.workflow_buttons import offered_steps
from partner_hub.meetings import agenda as items
from partner_hub.meetings import queries
from partner_hub.meetings.agenda_omissions import count_omissions, removal_sentence, source_of_item
from partner_hub.meetings.agenda_sheet import AgendaConflicts, save_agenda_sheet
from partner_hub.meetings.agenda_sheet_forms import AgendaSheetForm
from partner_hub.meetings.agenda_sources import fill_agenda
from partner_hub.meetings.agenda_time import TIME_SENTENCES, agenda_time
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
    return _agenda_page(queries.meeting_for(current_actor(), meeting_id))


@blueprint.post("/<int:meeting_id>/agenda")
@requires_permission(Permission.MEETINGS_RECORD)
def add_item(meeting_id: int) -> ResponseReturnValue:
    actor = current_actor()
    meeting = queries.meeting_for(actor, meeting_id)
    form = ItemForm()
    if form.validate_on_submit() and form.run(lambda: items.add_agenda_item(actor, meeting, data=form.item)):
        return redirect(url_for("meetings.agenda", meeting_id=meeting.id, at="title"))
    return _agenda_page(meeting, form=form), form.status


@blueprint.post("/<int:meeting_id>/agenda/order")
@requires_permission(Permission.MEETINGS_RECORD)
def save_agenda(meeting_id: int) -> ResponseReturnValue:
    """Save order, presenters and minutes; what somebody else changed meanwhile comes back with both texts."""
    actor = current_actor()
    meeting = queries.meeting_for(actor, meeting_id)
    form = AgendaSheetForm(items.items_in_order(meeting), sent=True)
    conflicts = None
    if form.validate_sheet():
        conflicts = form.run(lambda: save_agenda_sheet(actor, meeting, form.lines, form.agenda_order))
    if conflicts is None:
        return _agenda_page(meeting, sheet=form), HTTPStatus.UNPROCESSABLE_ENTITY
    if conflicts:
        form.show_conflicts(items.items_in_order(meeting), conflicts)
        return _agenda_page(meeting, sheet=form, conflicts=conflicts), HTTPStatus.CONFLICT
    moved = request.form.get("move", "")
    if not moved:
        flash(_("The agenda is saved."), "success")
    # The same button is pressed again and again where there is no script: the page comes back to it.
    return redirect(url_for("meetings.agenda", meeting_id=meeting.id, at=moved or None))


@blueprint.post("/<int:meeting_id>/agenda/fill")
@requires_permission(Permission.MEETINGS_RECORD)
def fill(meeting_id: int) -> ResponseReturnValue:
    """What comes onto an agenda by itself, asked for again because something happened since it was planned."""
    actor = current_actor()
    meeting = queries.meeting_for(actor, meeting_id)
    if came := fill_agenda(actor, meeting, again="again" in request.args):
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


@blueprint.route("/items/<int:item_id>/remove", methods=["GET", "POST"])
@requires_permission(Permission.MEETINGS_RECORD)
def remove_item(item_id: int) -> ResponseReturnValue:
    """Asks first, and says what it means for what came onto the agenda by itself."""
    actor, form = current_actor(), ButtonForm()
    item = queries.item_for(actor, item_id)
    if form.validate_on_submit() and (meeting := form.run(lambda: items.remove_agenda_item(actor, item))):
        flash(_("“%(title)s” was taken off the agenda.", title=item.title), "success")
        return redirect(url_for("meetings.agenda", meeting_id=meeting.id))
    meaning = removal_sentence(source_of_item(item))
    return render_template("meetings/remove_item.html", form=form, item=item, meaning=meaning), form.status


def _agenda_page(
    meeting: Meeting,
    *,
    form: ItemForm | None = None,
    sheet: AgendaSheetForm | None = None,
    conflicts: AgendaConflicts | None = None,
) -> str:
    actor, in_order = current_actor(), items.items_in_order(meeting)
    sheet = sheet or AgendaSheetForm(in_order)
    return render_template(
        "meetings/agenda.html",
        meeting=meeting,
        form=form or ItemForm(formdata=None),
        sheet=sheet,
        items_in_order=in_order,
        conflicts=conflicts,
        omitted=count_omissions(meeting),
        time=agenda_time((row.minutes_allotted.data for row in sheet.rows), meeting.planned_minutes),
        time_sentences=TIME_SENTENCES,
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
