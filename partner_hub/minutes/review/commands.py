"""Commands of a review: open it until a day, comment, agree, settle."""

from datetime import date

from flask_babel import gettext as _

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotFound
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.core.template_filters import format_day
from partner_hub.minutes.models import Minutes
from partner_hub.minutes.review import notifications
from partner_hub.minutes.review.draft_part import parts_of_draft, units_in_draft
from partner_hub.minutes.review.models import MinutesComment, MinutesReview
from partner_hub.minutes.review.queries import newest_review, shows_parts, takes_comments
from partner_hub.minutes.workflow import MINUTES_WORKFLOW, require_open
from partner_hub.vocabulary.minutes import MinutesState


def open_review(actor: Actor, minutes: Minutes, *, until: date) -> MinutesReview:
    """Show the draft to the units that it names; while it is in review, only its last day is changed.

    Raises: NotAllowed; Conflict for minutes that are signed; DomainError at the field until for a day that is over.
    """
    actor.require(Permission.MINUTES_DRAFT)
    require_open(minutes)
    if until < clock.local_today():
        raise DomainError(_("This day is over."), field="until")
    review = newest_review(minutes) if minutes.state is MinutesState.IN_REVIEW else None
    if review is None:
        if minutes.state is MinutesState.DRAFTING:
            MINUTES_WORKFLOW.move(actor, minutes, MinutesState.IN_REVIEW)
        review = MinutesReview(minutes_id=minutes.id, minutes=minutes, opened_by=actor.name, until=until)
        db.session.add(review)
    review.until = until
    db.session.flush()
    record_event(actor, review, "open", details={"until": until.isoformat()})
    notifications.ask_units_to_review(actor, review, [unit.id for unit in units_in_draft(minutes)])
    return review


def end_review(actor: Actor, minutes: Minutes) -> None:
    """Back to drafting: no unit sees anything of the draft any more; what was said stays.

    Raises: NotAllowed; Conflict for a draft that is not in review.
    """
    MINUTES_WORKFLOW.move(actor, minutes, MinutesState.DRAFTING)


def comment_on_part(actor: Actor, review: MinutesReview, unit_id: int, *, words: str) -> MinutesComment:
    """Without words: the unit agrees.

    Raises: NotAllowed; NotFound for another unit, or one that the draft does not name; Conflict when it is too late.
    """
    actor.require(Permission.MEETINGS_ANSWER)
    if not actor.speaks_for(unit_id):
        raise NotFound
    require_comments(review)
    if not parts_of_draft(review.minutes, [unit_id]):
        raise NotFound
    comment = MinutesComment(review=review, partnership_id=unit_id, words=words, said_by=actor.name)
    db.session.add(comment)
    db.session.flush()
    record_event(actor, comment, "say" if words else "agree")
    if words:
        notifications.tell_committee_of_comment(actor, comment)
    return comment


def settle_comment(actor: Actor, comment: MinutesComment, *, taken_over: bool, answer: str) -> MinutesComment:
    """The unit is told, also after the signature.

    Raises: NotAllowed; DomainError at the field answer when it is not taken over and nobody says why.
    """
    actor.require(Permission.MINUTES_DRAFT)
    if not taken_over and not answer:
        raise DomainError(_("Please tell the unit why."), field="answer")
    comment.taken_over, comment.answer = taken_over, answer
    comment.settled_by, comment.settled_at = actor.name, clock.utc_now()
    count_save(comment)
    record_event(actor, comment, "settle", details={"taken_over": taken_over})
    notifications.tell_unit_of_answer(actor, comment)
    return comment


def require_comments(review: MinutesReview) -> None:
    """Raises Conflict with a sentence that says why nothing can be said (any more)."""
    if not takes_comments(review):
        raise Conflict(why_closed(review))


def why_closed(review: MinutesReview) -> str:
    if not shows_parts(review):
        return _("The review of this draft has ended.")
    return _("Comments could be sent until %(day)s. Please call the community.", day=format_day(review.until))
