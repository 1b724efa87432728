"""Reviews of drafts, what the units said, and what is still open."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from partner_hub.core import clock
from partner_hub.core.absolute_urls import path_to
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import NotFound
from partner_hub.meetings.models import Meeting
from partner_hub.minutes.models import Minutes
from partner_hub.minutes.review.models import MinutesComment, MinutesReview
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.minutes import MinutesState


@dataclass(frozen=True)
class UnitAnswer:
    """What one unit has said: nothing yet, that it agrees, or comments."""

    unit: Partnership
    comments: tuple[MinutesComment, ...]

    @property
    def agrees(self) -> bool:
        return any(not each.words for each in self.comments)


def newest_review(minutes: Minutes) -> MinutesReview | None:
    statement = select(MinutesReview).where(MinutesReview.minutes_id == minutes.id)
    return db.session.scalar(statement.order_by(MinutesReview.id.desc()).limit(1))


def review_for(actor: Actor, review_id: int) -> MinutesReview:
    """Raises NotFound for one of another community."""
    statement = select(MinutesReview).join(MinutesReview.minutes).join(Minutes.meeting)
    here = statement.where(MinutesReview.id == review_id, Meeting.community_id == actor.community_id)
    found = db.session.scalar(here)
    if found is None:
        raise NotFound
    return found


def comment_for(actor: Actor, comment_id: int) -> MinutesComment:
    """Raises NotFound for one of another community."""
    found = db.session.get(MinutesComment, comment_id)
    if found is None:
        raise NotFound
    review_for(actor, found.review_id)
    return found


def comments_of(review: MinutesReview) -> Sequence[MinutesComment]:
    statement = select(MinutesComment).where(MinutesComment.review_id == review.id)
    loaded = joinedload(MinutesComment.partnership)
    return db.session.scalars(statement.options(loaded).order_by(MinutesComment.id)).all()


def takes_comments(review: MinutesReview) -> bool:
    """Until its day is over, while the draft is in review."""
    return shows_parts(review) and clock.local_today() <= review.until


def shows_parts(review: MinutesReview) -> bool:
    """A unit sees its part of a draft in review, and of no other draft."""
    newest = newest_review(review.minutes)
    return review.minutes.state is MinutesState.IN_REVIEW and newest is not None and newest.id == review.id


def answers_of_units(review: MinutesReview, units: Sequence[Partnership]) -> list[UnitAnswer]:
    """Of these units and of whoever else said something, in this order."""
    said: dict[int, list[MinutesComment]] = {}
    for comment in comments_of(review):
        said.setdefault(comment.partnership_id, []).append(comment)
    others = {comments[0].partnership.id: comments[0].partnership for comments in said.values()}
    every = {unit.id: unit for unit in units} | others
    return [UnitAnswer(unit, tuple(said.get(unit.id, ()))) for unit in every.values()]


def open_comments(minutes: Minutes) -> list[tuple[str, str]]:
    """(sentence, page where it is settled) of comments that nobody has settled."""
    review = newest_review(minutes)
    if review is None:
        return []
    at = {"community_id": minutes.meeting.community_id, "meeting_id": minutes.meeting_id}
    page = path_to("minutes_review.of_meeting", **at)
    return [
        (
            _("Not settled: comment of %(unit)s", unit=comment.partnership.name),
            f"{page}#comment-{comment.id}",
        )
        for comment in comments_of(review)
        if comment.is_open
    ]
