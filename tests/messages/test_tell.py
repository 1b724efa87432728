"""Telling people: each once, in the own language, and nobody who has nothing to do with it any more."""

import threading

from flask import Flask
from flask_babel import lazy_gettext as _l

from partner_hub.accounts.models import RoleGrant, User
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.permissions import Role
from partner_hub.messages import queries
from partner_hub.messages.models import Message
from partner_hub.messages.service import TargetPage, notify_people
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.unit import UnitState
from tests.support.database import on_both_databases
from tests.support.queries import statements
from tests.support.world import World


def a_message(world: World, key: str = "offering-ends:1", title: str = "义诊") -> int:
    """Tell the hospital's people; returns how many were told."""
    return notify_people(
        queries.people_of_unit(world.hospital),
        TargetPage(world.community, "offering-ends", key, "offerings.show", {"offering_id": 7}),
        subject=_l("Renew %(title)s", title=title),
        button=_l("Renew"),
    )


def messages() -> list[Message]:
    db.session.expire_all()
    return list(db.session.scalars(db.select(Message).order_by(Message.id)))


def user(world: World, who: str) -> User:
    return db.session.get_one(User, world.people[who])


@on_both_databases
def test_everybody_of_a_unit_is_told_once(world: World) -> None:
    assert a_message(world) == 2
    assert a_message(world) == 0
    assert a_message(world, key="offering-ends:2") == 2
    first, *_ = messages()
    assert (len(messages()), first.path) == (4, f"/c/{world.community}/offerings/7")
    assert (first.read_at, first.mail_id) == (None, None)


def test_each_reads_it_in_the_own_language(world: World) -> None:
    user(world, "unit_admin").language, user(world, "unit_member").language = "en", "zh"
    a_message(world)
    assert {m.user_id: m.button for m in messages()} == {
        world.people["unit_admin"]: "Renew",
        world.people["unit_member"]: "续期",
    }


def test_a_long_title_is_cut_and_stays_on_one_line(world: World) -> None:
    a_message(world, title="长\n" * 300)
    assert len(messages()[0].subject) == 200
    assert messages()[0].subject.endswith("…")
    assert "\n" not in messages()[0].subject


def test_who_is_meant_by_unit_committee_and_grid(world: World) -> None:
    def keys(people: list[User]) -> list[str]:
        return [(each.email or "").partition("@")[0] for each in people]

    cell = world.grid
    assert keys(list(queries.people_of_unit(world.hospital))) == ["unit_admin", "unit_member"]
    assert keys(list(queries.people_of_committee(world.community))) == ["secretary", "staff"]
    assert keys(list(queries.secretaries_of_community(world.community))) == ["secretary"]
    assert keys(list(queries.grid_workers_of_cell(cell))) == ["grid_worker"]
    assert keys(list(queries.active_person(world.people["supervisor"]))) == ["supervisor"]
    assert list(queries.active_person(None)) == []


def test_nobody_is_told_who_has_left(world: World) -> None:
    user(world, "unit_admin").disabled_at = clock.utc_now()
    assert [each.id for each in queries.people_of_unit(world.hospital)] == [world.people["unit_member"]]
    grant = db.session.scalars(db.select(RoleGrant).filter_by(user_id=world.people["unit_member"])).one()
    grant.revoked_at = clock.utc_now()
    assert a_message(world) == 0
    db.session.get_one(Partnership, world.school).state = UnitState.WITHDRAWN
    assert list(queries.people_of_unit(world.school)) == []


def test_telling_takes_two_statements_however_many_people(world: World) -> None:
    counts = []
    for number in (1, 60):
        for n in range(number):
            person = User(name="某人", email=f"p{number}-{n}@example.org", language=("zh", "en")[n % 2])
            person.grants = [
                RoleGrant(role=Role.UNIT_MEMBER, community_id=world.community, partnership_id=world.hospital)
            ]
            db.session.add(person)
        db.session.commit()
        with statements() as seen:
            a_message(world, key=f"x:{number}")
        counts.append(len(seen))
    assert counts == [2, 2]
    assert len(messages()) == 3 + 63


@on_both_databases
def test_of_two_who_tell_at_one_moment_neither_fails_and_nobody_is_told_twice(app: Flask, world: World) -> None:
    told: list[int] = []
    start = threading.Barrier(8)

    def go() -> None:
        with app.app_context():
            start.wait()
            number = a_message(world)
            # What the caller writes in the same transaction stays.
            db.session.get_one(Partnership, world.hospital).remark = "记下了"
            db.session.commit()
            told.append(number)

    threads = [threading.Thread(target=go) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [0] * 7 + [2]
    assert len(messages()) == 2
