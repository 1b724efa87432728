"""flask hub suggest, duplicates, plan: what they tell of a community, in words and as JSON."""

import json
from datetime import date
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from partner_hub.core.db import db
from partner_hub.matching.models import Dismissal, Match, MatchNeed, MatchPartner
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.unit import UnitState
from tests.support.gathering import an_escort, an_offering, unit
from tests.support.records import a_need, an_old_persons_need
from tests.support.world import World

CITY = "柳岸社区"


@pytest.fixture(autouse=True)
def english(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setitem(app.config, "BABEL_DEFAULT_LOCALE", "en")


@pytest.fixture
def escort(world: World) -> Offering:
    return an_escort(world, source={"row": 7})


@pytest.fixture
def need(world: World) -> Need:
    return an_old_persons_need(world, source={"row": 3})


def run(app: Flask, *words: str) -> Result:
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["hub", *words, "--community", CITY])
    db.session.expire_all()
    assert result.exit_code == 0, result.output
    return result


def told(app: Flask, *words: str) -> Any:
    return json.loads(run(app, *words, "--format", "json").stdout)


def suggested(app: Flask, *words: str) -> list[str]:
    """The names of the offerings of all needs."""
    return [each["name"] for row in told(app, "suggest", *words) for each in row["offerings"]]


def test_offerings_are_suggested_with_score_and_parts(app: Flask, need: Need, escort: Offering) -> None:
    (row,) = told(app, "suggest")
    assert row["need"] == {"row": 3, "name": "3座502的阿婆要人陪诊"}
    (found,) = row["offerings"]
    assert {name: found[name] for name in ("row", "name", "unit_name")} == {
        "row": 7, "name": "老人陪诊", "unit_name": "江州市第二医院",
    }  # fmt: skip
    assert 0 <= found["score"] <= 100
    assert found["parts"]
    assert found["parts"][0].keys() == {"kind", "words", "points"}
    assert "老人陪诊 (江州市第二医院)" in run(app, "suggest").stdout


def test_what_was_typed_in_has_no_row(app: Flask, world: World) -> None:
    a_need(world)
    an_offering(world)
    (row,) = told(app, "suggest")
    assert (row["need"]["row"], row["offerings"][0]["row"]) == (None, None)


def test_at_most_so_many_are_told(app: Flask, world: World, need: Need) -> None:
    for number in range(4):
        an_offering(world, f"陪诊{number}")
    assert len(suggested(app, "--top", "3")) == 3


@pytest.mark.parametrize("state", NeedState)
def test_needs_that_are_done_or_elsewhere_are_not_told(app: Flask, world: World, need: Need, state: NeedState) -> None:
    need.state = state
    is_open = state in {"submitted", "accepted", "published", "in_project", "partly_met"}
    assert bool(told(app, "suggest")) == is_open


def test_out_of_date_offerings_never_appear(app: Flask, world: World, need: Need) -> None:
    an_offering(world, "上半年的", valid_to=date(2026, 6, 30), state="expired")
    an_offering(world, "明年的", valid_from=date(2099, 1, 1))
    an_offering(world, "一直有的")
    assert suggested(app) == ["一直有的"]
    assert sorted(suggested(app, "--on", "2026-06-30")) == ["一直有的", "上半年的"]
    assert suggested(app, "--on", "2026-07-01") == ["一直有的"]
    assert sorted(suggested(app, "--on", "2099-01-01")) == ["一直有的", "明年的"]


def test_what_cannot_be_had_is_left_out(app: Flask, world: World, need: Need, escort: Offering) -> None:
    assert suggested(app) == ["老人陪诊"]
    unit(world, world.hospital).state = UnitState.SUSPENDED
    assert suggested(app) == []
    unit(world, world.hospital).state = UnitState.APPROVED
    db.session.add(
        Dismissal(
            community_id=world.community, need_id=need.id, offering_id=escort.id, reason="太远", dismissed_by="丁一鸣"
        )
    )
    assert suggested(app) == []


def joined(world: World, need: Need, offering: Offering) -> Match:
    match = Match(community_id=world.community, state=MatchState.CONFIRMED)
    match.needs = [MatchNeed(need_id=need.id)]
    match.partners = [MatchPartner(partnership_id=offering.partnership_id, offering_id=offering.id, is_lead=True)]
    db.session.add(match)
    db.session.flush()
    return match


def test_a_full_offering_stays_with_the_need_that_it_serves(
    app: Flask, world: World, need: Need, escort: Offering
) -> None:
    escort.capacity_number = 1
    other = a_need(world, name="阿公也要陪诊")
    joined(world, need, escort)
    found = {row["need"]["name"]: [each["name"] for each in row["offerings"]] for row in told(app, "suggest")}
    assert found == {need.name: ["老人陪诊"], other.name: []}


def test_a_unit_is_not_proposed_for_what_it_asks_itself(app: Flask, world: World, need: Need, escort: Offering) -> None:
    need.asking_partnership_id = world.hospital
    assert suggested(app) == []


def test_likely_duplicates_are_told_best_first(app: Flask, world: World, need: Need) -> None:
    a_need(world, name="楼道灯不亮", content="三楼到五楼的灯坏了。", source={"row": 4})
    a_need(world, name="502阿婆看病要人陪", content="3座502的阿婆去医院没人陪。", source={"row": 5})
    pairs = told(app, "duplicates")
    assert pairs[0]["needs"] == [{"row": 3, "name": need.name}, {"row": 5, "name": "502阿婆看病要人陪"}]
    scores = [pair["score"] for pair in pairs]
    assert scores == sorted(scores, reverse=True)
    assert "502阿婆看病要人陪" in run(app, "duplicates").stdout


def test_a_plan_is_told_and_nothing_is_written(app: Flask, world: World, need: Need, escort: Offering) -> None:
    a_need(world, name="房顶要大修", content="几十万的工程。", source={"row": 9})
    found = told(app, "plan", "--quarter", "2026Q4")
    (line,) = found["assignment"]
    assert (line["need"]["row"], line["offering"]["row"]) == (3, 7)
    assert found["wanted"] == [{"row": 9, "name": "房顶要大修"}]
    assert found["objective"] == found["bound"] == line["points"] > 0
    assert found["served"] == found["most"] == 1
    assert "1 needs served" in run(app, "plan", "--quarter", "2026Q4").stdout
    assert db.session.scalars(db.select(Match)).all() == []


def test_the_plan_of_a_quarter_takes_up_what_earlier_ones_left(app: Flask, need: Need, escort: Offering) -> None:
    assert told(app, "plan", "--quarter", "2026Q3")["assignment"] == []
    assert len(told(app, "plan", "--quarter", "2027Q1")["assignment"]) == 1


def test_a_quarter_is_written_as_the_help_says(app: Flask, world: World) -> None:
    result = app.test_cli_runner().invoke(args=["hub", "plan", "--community", CITY, "--quarter", "Q4"])
    assert (result.exit_code, result.stderr) == (1, "Error: A quarter is written like 2025Q3, not Q4.\n")
