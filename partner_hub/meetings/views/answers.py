"""Who is reached by the notice, and what the units answer: pages of the committee, and the unit's own answer."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.meetings import answer_queries, answers, calling, queries
from partner_hub.meetings.answer_forms import NotedAnswerForm, OwnAnswerForm, ToldForm, VerifyForm
from partner_hub.meetings.answer_reach import reach_of_meeting
from partner_hub.meetings.attendance_models import SeatAnswer
from partner_hub.meetings.forms import ButtonForm
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.notice_queries import notice_state_of
from partner_hub.meetings.notice_words import chat_text
from partner_hub.meetings.views.blueprint import blueprint
from partner_hub.meetings.views.meeting import meeting_page
from partner_hub.meetings.workflow import ANSWER_CHANNEL_LABELS, ANSWER_LABELS, MEETING_WORKFLOW, NOTICE_WAY_LABELS
from partner_hub.vocabulary.meeting import AnswerChannel, NoticeWay


@blueprint.post("/<int:meeting_id>/seats/<int:seat_id>/answer")
@requires_permission(Permission.MEETINGS_ANSWER)
def answer(meeting_id: int, seat_id: int) -> ResponseReturnValue:
    actor = current_actor()
    meeting = queries.meeting_for(actor, meeting_id)
    seat = queries.own_seat(actor, meeting, seat_id)
    form = OwnAnswerForm(record=seat)

    def save() -> SeatAnswer:
        form.check_version()
        return answers.answer_invitation(actor, meeting, seat, data=form.given)

    if form.validate_on_submit() and form.run(save):
        flash(_("Your answer has been noted. You may change it until the meeting begins."), "success")
        return redirect(url_for("meetings.show", meeting_id=meeting.id))
    return meeting_page(meeting, {seat.id: form}), form.status


@blueprint.get("/<int:meeting_id>/call")
@requires_permission(Permission.MEETINGS_RECORD)
def call(meeting_id: int) -> ResponseReturnValue:
    """Who would be reached how, before anything is sent."""
    return render_template("meetings/call.html", **_words_of_reach(queries.meeting_for(current_actor(), meeting_id)))


@blueprint.get("/<int:meeting_id>/answers")
@requires_permission(Permission.MEETINGS_RECORD)
def all_answers(meeting_id: int) -> ResponseReturnValue:
    return _answers_page(queries.meeting_for(current_actor(), meeting_id))


@blueprint.route("/<int:meeting_id>/seats/<int:seat_id>/note", methods=["GET", "POST"])
@requires_permission(Permission.MEETINGS_RECORD)
def note_answer(meeting_id: int, seat_id: int) -> ResponseReturnValue:
    """One unit's answers so far, and a form for what somebody says by telephone."""
    actor = current_actor()
    meeting = queries.meeting_for(actor, meeting_id)
    seat = answer_queries.seat_of_meeting(meeting, seat_id)
    form = NotedAnswerForm(record=seat)

    def save() -> SeatAnswer:
        form.check_version()
        said_by, via = form.said_by.data or "", AnswerChannel(form.via.data)
        return answers.note_answer(actor, meeting, seat, data=form.given, said_by=said_by, via=via)

    if form.validate_on_submit() and form.run(save):
        flash(_("The answer of “%(unit)s” is written down.", unit=seat.partnership.name), "success")
        return _to_answers(meeting)
    history = answer_queries.answers_of_seat(seat)
    return render_template(
        "meetings/note_answer.html", form=form, seat=seat, history=history, **_words_of_answers(meeting)
    ), form.status


@blueprint.post("/<int:meeting_id>/answers/verify")
@requires_permission(Permission.MEETINGS_RECORD)
def verify_answers(meeting_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), VerifyForm()
    meeting = queries.meeting_for(actor, meeting_id)
    if form.validate_on_submit():
        number = form.run(lambda: answers.verify_answers(actor, meeting, form.answer_ids.data or ()))
        if number is not None:
            flash(ngettext("%(num)s answer is verified.", "%(num)s answers are verified.", number), "success")
            return _to_answers(meeting)
    return _answers_page(meeting, verify=form), form.status


@blueprint.post("/<int:meeting_id>/answers/<int:answer_id>/dismiss")
@requires_permission(Permission.MEETINGS_RECORD)
def dismiss_answer(meeting_id: int, answer_id: int) -> ResponseReturnValue:
    meeting = queries.meeting_for(current_actor(), meeting_id)
    answers.dismiss_answer(current_actor(), meeting, answer_queries.answer_of_meeting(meeting, answer_id))
    flash(_("The answer does not count. What was answered before holds again."), "success")
    return _to_answers(meeting)


@blueprint.post("/<int:meeting_id>/told")
@requires_permission(Permission.MEETINGS_RECORD)
def mark_told(meeting_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), ToldForm()
    meeting = queries.meeting_for(actor, meeting_id)
    if form.validate_on_submit():
        via = NoticeWay(form.told_via.data)
        number = form.run(lambda: calling.mark_told(actor, meeting, form.seat_ids.data or (), via))
        if number is not None:
            flash(ngettext("%(num)s unit is marked as told.", "%(num)s units are marked as told.", number), "success")
            return _to_answers(meeting)
    return _answers_page(meeting, told=form), form.status


@blueprint.post("/<int:meeting_id>/remind")
@requires_permission(Permission.MEETINGS_RECORD)
def remind(meeting_id: int) -> ResponseReturnValue:
    meeting = queries.meeting_for(current_actor(), meeting_id)
    number = calling.remind_silent_units(current_actor(), meeting)
    flash(
        ngettext("%(num)s unit has been asked once more.", "%(num)s units have been asked once more.", number),
        "success",
    )
    return _to_answers(meeting)


def _answers_page(meeting: Meeting, *, verify: VerifyForm | None = None, told: ToldForm | None = None) -> str:
    return render_template(
        "meetings/answers.html",
        unseen=answer_queries.unseen_answers(meeting),
        verify=verify or VerifyForm(formdata=None),
        told=told or ToldForm(formdata=None),
        chat_text=chat_text(meeting),
        notice=notice_state_of(meeting),
        button=ButtonForm(formdata=None),
        **_words_of_reach(meeting),
    )


def _words_of_reach(meeting: Meeting) -> dict[str, Any]:
    units = reach_of_meeting(meeting)
    return {
        "units": units,
        "to_call": [each for each in units if each.is_to_be_called],
        "notice_ways": NOTICE_WAY_LABELS,
        **_words_of_answers(meeting),
    }


def _words_of_answers(meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "workflow": MEETING_WORKFLOW,
        "answer_words": ANSWER_LABELS,
        "ways": ANSWER_CHANNEL_LABELS,
    }


def _to_answers(meeting: Meeting) -> Response:
    return redirect(url_for("meetings.all_answers", meeting_id=meeting.id))
