"""Templates on the page of an agenda: put on it, saved from it, deleted."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.meetings import agenda_templates as templates
from partner_hub.meetings import queries
from partner_hub.meetings.agenda_template_forms import ApplyTemplateForm, SaveTemplateForm
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.record_lock import is_sealed
from partner_hub.meetings.views.blueprint import blueprint
from partner_hub.meetings.workflow import MEETING_WORKFLOW


@blueprint.get("/<int:meeting_id>/agenda/templates")
@requires_permission(Permission.MEETINGS_RECORD)
def agenda_templates(meeting_id: int) -> ResponseReturnValue:
    return _templates_page(queries.meeting_for(current_actor(), meeting_id))


@blueprint.post("/<int:meeting_id>/agenda/templates/apply")
@requires_permission(Permission.MEETINGS_RECORD)
def apply_template(meeting_id: int) -> ResponseReturnValue:
    actor = current_actor()
    meeting = queries.meeting_for(actor, meeting_id)
    form = ApplyTemplateForm(templates=templates.templates_of_community(meeting.community_id))
    if not form.validate_on_submit():
        return _templates_page(meeting, to_apply=form), form.status
    chosen = templates.template_for(actor, form.template.data) if form.template.data else None
    came = templates.apply_agenda_template(actor, meeting, chosen)
    flash(ngettext("%(num)s item came onto the agenda.", "%(num)s items came onto the agenda.", came), "success")
    return redirect(url_for("meetings.agenda", meeting_id=meeting.id))


@blueprint.post("/<int:meeting_id>/agenda/templates/save")
@requires_permission(Permission.MEETINGS_RECORD)
def save_template(meeting_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), SaveTemplateForm()
    meeting = queries.meeting_for(actor, meeting_id)
    if form.validate_on_submit() and form.run(
        lambda: templates.save_agenda_template(actor, meeting, name=form.name.data or "")
    ):
        flash(_("The template is saved."), "success")
        return redirect(url_for("meetings.agenda_templates", meeting_id=meeting.id))
    return _templates_page(meeting, to_save=form), form.status


@blueprint.post("/<int:meeting_id>/agenda/templates/<int:template_id>/delete")
@requires_permission(Permission.MEETINGS_RECORD)
def delete_template(meeting_id: int, template_id: int) -> ResponseReturnValue:
    """Agendas that were made from it stay as they are."""
    actor = current_actor()
    meeting = queries.meeting_for(actor, meeting_id)
    templates.delete_agenda_template(actor, templates.template_for(actor, template_id))
    flash(_("The template is deleted. Agendas stay as they are."), "success")
    return redirect(url_for("meetings.agenda_templates", meeting_id=meeting.id))


def _templates_page(
    meeting: Meeting, *, to_apply: ApplyTemplateForm | None = None, to_save: SaveTemplateForm | None = None
) -> str:
    found = templates.templates_of_community(meeting.community_id)
    return render_template(
        "meetings/agenda_templates.html",
        meeting=meeting,
        templates=found,
        to_apply=to_apply or ApplyTemplateForm(formdata=None, templates=found),
        to_save=to_save or SaveTemplateForm(formdata=None),
        sealed=is_sealed(meeting.state),
        workflow=MEETING_WORKFLOW,
    )
