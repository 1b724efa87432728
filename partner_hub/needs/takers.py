"""Whose unit takes a need. Matches stand above this room: one fact of theirs is read, no rule.

A unit that takes a need, and to which both sides have said yes, reads whom to call and where to go; when the match has
ended, the need is met or the unit is suspended, that is masked again.
"""

from flask import g, has_request_context
from sqlalchemy import ColumnElement, Select, column, select, table

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.needs.models import Need
from partner_hub.needs.states import NeedState
from partner_hub.partners.models import Partnership
from partner_hub.partners.states import UnitState

AGREED = ("agreed", "tabled", "confirmed", "deferred")
# Work on them is still to be done.
WANTED = (NeedState.PUBLISHED, NeedState.IN_PROJECT, NeedState.PARTLY_MET)
match = table("match", column("id"), column("state"))
match_need = table("match_need", column("match_id"), column("need_id"))
match_partner = table("match_partner", column("match_id"), column("partnership_id"), column("is_waiting"))


def taken_by(actor: Actor) -> ColumnElement[bool]:
    """The needs that the actor's units take, for a statement over needs."""
    return Need.id.in_(_taken(actor))


def takes(actor: Actor, need: Need) -> bool:
    """The same of one need; one statement for all needs of a page."""
    return need.state in WANTED and need.id in _taken_ids(actor)


def _taken_ids(actor: Actor) -> frozenset[int]:
    if not actor.partnership_ids:
        return frozenset()
    known: dict[frozenset[int], frozenset[int]] = {}
    if has_request_context():
        known = g.setdefault("taken_needs", known)
    if actor.partnership_ids not in known:
        known[actor.partnership_ids] = frozenset(db.session.scalars(_taken(actor)))
    return known[actor.partnership_ids]


def _taken(actor: Actor) -> Select[int]:
    return (
        select(match_need.c.need_id)
        .join_from(match_need, match, match.c.id == match_need.c.match_id)
        .join(match_partner, match_partner.c.match_id == match.c.id)
        .join(Partnership, Partnership.id == match_partner.c.partnership_id)
        .join(Need, Need.id == match_need.c.need_id)
        .where(
            match.c.state.in_(AGREED),
            match_partner.c.partnership_id.in_(actor.partnership_ids),
            match_partner.c.is_waiting.is_(False),
            Partnership.state != UnitState.SUSPENDED,
            Need.state.in_(WANTED),
        )
        .distinct()
    )
