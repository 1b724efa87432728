"""The nightly learning from a community's choices, and its forgetting."""

from datetime import date

from sqlalchemy import select

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.events import record_event
from partner_hub.core.permissions import Permission
from partner_hub.matching.learning.past_choices import Lessons, lessons_of_choices, read_past_choices
from partner_hub.matching.learning.queries import learnt_weights_of
from partner_hub.matching.models import LearntWeights
from partner_hub.matching.scoring.community_weights import learn_factors
from partner_hub.matching.scoring.weights import load_weights

NOTHING_LEARNT = Lessons([], 0, 0, 0)


def learn_from_choices(day: date) -> int:
    """Nightly. Returns of how many communities the weights changed.

    Saves between reading and learning, so that no writer waits meanwhile.
    """
    learning = select(Community.id).where(Community.learns_from_choices).order_by(Community.id)
    return sum(_learn_of_community(number, day) for number in db.session.scalars(learning).all())


def _learn_of_community(community_id: int, day: date) -> bool:
    known = learnt_weights_of(community_id)
    community = db.session.get_one(Community, community_id)
    past = read_past_choices(community, known.counted_from if known else None)
    db.session.commit()
    lessons = lessons_of_choices(past) if past else NOTHING_LEARNT
    factors = learn_factors(load_weights(), lessons.choices)
    if past is None and known is None:
        return False
    row = learnt_weights_of(community_id) or LearntWeights(community_id=community_id, factors={})
    is_changed = row.factors != factors
    row.factors, row.learnt_on = factors, day
    row.agreed, row.searched, row.dismissed = lessons.agreed, lessons.searched, lessons.dismissed
    db.session.add(row)
    db.session.commit()
    return is_changed


def forget_learnt(actor: Actor, community: Community) -> LearntWeights:
    """The order of suggestions is as elsewhere at once; only what is chosen from now on will be learnt from."""
    actor.require(Permission.SETTINGS)
    row = learnt_weights_of(community.id) or LearntWeights(community_id=community.id)
    row.factors, row.learnt_on, row.counted_from = {}, None, clock.utc_now()
    row.agreed = row.searched = row.dismissed = 0
    db.session.add(row)
    db.session.flush()
    record_event(actor, community, "forget_learnt")
    return row
