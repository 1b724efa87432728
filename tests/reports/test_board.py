"""The board: what nobody takes yet, what could serve it, and what has been brought together."""

from datetime import timedelta

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.unit import UnitState
from tests.reports.conftest import Join, Listed, Offer
from tests.support.page import Page, SignedIn
from tests.support.records import RECORDED, a_need
from tests.support.world import World


def column(page: Page, heading: str) -> str:
    """What is to be read in one of the three lists."""
    (found,) = [part for part in page.all("section") if part.all("h2")[0].text.startswith(heading)]
    return found.text


def test_a_need_moves_on_as_somebody_takes_it(
    signed_in: SignedIn, world: World, listed: Listed, offer: Offer, join: Join
) -> None:
    ward = offer("家庭病床")
    listed("楼道灯坏了")
    join(listed("要人陪诊"), ward, MatchState.PROPOSED)
    join(listed("要换尿管"), ward, MatchState.AGREED, clock.local_today())
    staff = signed_in("staff")

    page = staff.page(world.url("board"))
    assert "楼道灯坏了" in column(page, "需求清单")
    assert "要人陪诊" not in column(page, "需求清单")
    assert [page.text.count(f"{words} 1") for words in ("Nobody yet", "Waiting for an answer", "Agreed")] == [1, 1, 1]

    assert "要人陪诊" in column(staff.page(world.url("board?show=asked")), "需求清单")
    assert "要换尿管" in column(staff.page(world.url("board?show=taken")), "需求清单")


def test_the_first_page_counts_as_the_board_does_and_leads_to_it(
    signed_in: SignedIn, world: World, listed: Listed, offer: Offer, join: Join
) -> None:
    join(listed("要人陪诊"), offer("陪诊"), MatchState.PROPOSED)
    join(listed("要换尿管"), offer("家庭病床"), MatchState.AGREED, clock.local_today())
    page = signed_in("staff").page(world.url())
    (stage,) = [words for words in page.links() if "needs have a partner" in words]
    assert "1 / 2" in stage
    assert "要换尿管" in column(page.follow(stage), "需求清单")


def test_a_match_that_came_to_nothing_leaves_its_need_open(
    signed_in: SignedIn, world: World, listed: Listed, offer: Offer, join: Join
) -> None:
    join(listed("要人陪诊"), offer("陪诊"), MatchState.DECLINED)
    page = signed_in("staff").page(world.url("board"))
    assert "要人陪诊" in column(page, "需求清单")
    assert "要人陪诊" not in column(page, "Matches of this quarter")


def test_only_what_can_be_used_today_is_proposed(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offer("义诊")
    offer("过期的", valid_to=clock.local_today() - timedelta(days=1))
    offer("停着的", state=OfferingState.PAUSED)
    offer("学校的", partnership_id=world.school)
    db.session.get_one(Partnership, world.school).state = UnitState.SUSPENDED
    text = column(signed_in("staff").page(world.url("board")), "资源清单")
    assert "义诊" in text
    assert not any(word in text for word in ("过期的", "停着的", "学校的"))


def test_filters_choose_quarter_and_words(signed_in: SignedIn, world: World, listed: Listed) -> None:
    listed("楼道灯坏了")
    listed("要人陪诊")
    listed("去年的事", year=2025, quarter=4)
    staff = signed_in("staff")
    assert "去年的事" not in staff.page(world.url("board")).text
    assert "去年的事" in staff.page(world.url("board?quarter=2025Q4")).text
    found = column(staff.page(world.url("board?q=陪诊")), "需求清单")
    assert "要人陪诊" in found
    assert "楼道灯坏了" not in found


def test_the_district_reads_public_wording_and_finds_no_buttons(signed_in: SignedIn, world: World) -> None:
    year, quarter = clock.quarter_of(clock.local_today())
    a_need(world, year=year, quarter=quarter)
    observer = signed_in("district_observer").page(world.url("board"))
    assert RECORDED not in observer.text
    assert "独居老人要人陪诊" in observer.text
    assert "Find a partner" not in observer.text


def test_wishes_that_nobody_means_show_the_usual_board(signed_in: SignedIn, world: World, listed: Listed) -> None:
    listed("楼道灯坏了")
    page = signed_in("staff").page(world.url("board?show=x&quarter=9999Q9&category=-1&grid=x"))
    assert page.heading == "Board"
