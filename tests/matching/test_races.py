"""Fifty people press the button at the same moment: one wins, the others read who was faster and what is left."""

import re

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.matching.commands import answers, claims, ends, invitations, meeting_matches, supporters
from partner_hub.matching.contribution import Contribution
from partner_hub.matching.models import Match, MatchPartner, NeedInvitation
from partner_hub.needs.models import Need
from partner_hub.offerings.availability import remaining_capacity
from partner_hub.offerings.models import Offering
from partner_hub.offerings.service import move_offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.match import LIVE_MATCH_STATES, MatchState
from partner_hub.vocabulary.meeting import ItemKind
from partner_hub.vocabulary.offering import CapacityPeriod, OfferingState
from tests.matching.conftest import Rush
from tests.matching.test_ends import GIVEN, in_work
from tests.support.database import on_both_databases
from tests.support.gathering import an_item, an_offering, community, more_units
from tests.support.records import a_need
from tests.support.world import World

CROWD = 50
PAIR = re.compile(r"江州市第二医院 took “独居老人要人陪诊” with “上门陪诊” at \d\d:\d\d already\. Free places: 1人\.")
# Staff read the words as recorded, the unit the public wording.
LAST = re.compile(
    r"江州市第二医院 took the last place of “上门陪诊” at \d\d:\d\d "
    r"for “(独居老人要人陪诊|3座502的阿婆要人陪诊)”\. Free places: 0人\."
)

OF_THE_MONTH = re.compile(
    r"江州市第二医院 took the last place of “健康讲座” at \d\d:\d\d for “[^”]+”\. Free places: 0场 \(3场 a month\)\. "
    r"From the first of next month \([^)]+\) on there are 2场 again\."
)


def live() -> list[Match]:
    return list(db.session.scalars(db.select(Match).where(Match.state.in_(LIVE_MATCH_STATES)).order_by(Match.id)))


@on_both_databases
def test_of_fifty_who_claim_one_pair_one_wins(world: World, need: Need, offering: Offering, rush: Rush) -> None:
    actor, need_id, offering_id = world.actor("unit_member"), need.id, offering.id

    def claim(_number: int) -> None:
        mine, theirs = db.session.get_one(Partnership, world.hospital), db.session.get_one(Need, need_id)
        claims.claim_need(actor, theirs, partnership=mine, offering=db.session.get_one(Offering, offering_id))

    race = rush(claim, CROWD)
    assert (race.broken, len(race.won), len(race.told)) == ([], 1, CROWD - 1)
    assert [sentence for sentence in race.told if not PAIR.fullmatch(sentence)] == []
    assert len(live()) == 1


@on_both_databases
def test_of_fifty_who_ask_for_the_last_place_one_gets_it(world: World, offering: Offering, rush: Rush) -> None:
    offering.capacity_number = 1
    unit, staff = world.actor("unit_member"), world.actor("staff")
    needs, offering_id = [a_need(world).id for _each in range(CROWD)], offering.id

    def take(number: int) -> None:
        mine, need = db.session.get_one(Partnership, world.hospital), db.session.get_one(Need, needs[number])
        what = {"partnership": mine, "offering": db.session.get_one(Offering, offering_id)}
        if number % 2:
            claims.dispatch_need(staff, need, **what)  # type: ignore[arg-type]
        else:
            claims.claim_need(unit, need, **what)  # type: ignore[arg-type]

    race = rush(take, CROWD)
    assert (race.broken, len(race.won), len(race.told)) == ([], 1, CROWD - 1)
    assert [sentence for sentence in race.told if not LAST.fullmatch(sentence)] == []
    assert [entry.need_id for match in live() for entry in match.needs] == [needs[race.won[0]]]


@on_both_databases
def test_what_was_delivered_this_month_is_not_there_for_the_crowd(world: World, rush: Rush) -> None:
    """Three a month, two delivered: one of fifty gets the last one, the others read when there are more again."""
    talks = an_offering(world, "健康讲座", capacity_number=3, capacity_unit="场", capacity_period=CapacityPeriod.MONTH)
    unit, ids = world.actor("unit_member"), [a_need(world).id for _each in range(CROWD + 1)]
    given = claims.claim_need(
        unit, db.session.get_one(Need, ids.pop()), offering=talks, quantity=2,
        partnership=db.session.get_one(Partnership, world.hospital),
    )  # fmt: skip
    given.state, given.ended_on = MatchState.DELIVERED, clock.local_today()
    offering_id = talks.id

    def take(number: int) -> None:
        mine, need = db.session.get_one(Partnership, world.hospital), db.session.get_one(Need, ids[number])
        claims.claim_need(unit, need, partnership=mine, offering=db.session.get_one(Offering, offering_id))

    race = rush(take, CROWD)
    assert (race.broken, len(race.won), len(race.told)) == ([], 1, CROWD - 1)
    assert [sentence for sentence in race.told if not OF_THE_MONTH.fullmatch(sentence)] == []
    assert remaining_capacity([offering_id]) == {offering_id: 0}


@on_both_databases
def test_no_way_of_taking_places_oversells_them(world: World, rush: Rush) -> None:
    """Claims, joins, larger quantities, lines of a meeting and verdicts that come back, all at once, for ten places."""
    venue = an_offering(world, "二楼议事厅", capacity_number=10, capacity_unit="场")
    unit, staff = world.actor("unit_member"), world.actor("staff")
    mine = db.session.get_one(Partnership, world.hospital)
    item = an_item(world, ItemKind.MATCHING)
    needs = [a_need(world).id for _each in range(CROWD)]
    first = claims.claim_need(unit, a_need(world), partnership=mine, offering=venue, quantity=1)
    others = more_units(world, 10)
    joinable = [claims.claim_need(staff, a_need(world), partnership=each, promise="来").id for each in others]
    rejected = [
        meeting_matches.record_match(
            staff, community(world), agenda_item=item, needs=[a_need(world)],
            contributions=[Contribution(mine, venue, is_lead=True)], state=MatchState.REJECTED,
        ).id
        for _each in range(10)
    ]  # fmt: skip
    promised = [
        meeting_matches.record_match(
            staff,
            community(world),
            agenda_item=item,
            needs=[a_need(world)],
            contributions=[Contribution(mine, None, is_lead=True)],
        ).id
        for _each in range(10)
    ]
    ids = {"first": first.id, "item": item.id, "venue": venue.id}

    def take(number: int) -> None:
        place = db.session.get_one(Offering, ids["venue"])
        hospital = db.session.get_one(Partnership, world.hospital)
        which = number // 5
        match number % 5:
            case 0:
                need = db.session.get_one(Need, needs[number])
                claims.claim_need(unit, need, partnership=hospital, offering=place, quantity=1 + which % 3)
            case 1:
                match = db.session.get_one(Match, joinable[which])
                supporters.join_match(unit, match, partnership=hospital, offering=place, quantity=2)
            case 2:
                match = db.session.get_one(Match, ids["first"])
                supporters.change_quantity(unit, match, match.partners[0], 1 + which)
            case 3:
                meeting_matches.record_verdict(staff, db.session.get_one(Match, rejected[which]), MatchState.CONFIRMED)
            case 4:
                match = db.session.get_one(Match, promised[which])
                needs_of = [entry.need for entry in match.needs]
                meeting_matches.change_match(
                    staff,
                    community(world),
                    match,
                    needs=needs_of,
                    contributions=[Contribution(hospital, place, is_lead=True)],
                    promise="来",
                )

    race = rush(take, CROWD)
    assert race.broken == []
    assert race.won
    taken = db.session.scalar(
        db.select(db.func.sum(MatchPartner.quantity))
        .join(Match)
        .where(MatchPartner.offering_id == ids["venue"], Match.state.in_(LIVE_MATCH_STATES))
    )
    assert taken <= 10
    assert remaining_capacity([ids["venue"]]) == {ids["venue"]: 10 - taken}


@on_both_databases
def test_a_match_is_answered_once_whatever_the_answers_are(world: World, need: Need, rush: Rush) -> None:
    staff, unit = world.actor("staff"), world.actor("unit_member")
    mine = db.session.get_one(Partnership, world.hospital)
    match_id = claims.claim_need(unit, need, partnership=mine, promise="每周一次").id

    def answer(number: int) -> None:
        match = db.session.get_one(Match, match_id)
        match number % 3:
            case 0:
                answers.agree_match(staff, match)
            case 1:
                answers.decline_match(staff, match, reason="已有单位")
            case 2:
                answers.release_match(unit, match, reason="人手不够")

    race = rush(answer, 12)
    assert race.broken == []
    # An agreed match may still be released, so that two can have had their way, one after the other.
    assert len(race.won) in {1, 2}
    assert len(race.won) + len(race.told) == 12


@on_both_databases
def test_exactly_one_leads_when_two_hand_it_over_at_once(world: World, need: Need, rush: Rush) -> None:
    staff = world.actor("staff")
    units = [db.session.get_one(Partnership, world.hospital), *more_units(world, 5)]
    match = claims.claim_need(staff, need, partnership=units[0], promise="牵头")
    ids = [supporters.join_match(staff, match, partnership=each).id for each in units[1:]]
    match_id = match.id

    def hand_over(number: int) -> None:
        found = db.session.get_one(Match, match_id)
        supporters.hand_over_lead(staff, found, db.session.get_one(MatchPartner, ids[number]))

    race = rush(hand_over, 5)
    assert race.broken == []
    found = db.session.get_one(Match, match_id)
    assert sum(partner.is_lead for partner in found.partners) == 1


@on_both_databases
def test_whoever_declines_last_opens_the_hall(world: World, need: Need, rush: Rush) -> None:
    staff, need_id = world.actor("staff"), need.id
    asked = [each.id for each in invitations.invite_units(staff, need, more_units(world, 8))]
    assert need.hall_from is not None
    assert need.hall_from > clock.utc_now()

    def decline(number: int) -> None:
        invitation = db.session.get_one(NeedInvitation, asked[number])
        invitations.decline_need_invitation(staff, invitation, reason="没有人手")

    race = rush(decline, 8)
    assert (race.broken, len(race.won)) == ([], 8)
    found = db.session.get_one(Need, need_id)
    assert found.hall_from is not None
    assert found.hall_from <= clock.utc_now()


@on_both_databases
def test_an_offering_is_not_taken_off_the_list_under_a_claim(
    world: World, need: Need, offering: Offering, rush: Rush
) -> None:
    unit, need_id, offering_id = world.actor("unit_admin"), need.id, offering.id

    def act(number: int) -> None:
        mine, found = db.session.get_one(Partnership, world.hospital), db.session.get_one(Offering, offering_id)
        if number:
            claims.claim_need(unit, db.session.get_one(Need, need_id), partnership=mine, offering=found)
        else:
            move_offering(unit, found, OfferingState.RETIRED)

    for _again in range(5):
        race = rush(act, 2)
        assert race.broken == []
        found = db.session.get_one(Offering, offering_id)
        assert (found.state is OfferingState.RETIRED) is (live() == [])
        for match in live():
            answers.release_match(unit, match, reason="再来一次")
        found.state = OfferingState.LISTED
        db.session.commit()


@on_both_databases
def test_of_those_who_accept_and_send_back_at_once_one_wins(world: World, rush: Rush) -> None:
    match = in_work(world)
    ends.report_end(world.actor("unit_member"), match, GIVEN)
    staff, match_id = world.actor("staff"), match.id

    def answer(number: int) -> None:
        reported = db.session.get_one(Match, match_id)
        if number % 2:
            ends.accept_end(staff, reported)
        else:
            ends.send_back_end(staff, reported, reason="请写明次数")

    race = rush(answer, 8)
    assert (race.broken, len(race.won), len(race.told)) == ([], 1, 7)
    db.session.expire_all()
    expected = MatchState.DELIVERED if race.won[0] % 2 else MatchState.CONFIRMED
    ended = db.session.get_one(Match, match_id)
    assert (ended.state, ended.reported_end) == (expected, None)
