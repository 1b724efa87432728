"""The hall (领办大厅): units invited first may claim a need at once, every other unit from `hall_from` on."""

from sqlalchemy import ColumnElement, not_, or_

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.matching.coverage import is_fully_covered
from partner_hub.matching.models import Match, MatchNeed, MatchPartner, NeedInvitation
from partner_hub.needs.models import Need
from partner_hub.vocabulary.match import LIVE_MATCH_STATES
from partner_hub.vocabulary.need import NeedState


def is_hall_open(need: Need) -> bool:
    """Whether every unit may take it now, not only those invited first."""
    return need.hall_from is None or need.hall_from <= clock.utc_now()


def is_invited_to_need(partnership_ids: frozenset[int] | set[int]) -> ColumnElement[bool]:
    """Needs that one of these units was invited to and has not declined, for a statement over needs."""
    return (
        db.select(NeedInvitation.id)
        .where(
            NeedInvitation.need_id == Need.id,
            NeedInvitation.partnership_id.in_(partnership_ids),
            NeedInvitation.declined_at.is_(None),
        )
        .exists()
    )


def open_need_conditions(actor: Actor) -> list[ColumnElement[bool]]:
    """The needs that still look for a partner, other than the actor's unit itself; for a statement over needs.

    Not those that the unit takes already or was asked to take.
    """
    own = sorted(actor.partnership_ids)
    not_own = or_(Need.asking_partnership_id.is_(None), Need.asking_partnership_id.not_in(own))
    takes = (
        db.select(MatchNeed.id)
        .join(Match, Match.id == MatchNeed.match_id)
        .join(MatchPartner, MatchPartner.match_id == Match.id)
        .where(MatchNeed.need_id == Need.id, Match.state.in_(LIVE_MATCH_STATES), MatchPartner.partnership_id.in_(own))
        .exists()
    )
    return [
        Need.state == NeedState.PUBLISHED,
        Need.deferred_on.is_(None),
        not_(is_fully_covered()),
        not_own,
        not_(takes),
    ]
