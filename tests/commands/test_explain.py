"""flask hub explain: which concepts a text hits, and how a score comes about."""

import json
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.matching.scoring.weights import load_weights
from partner_hub.matching.suggestions.explanations import label_of_channel
from partner_hub.matching.suggestions.offering_index import indexed_offerings
from partner_hub.matching.suggestions.ranking_texts import need_text
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import read_need
from partner_hub.offerings.models import Offering
from tests.support.gathering import an_escort, an_offering, community
from tests.support.records import an_old_persons_need
from tests.support.world import World

TEETH = "牙托松了，吃东西一嚼就掉，周三下午有空，我住8栋五楼，阿婆八十岁"


@pytest.fixture(autouse=True)
def english(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setitem(app.config, "BABEL_DEFAULT_LOCALE", "en")


def run(app: Flask, *words: str) -> Result:
    db.session.commit()
    return app.test_cli_runner().invoke(args=["hub", "explain", *words])


def told(app: Flask, *words: str) -> Any:
    result = run(app, *words, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def need(world: World) -> Need:
    return an_old_persons_need(world)


@pytest.fixture
def escort(world: World) -> Offering:
    return an_escort(world)


def test_the_concept_that_is_meant_is_told_first_with_the_words_that_hit_it(app: Flask) -> None:
    first, *others = told(app, TEETH)["text"]["concepts"]
    assert (first["label"], first["area"], first["weight"]) == ("假牙义齿", "看病与健康", 1.0)
    assert first["phrases"][0][0] == "牙托"
    assert 0 < sum(share for _phrase, share in first["phrases"]) <= 1
    assert all(other["weight"] < 1 for other in others)


def test_what_else_is_read_is_told(app: Flask) -> None:
    found = told(app, TEETH)["text"]
    assert found["audiences"] == ["老年人"]
    assert {"牙托", "下午"} <= set(found["words"])
    assert found["locations"] == ["8号楼", "5层"]
    assert found["register"] < 0


def test_it_is_told_in_words(app: Flask) -> None:
    first, second, *others = run(app, TEETH, "--top", "2").stdout.splitlines()
    assert first.startswith("1.00  假牙义齿 (看病与健康)  similarity 0.")
    assert "牙托" in first
    assert second[:4] < "1.00"
    words = others.pop(1)
    assert words.startswith("words: 牙托、")
    assert others == ["register: -0.60 (spoken)", "audience: 老年人", "place: 8号楼、5层"]


def test_a_text_that_resembles_nothing_is_told_so(app: Flask) -> None:
    assert run(app, "……").stdout.splitlines() == ["No concept resembles this text.", "register: +0.00 (neither)"]


def test_the_channels_of_a_pair_add_up_to_its_score(app: Flask, world: World, need: Need, escort: Offering) -> None:
    found = told(app, "--need", str(need.id), "--offering", str(escort.id))["score"]
    channels = sum(found["similarities"][name] * weight for name, weight in found["weights"].items())
    assert found["total"] == pytest.approx(channels - found["beyond_reach"] * found["beyond_weight"])
    text = need_text(read_need(world.actor("staff"), need))
    (best,) = indexed_offerings(community(world)).index.rank(text, clock.local_today(), 1)
    assert found["score"] == best.score


def test_a_score_is_told_channel_by_channel(app: Flask, need: Need, escort: Offering) -> None:
    output = run(app, "--need", str(need.id), "--offering", str(escort.id)).stdout
    assert "audience: for the same people  老年人" in output
    assert "meaning: close in meaning" in output
    assert "  score = 100 / (1 + exp(-" in output


def test_every_channel_is_called_by_a_name(app: Flask) -> None:
    with app.test_request_context():
        labels = {label_of_channel(name) for name in load_weights().channels}
    assert len(labels) == len(load_weights().channels)
    assert not labels & load_weights().channels.keys()


def test_a_text_is_held_against_an_offering_as_if_it_were_a_need(app: Flask, escort: Offering) -> None:
    fitting = told(app, "陪老人去医院看病", "--offering", str(escort.id))["score"]["score"]
    other = told(app, "楼道灯坏了", "--offering", str(escort.id))["score"]["score"]
    assert fitting > 50 > other


def test_what_is_beyond_partner_units_costs_points(app: Flask, escort: Offering) -> None:
    output = run(app, "房顶要大修", "--offering", str(escort.id)).stdout
    assert "x -5.00  beyond: sounds like a matter for higher places" in output


def test_an_unknown_need_is_a_sentence(app: Flask, world: World) -> None:
    result = run(app, "--need", "9999")
    assert (result.exit_code, result.stderr) == (1, "Error: There is no need with the number 9999.\n")


@pytest.mark.parametrize("community_of", ["elsewhere", "community"])
def test_an_offering_that_is_not_listed_here_is_a_sentence(
    app: Flask, world: World, need: Need, community_of: str
) -> None:
    hidden = an_offering(world, community_id=getattr(world, community_of), state="draft")
    result = run(app, "--need", str(need.id), "--offering", str(hidden.id))
    sentence = f"Error: There is no listed offering with the number {hidden.id}.\n"
    assert (result.exit_code, result.stderr) == (1, sentence)
    assert run(app, "陪诊", "--offering", "9999").exit_code == 1


def test_it_asks_for_a_text_or_a_need(app: Flask) -> None:
    result = run(app)

    assert result.exit_code == 2
    assert "Give TEXT, or --need" in result.output
