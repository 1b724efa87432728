"""A unit declines a task, with a comment; the secretary issues it again or drops it."""

from datetime import timedelta
from functools import partial

import pytest

from partner_hub.actions import deadlines, queries, service
from partner_hub.actions.models import ActionItem
from partner_hub.core import clock
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.events import history_of
from partner_hub.vocabulary.action import ActionState
from tests.support.mails import speak_english, told
from tests.support.page import CheckedClient
from tests.support.records import an_action
from tests.support.world import World
from tests.support.world import enter as enter_as

enter = partial(enter_as, language="en")
S = ActionState
TODAY = clock.local_today()
YESTERDAY = TODAY - timedelta(days=1)


def declined(world: World, **facts: object) -> ActionItem:
    action = an_action(world, **facts)
    return service.move_action(world.actor("unit_admin"), action, to=S.DECLINED, reason="医生人手不够")


def test_a_unit_declines_with_a_comment_that_the_secretary_reads_and_answers(
    client: CheckedClient, world: World
) -> None:
    speak_english()
    action = an_action(world)
    enter(client, world, "unit_member")
    page = client.page(world.url(f"actions/{action.id}"))
    assert "Please give a reason." in page.submit("Decline it", {"reason": " "}, status=422).text
    page.submit("Decline it", {"reason": "医生人手不够"})
    assert told() == [("secretary", "江州市第二医院 declines: 每月上门巡诊一次")]
    enter(client, world, "secretary")
    page = client.page(world.url())
    assert "Declined by the unit, to be issued again or dropped" in page.text
    page = client.page(world.url(f"actions/{action.id}"))
    assert "Comment of the unit that declines 医生人手不够" in page.text
    assert "Please give a reason." in page.submit("Issue again", {"reason": ""}, status=422).text
    page.submit("Issue again", {"reason": "改为两月一次"})
    assert told()[1:] == [(who, "Issued again: 每月上门巡诊一次") for who in ("unit_admin", "unit_member")]
    assert [entry.tag.partition(":")[2] for entry in history_of(action)] == ["decline", "issue_again"]
    assert [entry.to_state for entry in history_of(action)] == ["declined", "issued"]


def test_the_secretary_drops_what_was_declined_and_the_unit_is_told(world: World) -> None:
    speak_english()
    action = declined(world)
    service.move_action(world.actor("secretary"), action, to=S.DROPPED, reason="改由学校办")
    assert told()[-1] == ("unit_member", "“每月上门巡诊一次”: Dropped")


def test_the_committee_notes_it_for_a_unit_and_the_history_says_so(world: World) -> None:
    action = an_action(world)
    service.move_action(world.actor("staff"), action, to=S.DECLINED, reason="电话里说不接")
    assert history_of(action)[-1].on_behalf_of == "江州市第二医院"


@pytest.mark.parametrize("who", ["other_unit_admin", "grid_worker", "supervisor", "district_observer", "system_admin"])
def test_nobody_else_declines(world: World, who: str) -> None:
    action = an_action(world)
    with pytest.raises(NotAllowed):
        service.move_action(world.actor(who), action, to=S.DECLINED, reason="不办")
    assert action.state == S.ISSUED


@pytest.mark.parametrize("who", ["staff", "unit_admin", "other_unit_admin"])
def test_the_secretary_alone_issues_it_again_or_drops_it(world: World, who: str) -> None:
    action = declined(world)
    for to in (S.ISSUED, S.DROPPED, S.CLOSED):
        with pytest.raises(NotAllowed):
            service.move_action(world.actor(who), action, to=to, reason="再议")
    assert action.state == S.DECLINED


@pytest.mark.parametrize("state", [S.IN_PROGRESS, S.REPORTED_DONE, S.CLOSED, S.DROPPED, S.DRAFT])
def test_what_was_begun_or_has_ended_is_not_declined(world: World, state: ActionState) -> None:
    with pytest.raises(Conflict):
        declined(world, state=state)


def test_a_declined_one_is_neither_open_nor_overdue_nor_reminded_of(client: CheckedClient, world: World) -> None:
    action = declined(world, due=YESTERDAY)
    counts = queries.action_counts(world.actor("staff"), TODAY)
    assert (counts.open, counts.overdue, counts.reported) == (0, 0, 0)
    assert not action.is_open
    assert not action.is_overdue(TODAY)
    assert service.remind_of_due_actions(TODAY) == 0
    secretary = world.actor("secretary")
    for refused in (
        lambda: service.remind_responsible_unit(secretary, action),
        lambda: deadlines.move_deadline(secretary, action, due=TODAY, reason="试"),
        lambda: service.add_progress_note(secretary, action, words="试"),
    ):
        with pytest.raises(DomainError):
            refused()
    enter(client, world, "staff")
    for query, found in (("show=open", 0), ("show=overdue", 0), ("show=done", 0), ("show=declined", 1)):
        assert len(client.page(world.url(f"actions/?{query}")).rows()) == found


def test_the_comment_is_for_those_who_work_on_it(client: CheckedClient, world: World) -> None:
    action = declined(world)
    enter(client, world, "other_unit_admin")
    page = client.page(world.url(f"actions/{action.id}"))
    assert "Declined by the unit" in page.text
    assert "医生人手不够" not in page.text
