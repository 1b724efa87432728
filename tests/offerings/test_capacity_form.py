"""The form proposes number and period from people's words; nothing typed is lost, and people decide."""

import pytest

from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.offering import CapacityPeriod as Period
from tests.offerings.conftest import Offer
from tests.offerings.test_register import SUBMIT, filled, form, newest
from tests.support.page import SignedIn
from tests.support.world import World

WORDS, TIME, NUMBER, UNIT, PERIOD = (
    "capacity_words",
    "available_time",
    "capacity_number",
    "capacity_unit",
    "capacity_period",
)


def capacity_of(offering: Offering) -> tuple[int | None, str, Period, str]:
    return offering.capacity_number, offering.capacity_unit, offering.capacity_period, offering.capacity


def test_number_and_period_are_proposed_and_what_was_typed_stays(signed_in: SignedIn, world: World) -> None:
    page = form(signed_in, world).submit(SUBMIT, filled(venue="门诊一楼"), status=422, **{WORDS: "每月2次，每次12人"})
    assert "Capacity period: Proposed from your words: 2次 a month." in page.text
    assert (page.value(NUMBER), page.value(UNIT), page.value(PERIOD)) == (
        "2",
        "次",
        "Each month",
    )
    assert (page.value("venue"), page.value(WORDS)) == ("门诊一楼", "每月2次，每次12人")
    page.submit(SUBMIT)
    assert capacity_of(newest()) == (2, "次", Period.MONTH, "每月2次，每次12人")


def test_whoever_knows_better_is_asked_once(signed_in: SignedIn, world: World) -> None:
    page = form(signed_in, world).submit(SUBMIT, filled(), status=422, **{WORDS: "每月2次，每次12人"})
    page.submit(SUBMIT, {NUMBER: "", UNIT: "", PERIOD: "Each week"})
    assert capacity_of(newest()) == (None, "", Period.WEEK, "每月2次，每次12人")


def test_other_words_are_read_anew(signed_in: SignedIn, world: World) -> None:
    page = form(signed_in, world).submit(SUBMIT, filled(), status=422, **{WORDS: "每月2次"})
    page = page.submit(SUBMIT, {WORDS: "每季度2次"}, status=422)
    assert page.value(PERIOD) == "Each quarter"
    page.submit(SUBMIT)
    assert newest().capacity_period is Period.QUARTER


def test_the_rhythm_of_the_time_is_proposed_where_the_words_say_nothing(signed_in: SignedIn, world: World) -> None:
    number = {NUMBER: "20", UNIT: "人"}
    page = form(signed_in, world).submit(SUBMIT, filled(**number), status=422, **{TIME: "每周三下午"})
    assert "Proposed from your words: 20人 a week." in page.text
    page.submit(SUBMIT)
    assert capacity_of(newest()) == (20, "人", Period.WEEK, "每周20人")


@pytest.mark.parametrize(
    "more",
    [
        {NUMBER: "2", UNIT: "场", PERIOD: "Each month", WORDS: "每月2场"},
        {NUMBER: "20", UNIT: "人", WORDS: "共20人"},
        {"unlimited": True, WORDS: "每天都可以"},
        {WORDS: "按楼栋"},
        {TIME: "每周三下午"},
        {"category_id": "场地设施", TIME: "每天"},
        {},
    ],
)
def test_what_is_said_already_is_not_asked(signed_in: SignedIn, world: World, more: dict[str, str | bool]) -> None:
    form(signed_in, world).submit(SUBMIT, filled(**more))
    assert newest().name == "上门义诊"


def test_a_room_is_proposed_to_come_back(signed_in: SignedIn, world: World) -> None:
    room = filled(category_id="场地设施", **{NUMBER: "30", UNIT: "座"})
    page = form(signed_in, world).submit(SUBMIT, room, status=422)
    assert page.value(PERIOD) == "At a time"
    page.submit(SUBMIT, {PERIOD: "In all, once"})
    assert newest().capacity_period is Period.IN_ALL, "people decide"


def test_another_fault_does_not_use_the_proposal_up(signed_in: SignedIn, world: World) -> None:
    page = form(signed_in, world).submit(SUBMIT, filled(name=""), status=422, **{WORDS: "每月2次"})
    assert "Please fill this in." in page.text
    assert page.value(PERIOD) == "Each month"
    page.submit(SUBMIT, name="义诊")
    assert newest().capacity_period is Period.MONTH


def test_the_clerk_sees_what_the_words_of_a_file_say(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offering = offer("义诊", category="医疗健康", audiences=["老年人"], content="量血压", capacity="每月2次，每次12人")
    page = signed_in("staff").page(world.url(f"offerings/{offering.id}/edit"))
    assert "The words say: 2次 a month." in page.text
    page.submit("Save", {"contact": "罗玥"})
    assert capacity_of(offering) == (None, "", Period.IN_ALL, "每月2次，每次12人"), "nothing was changed unasked"
    page = signed_in("staff").page(world.url(f"offerings/{offering.id}/edit"))
    page.submit("Save", {NUMBER: "2", UNIT: "次", PERIOD: "Each month"})
    assert capacity_of(offering) == (2, "次", Period.MONTH, "每月2次，每次12人")
