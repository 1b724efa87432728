"""Needs on the first page of the committee: to review, contradicted by whoever asked, carried over too often."""

from dataclasses import dataclass

from sqlalchemy import Select, select, union_all

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.needs import queries as needs
from partner_hub.needs.end_queries import needs_with_contradicted_end
from partner_hub.needs.models import MOST_CARRIED_OVER, Need
from partner_hub.needs.need_view import NeedReading, read_need
from partner_hub.vocabulary.need import MET_NEED_STATES, UNATTENDED_NEED_STATES

# Rows of each list.
MAX_NEEDS_SHOWN = 5


@dataclass(frozen=True)
class NeedsOnDesk:
    review: list[NeedReading]
    contradicted: list[NeedReading]
    often_carried: list[NeedReading]


def needs_on_desk(actor: Actor) -> NeedsOnDesk:
    """The first rows of each list, in one statement."""
    listed = needs.listed_needs(actor, {})
    often = listed.where(Need.carried_over >= MOST_CARRIED_OVER, Need.state.in_(UNATTENDED_NEED_STATES))
    wanted = (listed.where(needs.is_waiting_for_review()), needs_with_contradicted_end(actor), often)
    ids = union_all(*map(_first_ids, wanted))
    rows = [read_need(actor, need) for need in db.session.scalars(listed.where(Need.id.in_(ids)))]
    return NeedsOnDesk(
        review=[row for row in rows if row.need.waits_for_review][:MAX_NEEDS_SHOWN],
        # Of those that are met only the contradicted ones are looked for.
        contradicted=[row for row in rows if row.state in MET_NEED_STATES and row.need.is_worded],
        often_carried=[row for row in rows if row.must_be_tabled],
    )


def _first_ids(statement: Select[Need]) -> Select[int]:
    return select(statement.with_only_columns(Need.id).limit(MAX_NEEDS_SHOWN).subquery().c.id)
