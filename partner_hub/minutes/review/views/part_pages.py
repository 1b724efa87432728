"""A unit's own part of a draft in review, and what it says to it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from partner_hub.core.actor import current_actor
from partner_hub.core.db import db
from partner_hub.core.errors import NotFound
from partner_hub.core.forms import Form
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.minutes import queries as minutes_queries
from partner_hub.minutes.review import commands, queries
from partner_hub.minutes.review.draft_part import parts_of_draft
from partner_hub.minutes.review.forms import CommentForm
from partner_hub.minutes.review.models import MinutesReview
from partner_hub.minutes.review.views.blueprint import blueprint
from partner_hub.partners.models import Partnership


@blueprint.get("/reviews/<int:review_id>")
@requires_permission(Permission.MINUTES_READ)
def part(review_id: int) -> ResponseReturnValue:
    return _part_page(queries.review_for(current_actor(), review_id))


@blueprint.post("/reviews/<int:review_id>/units/<int:unit_id>/comment")
@requires_permission(Permission.MEETINGS_ANSWER)
def comment(review_id: int, unit_id: int) -> ResponseReturnValue:
    review, form = queries.review_for(current_actor(), review_id), CommentForm(unit_id=unit_id)
    _require_speaker_of(unit_id)
    words = form.words.data or ""
    if form.validate_on_submit() and form.run(
        lambda: commands.comment_on_part(current_actor(), review, unit_id, words=words)
    ):
        flash(_("The committee has your comment."), "success")
        return redirect(url_for("minutes_review.part", review_id=review.id))
    return _part_page(review, {unit_id: form}), form.status


@blueprint.post("/reviews/<int:review_id>/units/<int:unit_id>/agree")
@requires_permission(Permission.MEETINGS_ANSWER)
def agree(review_id: int, unit_id: int) -> ResponseReturnValue:
    review, form = queries.review_for(current_actor(), review_id), Form()
    _require_speaker_of(unit_id)
    if form.validate_on_submit() and form.run(
        lambda: commands.comment_on_part(current_actor(), review, unit_id, words="")
    ):
        flash(_("Thank you: your unit agrees."), "success")
    for sentence in form.form_errors:
        flash(sentence, "error")
    return redirect(url_for("minutes_review.part", review_id=review.id))


def _require_speaker_of(unit_id: int) -> None:
    """Raises NotFound, whatever was sent."""
    if not current_actor().speaks_for(unit_id):
        raise NotFound


def _part_page(review: MinutesReview, forms: dict[int, CommentForm] | None = None) -> str:
    """Of each unit that this person speaks for. Raises NotFound where the draft has nothing of any, nor they said."""
    own = sorted(current_actor().partnership_ids)
    parts = parts_of_draft(review.minutes, own) if own and queries.shows_parts(review) else {}
    said = queries.answers_of_units(
        review, db.session.scalars(select(Partnership).where(Partnership.id.in_(own))).all()
    )
    answers = [each for each in said if each.unit.id in own and (each.unit.id in parts or each.comments)]
    if not answers:
        raise NotFound
    return render_template(
        "minutes/part.html",
        review=review,
        answers=answers,
        parts=parts,
        forms_of_units={
            each.unit.id: (forms or {}).get(each.unit.id) or CommentForm(formdata=None, unit_id=each.unit.id)
            for each in answers
        },
        is_open=queries.takes_comments(review),
        why_closed=commands.why_closed(review),
        version=minutes_queries.latest_version(review.minutes),
    )
