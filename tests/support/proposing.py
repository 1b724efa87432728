"""Agenda items that a unit proposes, made and answered through the commands."""

from datetime import timedelta

from partner_hub.communities.quarter_models import CommunityQuarter
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.meetings import proposals
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.proposal_models import AgendaProposal
from tests.support.gathering import community, unit
from tests.support.world import World

WORDS: proposals.ProposalValues = {"title": "门诊楼前的车位", "reason": "周末想请居民错峰停车，需要二十个车位。"}


def propose(world: World, who: str = "unit_member", unit_id: int | None = None) -> AgendaProposal:
    place = unit(world, unit_id or world.hospital)
    return proposals.submit_proposal(world.actor(who), community(world), place, data=WORDS)


def a_draft(world: World, who: str = "unit_member") -> AgendaProposal:
    return proposals.draft_proposal(world.actor(who), community(world), unit(world, world.hospital), data=WORDS)


def answer(world: World, proposal: AgendaProposal, action: str, words: str = "", who: str = "staff") -> AgendaProposal:
    return proposals.answer_proposal(world.actor(who), community(world), proposal, action, words=words)


def a_call(world: World, meeting: Meeting, *, days: int) -> None:
    """The call of the meeting's quarter ends so many days from today."""
    until = clock.local_today() + timedelta(days=days)
    db.session.add(
        CommunityQuarter(community_id=world.community, year=meeting.year, quarter=meeting.quarter, items_until=until)
    )
    db.session.flush()
