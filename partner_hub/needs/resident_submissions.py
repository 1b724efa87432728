"""Needs that residents send themselves, without signing in."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.events import record_event
from partner_hub.needs.models import Need
from partner_hub.needs.need_fields import title_from_content

# Words of the record: who sent it, and by which way.
RESIDENT_NAME, RESIDENT_CHANNEL, USUAL_URGENCY = "居民", "线上征集", "一般"


@dataclass(frozen=True)
class Submission:
    """What a resident typed; the names are those of the columns of Need."""

    content: str
    grid_id: int | None
    reporter_name: str
    reporter_phone: str


def record_submission(
    community: Community, submission: Submission, *, key: str, code_hash: str, consented_at: datetime | None = None
) -> Need:
    """Record what a resident typed. It waits for review.

    `key` is the idempotency key of the form that was sent; see submission_sent_before. Raises IntegrityError when the
    same form came in at the same moment.
    """
    need = Need(
        community_id=community.id, channel=RESIDENT_CHANNEL, urgency=USUAL_URGENCY, raised_on=clock.local_today(),
        client_key=key, code_hash=code_hash, consented_at=consented_at or clock.utc_now(),
        **asdict(submission),
    )  # fmt: skip
    need.name = title_from_content(need.content)
    db.session.add(need)
    db.session.flush()
    record_event(Actor(None, RESIDENT_NAME, community.id), need, "submit", to_state=need.state.value)
    return need


def submission_sent_before(community: Community, key: str) -> Need | None:
    """The need that was recorded from the form with this key."""
    return db.session.scalar(select(Need).where(Need.community_id == community.id, Need.client_key == key))


def submission_of_need(need: Need) -> Submission:
    """What was typed, as long as nobody has edited it."""
    return Submission(need.content, need.grid_id, need.reporter_name, need.reporter_phone)


def need_with_code(community: Community, code_hash: str) -> Need | None:
    return db.session.scalar(select(Need).where(Need.community_id == community.id, Need.code_hash == code_hash))
