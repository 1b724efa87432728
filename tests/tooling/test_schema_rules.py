"""The rules that may never be broken stand in the database, whatever code writes to it, each with its sentence."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import CheckConstraint, inspect
from sqlalchemy.exc import IntegrityError

from partner_hub.core.constraints import find_broken_constraint
from partner_hub.core.db import METADATA, db
from partner_hub.core.forms import Form
from partner_hub.matching.live_pairs import LivePair
from partner_hub.matching.models import Match, MatchNeed, MatchPartner, QuarterPlan
from partner_hub.meetings.attendance_models import Seat
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Agreement
from partner_hub.vocabulary.match import LIVE_MATCH_STATES, MatchState
from tests.support.database import on_both_databases
from tests.support.gathering import an_offering
from tests.support.records import a_meeting, a_need
from tests.support.world import World

EARLY, LATE = date(2026, 7, 1), date(2026, 7, 2)
PAIR_SENTENCE = "A live match joins this need and this offering already."


@on_both_databases
def test_every_check_of_the_models_stands_in_the_database(app: Flask) -> None:
    """The comparison of models and migrations does not see them."""
    database = inspect(db.engine)
    wanted = {str(c.name) for table in METADATA.tables.values() for c in table.constraints if is_check(c)}
    found = {str(check["name"]) for table in METADATA.tables for check in database.get_check_constraints(table)}

    assert wanted - found == set()


def is_check(constraint: object) -> bool:
    return isinstance(constraint, CheckConstraint)


def pairs() -> set[tuple[int, int]]:
    return {(row.need_id, row.offering_id) for row in db.session.scalars(db.select(LivePair))}


def saved(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row


def changed(row: Any, **values: Any) -> Any:
    for name, value in values.items():
        setattr(row, name, value)
    return row


def moment(hour: int) -> datetime:
    return datetime.fromisoformat(f"2026-07-03T{hour}:00:00+08:00")


def move_to(match: Match, state: MatchState) -> None:
    db.session.execute(db.update(Match).where(Match.id == match.id).values(state=state))


def a_match(world: World, need: Need, offering: Offering, *, quantity: int = 1) -> Match:
    partner = MatchPartner(offering=offering, partnership_id=world.hospital, is_lead=True, quantity=quantity)
    return Match(community_id=world.community, needs=[MatchNeed(need=need)], partners=[partner])


def a_match_of_two_leads(world: World) -> Match:
    match = a_match(world, a_need(world), an_offering(world))
    match.partners.append(MatchPartner(as_written="协会", is_lead=True))
    return match


def two_matches_of_a_pair(world: World) -> Match:
    need, offering = a_need(world), an_offering(world)
    saved(a_match(world, need, offering))
    return a_match(world, need, offering)


def a_plan(world: World, *, quarter: int) -> QuarterPlan:
    return QuarterPlan(
        community_id=world.community, year=2026, quarter=quarter, objective=0, bound=0, created_by="沈静"
    )


def a_seat(world: World, **times: datetime) -> Seat:
    return Seat(meeting_id=a_meeting(world).id, partnership_id=world.hospital, **times)


BROKEN_RULES: dict[str, tuple[Callable[[World], Any], str, str]] = {
    "a fifth quarter of a need": (lambda w: changed(a_need(w), quarter=5), "quarter", "A year has four quarters."),
    "a fifth quarter of a meeting": (
        lambda w: changed(a_meeting(w), quarter=5), "quarter", "A year has four quarters.",
    ),
    "a quarter 0 of a plan": (lambda w: a_plan(w, quarter=0), "quarter", "A year has four quarters."),
    "an end before the beginning": (
        lambda w: changed(a_meeting(w), actual_start=moment(15), ended_at=moment(14)),
        "ended_at",
        "The meeting cannot end before it began.",
    ),
    "a leaving before the arrival": (
        lambda w: a_seat(w, arrived_at=moment(15), left_at=moment(14)), "left_at", "Nobody leaves before arriving.",
    ),
    "an agreement that ends before it starts": (
        lambda w: Agreement(partnership_id=w.hospital, starts_on=LATE, ends_on=EARLY),
        "ends_on",
        "The last day lies before the first one.",
    ),
    "an offering that ends before it starts": (
        lambda w: changed(an_offering(w), valid_from=LATE, valid_to=EARLY),
        "valid_to",
        "The last day lies before the first one.",
    ),
    "an offering of nothing": (
        lambda w: changed(an_offering(w), capacity_number=0), "capacity_number", "At least one.",
    ),
    "a promise of nothing": (lambda w: a_match(w, a_need(w), an_offering(w), quantity=0), "quantity", "At least one."),
    "two leads": (a_match_of_two_leads, "lead", "Exactly one unit leads."),
    "a pair joined twice": (two_matches_of_a_pair, "offering", PAIR_SENTENCE),
}  # fmt: skip


@on_both_databases
@pytest.mark.parametrize("rule", BROKEN_RULES)
def test_a_broken_rule_is_refused_with_its_sentence_and_its_field(world: World, rule: str) -> None:
    write, field, sentence = BROKEN_RULES[rule]

    with pytest.raises(IntegrityError) as refusal:
        saved(write(world))

    broken = find_broken_constraint(refusal.value)
    assert broken is not None
    assert (broken[0], str(broken[1])) == (field, sentence)


@on_both_databases
def test_a_form_shows_the_sentence_and_keeps_what_was_typed(app: Flask, world: World) -> None:
    with app.test_request_context("/", method="POST", data={"quarter": "5"}):
        form = Form()
        assert form.run(lambda: saved(two_matches_of_a_pair(world))) is None

    assert [str(sentence) for sentence in form.form_errors] == [PAIR_SENTENCE]


@on_both_databases
def test_a_match_that_ends_gives_its_pair_back_and_one_that_comes_back_takes_it_again(world: World) -> None:
    need, offering = a_need(world), an_offering(world)
    match = saved(a_match(world, need, offering))

    for state in MatchState:
        move_to(match, state)
        assert bool(pairs()) is (state in LIVE_MATCH_STATES)


@on_both_databases
def test_pairs_follow_the_needs_and_partners_of_a_match(world: World) -> None:
    first, second, offering, other = a_need(world), a_need(world), an_offering(world), an_offering(world)
    match = saved(a_match(world, first, offering))

    match.needs.append(MatchNeed(need=second))
    match.partners.append(MatchPartner(offering=other, as_written="协会"))
    db.session.flush()
    assert pairs() == {(need.id, each.id) for need in (first, second) for each in (offering, other)}

    match.partners.pop()
    match.needs.pop(0)
    db.session.flush()
    assert pairs() == {(second.id, offering.id)}
