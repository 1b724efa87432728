"""Pages behind the links to answer with, without sign-in. A GET changes nothing, since mail scanners open links."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.communities.public_rate_limit import enforce_public_rate_limit
from partner_hub.core.client_network import visitors_network
from partner_hub.core.permissions import public_view
from partner_hub.meetings import answer_queries, answers
from partner_hub.meetings.answer_forms import GroupAnswerForm, LinkAnswerForm
from partner_hub.meetings.answer_links import meeting_of_group_link, seat_of_answer_link
from partner_hub.meetings.attendance_models import SeatAnswer
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.notice_queries import notice_state_of
from partner_hub.meetings.workflow import ANSWER_CHANNEL_LABELS, ANSWER_LABELS
from partner_hub.vocabulary.meeting import AnswerChannel

blueprint = Blueprint("answers", __name__, url_prefix="/answer")
# A network may be that of a mobile operator, or of an office where one clerk answers for everybody.
ANSWERS_A_DAY, ALL_ANSWERS_A_DAY = 120, 1_000


@blueprint.route("/<int:seat_id>/<secret>", methods=["GET", "POST"])
@public_view
def unit(seat_id: int, secret: str) -> ResponseReturnValue:
    """One unit's own link."""
    meeting, seat = seat_of_answer_link(seat_id, secret)
    form = LinkAnswerForm(record=seat)
    form.said_by.data = form.said_by.data or ("" if form.is_submitted() else seat.partnership.contact)

    def save() -> SeatAnswer:
        form.check_version()
        said_by = form.said_by.data or ""
        return answers.answer_by_link(meeting, seat, data=form.given, said_by=said_by, via=AnswerChannel.LINK)

    if form.validate_on_submit() and form.run(lambda: _count_answer(meeting, AnswerChannel.LINK)) and form.run(save):
        flash(_("Your answer has been noted. You may change it here until the meeting begins."), "success")
        return redirect(request.path)
    words = {"answer_words": ANSWER_LABELS, "ways": ANSWER_CHANNEL_LABELS, "notice": notice_state_of(meeting)}
    return render_template("meetings/answer_by_link.html", form=form, meeting=meeting, seat=seat, **words), form.status


@blueprint.route("/group/<int:meeting_id>/<secret>", methods=["GET", "POST"])
@public_view
def group(meeting_id: int, secret: str) -> ResponseReturnValue:
    """The link for everybody: says nothing of what any unit has answered."""
    meeting = meeting_of_group_link(meeting_id, secret)
    form = GroupAnswerForm()
    form.seat_id.choices = [("", "–"), *answer_queries.units_to_answer(meeting)]

    def save() -> SeatAnswer:
        seat, said_by = answer_queries.seat_of_meeting(meeting, form.seat_id.data or 0), form.said_by.data or ""
        return answers.answer_by_link(meeting, seat, data=form.given, said_by=said_by, via=AnswerChannel.GROUP_LINK)

    if (
        form.validate_on_submit()
        and form.run(lambda: _count_answer(meeting, AnswerChannel.GROUP_LINK))
        and (taken := form.run(save))
    ):
        name, words = taken.seat.partnership.name, str(ANSWER_LABELS[taken.answer])
        flash(_("Noted for “%(unit)s”: %(answer)s. The community looks at it.", unit=name, answer=words), "success")
        return redirect(request.path)
    page = {"meeting": meeting, "notice": notice_state_of(meeting)}
    return render_template("meetings/answer_for_group.html", form=form, **page), form.status


def _count_answer(meeting: Meeting, via: AnswerChannel) -> bool:
    """The link for everybody is counted for itself: who floods it closes no unit's own link."""
    form = "group_answer" if via is AnswerChannel.GROUP_LINK else "unit_answer"
    return enforce_public_rate_limit(
        meeting.community, form, visitors_network(), most=ANSWERS_A_DAY, altogether=ALL_ANSWERS_A_DAY
    )
