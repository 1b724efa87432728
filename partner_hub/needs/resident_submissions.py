"""Needs that residents send themselves, without signing in."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.events import record_event
from partner_hub.needs.models import Need
from partner_hub.needs.service import title_from_content

# Words of the record: who sent it, and by which way.
RESIDENT_NAME, RESIDENT_CHANNEL, USUAL_URGENCY = "居民", "线上征集", "一般"
_SUBMITTED_FIELDS = ("content", "grid_id", "reporter_name", "reporter_phone")


def record_submission(
    community: Community, *, data: dict[str, Any], key: str, code_hash: str, consented_at: datetime | None = None
) -> Need:
    """Record what a resident typed: content, grid_id, reporter_name, reporter_phone. It waits for review.

    `key` names the form that was sent; a need that came with it is not recorded twice (see sent_before).
    """
    need = Need(
        community_id=community.id, channel=RESIDENT_CHANNEL, urgency=USUAL_URGENCY, raised_on=clock.local_today(),
        client_key=key, code_hash=code_hash, consented_at=consented_at or clock.utc_now(),
        **{name: data[name] for name in _SUBMITTED_FIELDS},
    )  # fmt: skip
    need.name = title_from_content(need.content)
    db.session.add(need)
    db.session.flush()
    record_event(Actor(None, RESIDENT_NAME, community.id), need, "submit", to_state=need.state.value)
    return need


def submission_sent_before(community: Community, key: str) -> Need | None:
    """The need that was recorded from the form with this key."""
    return db.session.scalar(select(Need).where(Need.community_id == community.id, Need.client_key == key))


def is_same_submission(need: Need, data: dict[str, Any]) -> bool:
    return all(getattr(need, name) == data[name] for name in _SUBMITTED_FIELDS)


def need_with_code(community: Community, code_hash: str) -> Need | None:
    return db.session.scalar(select(Need).where(Need.community_id == community.id, Need.code_hash == code_hash))
