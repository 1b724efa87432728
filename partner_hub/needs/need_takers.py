"""Which needs the units of a reader take or were asked to take; matches are read through core.facts_from_above.

A unit that takes a need, and to which both sides have said yes, reads whom to call and where to go; when the match has
ended, the need is met or the unit is suspended or has left, that is masked again. A unit that has been asked, or has a
live match, reads the public wording, whoever else does.
"""

from collections.abc import Callable
from typing import Any

from flask import g, has_request_context
from sqlalchemy import ColumnElement, Select, or_, select, union

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.facts_from_above import match, match_need, match_partner, need_invitation
from partner_hub.needs.models import Need
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.match import AGREED_MATCH_STATES, LIVE_MATCH_STATES
from partner_hub.vocabulary.need import WANTED_NEED_STATES
from partner_hub.vocabulary.unit import GONE_UNIT_STATES, UnitState


def is_need_taken_by(actor: Actor) -> ColumnElement[bool]:
    """Condition on Need: one of the actor's units takes it (see takes_need)."""
    return Need.id.in_(_select_taken_need_ids(actor))


def takes_need(actor: Actor, need: Need) -> bool:
    """Whether one of the actor's units takes the need and may read who asked for it; one statement per request."""
    return need.state in WANTED_NEED_STATES and need.id in _taken_need_ids(actor)


def is_need_asked_of(actor: Actor) -> ColumnElement[bool]:
    """Condition on Need: in a live match with one of the actor's units, or one was invited and has not declined."""
    in_match, invited = _select_asked_need_ids(actor)
    return or_(Need.id.in_(in_match), Need.id.in_(invited))


def is_asked_to_take(actor: Actor, need: Need) -> bool:
    """Whether one of the actor's units is in a live match with the need, or is invited to take it."""
    return need.id in _need_ids_once_per_request("asked_needs", actor, lambda: union(*_select_asked_need_ids(actor)))


def _taken_need_ids(actor: Actor) -> frozenset[int]:
    return _need_ids_once_per_request("taken_needs", actor, lambda: _select_taken_need_ids(actor))


def _need_ids_once_per_request(name: str, actor: Actor, statement: Callable[[], Any]) -> frozenset[int]:
    """Need ids that a statement selects, cached in `flask.g` for each request and set of units."""
    if not actor.partnership_ids:
        return frozenset()
    known: dict[frozenset[int], frozenset[int]] = {}
    if has_request_context():
        known = g.setdefault(name, known)
    if actor.partnership_ids not in known:
        known[actor.partnership_ids] = frozenset(db.session.scalars(statement()))
    return known[actor.partnership_ids]


def _select_asked_need_ids(actor: Actor) -> tuple[Select[int], Select[int]]:
    own = actor.partnership_ids
    in_match = (
        select(match_need.c.need_id)
        .join_from(match_need, match, match.c.id == match_need.c.match_id)
        .join(match_partner, match_partner.c.match_id == match.c.id)
        .where(match.c.state.in_(LIVE_MATCH_STATES), match_partner.c.partnership_id.in_(own))
    )
    still = (need_invitation.c.partnership_id.in_(own), need_invitation.c.declined_at.is_(None))
    return in_match, select(need_invitation.c.need_id).where(*still)


def _select_taken_need_ids(actor: Actor) -> Select[int]:
    return (
        select(match_need.c.need_id)
        .join_from(match_need, match, match.c.id == match_need.c.match_id)
        .join(match_partner, match_partner.c.match_id == match.c.id)
        .join(Partnership, Partnership.id == match_partner.c.partnership_id)
        .join(Need, Need.id == match_need.c.need_id)
        .where(
            match.c.state.in_(AGREED_MATCH_STATES),
            match_partner.c.partnership_id.in_(actor.partnership_ids),
            match_partner.c.is_waiting.is_(False),
            Partnership.state.not_in((UnitState.SUSPENDED, *GONE_UNIT_STATES)),
            Need.state.in_(WANTED_NEED_STATES),
        )
        .distinct()
    )
