import itertools
from datetime import date, timedelta

import pytest

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.events import history_of
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.offerings.models import Offering
from partner_hub.offerings.service import expire_due_offerings, proposed_renewal_day
from partner_hub.offerings.workflow import OFFERING_WORKFLOW
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.offering import OfferingState
from tests.offerings.conftest import Offer
from tests.support import records
from tests.support.page import Page, SignedIn
from tests.support.world import World

YESTERDAY = clock.local_today() - timedelta(days=1)
OUTSIDE = [step for step in itertools.product(OfferingState, OfferingState) if step not in OFFERING_WORKFLOW.rules]


def show(signed_in: SignedIn, world: World, offering: Offering, who: str) -> Page:
    return signed_in(who).page(world.url(f"offerings/{offering.id}"))


def test_a_submitted_one_is_sent_back_mended_and_listed(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offering = offer("义诊", state=OfferingState.SUBMITTED)
    show(signed_in, world, offering, "staff").submit("Send back", reason="请写明每次几人")
    page = show(signed_in, world, offering, "unit_member")
    assert "The committee sent this back 请写明每次几人" in page.text
    page.submit("Submit to the committee")
    assert offering.return_reason == ""
    page = show(signed_in, world, offering, "staff").submit("Put on the list")
    assert "✓ Listed" in page.text
    assert [event.tag.partition(":")[2] for event in history_of(offering)] == [
        "create",
        "send_back",
        "submit",
        "publish",
    ]


def test_sending_back_wants_a_reason(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offering = offer("义诊", state=OfferingState.SUBMITTED)
    page = show(signed_in, world, offering, "staff").submit("Send back", reason=" ", status=422)
    assert "Please give a reason." in page.text
    assert offering.state == OfferingState.SUBMITTED


def test_a_unit_pauses_and_resumes_its_own(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offering = offer("义诊")
    page = show(signed_in, world, offering, "unit_member").submit("Pause")
    assert "… Paused" in page.text
    page.submit("Resume")
    assert offering.state == OfferingState.LISTED


def test_what_ran_out_while_paused_is_renewed_before_it_is_resumed(
    signed_in: SignedIn, world: World, offer: Offer
) -> None:
    offering = offer("义诊", valid_to=YESTERDAY, state=OfferingState.PAUSED)
    page = show(signed_in, world, offering, "unit_member").submit("Resume", status=422)
    assert "Please renew it first." in page.text
    page = show(signed_in, world, offering, "unit_member").submit("Renew")
    page.submit("Resume")
    assert offering.state == OfferingState.LISTED


def test_an_expired_one_is_renewed_for_a_year_in_one_click(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offering = offer("义诊", valid_to=YESTERDAY)
    expire_due_offerings(clock.local_today())
    page = show(signed_in, world, offering, "unit_member").submit("Renew")
    assert "✓ Listed" in page.text
    assert offering.valid_to is not None
    assert offering.valid_to.year == YESTERDAY.year + 1
    assert history_of(offering)[-1].tag == "offering:renew"


def test_renewing_early_counts_from_the_old_last_day(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offering = offer("义诊", valid_to=clock.local_today() + timedelta(days=10), valid_text="年底")
    page = show(signed_in, world, offering, "unit_member")
    refused = page.submit("Renew", valid_to=clock.local_today().isoformat(), status=422)
    assert "The new last day must be later than the old one." in refused.text
    page.submit("Renew")
    assert offering.valid_to == next_year(clock.local_today() + timedelta(days=10))
    assert "年底" not in offering.valid_text


def next_year(day: date) -> date:
    return day.replace(year=day.year + 1)


@pytest.mark.parametrize(
    ("valid_to", "today", "proposed"),
    [
        (date(2026, 12, 31), date(2026, 11, 23), date(2027, 12, 31)),
        (date(2022, 6, 30), date(2026, 11, 23), date(2027, 6, 30)),
        (date(2024, 2, 29), date(2024, 2, 1), date(2025, 2, 28)),
    ],
)
def test_the_proposed_last_day_is_whole_years_later_and_not_over(
    offer: Offer, valid_to: date, today: date, proposed: date
) -> None:
    assert proposed_renewal_day(offer("义诊", valid_to=valid_to), today) == proposed


def test_what_has_no_end_and_what_is_off_the_list_is_not_renewed(
    signed_in: SignedIn, world: World, offer: Offer
) -> None:
    for offering in (offer("长期的"), offer("下架的", valid_to=YESTERDAY, state=OfferingState.RETIRED)):
        assert "Renew" not in show(signed_in, world, offering, "unit_member").buttons()


def test_the_nightly_run_marks_what_is_over_once_and_nothing_else(offer: Offer) -> None:
    over = offer("过期的", valid_to=YESTERDAY)
    kept = [
        offer("今天为止的", valid_to=clock.local_today()),
        offer("长期的"),
        offer("暂停的", valid_to=YESTERDAY, state=OfferingState.PAUSED),
    ]
    assert expire_due_offerings(clock.local_today()) == 1
    assert expire_due_offerings(clock.local_today()) == 0
    assert over.state == OfferingState.EXPIRED
    assert history_of(over)[-1].actor_name == "系统"
    assert OfferingState.EXPIRED not in {offering.state for offering in kept}


def test_nobody_is_left_waiting_for_what_is_taken_off_the_list(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offering = offer("义诊")
    match = Match(community_id=world.community, state=MatchState.AGREED)
    match.partners = [MatchPartner(partnership_id=world.hospital, offering_id=offering.id, is_lead=True)]
    match.needs = [MatchNeed(need=records.a_need(world))]
    db.session.add(match)
    page = show(signed_in, world, offering, "unit_member").submit("Take off the list", status=422)
    assert "It can be taken off the list when the match has ended or is released." in page.text
    match.state = MatchState.RELEASED
    page.submit("Take off the list")
    assert offering.state == OfferingState.RETIRED


@pytest.mark.parametrize(
    ("who", "action", "status"),
    [
        ("unit_admin", "publish", 403),
        ("unit_admin", "send-back", 403),
        ("grid_worker", "pause", 403),
        ("district_observer", "retire", 403),
        ("stranger_staff", "publish", 404),
    ],
)
def test_nobody_else_takes_these_steps(
    signed_in: SignedIn, world: World, offer: Offer, who: str, action: str, status: int
) -> None:
    offering = offer("义诊")
    assert signed_in(who).post(world.url(f"offerings/{offering.id}/{action}")).status_code == status


@pytest.mark.parametrize("action", ["pause", "retire", "renew"])
def test_a_unit_moves_nothing_of_another(signed_in: SignedIn, world: World, offer: Offer, action: str) -> None:
    offering = offer("义诊", valid_to=clock.local_today())
    page = show(signed_in, world, offering, "other_unit_admin")
    assert not {"Pause", "Renew", "Take off the list"} & set(page.buttons())
    token = page.all("input", name="csrf_token")[0].get("value")
    data = {"csrf_token": token, "valid_to": "2027-01-01"}
    assert page.client.post(f"{page.url}/{action}", data=data).status_code == 403
    assert offering.state == OfferingState.LISTED


def test_a_unit_cannot_list_by_resuming(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offering = offer("义诊", state=OfferingState.SUBMITTED)
    page = show(signed_in, world, offering, "unit_admin")
    token = page.all("input", name="csrf_token")[0].get("value")
    assert page.client.post(f"{page.url}/resume", data={"csrf_token": token}).status_code == 403
    assert offering.state == OfferingState.SUBMITTED


@pytest.mark.parametrize(("start", "to"), OUTSIDE)
def test_every_step_outside_the_table_is_refused(
    world: World, offer: Offer, start: OfferingState, to: OfferingState
) -> None:
    with pytest.raises(DomainError, match="not possible"):
        OFFERING_WORKFLOW.move(world.actor("secretary"), offer("义诊", state=start), to, reason="要")
