"""Units look at their own part of a draft and comment on it until a day; staff settle what they say."""

from datetime import date, timedelta

import pytest

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.meetings.models import Meeting
from partner_hub.messages.models import Message
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.minutes.models import Minutes
from partner_hub.minutes.review.commands import open_review, settle_comment
from partner_hub.minutes.review.models import MinutesComment, MinutesReview
from partner_hub.minutes.review.queries import open_comments
from partner_hub.vocabulary.minutes import MinutesState
from tests.support.held import a_held_meeting
from tests.support.mails import speak_english, told
from tests.support.page import Page, SignedIn
from tests.support.world import World

TEXT = """一、供需对接
江州市柳岸小学提出，操场要修。
江州市第二医院提出，请致电13905910001周秋菊。
会议明确，由江州市第二医院开放夜间车位。
会议议定：
1.资源清单每季度第一周更新。"""
ASKED = "Please look at your part of the minutes: 柳岸社区2026年第三季度党建联席会"
UNTIL = clock.local_today() + timedelta(days=3)


@pytest.fixture
def meeting(world: World) -> Meeting:
    """Its draft was written by hand: one remark of the school, one of the hospital that leads to a resident."""
    meeting = a_held_meeting(world)
    speak_english()
    minutes = draft_minutes(world.actor("staff"), meeting)
    minutes.body = TEXT
    minutes.passages = [{"key": "whole", "kind": "own", "text": TEXT, "generated": ""}]
    db.session.commit()
    return meeting


@pytest.fixture
def review(world: World, meeting: Meeting) -> MinutesReview:
    review = open_review(world.actor("staff"), the_minutes(), until=UNTIL)
    db.session.commit()
    return review


def the_minutes() -> Minutes:
    return db.session.scalars(db.select(Minutes)).one()


def part_of(signed_in: SignedIn, world: World, who: str, review: MinutesReview, status: int = 200) -> Page:
    return signed_in(who).page(world.url(f"minutes/reviews/{review.id}"), status=status)


def comment(signed_in: SignedIn, world: World, review: MinutesReview, words: str = "车位应为20个。") -> Page:
    page = part_of(signed_in, world, "unit_member", review)
    return page.submit("Send the comment", {"Your comment": words})


def test_staff_open_it_and_each_unit_that_the_draft_names_is_asked_once(
    world: World, signed_in: SignedIn, meeting: Meeting
) -> None:
    page = signed_in("staff").page(world.url(f"minutes/of/{meeting.id}/review"))
    page = page.submit("Open the review", {"Comments until": UNTIL.isoformat()})
    page.submit("Change the day", {"Comments until": UNTIL.isoformat()})
    assert {who for who, subject in told() if subject == ASKED} == {"unit_admin", "unit_member", "other_unit_admin"}
    assert db.session.scalar(db.select(db.func.count(Message.id)).where(Message.subject == ASKED)) == 3
    assert the_minutes().state is MinutesState.IN_REVIEW


def test_a_unit_sees_its_own_part_and_nothing_else_of_the_draft(
    world: World, signed_in: SignedIn, review: MinutesReview
) -> None:
    hospital = part_of(signed_in, world, "unit_member", review).text
    assert "开放夜间车位" in hospital
    assert "罗𬭎" in hospital
    assert "操场" not in hospital
    assert "13905910001" not in hospital
    assert "资源清单每季度" not in hospital
    school = part_of(signed_in, world, "other_unit_admin", review).text
    assert "操场要修" in school
    assert "开放夜间车位" not in school


@pytest.mark.parametrize("who", ["staff", "grid_worker", "supervisor", "district_observer"])
def test_it_is_no_page_for_others(world: World, signed_in: SignedIn, review: MinutesReview, who: str) -> None:
    part_of(signed_in, world, who, review, status=404)


def test_a_comment_reaches_staff_who_settle_it_and_the_unit_hears_what_became_of_it(
    world: World, signed_in: SignedIn, review: MinutesReview
) -> None:
    comment(signed_in, world, review)
    assert (
        "secretary",
        "江州市第二医院 comments on the draft of the minutes: 柳岸社区2026年第三季度党建联席会",
    ) in told()
    assert len(open_comments(the_minutes())) == 1
    page = signed_in("staff").page(world.url(f"minutes/of/{the_minutes().meeting_id}/review"))
    assert "车位应为20个。" in page.text
    page = page.submit("Settle it: 江州市第二医院", {"What becomes of it": "left"}, status=422)
    assert "Please tell the unit why." in page.text
    page.submit(
        "Settle it: 江州市第二医院", {"What becomes of it": "left", "A word to the unit (optional)": "会上定的是30个。"}
    )
    assert open_comments(the_minutes()) == []
    assert ("unit_member", "Your comment on the minutes was not taken over") in told()
    own = part_of(signed_in, world, "unit_member", review).text
    assert "会上定的是30个。" in own
    assert "车位应为20个。" not in part_of(signed_in, world, "other_unit_admin", review).text


def test_a_unit_says_that_it_agrees(world: World, signed_in: SignedIn, review: MinutesReview) -> None:
    page = part_of(signed_in, world, "unit_admin", review).submit("It is right: we agree")
    assert "No objection" in page.text
    assert open_comments(the_minutes()) == []
    assert "No objection" in signed_in("staff").page(world.url(f"minutes/of/{the_minutes().meeting_id}/review")).text


def test_after_the_day_comments_are_closed_with_a_clear_sentence(
    world: World, signed_in: SignedIn, review: MinutesReview
) -> None:
    page = part_of(signed_in, world, "unit_member", review)
    db.session.get_one(MinutesReview, review.id).until = date(2026, 7, 20)
    db.session.commit()
    late = page.submit("Send the comment", {"Your comment": "来晚了"}, status=422)
    assert "Comments could be sent until 20 Jul 2026." in late.text
    assert "Send the comment" not in part_of(signed_in, world, "unit_member", review).text
    assert db.session.scalars(db.select(MinutesComment)).all() == []


def test_when_the_review_has_ended_no_unit_sees_the_draft(
    world: World, signed_in: SignedIn, review: MinutesReview
) -> None:
    comment(signed_in, world, review)
    page = signed_in("staff").page(world.url(f"minutes/of/{the_minutes().meeting_id}/review"))
    page.submit("End the review")
    own = part_of(signed_in, world, "unit_member", review).text
    assert "The review of this draft has ended." in own
    assert "开放夜间车位" not in own
    part_of(signed_in, world, "other_unit_admin", review, status=404)


def test_the_second_of_two_who_settle_a_comment_sees_what_the_first_said(
    world: World, signed_in: SignedIn, review: MinutesReview
) -> None:
    comment(signed_in, world, review)
    page = signed_in("staff").page(world.url(f"minutes/of/{the_minutes().meeting_id}/review"))
    settle_comment(
        world.actor("secretary"), db.session.scalars(db.select(MinutesComment)).one(), taken_over=True, answer="已改"
    )
    db.session.commit()
    second = page.submit(
        "Settle it: 江州市第二医院", {"What becomes of it": "left", "A word to the unit (optional)": "不改"}, status=422
    )
    assert "已改" in second.text
