"""A resident says by the code whether a need is settled: seen with GET, said with POST, changed until it is closed."""

import pytest

from partner_hub.accounts.link_secrets import sha256_hex
from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.needs import quarter_lists
from partner_hub.needs.end_queries import needs_with_contradicted_end
from partner_hub.needs.ends import NeedOutcome, end_need
from partner_hub.needs.models import Need, NeedEnd
from partner_hub.needs.service import move_need
from partner_hub.public.lookup_codes import lookup_code_from
from partner_hub.public.service import ANSWERS_AN_HOUR
from partner_hub.vocabulary.need import AnswerWay, NeedState, SettledAnswer
from tests.support.page import CheckedClient, Page
from tests.support.records import PUBLIC, a_need
from tests.support.world import World

CODE = lookup_code_from("x" * 32, "one")
DONE, DOER, OPEN = "每周三上午接送一次", "柳岸社区志愿服务队", "周末还没有人"
WORDS = "3座502，周末没有人来，电话13905061234"


@pytest.fixture
def resident(client: CheckedClient, world: World) -> CheckedClient:
    client.page("/sign-in").submit("English")
    return client


def ended(world: World, to: NeedState = NeedState.MET, **facts: object) -> tuple[Need, NeedEnd]:
    need = a_need(world, **({"state": NeedState.IN_PROJECT, "code_hash": sha256_hex(CODE)} | facts))
    end = end_need(world.actor("staff"), need, NeedOutcome(to, DONE, DOER, OPEN))
    return need, end


def look_up(resident: CheckedClient, world: World) -> Page:
    return resident.page(f"/p/{world.community}/look-up").submit("Look up", {"Your code": CODE})


def test_partly_met_reads_so_by_the_code_and_on_the_list_also_when_it_is_closed(
    resident: CheckedClient, world: World
) -> None:
    need, _end = ended(world, NeedState.PARTLY_MET)
    quarter_lists.publish_list(world.actor("staff"), db.session.get_one(Community, world.community), (2026, 4))
    for closed in (False, True):
        if closed:
            move_need(world.actor("staff"), need, to=NeedState.CLOSED, reason="已回访")
        for page in (look_up(resident, world), resident.page(f"/p/{world.community}/needs")):
            for words in ("Partly done", DONE, DOER, OPEN):
                assert words in page.text
            assert "It is done" not in page.text


def test_a_resident_says_that_it_is_not_settled_and_reads_it_again(resident: CheckedClient, world: World) -> None:
    _need, end = ended(world)
    page = look_up(resident, world)
    assert "Please choose." in page.submit("Send the answer", status=422).text
    typed = {"Is it settled?": "No, it is not settled", "words": WORDS}
    page = page.submit("Send the answer", typed)
    assert WORDS in page.text
    assert (end.answers[0].answer, end.answers[0].way) == (SettledAnswer.NOT_SETTLED, AnswerWay.CODE)
    assert db.session.scalars(needs_with_contradicted_end(world.actor("staff"))).all() == [end.need]
    page.submit("Send the answer", {"Is it settled?": "Yes, it is settled"})
    assert (end.answers[0].answer, end.answers[0].words) == (SettledAnswer.SETTLED, "")


def test_reading_changes_nothing(resident: CheckedClient, world: World) -> None:
    _need, end = ended(world)
    page = look_up(resident, world)
    resident.page(f"{page.url}?answer=settled&words=x")
    assert end.answers[0].answer is None


def test_what_is_said_keeps_its_words_when_it_is_refused_and_holds_no_identity_number(
    resident: CheckedClient, world: World
) -> None:
    _need, end = ended(world)
    page = look_up(resident, world)
    typed = {"Is it settled?": "In part", "words": "身份证350102199003072134"}
    page = page.submit("Send the answer", typed, status=422)
    assert page.value("words") == typed["words"]
    assert end.answers[0].answer is None


@pytest.mark.parametrize("state", [NeedState.CLOSED, NeedState.PUBLISHED])
def test_after_it_is_closed_or_reopened_nothing_is_asked(
    resident: CheckedClient, world: World, state: NeedState
) -> None:
    need, end = ended(world)
    page = look_up(resident, world)
    move_need(world.actor("staff"), need, to=state, reason="另行安排")
    page.submit("Send the answer", {"Is it settled?": "Yes, it is settled"}, status=422)
    assert end.answers[0].answer is None
    page = look_up(resident, world)
    assert "Send the answer" not in page.buttons()
    assert ("The community has taken it up again" in page.text) == (state is NeedState.PUBLISHED)


def test_whoever_has_not_typed_the_code_answers_nothing(resident: CheckedClient, world: World) -> None:
    _need, end = ended(world)
    page = look_up(resident, world)
    with resident.session_transaction() as session:
        del session["looked_up"]
    page = page.submit("Send the answer", {"Is it settled?": "Yes, it is settled"})
    assert "Please type your code once more" in page.text
    assert end.answers[0].answer is None


def test_answering_without_end_comes_to_an_end(resident: CheckedClient, world: World) -> None:
    ended(world)
    page = look_up(resident, world)
    for _ in range(ANSWERS_AN_HOUR):
        page = page.submit("Send the answer", {"Is it settled?": "In part"})
    page = page.submit("Send the answer", {"Is it settled?": "In part"}, status=422)
    assert "Too much has come from your network" in page.text


def test_who_asked_for_a_need_that_was_merged_answers_for_the_own_one(resident: CheckedClient, world: World) -> None:
    whole, _end = ended(world, code_hash=None, public_name="合并后的需求")
    part = a_need(world, state=NeedState.MERGED, merged_into_id=whole.id, code_hash=sha256_hex(CODE))
    page = look_up(resident, world).submit("Send the answer", {"Is it settled?": "Yes, it is settled"})
    assert DONE in page.text
    answers = {row.need_id: row.answer for row in db.session.scalars(db.select(NeedEnd)).one().answers}
    assert answers == {whole.id: None, part.id: SettledAnswer.SETTLED}


def test_a_need_that_the_meeting_put_off_says_so(resident: CheckedClient, world: World) -> None:
    need = a_need(world, code_hash=sha256_hex(CODE))
    need.deferred_on = need.raised_on
    page = look_up(resident, world)
    assert "Put off by the meeting" in page.text
    assert PUBLIC in page.text
