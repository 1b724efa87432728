"""The needs, offerings and units that a recorder can choose among: few columns, one statement each."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import or_
from sqlalchemy.orm import joinedload, selectinload

from partner_hub.actions.models import ActionItem
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.record_picker import RecordChoice, RecordChoices, UnitChoices
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership, PartnerUnit
from partner_hub.partners.service import remember_answer
from partner_hub.vocabulary.need import OPEN_NEED_STATES, NeedState
from partner_hub.vocabulary.offering import OfferingState

# A need that was referred may still be put on the table.
OPEN_NEED_CHOICES = (*OPEN_NEED_STATES, NeedState.REFERRED)
WITHHELD_NEED_STATES = (NeedState.MERGED, NeedState.DECLINED, NeedState.WITHDRAWN)
OFFERING_CHOICES = (OfferingState.SUBMITTED, OfferingState.LISTED, OfferingState.PAUSED, OfferingState.EXPIRED)


@dataclass
class MeetingChoices:
    """The records that the lines of one meeting may name; each list is loaded when it is first asked for."""

    meeting: Meeting

    @cached_property
    def needs(self) -> RecordChoices:
        """Open needs, and whatever stood on the list of the meeting's quarter."""
        of_quarter = (Need.year == self.meeting.year) & (Need.quarter == self.meeting.quarter)
        statement = (
            db.select(Need.id, Need.name, Need.public_name, Need.grid_words)
            .where(
                Need.community_id == self.meeting.community_id,
                Need.state.not_in(WITHHELD_NEED_STATES),
                or_(Need.state.in_(OPEN_NEED_CHOICES), of_quarter),
            )
            .order_by(Need.name, Need.id)
        )
        rows = db.session.execute(statement)
        return RecordChoices([RecordChoice(row.id, row.name, (row.public_name,), row.grid_words) for row in rows])

    @cached_property
    def offerings(self) -> RecordChoices:
        statement = (
            db.select(Offering.id, Offering.name, PartnerUnit.name.label("unit"))
            .outerjoin(Partnership, Partnership.id == Offering.partnership_id)
            .outerjoin(PartnerUnit, PartnerUnit.id == Partnership.unit_id)
            .where(Offering.community_id == self.meeting.community_id, Offering.state.in_(OFFERING_CHOICES))
            .order_by(Offering.name, Offering.id)
        )
        rows = db.session.execute(statement)
        return RecordChoices(
            [RecordChoice(row.id, row.name, (), row.unit or self.meeting.community.name) for row in rows]
        )

    @cached_property
    def units(self) -> UnitChoices:
        statement = (
            db.select(Partnership)
            .where(Partnership.community_id == self.meeting.community_id, Partnership.is_active)
            .options(selectinload(Partnership.aliases))
            .order_by(Partnership.id)
        )
        rows = db.session.scalars(statement).unique()
        return UnitChoices([RecordChoice(row.id, row.name, tuple(alias.name for alias in row.aliases)) for row in rows])

    def remember_answers(self, actor: Actor) -> None:
        """Names of units that came with a number, since they were not certain, are so from now on."""
        taught = self.units.taught if "units" in vars(self) else {}
        for words, unit_id in taught.items():
            remember_answer(actor, db.session.get_one(Partnership, unit_id), words)

    def rows(self, kind: type[Any], ids: Collection[int]) -> list[Any]:
        """Records of the given ids, which have been chosen from above, in that order."""
        options = [joinedload(Offering.partnership)] if kind is Offering else []
        found = {row.id: row for row in db.session.scalars(db.select(kind).where(kind.id.in_(ids)).options(*options))}
        return [found[each] for each in ids]

    def action(self, action_id: int | None) -> ActionItem | None:
        """An action item of this community."""
        action = db.session.get(ActionItem, action_id) if action_id else None
        return action if action and action.community_id == self.meeting.community_id else None
