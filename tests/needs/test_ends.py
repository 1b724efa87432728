"""How a need ends: told as it was, never without words on who did it; reopened, it stands on the running list."""

from functools import partial

import pytest

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.events import history_of
from partner_hub.matching.commands.answers import release_match
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.messages.models import Message
from partner_hub.needs.end_answers import answer_end, answer_end_by_code
from partner_hub.needs.end_queries import end_of_need, needs_with_contradicted_end
from partner_hub.needs.ends import NeedOutcome, end_need
from partner_hub.needs.merging import merge_need
from partner_hub.needs.models import Need, NeedEnd
from partner_hub.needs.retention import forget_words
from partner_hub.needs.service import move_need
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.need import AnswerWay, NeedState, SettledAnswer
from tests.support.page import CheckedClient
from tests.support.records import a_need
from tests.support.world import World
from tests.support.world import enter as enter_as

enter = partial(enter_as, language="en")
S, A = NeedState, SettledAnswer
DONE = "每周三上午接送一次，共十二次"
MET = NeedOutcome(S.MET, DONE, "柳岸社区志愿服务队")
PARTLY = NeedOutcome(S.PARTLY_MET, DONE, "柳岸社区志愿服务队", "周末还没有人")
WORDS = "3座502的依姆说周末还是没有人来"


def a_match(world: World, need: Need, state: MatchState = MatchState.CONFIRMED) -> Match:
    match = Match(community_id=world.community, state=state)
    match.needs = [MatchNeed(need_id=need.id)]
    match.partners = [MatchPartner(partnership_id=world.hospital, is_lead=True)]
    db.session.add(match)
    db.session.flush()
    return match


def ended(world: World, outcome: NeedOutcome = MET, **facts: object) -> tuple[Need, NeedEnd]:
    need = a_need(world, **({"state": S.IN_PROJECT} | facts))
    return need, end_need(world.actor("staff"), need, outcome)


def test_staff_note_that_it_is_partly_met_and_what_is_still_open(client: CheckedClient, world: World) -> None:
    need = a_need(world, state=S.IN_PROJECT)
    match = a_match(world, need)
    enter(client, world, "staff")
    page = client.page(world.url(f"needs/{need.id}")).follow("Note how it ended")
    assert page.value("By whom") == "江州市第二医院"
    typed = {"How it ended": "Partly met", "What was done": DONE}
    assert "Please say what is still open." in page.submit("Note the end", typed, status=422).text
    page = page.submit("Note the end", typed | {"still_open": "周末还没有人"})
    assert (need.state, need.ended_as) == (S.PARTLY_MET, S.PARTLY_MET)
    for words in ("Partly met", DONE, "江州市第二医院", "周末还没有人", "Nothing said yet"):
        assert words in page.text
    refused = page.submit("Close", {"reason": "已电话回访"}, status=422)
    assert "A match about it has not ended yet." in refused.text
    match.state = MatchState.PARTLY_DELIVERED
    closed = page.submit("Close", {"reason": "已电话回访"})
    assert "Partly met" in closed.text
    assert "Partly met" in client.page(world.url("needs/")).text


@pytest.mark.parametrize(
    ("outcome", "field"),
    [
        (NeedOutcome(S.MET, "", "志愿服务队"), "done"),
        (NeedOutcome(S.MET, DONE), "by_whom"),
        (NeedOutcome(S.PARTLY_MET, DONE, "志愿服务队"), "still_open"),
        (NeedOutcome(S.MET, "已帮3座502的阿婆，电话13905061234", "志愿服务队"), "done"),
        (NeedOutcome(S.MET, DONE, "联系人：王强"), "by_whom"),
        (NeedOutcome(S.MET, DONE, "志愿服务队", on=clock.local_today().replace(year=2099)), "on"),
    ],
)
def test_words_that_are_missing_or_lead_to_a_person_are_refused_at_their_field(
    world: World, outcome: NeedOutcome, field: str
) -> None:
    need = a_need(world)
    with pytest.raises(DomainError) as refused:
        end_need(world.actor("staff"), need, outcome)
    assert refused.value.field == field
    assert need.state == S.PUBLISHED


def test_a_bare_step_never_says_that_a_need_is_met(world: World) -> None:
    need = a_need(world, state=S.IN_PROJECT)
    for to in (S.MET, S.PARTLY_MET):
        with pytest.raises(DomainError, match="Please say what was done"):
            move_need(world.actor("staff"), need, to=to, reason="好了")
    assert need.state == S.IN_PROJECT


@pytest.mark.parametrize("who", ["unit_admin", "grid_worker", "district_observer", "supervisor"])
def test_nobody_but_the_committee_notes_an_end(world: World, who: str) -> None:
    need = a_need(world, state=S.IN_PROJECT, asking_partnership_id=world.hospital)
    with pytest.raises(NotAllowed):
        end_need(world.actor(who), need, MET)


@pytest.mark.parametrize("state", [S.SUBMITTED, S.ACCEPTED, S.MET, S.CLOSED, S.DECLINED])
def test_what_is_not_under_way_does_not_end(world: World, state: NeedState) -> None:
    need = a_need(world, state=state)
    with pytest.raises(Conflict):
        end_need(world.actor("staff"), need, MET)


def test_the_unit_that_asked_answers_in_its_account_and_the_desk_is_told(client: CheckedClient, world: World) -> None:
    need, end = ended(world, asking_partnership_id=world.hospital)
    told = db.session.scalars(db.select(Message.user_id).where(Message.key == f"need:{need.id}:end:{end.id}")).all()
    assert set(told) == {world.people["unit_admin"], world.people["unit_member"]}
    enter(client, world, "unit_member")
    page = client.page(world.url(f"needs/{need.id}")).follow("Say whether it is settled")
    page = page.submit("Record the answer", {"Is it settled?": "No, it is not settled", "words": WORDS})
    assert WORDS in page.text
    assert end.answers[0].way == AnswerWay.ACCOUNT
    assert db.session.scalars(needs_with_contradicted_end(world.actor("staff"))).all() == [need]
    assert db.session.scalar(db.select(Message.id).where(Message.user_id == world.people["staff"]))
    enter(client, world, "district_observer")
    assert WORDS not in client.page(world.url(f"needs/{need.id}")).text
    enter(client, world, "staff")
    page = client.page(world.url(f"needs/{need.id}"))
    assert "please reopen it, or give a reason" in page.submit("Close", status=422).text
    page.submit("Close", {"reason": "已另行安排"})
    assert need.state == S.CLOSED
    assert db.session.scalars(needs_with_contradicted_end(world.actor("staff"))).all() == []


def test_a_grid_worker_notes_what_a_resident_says_and_the_residents_own_word_outweighs_it(world: World) -> None:
    need, end = ended(world, grid_id=world.grid)
    noted = answer_end(world.actor("grid_worker"), need, A.SETTLED, "入户回访")
    assert (noted.way, noted.answered_by) == (AnswerWay.NOTED, "何小满")
    own = answer_end_by_code(need, A.PARTLY, WORDS)
    assert own is noted
    assert own.contradicts
    with pytest.raises(Conflict):
        answer_end(world.actor("grid_worker"), need, A.SETTLED, "")
    assert [entry.tag for entry in history_of(need)][-2:] == ["need:answer_settled", "need:answer_partly"]
    assert not [entry for entry in history_of(need) if "依姆" in str(entry.details) + entry.reason]
    assert end_of_need(need) is end


@pytest.mark.parametrize("who", ["other_unit_admin", "district_observer", "supervisor"])
def test_others_do_not_answer(world: World, who: str) -> None:
    need, _end = ended(world, asking_partnership_id=world.hospital)
    with pytest.raises(NotAllowed):
        answer_end(world.actor(who), need, A.SETTLED, "")


def test_partly_is_no_contradiction_where_it_was_told_as_partly_met(world: World) -> None:
    need, _end = ended(world, PARTLY)
    assert not answer_end_by_code(need, A.PARTLY, "").contradicts
    assert answer_end_by_code(need, A.NOT_SETTLED, "").contradicts


def test_each_of_those_whose_needs_were_merged_answers_for_the_own(world: World) -> None:
    whole, part = a_need(world, state=S.IN_PROJECT), a_need(world)
    merge_need(world.actor("staff"), part, into=whole)
    db.session.refresh(whole)
    end = end_need(world.actor("staff"), whole, MET)
    assert [each.need_id for each in end.answers] == [whole.id, part.id]
    answer_end_by_code(part, A.NOT_SETTLED, "")
    assert end.is_contradicted
    assert [each.answer for each in end.answers] == [None, A.NOT_SETTLED]


def test_an_answer_may_be_changed_until_the_need_is_closed(world: World) -> None:
    need, end = ended(world)
    answer_end_by_code(need, A.NOT_SETTLED, WORDS)
    answer_end_by_code(need, A.SETTLED, "")
    assert (end.is_contradicted, end.answers[0].words) == (False, "")
    move_need(world.actor("staff"), need, to=S.CLOSED)
    with pytest.raises(Conflict):
        answer_end_by_code(need, A.NOT_SETTLED, "")


@pytest.mark.parametrize("state", [S.MET, S.PARTLY_MET, S.CLOSED])
@pytest.mark.parametrize(
    ("matched", "to"), [(MatchState.CONFIRMED, S.IN_PROJECT), (MatchState.FAILED, S.PUBLISHED), (None, S.PUBLISHED)]
)
def test_reopened_it_stands_on_the_list_or_is_worked_on_and_the_old_end_stays(
    world: World, state: NeedState, matched: MatchState | None, to: NeedState
) -> None:
    need, end = ended(world, PARTLY if state is S.PARTLY_MET else MET)
    if state is S.CLOSED:
        move_need(world.actor("staff"), need, to=S.CLOSED, reason="已回访")
    if matched:
        a_match(world, need, matched)
    move_need(world.actor("staff"), need, to=to, reason="又坏了")
    assert (need.state, need.ended_as, need.carried_over, (need.year, need.quarter)) == (to, None, 0, (2026, 4))
    assert end.taken_back_at is not None
    assert end_of_need(need) is None
    end_need(world.actor("staff"), need, MET)
    assert db.session.scalar(db.select(db.func.count(NeedEnd.id))) == 2


def test_reopening_wants_a_reason_and_is_the_committees(world: World) -> None:
    need, _end = ended(world, asking_partnership_id=world.hospital)
    with pytest.raises(DomainError, match="Please give a reason"):
        move_need(world.actor("staff"), need, to=S.PUBLISHED)
    with pytest.raises(NotAllowed):
        move_need(world.actor("unit_admin"), need, to=S.PUBLISHED, reason="没办好")


@pytest.mark.parametrize(
    ("other", "freed"), [(None, S.PUBLISHED), (MatchState.FAILED, S.PUBLISHED), (MatchState.CONFIRMED, S.IN_PROJECT)]
)
def test_a_need_that_nobody_takes_any_more_is_back_in_the_hall(
    world: World, other: MatchState | None, freed: NeedState
) -> None:
    need = a_need(world, state=S.IN_PROJECT)
    match = a_match(world, need, MatchState.AGREED)
    if other:
        a_match(world, need, other)
    release_match(world.actor("unit_admin"), match, reason="人手不够")
    assert need.state == freed


def test_the_words_of_whoever_asked_go_with_the_recorded_words(world: World) -> None:
    need, end = ended(world)
    answer_end_by_code(need, A.NOT_SETTLED, WORDS)
    forget_words(need)
    db.session.expire_all()
    assert (end.answers[0].words, end.answers[0].answer) == ("", A.NOT_SETTLED)


def test_what_its_matches_delivered_is_proposed_as_the_end(client: CheckedClient, world: World) -> None:
    need = a_need(world, state=S.IN_PROJECT)
    whole, part = a_match(world, need, MatchState.DELIVERED), a_match(world, need, MatchState.PARTLY_DELIVERED)
    whole.outcome, part.outcome, part.reason = "装了两盏灯", "修了一处台阶", "雨天停工"
    a_match(world, need, MatchState.FAILED).outcome = "没有来"
    enter(client, world, "staff")
    page = client.page(world.url(f"needs/{need.id}/end"))
    assert page.value("What was done").split() == ["装了两盏灯", "修了一处台阶"]
    assert page.value("still_open") == "雨天停工"
    page.submit("Note the end")
    assert need.state == S.PARTLY_MET
