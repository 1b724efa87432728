from io import BytesIO

from flask import flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.meetings import notices, queries
from partner_hub.meetings.calendar_files import CALENDAR_MEDIA_TYPE, calendar_file_name, calendar_file_of
from partner_hub.meetings.forms import ButtonForm
from partner_hub.meetings.views.blueprint import blueprint


@blueprint.get("/<int:meeting_id>.ics")
@requires_permission(Permission.MEETINGS_READ)
def calendar(meeting_id: int) -> ResponseReturnValue:
    meeting = queries.meeting_for(current_actor(), meeting_id)
    file = BytesIO(calendar_file_of(meeting))
    name = calendar_file_name(meeting)
    response = send_file(file, mimetype=CALENDAR_MEDIA_TYPE, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/<int:meeting_id>/changes")
@requires_permission(Permission.MEETINGS_RECORD)
def send_changes(meeting_id: int) -> ResponseReturnValue:
    actor = current_actor()
    meeting = queries.meeting_for(actor, meeting_id)
    form, seen = ButtonForm(), request.form.get("seen", "")
    sent = form.run(lambda: notices.send_change_list(actor, meeting, seen=seen))
    flash(_("The change list is sent.") if sent else form.form_errors[0], "success" if sent else "error")
    return redirect(url_for("meetings.show", meeting_id=meeting.id))


@blueprint.post("/<int:meeting_id>/ask-again")
@requires_permission(Permission.MEETINGS_RECORD)
def ask_outdated(meeting_id: int) -> ResponseReturnValue:
    actor = current_actor()
    meeting, form = queries.meeting_for(actor, meeting_id), ButtonForm()
    asked = form.run(lambda: notices.ask_outdated_again(actor, meeting))
    if asked is None:
        flash(form.form_errors[0], "error")
    else:
        flash(ngettext("%(num)s unit was asked again.", "%(num)s units were asked again.", asked), "success")
    return redirect(url_for("meetings.show", meeting_id=meeting.id))
