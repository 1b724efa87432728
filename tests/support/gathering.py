"""A meeting being prepared or recorded, made through the commands that recorders use."""

from datetime import UTC, datetime
from typing import Any

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.meetings import agenda
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.service import plan_meeting
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership, PartnerUnit
from partner_hub.vocabulary.meeting import ItemKind, MeetingState
from partner_hub.vocabulary.offering import OfferingState
from tests.support.world import World

DECEMBER = datetime(2026, 12, 10, 7, tzinfo=UTC)


def community(world: World) -> Community:
    return db.session.get_one(Community, world.community)


def a_gathering(
    world: World, *items: ItemKind, state: MeetingState = MeetingState.PLANNING, year: int = 2026, **facts: Any
) -> Meeting:
    """The meeting of 2026Q4 with an item of each kind; `facts` are those of plan_meeting."""
    usual: Any = {"year": year, "quarter": 4, "planned_start": DECEMBER.replace(year=year), "place": "二楼议事厅"}
    meeting = plan_meeting(world.actor("staff"), community(world), data=usual | facts)
    for kind in items:
        agenda.add_agenda_item(world.actor("staff"), meeting, data={"title": f"议题 {kind.value}", "kind": kind})
    meeting.state = state
    db.session.flush()
    db.session.refresh(meeting)
    return meeting


def an_item(world: World, kind: ItemKind = ItemKind.OTHER, **facts: Any) -> AgendaItem:
    return a_gathering(world, kind, **facts).items[0]


def an_offering(world: World, name: str = "家庭病床", unit: int | None = None, **facts: Any) -> Offering:
    usual = {"community_id": world.community, "partnership_id": unit or world.hospital, "state": OfferingState.LISTED}
    offering = Offering(name=name, **usual | facts)
    db.session.add(offering)
    db.session.flush()
    return offering


def an_escort(world: World, name: str = "老人陪诊", **facts: Any) -> Offering:
    """An offering that plainly fits what records.an_old_persons_need asks for."""
    plain = {
        "content": "陪独居老人去医院看病，也可以代取药。",
        "category_words": "养老助老",
        "audience": "老年人",
        "audiences": ["老年人"],
    }
    return an_offering(world, name, **(plain | facts))


def more_units(world: World, number: int) -> list[Partnership]:
    units = [
        Partnership(community_id=world.community, unit=PartnerUnit(name=f"江州市第{each}号服务站"))
        for each in range(number)
    ]
    db.session.add_all(units)
    db.session.flush()
    return units


def unit(world: World, partnership_id: int) -> Partnership:
    return db.session.get_one(Partnership, partnership_id)


def seat_of(meeting: Meeting, partnership_id: int) -> Seat:
    return db.session.scalars(
        db.select(Seat).where(Seat.meeting_id == meeting.id, Seat.partnership_id == partnership_id)
    ).one()
