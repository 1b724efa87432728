"""What is kept for the ranking between two pages is never older than the database, whoever changed it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from partner_hub.communities.models import Category, Community
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.matching.scoring import NeedText
from partner_hub.matching.suggestions import offering_index
from partner_hub.matching.suggestions.offering_index import IndexedOfferings, indexed_offerings
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.unit import UnitState
from tests.support.database import on_both_databases
from tests.support.gathering import an_offering, community, unit
from tests.support.queries import statements
from tests.support.world import World, settle


def look(world: World, place: int | None = None) -> IndexedOfferings:
    db.session.commit()
    return indexed_offerings(db.session.get_one(Community, place or world.community))


def names(indexed: IndexedOfferings) -> list[str]:
    return sorted(text.name for text in indexed.index.offerings.values())


@on_both_databases
def test_nothing_is_read_again_while_nothing_changes(app: Flask, world: World) -> None:
    for number in range(20):
        an_offering(world, f"义诊{number}")
    first = look(world)
    here = community(world)
    with statements() as seen:
        again = indexed_offerings(here)
    assert again.index is first.index
    assert len(seen) == 3


def rewrite(offering: Offering) -> None:
    offering.name = "上门理发"


def pause(offering: Offering) -> None:
    offering.state = OfferingState.PAUSED


def remove(offering: Offering) -> None:
    db.session.delete(offering)


@on_both_databases
@pytest.mark.parametrize(("change", "left"), [(rewrite, ["上门理发", "义诊"]), (pause, ["义诊"]), (remove, ["义诊"])])
def test_a_change_is_seen_by_the_next_page(world: World, change: Callable[[Offering], None], left: list[str]) -> None:
    an_offering(world, "义诊")
    changed = an_offering(world, "陪诊")
    assert names(look(world)) == ["义诊", "陪诊"]
    change(changed)
    assert names(look(world)) == left


def test_what_comes_back_on_the_list_is_there_again(world: World) -> None:
    offering = an_offering(world, "义诊", state=OfferingState.PAUSED)
    assert names(look(world)) == []
    offering.state = OfferingState.LISTED
    assert names(look(world)) == ["义诊"]


@on_both_databases
def test_what_another_process_stamped_before_and_committed_after_is_seen(world: World) -> None:
    """Its stamp is older than the newest one that this process has seen."""
    late, other = an_offering(world, "义诊"), an_offering(world, "陪诊")
    look(world)
    stamp = clock.utc_now()
    other.content = "每周三"
    look(world)
    statement = update(Offering).where(Offering.id == late.id)
    db.session.execute(statement.values(name="理发", updated_at=stamp, version=Offering.version + 1))
    assert names(look(world)) == ["理发", "陪诊"]


def test_what_is_taken_back_is_forgotten(world: World) -> None:
    offering = an_offering(world, "义诊")
    look(world)
    here = community(world)
    offering.name = "说了又不算"
    db.session.flush()
    assert names(indexed_offerings(here)) == ["说了又不算"]
    db.session.rollback()
    assert names(look(world)) == ["义诊"]


def test_old_changes_are_seen_after_a_long_silence(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    offering = an_offering(world, "义诊")
    look(world)
    monkeypatch.setattr(offering_index, "MAX_TRANSACTION_TIME", timedelta(0))
    offering.name = "陪诊"
    assert names(look(world)) == ["陪诊"]
    offering.state = OfferingState.RETIRED
    assert names(look(world)) == []


def test_units_and_categories_are_called_what_they_are_called_now(world: World) -> None:
    category = db.session.scalars(db.select(Category).filter_by(community_id=world.community, name="医疗健康")).one()
    offering = an_offering(world, category_id=category.id)
    community_own = an_offering(world, "会议室", partnership_id=None)
    community_own.partnership_id = None
    assert look(world).index.offerings[offering.id].unit_name == "江州市第二医院"
    unit(world, world.hospital).unit.name, category.name = "江州市中心医院", "看病就医"
    community(world).name = "柳堤社区"
    texts = look(world).index.offerings
    assert (texts[offering.id].unit_name, texts[offering.id].category_words) == ("江州市中心医院", "看病就医")
    assert texts[community_own.id].unit_name == "柳堤社区"


@pytest.mark.parametrize("state", [UnitState.SUSPENDED, UnitState.WITHDRAWN, UnitState.RECHECK_DUE])
def test_a_unit_that_may_start_nothing_gives_nothing(world: World, state: UnitState) -> None:
    offering = an_offering(world)
    today = clock.local_today()
    assert look(world).closed_on(today) == set()
    db.session.get_one(Partnership, world.hospital).state = state
    assert look(world).closed_on(today) == {offering.id}
    db.session.get_one(Partnership, world.hospital).state = UnitState.APPROVED
    assert look(world).closed_on(today) == set()


def test_what_expired_is_to_be_had_on_the_days_before(world: World) -> None:
    offering = an_offering(world, state=OfferingState.EXPIRED, valid_to=date(2026, 6, 30))
    indexed = look(world)
    assert indexed.closed_on(date(2026, 6, 1)) == set()
    assert indexed.closed_on(clock.local_today()) == {offering.id}


def test_every_community_has_its_own(world: World) -> None:
    an_offering(world, "义诊")
    an_offering(world, "看门", unit=world.stranger_unit, community_id=world.elsewhere)
    assert names(look(world)) == ["义诊"]
    assert names(look(world, world.elsewhere)) == ["看门"]
    assert names(look(world)) == ["义诊"]


def test_another_database_under_the_same_name_is_another_one(world: World, house: Any) -> None:
    an_offering(world, "义诊")
    assert names(look(world)) == ["义诊"]
    db.session.remove()
    house.renew()
    fresh = settle()
    assert fresh.community == world.community
    assert names(look(fresh)) == []
    an_offering(fresh, "陪诊")
    assert names(look(fresh)) == ["陪诊"]


def test_few_communities_are_kept_and_all_are_right(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offering_index, "MAX_COMMUNITIES_KEPT", 1)
    an_offering(world, "义诊")
    for _each in range(2):
        assert names(look(world)) == ["义诊"]
        assert names(look(world, world.elsewhere)) == []


def test_a_few_offerings_are_scored_as_among_all(world: World) -> None:
    for number in range(9):
        an_offering(world, f"陪老人看病第{number}组", content="每周三下午")
    index = look(world).index
    need = NeedText(1, "老人去医院没人陪", "独居老人看病要人陪")
    few = sorted(index.offerings)[:3]
    full = {each.offering_id: each for each in index.rank(need, clock.local_today(), 9)}
    assert index.narrowed(few).rank(need, clock.local_today(), 9) == [
        each for each in full.values() if each.offering_id in few
    ]
    assert index.narrowed([]).rank(need, clock.local_today(), 9) == []
