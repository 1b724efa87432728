"""Figures of what those who asked say: confirmed, contradicted and silent are three things, and the past stays."""

from datetime import timedelta

from partner_hub.communities.quarter_models import CommunityQuarter
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.needs.end_answers import answer_end_by_code
from partner_hub.needs.ends import NeedOutcome, end_need
from partner_hub.needs.models import NeedEnd
from partner_hub.needs.service import move_need
from partner_hub.reports.answer_figures import AnswerCounts, answers_to_ends
from partner_hub.reports.frozen_figures import figures_of_quarter
from partner_hub.vocabulary.need import NeedState, SettledAnswer
from partner_hub.vocabulary.quarter import QuarterState
from tests.support.gathering import community
from tests.support.page import SignedIn
from tests.support.queries import statements
from tests.support.records import a_need
from tests.support.world import World

A, S = SettledAnswer, NeedState
HERE = (2026, 4)


def an_end(world: World, answer: SettledAnswer | None, to: NeedState = S.MET) -> NeedEnd:
    need = a_need(world, state=S.IN_PROJECT)
    end = end_need(world.actor("staff"), need, NeedOutcome(to, "装了一盏灯", "物业公司", "还差一盏"))
    if answer:
        answer_end_by_code(need, answer, "")
    return end


def test_each_answer_is_counted_as_what_it_is(signed_in: SignedIn, world: World) -> None:
    an_end(world, A.SETTLED)
    an_end(world, A.PARTLY, S.PARTLY_MET)
    an_end(world, A.PARTLY)
    reopened = an_end(world, A.NOT_SETTLED)
    move_need(world.actor("staff"), reopened.need, to=S.PUBLISHED, reason="又坏了")
    an_end(world, None).answer_by = clock.local_today() - timedelta(days=1)
    closed_early = an_end(world, None)
    move_need(world.actor("staff"), closed_early.need, to=S.CLOSED, reason="已搬走")
    an_end(world, None)
    taken_back = an_end(world, A.SETTLED)
    move_need(world.actor("staff"), taken_back.need, to=S.PUBLISHED, reason="又坏了")
    found = answers_to_ends(world.actor("staff"), HERE)
    assert found == AnswerCounts(confirmed=2, contradicted=2, silent=2, waiting=1)
    assert figures_of_quarter(community(world), HERE)["answers"]["silent"] == 2
    page = signed_in("staff").page(world.url("figures?quarter=2026Q4"))
    assert "Confirmed 2, contradicted 2, no answer 2, still to answer 1" in page.text
    assert "Confirmed" not in signed_in("staff").page(world.url("figures?quarter=2025Q1")).text


def test_frozen_figures_stay_also_those_from_before_anybody_was_asked(world: World) -> None:
    an_end(world, A.SETTLED)
    row = CommunityQuarter(community_id=world.community, year=2026, quarter=4, state=QuarterState.CLOSED)
    db.session.add(row)
    for figures, counts in (({"version": 1}, AnswerCounts()), ({"answers": {"silent": 3}}, AnswerCounts(silent=3))):
        row.figures = figures
        db.session.flush()
        assert answers_to_ends(world.actor("staff"), HERE) == counts


def test_many_ends_take_one_statement(world: World) -> None:
    for _ in range(3):
        an_end(world, A.SETTLED)
    staff = world.actor("staff")
    with statements() as seen:
        assert answers_to_ends(staff, HERE).confirmed == 3
    # Whether the quarter is closed, and the counts.
    assert len(seen) == 2
