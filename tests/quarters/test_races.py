"""Two people at the same moment, one of whom closes the quarter."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import func

from partner_hub.communities.quarter_models import CommunityQuarter
from partner_hub.core.db import db
from partner_hub.matching.commands.claims import claim_need
from partner_hub.needs.ends import NeedOutcome, end_need
from partner_hub.needs.merging import merge_need
from partner_hub.needs.models import Need, NeedStay
from partner_hub.needs.moving import put_needs_on_list
from partner_hub.partners.models import Partnership
from partner_hub.quarters.closing import close_quarter
from partner_hub.vocabulary.meeting import MeetingState
from partner_hub.vocabulary.need import OPEN_NEED_STATES, NeedState
from tests.support.crowd import at_once
from tests.support.database import on_both_databases
from tests.support.gathering import community
from tests.support.records import a_meeting, a_need
from tests.support.world import World

Q4 = (2026, 4)


def close(world: World) -> tuple[str, Callable[[Any], object]]:
    return "secretary", lambda actor: close_quarter(actor, community(world), Q4)


@on_both_databases
def test_of_two_who_close_the_same_quarter_one_finds_it_closed(app: Flask, world: World) -> None:
    a_meeting(world, state=MeetingState.MINUTES_SIGNED)
    need = a_need(world)
    db.session.commit()
    assert at_once(app, world, close(world), close(world)) == ["Conflict", "done"]
    assert need.carried_over == 1
    assert db.session.scalar(db.select(func.count()).select_from(CommunityQuarter)) == 2


@on_both_databases
def test_whatever_happens_to_needs_meanwhile_none_is_left_open_in_the_closed_quarter(app: Flask, world: World) -> None:
    a_meeting(world, state=MeetingState.MINUTES_SIGNED)
    accepted = a_need(world, state=NeedState.ACCEPTED, year=None, quarter=None).id
    begun = a_need(world, state=NeedState.IN_PROJECT).id
    part, whole, wanted = a_need(world).id, a_need(world).id, a_need(world).id
    db.session.commit()

    def need(number: int) -> Need:
        return db.session.get_one(Need, number)

    def unit() -> Partnership:
        return db.session.get_one(Partnership, world.hospital)

    said = at_once(
        app,
        world,
        close(world),
        ("staff", lambda actor: put_needs_on_list(actor, [need(accepted)], year=2026, quarter=4)),
        ("staff", lambda actor: end_need(actor, need(begun), NeedOutcome(NeedState.MET, "修好了", "物业"))),
        ("staff", lambda actor: merge_need(actor, need(part), into=need(whole))),
        ("unit_admin", lambda actor: claim_need(actor, need(wanted), partnership=unit(), promise="陪诊")),
    )

    assert set(said) <= {"done", "Conflict"}
    left_open = db.select(Need.id).where(Need.year == 2026, Need.state.in_(OPEN_NEED_STATES))
    assert db.session.scalars(left_open).all() == []
    for each in db.session.scalars(db.select(Need)):
        stays = db.session.scalars(db.select(NeedStay).where(NeedStay.need_id == each.id)).all()
        assert each.carried_over == sum(stay.state in OPEN_NEED_STATES for stay in stays)
