"""Twenty needs at a time: what is ticked is accepted, what has a finding waits for a look, nothing typed is lost."""

from typing import Any

import pytest

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.needs import quarter_lists
from partner_hub.needs.models import Need
from partner_hub.vocabulary.need import NeedState, Visibility
from tests.support.browser import Visitor, on_both_screens
from tests.support.page import CheckedClient, Page, SignedIn
from tests.support.queries import statements
from tests.support.records import a_need
from tests.support.world import World

S = NeedState
ACCEPT = "Accept what is ticked"
# What has the focus stands within the window, and the foot of the page does not cover it; a scroll takes a moment.
SEEN = """() => {
  const { left, width, top, bottom } = document.activeElement.getBoundingClientRect();
  const at = document.elementFromPoint(left + width / 2, (top + bottom) / 2);
  return at && (document.activeElement.contains(at) || at.contains(document.activeElement));
}"""


def waiting(world: World, name: str = "路灯坏了", **facts: Any) -> Need:
    unworded = {"state": S.SUBMITTED, "year": 2026, "quarter": 3, "public_name": "", "public_text": "", "content": name}
    return a_need(world, name=name, **(unworded | {"visibility": Visibility.COMMITTEE} | facts))


@pytest.fixture
def staff(signed_in: SignedIn) -> CheckedClient:
    return signed_in("staff")


def review(staff: CheckedClient, world: World) -> Page:
    return staff.page(world.url("needs/review"))


def states() -> dict[NeedState, int]:
    found: dict[NeedState, int] = {}
    for state in db.session.scalars(db.select(Need.state)):
        found[state] = found.get(state, 0) + 1
    return found


def test_one_button_accepts_a_page_of_twenty_and_leaves_rows_with_a_finding(staff: CheckedClient, world: World) -> None:
    for number in range(24):
        waiting(world, f"第{number}盏路灯坏了")
    personal = waiting(world, "联系人：欧阳小明，电话13905061234", urgency="特急")
    page = review(staff, world)
    assert page.texts("mark") == ["欧阳小明", "13905061234"]

    page = page.submit(ACCEPT)
    assert "19 needs were accepted." in page.text
    assert states() == {S.PUBLISHED: 19, S.SUBMITTED: 6}
    assert personal.state == S.SUBMITTED

    page.submit(ACCEPT)
    assert states() == {S.PUBLISHED: 24, S.SUBMITTED: 1}
    page = review(staff, world).submit(ACCEPT, {f"n{personal.id}-take": True})
    assert "No need waits for review any more." in page.text
    assert (personal.state, personal.is_worded) == (S.PUBLISHED, True)
    assert "欧阳" not in personal.public_name + personal.public_text


def test_each_goes_on_the_list_of_the_quarter_it_was_recorded_for(staff: CheckedClient, world: World) -> None:
    old, fresh = waiting(world), waiting(world, year=None, quarter=None)
    review(staff, world).submit(ACCEPT)
    assert (old.year, old.quarter, fresh.year is not None) == (2026, 3, True)


def test_how_public_a_need_is_stands_there_to_be_decided(staff: CheckedClient, world: World) -> None:
    need = waiting(world)
    page = review(staff, world)
    page.submit(ACCEPT, {f"n{need.id}-visibility": "Member units", f"n{need.id}-public_name": "照明维修"})
    assert (need.visibility, need.public_name) == (Visibility.MEMBERS, "照明维修")


def test_what_is_refused_stays_with_its_words_and_stops_no_other(staff: CheckedClient, world: World) -> None:
    good, bad = waiting(world), waiting(world, "电梯坏了")
    typed = {f"n{bad.id}-public_text": "请打13905061234，7座402"}
    page = review(staff, world).submit(ACCEPT, typed, status=422)
    assert "1 need was accepted." in page.text
    assert "Please leave out: 13905061234" in page.text
    assert page.value(f"n{bad.id}-public_text") == "请打13905061234，7座402"
    assert (good.state, bad.state) == (S.PUBLISHED, S.SUBMITTED)


def test_a_person_knows_better_what_is_nobodys_name(staff: CheckedClient, world: World) -> None:
    """Where the detector sees a name in the wording, a tick says that it is none; lists accept it from then on."""
    need = waiting(world)
    typed = {f"n{need.id}-public_text": "独居老人周秋菊牌轮椅要修"}
    assert "nobody's name" not in review(staff, world).text
    page = review(staff, world).submit(ACCEPT, typed, status=422)
    assert "“周秋菊” is nobody's name" in page.text
    page.submit(ACCEPT, {f"n{need.id}-not_names": True})
    assert (need.state, need.harmless) == (S.PUBLISHED, ["周秋菊"])
    community = db.session.get_one(Community, world.community)
    assert quarter_lists.publish_list(world.actor("staff"), community, (2026, 3)).rows


def test_a_number_is_never_harmless(staff: CheckedClient, world: World) -> None:
    need = waiting(world)
    typed = {f"n{need.id}-public_text": "独居老人周秋菊，电话13905061234"}
    page = review(staff, world).submit(ACCEPT, typed, status=422)
    page = page.submit(ACCEPT, {f"n{need.id}-not_names": True}, status=422)
    assert "Please leave out: 13905061234" in page.text
    assert need.state == S.SUBMITTED


def test_words_typed_into_a_row_without_a_tick_are_kept_with_it(staff: CheckedClient, world: World) -> None:
    need = waiting(world)
    page = review(staff, world)
    page.submit(ACCEPT, {f"n{need.id}-take": False, f"n{need.id}-public_name": "照明维修"})
    assert (need.state, need.public_name) == (S.SUBMITTED, "照明维修")
    assert review(staff, world).value(f"n{need.id}-public_name") == "照明维修"


def test_a_row_that_somebody_else_accepted_meanwhile_is_told(
    staff: CheckedClient, signed_in: SignedIn, world: World
) -> None:
    need = waiting(world)
    mine = review(staff, world)
    review(signed_in("secretary"), world).submit(ACCEPT, {f"n{need.id}-public_name": "照明维修"})
    page = mine.submit(ACCEPT, {f"n{need.id}-public_name": "我写的话"}, status=422)
    assert page.value(f"n{need.id}-public_name") == "我写的话"
    assert need.public_name == "照明维修"


def test_work_that_has_begun_goes_on_when_its_need_is_worded(staff: CheckedClient, world: World) -> None:
    need = waiting(world, state=S.IN_PROJECT)
    review(staff, world).submit(ACCEPT)
    assert (need.state, need.is_worded, need.visibility) == (S.IN_PROJECT, True, Visibility.PUBLIC)


def test_a_row_that_needs_no_comparing_says_so(staff: CheckedClient, world: World) -> None:
    waiting(world, "路灯坏了半个月。")
    assert "The proposal repeats these words." in review(staff, world).text
    waiting(world, "请打13905061234")
    assert review(staff, world).text.count("The proposal repeats these words.") == 1


@on_both_screens
def test_what_has_the_focus_is_never_behind_the_foot(visitor: Visitor, world: World, signed_in: SignedIn) -> None:
    for number in range(6):
        waiting(world, f"第{number}盏路灯坏了")
    visitor.become(signed_in("staff"))
    page = visitor.open(world.url("needs/review"))
    visitor.check("review-page")
    page.get_by_label("Title for the public").first.focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        page.wait_for_function(SEEN)


@on_both_screens
def test_a_refused_row_is_one_click_from_its_fault(visitor: Visitor, world: World, signed_in: SignedIn) -> None:
    for number in range(6):
        waiting(world, f"第{number}盏路灯坏了")
    visitor.become(signed_in("staff"))
    page = visitor.open(world.url("needs/review"))
    field = page.get_by_label("Title for the public").nth(3)
    field.fill("找王秀兰老人")
    page.get_by_role("button", name=ACCEPT).click()
    told = page.get_by_role("alert")
    assert "Title for the public: " in told.inner_text()
    visitor.check("review-page-refused")
    told.get_by_role("link").click()
    page.wait_for_function(SEEN)
    assert page.evaluate("document.activeElement.value") == "找王秀兰老人"


def test_a_full_page_takes_no_more_statements_than_one_row(staff: CheckedClient, world: World) -> None:
    waiting(world)
    review(staff, world)
    with statements() as few:
        review(staff, world)
    for number in range(30):
        waiting(world, f"第{number}盏路灯坏了")
    with statements() as many:
        review(staff, world)
    assert len(many) <= len(few)


@pytest.mark.parametrize(
    "column", ["beneficiaries", "deadline_text", "beneficiary_count_text", "grid_words", "category_words"]
)
def test_what_stands_beside_the_words_is_looked_at_with_them(staff: CheckedClient, world: World, column: str) -> None:
    named = waiting(world, grid_id=None, category_id=None, **{column: "联系人欧阳小明"})
    ill = waiting(world, "电梯坏了", grid_id=None, category_id=None, **{column: "透析患者"})
    page = review(staff, world)
    assert "欧阳小明" in page.texts("mark")
    assert page.value(f"n{ill.id}-visibility") == "Member units"
    page.submit(ACCEPT)
    assert (named.state, ill.state) == (S.SUBMITTED, S.PUBLISHED)
