"""Erase the personal data of needs: after the retention period, or when the person asks for it."""

from datetime import date

from flask import current_app
from sqlalchemy import Select, func, update

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.events import Event, record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.needs.models import Need, NeedEndAnswer
from partner_hub.privacy import mask_personal_data, neutral_title
from partner_hub.vocabulary.need import ENDED_NEED_STATES

FORGET_EVENT_TAG = "need:forget"


def forget_old_reporters(day: date) -> int:
    """Nightly: erase reporter and recorded words of the needs that ended `keep_reporters_days` (settings) before `day`.

    Returns how many needs. A need that was reopened and ended again is erased once more.
    """
    needs = db.session.scalars(_needs_past_retention(day)).all()
    for need in needs:
        forget_reporter(need)
        forget_words(need)
        count_save(need)
        record_event(Actor.of_operator(need.community_id), need, "forget")
    return len(needs)


def forget_reporter(need: Need) -> None:
    """Erase name, telephone number and look-up code: the code is the last link between a need and a person."""
    need.reporter_name = need.reporter_phone = ""
    # The code can be made again from the name that the phone gave its draft.
    need.code_hash = need.client_key = None


def forget_words(need: Need) -> None:
    """Replace the recorded words by the public wording; without one, by a title of fixed words.

    What minutes call it stays: no rule could propose it again from what is left.

    What was said to its end goes, too; that something was said stays.
    """
    need.minutes_title = need.minutes_title or need.proposed_title
    title = mask_personal_data(need.public_name.strip())
    if not title:
        category = need.category.name if need.category else ""
        title = neutral_title(category, f"{need.name}\n{need.content}", need.beneficiaries)
    need.name, need.content = title, mask_personal_data(need.public_text)
    said = update(NeedEndAnswer).where(NeedEndAnswer.need_id == need.id)
    db.session.execute(said.values(words="", version=NeedEndAnswer.version + 1))


def _needs_past_retention(day: date) -> Select[Need]:
    end = clock.days_before(day, current_app.extensions["settings"].keep_reporters_days)
    about = db.select(func.max(Event.id)).where(Event.subject == Need.__tablename__, Event.subject_id == Need.id)
    last_step = about.where(Event.to_state != "").correlate(Need).scalar_subquery()
    lately = about.where(Event.to_state != "", Event.at >= end).correlate(Need).scalar_subquery()
    forgotten = about.where(Event.tag == FORGET_EVENT_TAG).correlate(Need).scalar_subquery()
    waits = func.coalesce(forgotten, 0) <= func.coalesce(last_step, 0)
    # What came in as ended has no step on record but its coming in.
    old = (Need.state.in_(ENDED_NEED_STATES), Need.created_at < end, lately.is_(None))
    return db.select(Need).where(*old, waits).order_by(Need.id)
