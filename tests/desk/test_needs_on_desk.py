"""Needs that want a decision stand on the committee's first page: contradicted by whoever asked, carried too often."""

from partner_hub.core.db import db
from partner_hub.desk.needs_on_desk import MAX_NEEDS_SHOWN, needs_on_desk
from partner_hub.needs.end_answers import answer_end_by_code
from partner_hub.needs.ends import NeedOutcome, end_need
from partner_hub.needs.models import Need
from partner_hub.needs.service import move_need
from partner_hub.vocabulary.need import NeedState, SettledAnswer
from tests.support.page import SignedIn
from tests.support.queries import statements
from tests.support.records import a_need
from tests.support.world import World


def a_contradicted_need(world: World, **facts: object) -> Need:
    need = a_need(world, **({"state": NeedState.IN_PROJECT} | facts))
    end_need(world.actor("staff"), need, NeedOutcome(NeedState.MET, "装了一盏灯", "物业公司"))
    answer_end_by_code(need, SettledAnswer.NOT_SETTLED, "")
    return need


def test_what_is_contradicted_stands_there_until_it_is_reopened(signed_in: SignedIn, world: World) -> None:
    need = a_contradicted_need(world, name="楼道照明")
    a_need(world, name="没人反馈", state=NeedState.MET)
    page = signed_in("secretary").page(world.url())
    assert "Not settled, say those who asked" in page.text
    page.follow("楼道照明").submit("Reopen", {"reason": "灯又坏了"})
    assert need.state is NeedState.PUBLISHED
    assert "Not settled, say those who asked" not in signed_in("secretary").page(world.url()).text


def test_what_was_carried_over_for_the_third_time_stands_there_while_nobody_works_on_it(
    signed_in: SignedIn, world: World
) -> None:
    often = a_need(world, name="加装电梯", carried_over=3)
    a_need(world, name="两次而已", carried_over=2)
    a_need(world, name="有人在办", carried_over=3, state=NeedState.IN_PROJECT)
    page = signed_in("staff").page(world.url())
    assert "Carried over for the third time" in page.text
    assert [row.need for row in needs_on_desk(world.actor("staff")).often_carried] == [often]
    move_need(world.actor("staff"), often, to=NeedState.IN_PROJECT)
    assert "Carried over for the third time" not in signed_in("staff").page(world.url()).text


def test_many_rows_take_no_more_statements_and_the_first_are_shown(world: World) -> None:
    counts = []
    for _round in range(2):
        for _ in range(MAX_NEEDS_SHOWN):
            a_contradicted_need(world)
            a_need(world, carried_over=3)
            a_need(world, state=NeedState.SUBMITTED)
        db.session.flush()
        db.session.expunge_all()
        with statements() as seen:
            found = needs_on_desk(world.actor("staff"))
        counts.append(len(seen))
        rows = (found.review, found.contradicted, found.often_carried)
        assert [len(each) for each in rows] == [MAX_NEEDS_SHOWN] * 3
    assert counts[0] == counts[1]
