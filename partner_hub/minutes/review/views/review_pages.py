"""The review of a draft, for those who write it: until when, who has said what, and what became of it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.core.actor import current_actor
from partner_hub.core.errors import ExplainedNotFound
from partner_hub.core.forms import Form
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.meetings.queries import meeting_for
from partner_hub.minutes import queries as minutes_queries
from partner_hub.minutes.models import Minutes
from partner_hub.minutes.review import commands, queries
from partner_hub.minutes.review.draft_part import units_in_draft
from partner_hub.minutes.review.forms import TAKEN, OpenReviewForm, SettleForm
from partner_hub.minutes.review.models import MinutesComment
from partner_hub.minutes.review.views.blueprint import blueprint
from partner_hub.minutes.workflow import MINUTES_WORKFLOW
from partner_hub.vocabulary.minutes import OPEN_MINUTES_STATES


@blueprint.route("/of/<int:meeting_id>/review", methods=["GET", "POST"])
@requires_permission(Permission.MINUTES_DRAFT)
def of_meeting(meeting_id: int) -> ResponseReturnValue:
    minutes, form = _minutes_of_meeting(meeting_id), OpenReviewForm()
    if form.validate_on_submit() and form.run(
        lambda: commands.open_review(current_actor(), minutes, until=form.values["until"])
    ):
        flash(_("Every unit that the draft names is asked to look at its part."), "success")
        return redirect(url_for("minutes_review.of_meeting", meeting_id=meeting_id))
    return _review_page(minutes, form), form.status


@blueprint.post("/of/<int:meeting_id>/review/end")
@requires_permission(Permission.MINUTES_DRAFT)
def end(meeting_id: int) -> ResponseReturnValue:
    minutes, form = _minutes_of_meeting(meeting_id), Form()
    if form.validate_on_submit():
        form.run(lambda: commands.end_review(current_actor(), minutes))
    for sentence in form.form_errors:
        flash(sentence, "error")
    return redirect(url_for("minutes_review.of_meeting", meeting_id=meeting_id))


@blueprint.post("/reviews/comments/<int:comment_id>")
@requires_permission(Permission.MINUTES_DRAFT)
def settle(comment_id: int) -> ResponseReturnValue:
    comment = queries.comment_for(current_actor(), comment_id)
    form, minutes = SettleForm(record=comment), comment.review.minutes
    if form.validate_on_submit() and form.run(lambda: _settle_with_version(form, comment)):
        flash(_("Settled; the unit is told."), "success")
        place = f"comment-{comment.id}"
        return redirect(url_for("minutes_review.of_meeting", meeting_id=minutes.meeting_id, _anchor=place))
    return _review_page(minutes, OpenReviewForm(formdata=None), form), form.status


def _settle_with_version(form: SettleForm, comment: MinutesComment) -> MinutesComment:
    form.check_version()
    taken = form.outcome.data == TAKEN
    return commands.settle_comment(current_actor(), comment, taken_over=taken, answer=form.answer.data or "")


def _minutes_of_meeting(meeting_id: int) -> Minutes:
    minutes = minutes_queries.minutes_of(meeting_for(current_actor(), meeting_id))
    if minutes is None:
        raise ExplainedNotFound(_("There is no draft of these minutes yet."))
    return minutes


def _review_page(minutes: Minutes, form: OpenReviewForm, sent: SettleForm | None = None) -> str:
    review, is_open = queries.newest_review(minutes), minutes.state in OPEN_MINUTES_STATES
    if review and request.method == "GET":
        form.until.data = review.until
    comments = [each for each in queries.comments_of(review) if each.words] if review else []
    forms = {each.id: SettleForm(formdata=None, record=each) for each in comments}
    if sent is not None:
        forms[sent.record.id] = sent
    return render_template(
        "minutes/review.html",
        minutes=minutes,
        meeting=minutes.meeting,
        form=form,
        review=review,
        comments=comments,
        forms_of_comments=forms,
        answers=queries.answers_of_units(review, units_in_draft(minutes) if is_open else []) if review else [],
        shows_parts=bool(review and queries.shows_parts(review)),
        is_open=is_open,
        workflow=MINUTES_WORKFLOW,
    )
