"""One need in two: joined by a link, counted together, and taken apart again as if nothing had been."""

import threading
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError
from partner_hub.core.events import history_of
from partner_hub.matching.models import Match, MatchNeed
from partner_hub.needs import merging, service
from partner_hub.needs.models import Need
from partner_hub.needs.moving import put_needs_on_list
from partner_hub.needs.need_view import beneficiary_number_of
from partner_hub.vocabulary.match import LIVE_MATCH_STATES, MatchState
from partner_hub.vocabulary.need import FigureOfMerge, NeedState
from tests.support.database import on_both_databases
from tests.support.page import SignedIn
from tests.support.records import PUBLIC, RECORDED, a_need
from tests.support.world import World

S = NeedState
FACTS = {"beneficiary_count": 4, "beneficiary_unit": "户", "beneficiary_count_text": "4户"}


def a_match(world: World, need: Need, state: MatchState) -> None:
    db.session.add(Match(community_id=world.community, state=state, needs=[MatchNeed(need=need, position=0)]))
    db.session.flush()


@pytest.mark.parametrize(
    ("state", "quarter"), [(S.SUBMITTED, (None, None)), (S.ACCEPTED, (None, None)), (S.PUBLISHED, (2026, 3))]
)
def test_undoing_brings_back_the_state_and_the_quarter(
    world: World, state: NeedState, quarter: tuple[int | None, int | None]
) -> None:
    whole, part = a_need(world), a_need(world, state=state, year=quarter[0], quarter=quarter[1])
    merging.merge_need(world.actor("staff"), part, into=whole)
    merging.unmerge_need(world.actor("staff"), part)
    assert (part.state, (part.year, part.quarter), part.merged_into_id) == (state, quarter, None)
    assert [entry.tag for entry in history_of(whole)] == ["need:absorb", "need:split"]
    assert [(entry.from_state, entry.to_state) for entry in history_of(part)] == [(state, "merged"), ("merged", state)]


def test_it_comes_back_as_it_was_the_last_time(world: World) -> None:
    whole, part, staff = a_need(world), a_need(world, state=S.SUBMITTED), world.actor("staff")
    merging.merge_need(staff, part, into=whole)
    merging.unmerge_need(staff, part)
    service.move_need(staff, part, to=S.ACCEPTED)
    merging.merge_need(staff, part, into=whole)
    merging.unmerge_need(staff, part)
    assert part.state == S.ACCEPTED


def test_what_is_not_merged_is_not_taken_apart(world: World) -> None:
    with pytest.raises(Conflict):
        merging.unmerge_need(world.actor("staff"), a_need(world))


def test_there_is_one_button_to_undo_it(signed_in: SignedIn, world: World) -> None:
    whole, part = a_need(world), a_need(world)
    merging.merge_need(world.actor("staff"), part, into=whole)
    assert signed_in("staff").page(world.url(f"needs/{part.id}")).buttons().count("Undo the merge") == 1


def test_a_list_does_not_take_a_merged_need_out_again(world: World) -> None:
    whole, part, staff = a_need(world), a_need(world), world.actor("staff")
    merging.merge_need(staff, part, into=whole)
    assert len(put_needs_on_list(staff, [part], year=2027, quarter=1).refused) == 1
    assert part.state == S.MERGED


def test_the_sum_stands_in_every_list_and_export(signed_in: SignedIn, world: World) -> None:
    whole, part = a_need(world, **FACTS, reporter_phone="13905061234"), a_need(world, **FACTS, grid_id=world.grid)
    merging.merge_need(world.actor("staff"), part, into=whole)
    for who in ("staff", "unit_member", "district_observer"):
        assert "8户" in signed_in(who).page(world.url("needs/")).text
    answer = signed_in("staff").get(world.url("needs/export.xlsx?state=published"))
    sheet = load_workbook(BytesIO(answer.data)).active
    assert sheet is not None
    assert "8户" in [cell for row in sheet.iter_rows(values_only=True) for cell in row]


@pytest.mark.parametrize("state", LIVE_MATCH_STATES)
def test_a_need_that_a_partner_takes_is_not_merged_away(signed_in: SignedIn, world: World, state: MatchState) -> None:
    whole, part = a_need(world), a_need(world)
    a_match(world, part, state)
    page = signed_in("staff").page(world.url(f"needs/{part.id}/merge/{whole.id}"))
    page = page.submit("Merge", status=422)
    assert "A partner has already taken this need" in page.text
    assert part.state == S.PUBLISHED


def test_one_that_a_partner_has_let_go_is_merged(world: World) -> None:
    whole, part = a_need(world), a_need(world)
    a_match(world, part, MatchState.RELEASED)
    merging.merge_need(world.actor("staff"), part, into=whole)
    assert part.state == S.MERGED


def test_merges_make_no_chain_and_no_ring(world: World) -> None:
    staff = world.actor("staff")
    first, second, third, closed = a_need(world), a_need(world), a_need(world), a_need(world, state=S.CLOSED)
    merging.merge_need(staff, second, into=first)
    for need, into in ((first, third), (third, second), (first, second), (third, third), (third, closed)):
        with pytest.raises(DomainError):
            merging.merge_need(staff, need, into=into)
    merging.merge_need(staff, third, into=first)
    assert {need.id for need in first.merged} == {second.id, third.id}


@on_both_databases
def test_of_two_crossing_merges_at_the_same_moment_one_is_refused(app: Flask, world: World) -> None:
    ids = a_need(world).id, a_need(world).id
    db.session.commit()
    start, told = threading.Barrier(2), []

    def merge(need: int, into: int) -> None:
        with app.app_context():
            actor = world.actor("staff")
            db.session.commit()
            start.wait()
            try:
                merging.merge_need(actor, db.session.get_one(Need, need), into=db.session.get_one(Need, into))
                db.session.commit()
                told.append("merged")
            except DomainError:
                db.session.rollback()
                told.append("refused")

    threads = [threading.Thread(target=merge, args=pair) for pair in (ids, ids[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.expire_all()
    assert sorted(told) == ["merged", "refused"]
    assert sorted(db.session.get_one(Need, each).state for each in ids) == [S.MERGED, S.PUBLISHED]


def test_the_third_time_it_must_go_on_the_agenda(signed_in: SignedIn, world: World) -> None:
    need = a_need(world, carried_over=2)
    assert not need.must_be_tabled
    need.carried_over = 3
    for path in ("needs/", f"needs/{need.id}"):
        assert "Must go on the agenda" in signed_in("staff").page(world.url(path)).text


@pytest.mark.parametrize(("who", "fact"), [("grid_worker", "grid_id"), ("unit_member", "asking_partnership_id")])
@pytest.mark.parametrize("state", [S.PUBLISHED, S.SUBMITTED])
def test_whoever_follows_a_part_reads_of_the_whole_what_everybody_reads(
    signed_in: SignedIn, world: World, who: str, fact: str, state: NeedState
) -> None:
    own = {"grid_id": world.grid, "asking_partnership_id": world.hospital}[fact]
    whole, part = a_need(world, state=state), a_need(world, name="阿婆要人陪", **{fact: own})
    merging.merge_need(world.actor("staff"), part, into=whole)
    page = signed_in(who).page(world.url(f"needs/{part.id}"))
    assert RECORDED not in page.text
    assert (PUBLIC in page.links()) is (state is S.PUBLISHED)
    assert RECORDED in signed_in("staff").page(world.url(f"needs/{part.id}")).links()


@pytest.mark.parametrize(("words", "shown"), [("欠债的那家", "3户"), ("全楼欠债的", "全体")])
def test_words_about_the_number_of_a_part_that_nobody_has_read_are_not_shown(
    signed_in: SignedIn, world: World, words: str, shown: str
) -> None:
    whole = a_need(world, beneficiary_count=3, beneficiary_unit="户", beneficiary_count_text="3户")
    part = a_need(world, state=NeedState.SUBMITTED, public_name="", content="别的话", beneficiary_count_text=words)
    merging.merge_need(world.actor("staff"), part, into=whole)
    page = signed_in("unit_admin").page(world.url(f"needs/{whole.id}"))
    assert shown in page.text
    assert "欠债" not in page.text
    assert words in signed_in("staff").page(world.url(f"needs/{whole.id}")).text


@pytest.mark.parametrize(
    ("choice", "total"),
    [
        ("12户: as the other need says", "12户"),
        ("15户: as this need says", "15户"),
        ("27户: both, of different households", "27户"),
        ("Another number, typed below", "14户"),
    ],
)
def test_a_merge_asks_which_figure_is_right(signed_in: SignedIn, world: World, choice: str, total: str) -> None:
    whole, part = (
        a_need(world, beneficiary_count=count, beneficiary_unit="户", beneficiary_count_text=f"{count}户", grid_id=grid)
        for count, grid in ((12, None), (15, world.grid))
    )
    client = signed_in("staff")
    page = client.page(world.url(f"needs/{part.id}/merge/{whole.id}"))
    assert "Please choose." in page.submit("Merge", status=422).text
    page.submit("Merge", {"Which number is right?": choice, "count": "14", "unit": "户"})
    assert total in client.page(world.url("needs/?state=published")).text

    client.page(world.url(f"needs/{part.id}")).submit("Undo the merge")
    db.session.expire_all()
    assert (part.merge_figure, part.merge_count, part.merged_at) == (None, None, None)
    assert "12户" in client.page(world.url(f"needs/{whole.id}")).text


def test_another_number_has_to_be_typed(signed_in: SignedIn, world: World) -> None:
    whole, part = a_need(world, **FACTS), a_need(world, **FACTS | {"beneficiary_count": 5})
    page = signed_in("staff").page(world.url(f"needs/{part.id}/merge/{whole.id}"))
    page = page.submit("Merge", {"Which number is right?": "Another number, typed below"}, status=422)
    assert "Please type the number." in page.text


def test_later_merges_go_on_from_the_figure_that_was_said(world: World) -> None:
    """12 and 15 are the same trouble, told twice; the third is another staircase."""
    staff = world.actor("staff")
    whole, again, other = (
        a_need(world, beneficiary_count=count, beneficiary_unit="户", reporter_phone=f"1390506000{count}")
        for count in (12, 15, 4)
    )
    merging.merge_need(staff, again, into=whole, figure=merging.MergedFigure(FigureOfMerge.OF_PART))
    merging.merge_need(staff, other, into=whole)
    db.session.expire_all()
    assert beneficiary_number_of(whole, in_full=True) == "19户"
    merging.unmerge_need(staff, again)
    db.session.expire_all()
    assert beneficiary_number_of(whole, in_full=True) == "16户"


def test_the_likeliest_needs_are_shown_and_others_are_searched_for(signed_in: SignedIn, world: World) -> None:
    part = a_need(world, name="3座的路灯坏了", content="3座门口的路灯坏了半个月，晚上看不见。")
    alike = a_need(world, name="3座路灯不亮", content="3座门口路灯不亮，老人晚上不敢出门。", source={"numbers": ["27"]})
    other = a_need(world, name="想学太极拳", content="想请人教太极拳。")
    page = signed_in("staff").page(world.url(f"needs/{part.id}/merge"))
    headings = page.texts("h3")
    assert headings[0] == alike.name
    assert other.name not in headings
    for words, found in (("太极", other), ("27", alike)):
        page = page.client.page(world.url(f"needs/{part.id}/merge?q={words}"))
        assert page.texts("h3") == [found.name]
    assert page.follow("Merge into it").heading == f"Merge “{part.name}” into “{alike.name}”"
