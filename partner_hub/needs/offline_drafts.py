"""Idempotent recording of needs drafted offline: a form is sent with a key, and one key is recorded once."""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_
from sqlalchemy.exc import IntegrityError

from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict
from partner_hub.core.events import Event
from partner_hub.needs.models import Need
from partner_hub.needs.service import submit_need

# A UUID as browsers and Python write it.
CLIENT_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# How many drafts a phone may ask about at once.
MAX_DRAFTS_ASKED = 50


class AlreadyRecorded(Conflict):
    """A form with this key was recorded with other words."""


def submit_draft_once(
    actor: Actor, community: Community, *, data: dict[str, Any], client_key: str, same_as: Need | None = None
) -> tuple[Need, bool]:
    """Record a need once for each `client_key`; returns it with True, or the one recorded before with False.

    Two requests with the same key at the same moment give one need: the unique constraint decides.

    Raises:
        AlreadyRecorded: the key was recorded with other words, so its writer must decide which need is meant.
        NotAllowed, DomainError: as in service.submit_need.
    """
    if not client_key:
        return submit_need(actor, community, data=data, same_as=same_as), True
    sent = _digest_of_form(client_key, data)
    if known := _arrived_need(actor, client_key):
        return _need_if_unchanged(known, sent), False
    try:
        with db.session.begin_nested():
            name = _stored_client_key(actor, client_key)
            return submit_need(actor, community, data=data, same_as=same_as, client_key=name, sent=sent), True
    except IntegrityError:
        known = _arrived_need(actor, client_key)
        if known is None:
            raise
        return _need_if_unchanged(known, sent), False


def arrived_needs(actor: Actor, client_keys: Iterable[str]) -> dict[str, Need]:
    """Those of this person's drafts that have become needs, by their keys."""
    names = {_stored_client_key(actor, key): key for key in list(client_keys)[:MAX_DRAFTS_ASKED]}
    found = db.session.scalars(db.select(Need).where(_recorded_by(actor), Need.client_key.in_(names)).order_by(Need.id))
    return {names[need.client_key]: need for need in found if need.client_key}


def _arrived_need(actor: Actor, client_key: str) -> Need | None:
    return arrived_needs(actor, [client_key]).get(client_key)


def _need_if_unchanged(need: Need, sent: str) -> Need:
    statement = db.select(Event.details).where(
        Event.subject == Need.__tablename__, Event.subject_id == need.id, Event.tag == "need:submit"
    )
    details = db.session.scalar(statement.order_by(Event.id).limit(1)) or {}
    if details.get("sent") not in {None, sent}:
        raise AlreadyRecorded(
            _(
                "This form was recorded before as “%(name)s”. If this is another need, record it now; "
                "if you only wanted to change that one, open it and edit it.",
                name=need.name,
            )
        )
    return need


def _recorded_by(actor: Actor) -> ColumnElement[bool]:
    return and_(Need.community_id == actor.community_id, Need.created_by_id == actor.user_id)


def _stored_client_key(actor: Actor, client_key: str) -> str:
    """The stored key: hashed with the user id, so that nobody can ask for another person's drafts."""
    return hashlib.sha256(f"{actor.user_id} {client_key}".encode()).hexdigest()[:40]


def _digest_of_form(client_key: str, data: dict[str, Any]) -> str:
    """Of what was typed; the key, which is stored nowhere, keeps others from guessing the words."""
    words = json.dumps(data, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(f"{client_key} {words}".encode()).hexdigest()
