from datetime import date

import pytest

from partner_hub.core.db import db
from partner_hub.core.events import history_of
from partner_hub.vocabulary.offering import OfferingState
from tests.offerings.conftest import Offer
from tests.support.page import SignedIn
from tests.support.world import World


def test_saving_without_a_change_keeps_an_imported_row_as_it_was(
    signed_in: SignedIn, world: World, offer: Offer
) -> None:
    offering = offer(
        "义诊", category="医疗健康", category_words="看病", audience="80岁以上", content="量血压",
        capacity="每月2次，每次12人",
        valid_text="至2026.8.31", valid_to=date(2026, 8, 31), contact_phone="找门卫", source={"row": 7},
    )  # fmt: skip
    signed_in("unit_admin").page(world.url(f"offerings/{offering.id}/edit")).submit("Save")
    assert history_of(offering)[-1].details == {"fields": []}


def test_a_new_last_day_is_told_in_the_words_too(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offering = offer(
        "义诊", category="医疗健康", audiences=["老年人"], audience="老年人", content="量血压", valid_text="长期"
    )
    page = signed_in("unit_member").page(world.url(f"offerings/{offering.id}/edit"))
    page.submit("Save", valid_to="2027-03-31")
    assert offering.valid_text == "2027年3月31日"
    assert next(event for event in history_of(offering) if event.tag == "offering:update").details == {
        "fields": ["valid_to", "valid_text"]
    }


def test_a_new_number_is_told_in_the_words_too(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offering = offer(
        "义诊", category="医疗健康", audiences=["老年人"], audience="老年人", content="量血压", capacity="20人",
        capacity_number=20, capacity_unit="人",
    )  # fmt: skip
    signed_in("unit_member").page(world.url(f"offerings/{offering.id}/edit")).submit("Save", capacity_number=30)
    assert (offering.capacity, offering.capacity_number) == ("30人", 30)


def test_the_second_of_two_editors_sees_both_texts_and_loses_nothing(
    signed_in: SignedIn, world: World, offer: Offer
) -> None:
    offering = offer("义诊", category="医疗健康", audiences=["老年人"], content="量血压")
    url = world.url(f"offerings/{offering.id}/edit")
    first, second = signed_in("unit_admin").page(url), signed_in("staff").page(url)
    first.submit("Save", content="量血压、测血糖")
    page = second.submit("Save", content="量血压、看眼睛", status=422)
    assert page.value("content") == "量血压、看眼睛"
    assert "Saved by somebody else meanwhile: 量血压、测血糖" in page.text
    page.submit("Save")
    assert offering.content == "量血压、看眼睛"
    assert history_of(offering)[-1].on_behalf_of == "江州市第二医院"


def test_what_is_off_the_list_stays_as_it_was(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offering = offer("义诊", category="医疗健康", audiences=["老年人"], content="量血压", state=OfferingState.RETIRED)
    page = signed_in("unit_admin").page(world.url(f"offerings/{offering.id}/edit"))
    page = page.submit("Save", name="别的", status=422)
    assert "has been taken off the list and stays as it was" in page.text


def test_a_retired_category_stays_with_its_offerings_and_is_offered_to_no_other(
    signed_in: SignedIn, world: World, offer: Offer
) -> None:
    offering = offer("义诊", category="医疗健康", audiences=["老年人"], content="量血压")
    other = offer("讲座", category="理论宣讲")
    assert offering.category is not None
    offering.category.retired_at = offering.created_at
    db.session.commit()
    client = signed_in("staff")
    assert client.page(world.url(f"offerings/{offering.id}/edit")).value("category_id") == "医疗健康"
    options = client.page(world.url(f"offerings/{other.id}/edit")).document.control("category_id").options()
    assert "医疗健康" not in [option.text for option in options]


@pytest.mark.parametrize(
    ("who", "status"),
    [("other_unit_admin", 403), ("grid_worker", 403), ("stranger_staff", 404), ("stranger_unit", 404)],
)
def test_nobody_else_edits(signed_in: SignedIn, world: World, offer: Offer, who: str, status: int) -> None:
    offering = offer("义诊")
    signed_in(who).page(world.url(f"offerings/{offering.id}/edit"), status)


def test_another_units_draft_is_not_found(signed_in: SignedIn, world: World, offer: Offer) -> None:
    draft = offer("义诊", state=OfferingState.DRAFT)
    for who in ("other_unit_admin", "staff", "secretary", "district_observer", "grid_worker"):
        signed_in(who).page(world.url(f"offerings/{draft.id}"), 404)
    for who in ("other_unit_admin", "staff"):
        signed_in(who).page(world.url(f"offerings/{draft.id}/edit"), 404)


def test_what_somebody_else_chose_is_shown_in_words(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offering = offer("义诊", category="医疗健康", audiences=["老年人"], content="量血压")
    url = world.url(f"offerings/{offering.id}/edit")
    first, second = signed_in("unit_admin").page(url), signed_in("staff").page(url)
    first.submit("Save", capacity_period="Each month", category_id="养老助老")
    page = second.submit("Save", content="量血压、看眼睛", status=422)
    assert "Saved by somebody else meanwhile: Each month" in page.text
    assert "Saved by somebody else meanwhile: 养老助老" in page.text
