from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.meetings import attendance as seats
from partner_hub.meetings import queries, sign_in_sheet
from partner_hub.meetings.attendance_forms import GuestForm, SheetForm, SignInForm, SpotForm, sent_line_rows
from partner_hub.meetings.forms import ButtonForm
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.record_lock import is_sealed
from partner_hub.meetings.spot_seats import units_to_seat
from partner_hub.meetings.views.blueprint import blueprint
from partner_hub.meetings.workflow import ANSWER_LABELS, MEETING_WORKFLOW, PRESENCE_LABELS
from partner_hub.vocabulary.meeting import Answer, Presence


@blueprint.get("/<int:meeting_id>/attendance")
@requires_permission(Permission.MEETINGS_RECORD)
def attendance(meeting_id: int) -> ResponseReturnValue:
    return attendance_page(queries.meeting_for(current_actor(), meeting_id))


@blueprint.post("/<int:meeting_id>/attendance")
@requires_permission(Permission.MEETINGS_RECORD)
def save_attendance(meeting_id: int) -> ResponseReturnValue:
    """Save every row that can be saved; rows that somebody else changed meanwhile come back with both texts."""
    actor = current_actor()
    meeting = queries.meeting_for(actor, meeting_id)
    form = SheetForm(queries.seats_with_short_names(meeting), sent=True)
    if not form.validate_sheet():
        return attendance_page(meeting, sheet=form), HTTPStatus.UNPROCESSABLE_ENTITY
    lines = [row.as_line for row in form.rows if row.is_sent]
    conflicts = form.run(lambda: seats.save_sheet(actor, meeting, lines))
    if conflicts is None:
        return attendance_page(meeting, sheet=form), form.status
    if not conflicts:
        flash(_("The attendance sheet is saved."), "success")
        return redirect(url_for("meetings.attendance", meeting_id=meeting.id))
    return attendance_page(meeting, sheet=_with_conflicts(meeting, conflicts)), HTTPStatus.CONFLICT


def _with_conflicts(meeting: Meeting, conflicts: list[int]) -> SheetForm:
    """What was saved is shown as it stands now, the rows in conflict as they were typed."""
    form = SheetForm(queries.seats_with_short_names(meeting))
    typed = {row.seat.id: row for row in SheetForm([row.seat for row in form.rows], sent=True).rows}
    form.rows = [typed[row.seat.id] if row.seat.id in conflicts else row for row in form.rows]
    for row in form.rows:
        if row.seat.id in conflicts:
            row.show_conflict()
    return form


@blueprint.post("/<int:meeting_id>/attendance/absent")
@requires_permission(Permission.MEETINGS_RECORD)
def mark_absent(meeting_id: int) -> ResponseReturnValue:
    meeting = queries.meeting_for(current_actor(), meeting_id)
    number = seats.mark_rest_absent(current_actor(), meeting)
    flash(ngettext("%(num)s unit was marked absent.", "%(num)s units were marked absent.", number), "success")
    return redirect(url_for("meetings.attendance", meeting_id=meeting.id))


@blueprint.post("/<int:meeting_id>/attendance/sign-in")
@requires_permission(Permission.MEETINGS_RECORD)
def take_sign_in_list(meeting_id: int) -> ResponseReturnValue:
    """Lines that were understood are recorded; the others come back as questions before anything of them is saved."""
    actor = current_actor()
    meeting = queries.meeting_for(actor, meeting_id)
    form = SignInForm()
    if not form.validate_on_submit():
        return attendance_page(meeting, sign_in_form=form), form.status
    seats_of_meeting = queries.seats_with_short_names(meeting)
    sent = sent_line_rows(seats_of_meeting)
    answers = {line: answer for line, row in sent.items() if (answer := row.answer)}
    done = sign_in_sheet.record_sign_in_list(
        actor, meeting, form.lines.data or "", Presence(form.presence.data), answers
    )
    _tell_what_was_taken(done)
    if not done.left:
        return redirect(url_for("meetings.attendance", meeting_id=meeting.id, at="lines"))
    form.show_left(done.left, seats_of_meeting, sent)
    return attendance_page(meeting, sign_in_form=form), HTTPStatus.UNPROCESSABLE_ENTITY


def _tell_what_was_taken(done: sign_in_sheet.TakenList) -> None:
    flash(ngettext("%(num)s unit was recorded.", "%(num)s units were recorded.", done.taken), "success")
    if done.left_out:
        flash(_("Left out of the attendance sheet: %(words)s", words="、".join(dict.fromkeys(done.left_out))), "info")


def attendance_page(
    meeting: Meeting,
    *,
    sheet: SheetForm | None = None,
    sign_in_form: SignInForm | None = None,
    guest: GuestForm | None = None,
    spot: SpotForm | None = None,
) -> str:
    return render_template(
        "meetings/attendance.html",
        meeting=meeting,
        sheet=sheet or SheetForm(queries.seats_with_short_names(meeting)),
        guest=guest or GuestForm(formdata=None),
        spot=spot or SpotForm(formdata=None),
        units_to_seat=units_to_seat(meeting),
        sign_in=sign_in_form or SignInForm(formdata=None),
        button=ButtonForm(formdata=None),
        at=request.args.get("at", ""),
        counts=queries.seat_counts(meeting)[1],
        sealed=is_sealed(meeting.state),
        workflow=MEETING_WORKFLOW,
        presences=PRESENCE_LABELS,
        answers=ANSWER_LABELS,
        Answer=Answer,
        Presence=Presence,
    )
