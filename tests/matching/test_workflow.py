"""The table of steps, for every state and every role: who is let, and everything else is refused."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.matching.commands import answers
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.matching.workflow import MATCH_WORKFLOW
from partner_hub.vocabulary.match import (
    AGREED_MATCH_STATES,
    ENDED_MATCH_STATES,
    LIVE_MATCH_STATES,
    MatchOrigin,
    MatchState,
)
from partner_hub.vocabulary.meeting import MeetingKind, MeetingState
from tests.support.records import a_need, an_agenda_item
from tests.support.world import PEOPLE, World

M = MatchState
HOME = tuple(who for who in PEOPLE if not who.startswith("stranger"))
COMMITTEE, HOSPITAL = {"secretary", "staff"}, {"unit_admin", "unit_member"}
# Who may take which step of a match that the hospital leads; of a claim of a resident's need, and of a dispatch.
MAY = {
    (MatchOrigin.CLAIM, "agree"): COMMITTEE,
    (MatchOrigin.CLAIM, "decline"): COMMITTEE,
    (MatchOrigin.DISPATCH, "agree"): COMMITTEE | HOSPITAL,
    (MatchOrigin.DISPATCH, "decline"): COMMITTEE | HOSPITAL,
} | {
    (origin, action): people
    for origin in (MatchOrigin.CLAIM, MatchOrigin.DISPATCH)
    for action, people in {
        "release": COMMITTEE | HOSPITAL,
        "lapse": COMMITTEE,
        "table": COMMITTEE,
        "untable": COMMITTEE,
        "confirm": COMMITTEE,
        "defer": COMMITTEE,
        "reject": COMMITTEE,
        "accept_end": COMMITTEE,
    }.items()
}


def a_match(world: World, state: MatchState, origin: MatchOrigin) -> Match:
    match = Match(community_id=world.community, state=state, origin=origin, promise="来")
    match.needs = [MatchNeed(need=a_need(world))]
    match.partners = [
        MatchPartner(partnership_id=world.hospital, is_lead=True),
        MatchPartner(partnership_id=world.school, position=1),
    ]
    db.session.add(match)
    db.session.flush()
    return match


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(list(itertools.product(MatchState, MatchState))),
    st.sampled_from([MatchOrigin.CLAIM, MatchOrigin.DISPATCH]),
    st.sampled_from(HOME),
)
def test_every_step_is_for_those_of_the_table(
    world: World, steps: tuple[MatchState, MatchState], origin: MatchOrigin, who: str
) -> None:
    start, to = steps
    match, actor = a_match(world, start, origin), world.actor(who)
    if to in ENDED_MATCH_STATES:
        match.agenda_item_id = an_agenda_item(world, state=MeetingState.MINUTES_SIGNED, kind=MeetingKind.EXTRAORDINARY)
        match.reported_end = to
    rule = MATCH_WORKFLOW.rules.get((start, to))
    if rule is None:
        with pytest.raises(Conflict):
            MATCH_WORKFLOW.move(actor, match, to, reason="因为")
        return
    small = (start, to) == (M.AGREED, M.CONFIRMED)
    if who in ({"secretary"} if small else MAY[origin, rule.action]):
        MATCH_WORKFLOW.move(actor, match, to, reason="因为")
        assert match.state is to
    else:
        with pytest.raises(NotAllowed):
            MATCH_WORKFLOW.move(actor, match, to, reason="因为")
        assert match.state is start


@pytest.mark.parametrize("action", ["decline", "release"])
def test_saying_no_needs_a_reason(world: World, action: str) -> None:
    match = a_match(world, M.PROPOSED, MatchOrigin.CLAIM)
    command = {"decline": answers.decline_match, "release": answers.release_match}[action]
    with pytest.raises(DomainError):
        command(world.actor("staff"), match, reason="  ")
    assert match.state is M.PROPOSED


def test_what_lives_can_end_and_what_ended_stays_so() -> None:
    for state in MatchState:
        leads_on = {to for start, to in MATCH_WORKFLOW.rules if start is state}
        assert (M.RELEASED in leads_on) is (state in LIVE_MATCH_STATES)
        if state in {M.RELEASED, M.DECLINED, M.LAPSED, *ENDED_MATCH_STATES}:
            assert leads_on == set()
    assert set(AGREED_MATCH_STATES) < set(LIVE_MATCH_STATES)
