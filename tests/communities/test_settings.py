"""What the secretary sets for the community: names and paper, categories, grid cells."""

import pytest

from partner_hub.communities import service
from partner_hub.communities.models import Category, Community
from partner_hub.communities.word_lists import CATEGORIES
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotAllowed, NotFound
from partner_hub.core.events import history_of
from tests.support.forms import Value
from tests.support.page import SignedIn
from tests.support.world import World


def community(world: World) -> Community:
    return db.session.get_one(Community, world.community)


def in_order(world: World) -> list[str]:
    statement = db.select(Category.name).filter_by(community_id=world.community, retired_at=None)
    return list(db.session.scalars(statement.order_by(Category.position, Category.id)))


def test_a_new_community_starts_with_the_usual_categories(app: object) -> None:
    founded = service.create_community("槐荫社区", district="鼓东区", households=2844, street="槐荫街道")

    assert [category.name for category in founded.categories] == list(CATEGORIES)
    assert (founded.issuer, founded.mark) == ("槐荫社区党委", "槐荫社区党建联席会议纪要")
    assert [event.tag for event in history_of(founded)] == ["community:create"]


def test_a_district_has_one_community_of_a_name(world: World) -> None:
    service.create_community("柳岸社区", district="鼓西区")

    with pytest.raises(DomainError):
        service.create_community(" 柳岸社区 ", district="鼓东区")


def test_the_secretary_changes_what_stands_on_the_paper(signed_in: SignedIn, world: World) -> None:
    fields = {
        "party_committee": "中共柳岸社区委员会",
        "minutes_mark": "柳岸社区联席会议纪要",
        "copies_to": "街道党工委，\n各共建单位",
        "needs_title": "群众需求清单",
        "households": "1234",
    }
    page = signed_in("secretary").page(world.url("settings/")).submit("Save", fields)

    found = community(world)
    assert "Saved." in page.text
    assert (found.issuer, found.mark, found.households) == ("中共柳岸社区委员会", "柳岸社区联席会议纪要", 1234)
    assert (found.copies_to, found.needs_title) == ("街道党工委， 各共建单位", "群众需求清单")
    assert set(history_of(found)[-1].details["fields"]) == set(fields)


def test_the_district_is_not_the_secretarys_to_change(signed_in: SignedIn, world: World) -> None:
    controls = signed_in("secretary").page(world.url("settings/")).document.controls()

    assert "district" not in {control.get("name") for control in controls}


def test_a_category_is_renamed_moved_retired_and_added_with_one_button(signed_in: SignedIn, world: World) -> None:
    page = signed_in("secretary").page(world.url("settings/categories"))
    _, second, *rest = in_order(world)
    page = page.submit("Save", {"Name 1": "理论学习", "Order 1": "99", "rows-1-retired": True, "Name 22": "宠物"})

    assert in_order(world) == [*rest, "理论学习", "宠物"]
    assert page.value("Name 22") != ""
    retired = db.session.scalars(db.select(Category).filter_by(community_id=world.community, name=second)).one()
    assert retired.retired_at is not None


def test_a_retired_category_comes_back(signed_in: SignedIn, world: World) -> None:
    client = signed_in("secretary")
    before = in_order(world)
    client.page(world.url("settings/categories")).submit("Save", {"rows-1-retired": True})
    client.page(world.url("settings/categories")).submit("Save", {"rows-1-retired": False})

    assert in_order(world) == before


def test_saving_without_a_change_leaves_no_history(signed_in: SignedIn, world: World) -> None:
    client = signed_in("secretary")
    client.page(world.url("settings/categories")).submit("Save")
    first = db.session.scalars(db.select(Category).filter_by(community_id=world.community)).all()
    counts = [len(history_of(category)) for category in first]
    client.page(world.url("settings/categories")).submit("Save")

    assert [len(history_of(category)) for category in first] == counts


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"Name 1": "养老助老"}, "“养老助老” stands there twice."),
        ({"Name 1": ""}, "A name cannot be empty."),
        ({"Name 22": "长" * 41}, "is longer than 40 characters."),
    ],
)
def test_it_refuses_a_list_that_cannot_be_kept_and_keeps_what_was_typed(
    signed_in: SignedIn, world: World, fields: dict[str, str], sentence: str
) -> None:
    page = signed_in("secretary").page(world.url("settings/categories")).submit("Save", fields, status=422)

    assert sentence in page.text
    assert [page.value(label) for label in fields] == list(fields.values())
    assert in_order(world) == list(CATEGORIES)


def test_grid_cells_are_renamed_and_added(signed_in: SignedIn, world: World) -> None:
    page = signed_in("secretary").page(world.url("settings/grids"))
    page.submit("Save", {"Name 1": "一网格（柳岸一村）", "Name 2": "二网格", "Name 3": "三网格"})

    assert [cell.label for cell in community(world).grids] == ["一网格（柳岸一村）", "二网格", "三网格"]


def test_another_communitys_category_is_not_found(world: World) -> None:
    foreign = db.session.scalars(db.select(Category).filter_by(community_id=world.elsewhere)).all()[0]
    row: service.WordRow = {"id": foreign.id, "label": "别人的", "position": 1}

    with pytest.raises(NotFound):
        service.change_categories(world.actor("secretary"), community(world), data=[row])


@pytest.mark.parametrize("who", ["staff", "grid_worker", "unit_admin", "district_observer"])
def test_the_settings_are_the_secretarys_and_the_system_administrators(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        service.change_settings(world.actor(who), community(world), data={"city": "别处"})


def test_the_command_line_may_do_it_too(world: World) -> None:
    service.change_settings(Actor.of_operator(world.community), community(world), data={"city": "江州市"})

    assert history_of(community(world))[-1].actor_name == "系统"


def test_the_secretary_sets_the_doors_for_residents_and_the_days_of_matching(signed_in: SignedIn, world: World) -> None:
    fields: dict[str, Value] = {
        "hotline": "0590-83331234（工作日 8:30—17:30）",
        "invite_days": 2,
        "answer_days": 7,
        "projects_per_unit": 1,
        "settled_days": 14,
    }
    page = signed_in("secretary").page(world.url("settings/"))
    page = page.submit("Save", fields | {"is_open_to_public": False})

    found = community(world)
    assert (found.invite_days, found.answer_days, found.projects_per_unit, found.settled_days) == (2, 7, 1, 14)
    assert (found.hotline, found.is_open_to_public) == (fields["hotline"], False)
    page.submit("Save", {"is_open_to_public": True})
    assert community(world).is_open_to_public


@pytest.mark.parametrize("field", ["invite_days", "answer_days", "projects_per_unit"])
@pytest.mark.parametrize("typed", ["0", "-1", "1000", "", "three"])
def test_numbers_nobody_means_are_refused(signed_in: SignedIn, world: World, field: str, typed: str) -> None:
    page = signed_in("secretary").page(world.url("settings/")).submit("Save", {field: typed}, status=422)

    assert page.value(field) == typed
