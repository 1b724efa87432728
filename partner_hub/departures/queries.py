"""What a unit that closes down has in hand, and what its leaving does to it."""

from dataclasses import dataclass

from sqlalchemy import select

from partner_hub.actions.models import ActionItem
from partner_hub.core.db import db
from partner_hub.matching.models import Match, MatchPartner
from partner_hub.matching.queries import live_matches_concerning_unit
from partner_hub.matching.workflow import has_taken_effect
from partner_hub.needs.models import Need
from partner_hub.partners.models import Partnership, PartnerUnit
from partner_hub.vocabulary.action import UNSETTLED_ACTION_STATES, ActionState
from partner_hub.vocabulary.need import OPEN_NEED_STATES
from partner_hub.vocabulary.unit import STARTING_UNIT_STATES


@dataclass(frozen=True)
class Departure:
    """`ended`: in work; `released`: not yet; `supported`: another unit leads; `own_needs`: what it asks for itself."""

    ended: list[Match]
    released: list[Match]
    supported: list[tuple[Match, MatchPartner]]
    tasks: list[ActionItem]
    own_needs: list[Need]

    @property
    def is_free(self) -> bool:
        """Whether it has nothing in hand."""
        return not (self.ended or self.released or self.supported or self.tasks)


def departure_of_unit(unit: Partnership) -> Departure:
    found = live_matches_concerning_unit(unit.id)
    own = [match for match in found if _hangs_on(unit, match)]
    in_work = {match.id for match in own if has_taken_effect(match)}
    return Departure(
        ended=[match for match in own if match.id in in_work],
        released=[match for match in own if match.id not in in_work],
        supported=[
            (match, each) for match in found if match not in own for each in match.partners
            if each.partnership_id == unit.id and each.delivered_quantity is None
        ],
        tasks=_unsettled_tasks(unit),
        own_needs=_open_needs_of(unit),
    )  # fmt: skip


def _hangs_on(unit: Partnership, match: Match) -> bool:
    """Whether nothing of the match is left without the unit: it leads, or asks."""
    leads = match.lead is not None and match.lead.partnership_id == unit.id
    return leads or any(entry.need.asking_partnership_id == unit.id for entry in match.needs)


def _unsettled_tasks(unit: Partnership) -> list[ActionItem]:
    states = (ActionState.DRAFT, *UNSETTLED_ACTION_STATES)
    mine = (ActionItem.responsible_id == unit.id, ActionItem.state.in_(states))
    return list(db.session.scalars(select(ActionItem).where(*mine).order_by(ActionItem.due, ActionItem.id)))


def _open_needs_of(unit: Partnership) -> list[Need]:
    own = (Need.asking_partnership_id == unit.id, Need.state.in_(OPEN_NEED_STATES))
    return list(db.session.scalars(select(Need).where(*own).order_by(Need.id)))


def successors_of_unit(unit: Partnership) -> list[tuple[int, str]]:
    """(id, name) of the units that may take its tasks on, by name."""
    statement = (
        select(Partnership.id, PartnerUnit.name)
        .join(Partnership.unit)
        .where(Partnership.community_id == unit.community_id, Partnership.state.in_(STARTING_UNIT_STATES))
        .where(Partnership.id != unit.id)
    )
    return [(number, name) for number, name in db.session.execute(statement.order_by(PartnerUnit.name))]
