"""Ends of matches on the first page of the committee: to accept, hanging without a task, and needs to be settled."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select

from partner_hub.actions.match_ends import matches_without_open_task
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.desk.first_rows import first_ids_by_list
from partner_hub.matching.end_queries import matches_to_accept, needs_to_settle
from partner_hub.matching.models import Match
from partner_hub.matching.queries import visible_matches
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import NeedReading, read_need
from partner_hub.needs.queries import visible_needs


@dataclass(frozen=True)
class EndsOnDesk:
    """`hanging`: in work although their tasks have ended; `unsettled`: needs all of whose matches have ended."""

    to_accept: list[Match] = field(default_factory=list)
    hanging: list[Match] = field(default_factory=list)
    unsettled: list[NeedReading] = field(default_factory=list)


def ends_on_desk(actor: Actor) -> EndsOnDesk:
    """The first rows of each list; one statement while there is nothing to show."""
    wanted: dict[str, Select[Any]] = {
        "to_accept": matches_to_accept(actor).with_only_columns(Match.id),
        "hanging": matches_without_open_task(actor).with_only_columns(Match.id).order_by(Match.id),
        "unsettled": needs_to_settle(actor).with_only_columns(Need.id),
    }
    found = first_ids_by_list(wanted)
    matches = _rows_by_id(visible_matches(actor), Match, [*found["to_accept"], *found["hanging"]])
    needs = _rows_by_id(visible_needs(actor), Need, found["unsettled"])
    return EndsOnDesk(
        to_accept=[matches[number] for number in found["to_accept"]],
        hanging=[matches[number] for number in found["hanging"]],
        unsettled=[read_need(actor, needs[number]) for number in found["unsettled"]],
    )


def _rows_by_id(statement: Select[Any], kind: type[Any], numbers: list[int]) -> dict[int, Any]:
    if not numbers:
        return {}
    rows = db.session.scalars(statement.where(kind.id.in_(numbers))).unique()
    return {row.id: row for row in rows}
