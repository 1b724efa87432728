"""Needs that may be one trouble told twice are shown as pairs, until somebody says that they are not."""

from partner_hub.core.db import db
from partner_hub.core.events import history_of
from partner_hub.needs.pairs import NeedsApart
from partner_hub.vocabulary.need import NeedState
from tests.support.page import SignedIn
from tests.support.queries import statements
from tests.support.records import a_need
from tests.support.world import World

SPOKEN = {"name": "3座路灯不亮", "content": "3座门口路灯不亮，老人晚上不敢出门。"}
REPORTED = {"name": "3座路灯损坏", "content": "3座门口路灯损坏半月，居民夜间出行不便。"}
OTHER = {"name": "想学太极拳", "content": "想请人教太极拳。"}


def test_the_likeliest_pair_leads_to_the_merge(signed_in: SignedIn, world: World) -> None:
    first, second, _other = (a_need(world, **facts) for facts in (SPOKEN, REPORTED, OTHER))
    page = signed_in("staff").page(world.url("needs/")).follow("Told twice?")
    assert page.texts("h2")[0] == f"{first.name} = {second.name}"
    page = page.follow(f"Merge; “{first.name}” stays").submit("Merge")
    assert (second.state, second.merged_into_id) == (NeedState.MERGED, first.id)


def test_what_was_said_to_be_different_is_not_shown_again_until_that_is_taken_back(
    signed_in: SignedIn, world: World
) -> None:
    first, second = a_need(world, **SPOKEN), a_need(world, **REPORTED)
    page = signed_in("staff").page(world.url("needs/pairs/")).submit("Not the same")
    assert page.texts("h2") == []
    assert db.session.scalars(db.select(NeedsApart.first_id)).all() == [first.id]
    assert history_of(first)[-1].tag == "need:call_different"
    page = page.submit("Show the pair again")
    assert page.texts("h2") == [f"{first.name} = {second.name}"]


def test_the_pairs_of_many_needs_take_as_many_statements_as_those_of_few(signed_in: SignedIn, world: World) -> None:
    client, numbers = signed_in("staff"), []
    for _round in range(2):
        for _each in range(15):
            a_need(world, **SPOKEN)
        with statements() as asked:
            client.page(world.url("needs/pairs/"))
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
