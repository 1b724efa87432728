"""What became of confirmed matches: counted while the quarter runs, frozen when it is closed."""

from partner_hub.communities.quarter_models import CommunityQuarter
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.needs.models import Need
from partner_hub.reports.board import need_progress
from partner_hub.reports.kept_promises import kept_promises
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.quarter import QuarterState
from tests.reports.conftest import Join, Listed, Offer
from tests.support.page import SignedIn
from tests.support.world import World

M = MatchState
NOW = clock.quarter_of(clock.local_today())


def test_the_ends_of_a_running_quarter_are_counted(
    signed_in: SignedIn, world: World, listed: Listed, offer: Offer, join: Join
) -> None:
    for place, state in enumerate((M.CONFIRMED, M.DELIVERED, M.DELIVERED, M.FAILED, M.RELEASED)):
        join(listed(f"需求{place}", state=NeedState.IN_PROJECT), offer(f"资源{place}"), state)
    kept = kept_promises(world.actor("staff"), NOW)
    assert [kept.counts[state] for state in (M.CONFIRMED, M.DELIVERED, M.FAILED, M.ENDED_EARLY)] == [1, 2, 1, 0]
    client = signed_in("staff")
    page = client.page(world.url("figures"))
    assert "Delivered 2" in page.text
    behind = next(link.get("href") for link in page.all("a") if "state=delivered" in link.get("href"))
    assert len(client.page(behind).rows()) == 2


def test_a_closed_quarter_tells_what_was_frozen(world: World, listed: Listed, offer: Offer, join: Join) -> None:
    figures = {"matches": {"confirmed": 3, "delivered": 1}}
    db.session.add(
        CommunityQuarter(community_id=world.community, year=2025, quarter=1, state=QuarterState.CLOSED, figures=figures)
    )
    join(listed("要换尿管", year=2025, quarter=1, state=NeedState.IN_PROJECT), offer("家庭病床"), M.FAILED)
    kept = kept_promises(world.actor("staff"), (2025, 1))
    assert (kept.is_frozen, kept.total, kept.counts[M.FAILED]) == (True, 4, 0)


def test_a_need_that_was_served_stays_taken_until_it_is_listed_anew(
    world: World, listed: Listed, offer: Offer, join: Join
) -> None:
    need = listed("要换尿管", state=NeedState.MET)
    join(need, offer("家庭病床"), M.DELIVERED)
    progress = db.select(need_progress()).where(Need.id == need.id)
    assert db.session.scalar(progress) == "taken"
    need.state = NeedState.PUBLISHED
    db.session.flush()
    assert db.session.scalar(progress) == "open"
