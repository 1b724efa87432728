from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.meetings import queries
from partner_hub.meetings.attendance_forms import EditGuestForm, GuestForm, SpotForm
from partner_hub.meetings.attendance_models import Guest, Seat
from partner_hub.meetings.forms import ButtonForm
from partner_hub.meetings.record_lines.guests import GUEST_LINES
from partner_hub.meetings.spot_seats import seat_on_the_spot
from partner_hub.meetings.views.attendance import attendance_page
from partner_hub.meetings.views.blueprint import blueprint


@blueprint.post("/<int:meeting_id>/guests")
@requires_permission(Permission.MEETINGS_RECORD)
def add_guest(meeting_id: int) -> ResponseReturnValue:
    actor = current_actor()
    meeting = queries.meeting_for(actor, meeting_id)
    form = GuestForm()
    if form.validate_on_submit() and form.run(lambda: GUEST_LINES.add(actor, meeting, form.guest)):
        return redirect(url_for("meetings.attendance", meeting_id=meeting.id, at="organisation"))
    return attendance_page(meeting, guest=form), form.status


@blueprint.post("/<int:meeting_id>/attendance/seats")
@requires_permission(Permission.MEETINGS_RECORD)
def add_seat(meeting_id: int) -> ResponseReturnValue:
    """A unit that is not on the list sits down; one that the community does not know may be added as a guest."""
    actor, form = current_actor(), SpotForm()
    meeting = queries.meeting_for(actor, meeting_id)

    def sit_down() -> Seat:
        delegate = {"delegate_name": form.delegate_name.data or "", "delegate_title": form.delegate_title.data or ""}
        return seat_on_the_spot(actor, meeting, form.unit.data or "", **delegate)

    if form.validate_on_submit() and (seat := form.run(sit_down)):
        flash(_("“%(unit)s” has a seat and is present.", unit=seat.partnership.name), "success")
        return redirect(url_for("meetings.attendance", meeting_id=meeting.id, at="unit"))
    return attendance_page(meeting, spot=form, guest=GuestForm(formdata=None, data=form.as_guest)), form.status


@blueprint.route("/<int:meeting_id>/guests/<int:guest_id>", methods=["GET", "POST"])
@requires_permission(Permission.MEETINGS_RECORD)
def edit_guest(meeting_id: int, guest_id: int) -> ResponseReturnValue:
    actor = current_actor()
    meeting = queries.meeting_for(actor, meeting_id)
    guest = queries.guest_of(meeting, guest_id)
    form = EditGuestForm(record=guest)

    def save() -> Guest:
        form.check_version()
        return GUEST_LINES.change(actor, meeting, guest, form.guest)

    if form.validate_on_submit() and form.run(save):
        flash(_("Saved."), "success")
        return redirect(url_for("meetings.attendance", meeting_id=meeting.id))
    button = ButtonForm(formdata=None)
    return render_template(
        "meetings/edit_guest.html", form=form, guest=guest, meeting=meeting, button=button
    ), form.status


@blueprint.post("/<int:meeting_id>/guests/<int:guest_id>/remove")
@requires_permission(Permission.MEETINGS_RECORD)
def remove_guest(meeting_id: int, guest_id: int) -> ResponseReturnValue:
    meeting = queries.meeting_for(current_actor(), meeting_id)
    GUEST_LINES.remove(current_actor(), meeting, queries.guest_of(meeting, guest_id))
    flash(_("Removed."), "success")
    return redirect(url_for("meetings.attendance", meeting_id=meeting.id))
