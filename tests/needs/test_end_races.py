"""Whoever asked answers while somebody closes or reopens the need: no answer comes after the end is over."""

import pytest
from flask import Flask

from partner_hub.core.db import db
from partner_hub.needs.end_answers import answer_end
from partner_hub.needs.ends import NeedOutcome, end_need
from partner_hub.needs.models import Need, NeedEnd
from partner_hub.needs.service import move_need
from partner_hub.vocabulary.need import NeedState, SettledAnswer
from tests.support.crowd import at_once
from tests.support.database import on_both_databases
from tests.support.records import a_need
from tests.support.world import World


@pytest.mark.parametrize("to", [NeedState.CLOSED, NeedState.PUBLISHED])
@on_both_databases
def test_an_answer_and_the_last_step_at_the_same_moment(app: Flask, world: World, to: NeedState) -> None:
    need = a_need(world, state=NeedState.IN_PROJECT, asking_partnership_id=world.hospital)
    end_need(world.actor("staff"), need, NeedOutcome(NeedState.MET, "修好了", "物业公司"))
    number = need.id
    db.session.commit()

    said = at_once(
        app,
        world,
        ("staff", lambda actor: move_need(actor, db.session.get_one(Need, number), to=to, reason="已回访")),
        ("unit_admin", lambda actor: answer_end(actor, db.session.get_one(Need, number), SettledAnswer.SETTLED, "")),
    )

    assert said in (["done", "done"], ["Conflict", "done"])
    end = db.session.scalars(db.select(NeedEnd)).one()
    assert (end.answers[0].answer is None) == ("Conflict" in said)
    assert db.session.get_one(Need, number).state is to
