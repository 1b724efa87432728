"""Somebody leaves: roles, unread messages and open requests go to a successor in one act, and the record is kept."""

from datetime import timedelta
from functools import partial

import pytest

from partner_hub.accounts.models import RoleGrant, User
from partner_hub.accounts.queries import live_grants
from partner_hub.accounts.rescued_forms import rescued_forms_of, store_rescued_form
from partner_hub.accounts.service import grant_role
from partner_hub.actions import deadlines
from partner_hub.actions.models import DeadlineRequest
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed, NotFound
from partner_hub.core.events import history_of
from partner_hub.core.form_rescue import RescuedForm
from partner_hub.core.permissions import Role
from partner_hub.handing_over import service
from partner_hub.messages.models import Message
from partner_hub.needs.models import Need
from partner_hub.partners.models import Partnership
from tests.support.mails import speak_english
from tests.support.page import CheckedClient, Page
from tests.support.records import a_need, an_action
from tests.support.world import World
from tests.support.world import enter as enter_as

enter = partial(enter_as, language="en")


def person(world: World, who: str) -> User:
    return db.session.get_one(User, world.people[who])


def a_message(world: World, who: str, key: str, **facts: object) -> Message:
    usual = {"subject": "新任务", "path": world.url(), "button": "看", "kind": "action"}
    found = Message(user_id=world.people[who], community_id=world.community, key=key, **(usual | facts))
    db.session.add(found)
    db.session.flush()
    return found


def page_of(client: CheckedClient, world: World, actor: str, who: str) -> Page:
    enter(client, world, actor)
    return client.page(world.url(f"people/{world.people[who]}/hand-over"))


def roles(user: User) -> set[Role]:
    return {grant.role for grant in live_grants(user)}


def test_a_unit_administrator_hands_the_liaisons_work_to_a_colleague(client: CheckedClient, world: World) -> None:
    unit = db.session.get_one(Partnership, world.hospital)
    person(world, "unit_member").phone, person(world, "unit_admin").phone = "13905061234", "13905065678"
    unit.contact, unit.phones = "陶然", ["13905061234", "0590-1234567"]
    an_action(world)
    new, known = a_message(world, "unit_member", "a"), a_message(world, "unit_member", "b")
    a_message(world, "unit_admin", "b")
    read = a_message(world, "unit_member", "c", read_at=clock.utc_now())
    page = page_of(client, world, "unit_admin", "unit_member")
    assert "Unit member · 江州市第二医院" in page.text
    assert "2 unread messages" in page.text
    assert "每月上门巡诊一次" in page.text
    assert "Liaison in the entry of 江州市第二医院" in page.text
    page = page.submit("Hand over now", {"successor_id": world.people["unit_admin"]})
    assert page.heading == "罗𬭎"
    assert roles(person(world, "unit_member")) == set()
    assert roles(person(world, "unit_admin")) == {Role.UNIT_ADMIN, Role.UNIT_MEMBER}
    assert (new.user_id, read.user_id) == (world.people["unit_admin"], world.people["unit_member"])
    assert known.user_id == world.people["unit_member"]
    assert known.read_at is not None, "the colleague was told as well"
    assert (unit.contact, unit.phones) == ("罗𬭎", ["13905065678", "0590-1234567"])
    log = {entry.tag: entry for entry in history_of(unit)}
    assert log["partnership:change_liaison"].details == {"from": "陶然", "to": "罗𬭎"}
    (event,) = history_of(person(world, "unit_member"))
    assert (event.tag, event.actor_name, event.reason) == ("user:hand_over", "罗𬭎", "罗𬭎")
    assert "Work taken over from" in page.text
    assert event.details == {"roles": ["unit_member"], "messages": 2}


def test_the_one_who_left_has_no_way_in_and_the_successor_works_on(client: CheckedClient, world: World) -> None:
    action = an_action(world)
    service.hand_over_to_colleague(world.actor("secretary"), person(world, "unit_admin"), person(world, "unit_member"))
    enter(client, world, "unit_admin")
    client.page(world.url(f"actions/{action.id}"), 404)
    enter(client, world, "unit_member")
    client.page(world.url(f"actions/{action.id}")).submit("Take it up")
    client.page(world.url("people"))


def test_it_goes_to_somebody_new_who_sets_a_password_by_the_link(client: CheckedClient, world: World) -> None:
    speak_english()
    a_message(world, "staff", "a")
    page = page_of(client, world, "secretary", "staff")
    page = page.submit("Hand over now", {"name": "林小鹿", "phone": "139 0506 9999"})
    assert page.heading == "Handed over to 林小鹿"
    link = page.value("Link to set the password")
    successor = db.session.scalars(db.select(User).where(User.name == "林小鹿")).one()
    assert (successor.phone, roles(successor)) == ("13905069999", {Role.STAFF})
    mine = db.session.scalars(db.select(Message.subject).where(Message.user_id == successor.id).order_by(Message.id))
    assert list(mine) == ["新任务", "您已接手丁一鸣的工作"]
    with client.session_transaction() as session:
        session.clear()
    typed = {"new_password": "river-and-hill-7", "repeat_password": "river-and-hill-7"}
    client.page(link[link.index("/", 8) :]).submit("设置密码", typed)


def test_a_secretary_hands_over_the_own_work_and_is_out(client: CheckedClient, world: World) -> None:
    page = page_of(client, world, "secretary", "secretary")
    page.submit("Hand over now", {"successor_id": world.people["staff"]})
    assert roles(person(world, "secretary")) == set()
    assert roles(person(world, "staff")) == {Role.STAFF, Role.SECRETARY}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "one of the two"),
        ({"successor_id": "罗𬭎 · unit_admin@example.org", "name": "林小鹿"}, "one of the two"),
        ({"name": "林小鹿"}, "Please give an e-mail address or a phone number."),
        ({"name": "林小鹿", "email": "staff@example.org"}, "This e-mail address cannot be used."),
    ],
)
def test_what_is_missing_is_told_and_nothing_has_gone_over(
    client: CheckedClient, world: World, typed: dict[str, str], sentence: str
) -> None:
    page = page_of(client, world, "unit_admin", "unit_member")
    page = page.submit("Hand over now", {**typed}, status=422)
    assert sentence in page.text
    assert roles(person(world, "unit_member")) == {Role.UNIT_MEMBER}
    assert db.session.scalars(db.select(User).where(User.name == "林小鹿")).all() == []


def test_messages_stay_with_who_keeps_another_role_here(client: CheckedClient, world: World) -> None:
    """Else a unit would read what the committee was told."""
    grant_role(person(world, "unit_member"), Role.STAFF, community_id=world.community)
    told = a_message(world, "unit_member", "a")
    page = page_of(client, world, "unit_admin", "unit_member")
    assert "Unread messages stay" in page.text
    page.submit("Hand over now", {"successor_id": world.people["unit_admin"]})
    assert told.user_id == world.people["unit_member"]
    assert roles(person(world, "unit_member")) == {Role.STAFF}


def test_a_grid_workers_open_needs_go_along_and_ended_ones_do_not(world: World) -> None:
    worker = world.people["grid_worker"]
    mine = a_need(world, created_by_id=worker)
    ended = a_need(world, created_by_id=worker, state="closed")
    secretary, successor = world.actor("secretary"), person(world, "supervisor")
    belongings = service.hand_over_to_colleague(secretary, person(world, "grid_worker"), successor)
    assert belongings.needs == 1
    db.session.expire_all()
    assert db.session.get_one(Need, mine.id).created_by_id == successor.id
    assert db.session.get_one(Need, ended.id).created_by_id == worker
    grants = [grant for grant in live_grants(successor) if grant.role is Role.GRID_WORKER]
    assert [grant.grid_id for grant in grants] == [world.grid]


def test_the_answer_to_an_open_request_of_the_committee_goes_to_the_successor(world: World) -> None:
    own = an_action(world, responsible_id=None, responsible_words="社区党委", due=clock.local_today())
    later = clock.local_today() + timedelta(days=9)
    request = deadlines.ask_for_later_deadline(world.actor("staff"), own, asked_due=later, reason="等材料")
    service.hand_over_to_colleague(world.actor("secretary"), person(world, "staff"), person(world, "supervisor"))
    db.session.expire_all()
    request = db.session.get_one(DeadlineRequest, request.id)
    assert (request.asked_by_id, request.asked_by) == (world.people["supervisor"], "丁一鸣")


def test_half_typed_texts_stay_their_authors(client: CheckedClient, world: World) -> None:
    store_rescued_form(world.people["unit_member"], RescuedForm(world.url("needs/new"), [("content", "私下的话")]))
    page = page_of(client, world, "unit_admin", "unit_member")
    assert "1 is kept now" in page.text
    assert "私下的话" not in page.text
    page.submit("Hand over now", {"successor_id": world.people["unit_admin"]})
    assert rescued_forms_of(world.people["unit_admin"]) == []
    assert len(rescued_forms_of(world.people["unit_member"])) == 1


@pytest.mark.parametrize(
    ("actor", "who"),
    [
        ("unit_admin", "other_unit_admin"),
        ("unit_admin", "staff"),
        ("other_unit_admin", "unit_member"),
        ("staff", "secretary"),
        ("staff", "staff"),
        ("secretary", "stranger_staff"),
        ("system_admin", "system_admin"),
    ],
)
def test_nobody_hands_over_what_is_not_theirs_to_manage(world: World, actor: str, who: str) -> None:
    before = roles(person(world, who))
    with pytest.raises(NotFound):
        service.hand_over_to_newcomer(world.actor(actor), person(world, who), name="林小鹿", email="a@b.cn", phone="")
    assert roles(person(world, who)) == before


@pytest.mark.parametrize("who", ["unit_member", "grid_worker", "supervisor", "district_observer"])
def test_who_manages_nobody_hands_nothing_over(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        service.hand_over_to_colleague(world.actor(who), person(world, who), person(world, "unit_admin"))


@pytest.mark.parametrize(
    ("who", "successor"),
    [
        ("unit_member", "other_unit_admin"),
        ("unit_member", "staff"),
        ("unit_member", "unit_member"),
        ("staff", "unit_admin"),
        ("staff", "stranger_staff"),
        ("staff", "district_observer"),
    ],
)
def test_a_successor_is_of_the_same_unit_or_of_the_community(world: World, who: str, successor: str) -> None:
    with pytest.raises(DomainError):
        service.hand_over_to_colleague(world.actor("secretary"), person(world, who), person(world, successor))


def test_a_disabled_account_takes_nothing_over_and_may_be_handed_over(world: World) -> None:
    person(world, "unit_admin").disabled_at = clock.utc_now()
    db.session.flush()
    secretary = world.actor("secretary")
    with pytest.raises(DomainError):
        service.hand_over_to_colleague(secretary, person(world, "unit_member"), person(world, "unit_admin"))
    service.hand_over_to_colleague(secretary, person(world, "unit_admin"), person(world, "unit_member"))
    assert Role.UNIT_ADMIN in roles(person(world, "unit_member"))


def test_of_two_who_hand_over_at_once_one_wins(world: World) -> None:
    """The second one still sees the role, which the first one has moved in the database."""
    secretary, member = world.actor("secretary"), person(world, "unit_member")
    assert [grant.revoked_at for grant in member.grants] == [None]
    first = db.update(RoleGrant).where(RoleGrant.user_id == member.id).values(revoked_at=clock.utc_now())
    db.session.execute(first, execution_options={"synchronize_session": False})
    with pytest.raises(Conflict):
        service.hand_over_to_newcomer(secretary, member, name="林小鹿", email="lin@example.org", phone="")


def test_what_has_gone_over_does_not_go_over_again(world: World) -> None:
    secretary, member = world.actor("secretary"), person(world, "unit_member")
    service.hand_over_to_colleague(secretary, member, person(world, "unit_admin"))
    with pytest.raises(NotFound):
        service.hand_over_to_colleague(secretary, member, person(world, "unit_admin"))


def test_it_is_handed_back_the_same_way_and_both_pages_tell_it(client: CheckedClient, world: World) -> None:
    secretary, admin, member = world.actor("secretary"), person(world, "unit_admin"), person(world, "unit_member")
    told = a_message(world, "unit_member", "a")
    service.hand_over_to_colleague(secretary, member, admin)
    service.hand_over_to_colleague(secretary, admin, member)
    assert roles(member) == {Role.UNIT_ADMIN, Role.UNIT_MEMBER}
    assert told.user_id == member.id
    enter(client, world, "secretary")
    page = client.page(world.url(f"people/{member.id}"))
    assert "Work handed over to" in page.text
    assert "Work taken over from" in page.text
