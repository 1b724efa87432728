from datetime import date

import pytest

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.events import history_of
from partner_hub.offerings.models import Offering
from partner_hub.offerings.service import register_offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.unit import UnitState
from tests.support.forms import Value
from tests.support.page import Page, SignedIn
from tests.support.world import World

SUBMIT, LIST = "Submit to the committee", "Put on the list"


def filled(**more: Value) -> dict[str, Value]:
    usual: dict[str, Value] = {
        "name": "上门义诊",
        "category_id": "医疗健康",
        "audiences": ["老年人", "残疾人"],
        "content": "量血压、测血糖",
    }
    return usual | more


def newest() -> Offering:
    return db.session.scalars(db.select(Offering).order_by(Offering.id.desc())).one()


def form(signed_in: SignedIn, world: World, who: str = "unit_member") -> Page:
    return signed_in(who).page(world.url("offerings/new"))


def test_a_unit_needs_four_answers_and_submits_for_itself(signed_in: SignedIn, world: World) -> None:
    page = form(signed_in, world).submit(SUBMIT, filled())
    assert "Now: To be reviewed." in page.text
    offering = newest()
    assert offering.partnership_id == world.hospital
    assert (offering.audience, offering.audiences) == ("老年人、残疾人", ["老年人", "残疾人"])
    assert (offering.category_words, offering.valid_text) == ("医疗健康", "长期")
    assert [event.tag for event in history_of(offering)] == ["offering:create", "offering:submit"]


def test_a_unit_keeps_a_draft(signed_in: SignedIn, world: World) -> None:
    form(signed_in, world).submit("Save as a draft", filled())
    assert newest().state == OfferingState.DRAFT


def test_the_contact_is_filled_in_already(signed_in: SignedIn, world: World) -> None:
    hospital = db.session.get_one(Partnership, world.hospital)
    hospital.contact, hospital.phones = "罗玥", ["0590-6543210"]
    page = form(signed_in, world)
    assert (page.value("contact"), page.value("contact_phone")) == ("罗玥", "0590-6543210")


def test_blanks_are_no_answer(signed_in: SignedIn, world: World) -> None:
    page = form(signed_in, world).submit(SUBMIT, filled(name=" 　 "), status=422)
    assert "Please fill this in." in page.text


@pytest.mark.parametrize("field", ["name", "category_id", "audiences", "content"])
def test_what_is_missing_is_named_and_what_was_typed_stays(signed_in: SignedIn, world: World, field: str) -> None:
    more = filled()
    del more[field]
    page = form(signed_in, world).submit(SUBMIT, more, venue="门诊一楼", status=422)
    assert page.all("a", href=f"#{field}")
    assert page.value("venue") == "门诊一楼"
    assert db.session.scalar(db.select(Offering)) is None


def test_everything_else_may_be_told_too(signed_in: SignedIn, world: World) -> None:
    form(signed_in, world).submit(
        SUBMIT,
        filled(
            capacity_number=20, capacity_unit="人", available_time="周六上午", venue="门诊一楼",
            valid_from="2026-01-01", valid_to="2026-12-31", contact_phone="135 0000 1111",
            audience_words="80岁以上老人",
        ),
    )  # fmt: skip
    offering = newest()
    assert (offering.capacity, offering.capacity_number, offering.capacity_unit) == ("20人", 20, "人")
    assert (offering.valid_from, offering.valid_to) == (date(2026, 1, 1), date(2026, 12, 31))
    assert offering.valid_text == "2026年1月1日至2026年12月31日"
    assert (offering.contact_phone, offering.audience) == ("13500001111", "80岁以上老人")


def test_without_limit_is_said_in_words(signed_in: SignedIn, world: World) -> None:
    form(signed_in, world).submit(SUBMIT, filled(unlimited=True))
    assert (newest().capacity, newest().capacity_number, newest().unlimited) == ("不限", None, True)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"valid_from": "2026-06-01", "valid_to": "2026-05-01"}, "The last day lies before the first one."),
        ({"valid_to": "20226-05-01"}, "Please write a day with its year, for instance 2026-07-03."),
        ({"valid_to": "2226-05-01"}, "Please look at the year."),
        ({"capacity_number": 20}, "Please say what is counted"),
        ({"capacity_number": 0, "capacity_unit": "人"}, "Number must be between"),
        ({"capacity_number": 3, "capacity_unit": "人", "unlimited": True}, "Either a number or no limit."),
        ({"contact_phone": "找门卫"}, "This is not one complete telephone number."),
    ],
)
def test_contradictions_are_told_at_their_field(
    signed_in: SignedIn, world: World, more: dict[str, Value], sentence: str
) -> None:
    assert sentence in form(signed_in, world).submit(SUBMIT, filled(**more), status=422).text


def test_staff_choose_the_unit_and_it_is_listed_at_once(signed_in: SignedIn, world: World) -> None:
    page = form(signed_in, world, "staff").submit(LIST, filled(partnership="江州市柳岸小学"))
    assert "✓ Listed" in page.text
    assert newest().partnership_id == world.school
    assert history_of(newest())[0].on_behalf_of == "江州市柳岸小学"


def test_staff_enter_the_communitys_own_rooms(signed_in: SignedIn, world: World) -> None:
    page = form(signed_in, world, "staff").submit(LIST, filled(partnership="柳岸社区", category_id="场地设施"))
    assert newest().partnership_id is None
    assert "Unit 柳岸社区" in page.text


def test_a_units_page_leads_to_a_form_with_the_unit_chosen(signed_in: SignedIn, world: World) -> None:
    page = signed_in("staff").page(world.url(f"partners/{world.school}")).follow("Register an offering")
    assert page.value("partnership") == "江州市柳岸小学"


def test_a_unit_cannot_write_for_another(signed_in: SignedIn, world: World) -> None:
    page = form(signed_in, world)
    token = page.all("input", name="csrf_token")[-1].get("value")
    category = page.document.control("category_id").options()[1].get("value")
    data = {
        "csrf_token": token, "partnership": str(world.school), "name": "义诊", "category_id": category,
        "audiences": "老年人", "content": "量血压",
    }  # fmt: skip
    page.client.post(page.url, data=data)
    assert newest().partnership_id == world.hospital


def test_the_command_lists_nothing_of_a_unit_without_the_committee(world: World) -> None:
    community = db.session.get_one(Community, world.community)
    hospital = db.session.get_one(Partnership, world.hospital)
    school = db.session.get_one(Partnership, world.school)
    actor = world.actor("unit_admin")
    with pytest.raises(DomainError, match="goes to the committee first"):
        register_offering(actor, community, partnership=hospital, data={"name": "义诊"})
    with pytest.raises(DomainError, match="another unit"):
        register_offering(actor, community, partnership=school, data={"name": "义诊"}, state=OfferingState.DRAFT)
    with pytest.raises(DomainError, match="another unit"):
        register_offering(actor, community, partnership=None, data={"name": "义诊"}, state=OfferingState.DRAFT)


def test_a_suspended_unit_submits_nothing_and_keeps_its_text(signed_in: SignedIn, world: World) -> None:
    page = form(signed_in, world)
    db.session.get_one(Partnership, world.hospital).state = UnitState.SUSPENDED
    page = page.submit(SUBMIT, filled(), status=422)
    assert "The unit is not active now" in page.text
    assert page.value("content") == "量血压、测血糖"
    assert db.session.scalar(db.select(Offering)) is None


@pytest.mark.parametrize(("who", "status"), [("grid_worker", 403), ("district_observer", 403), ("stranger_unit", 404)])
def test_others_register_nothing(signed_in: SignedIn, world: World, who: str, status: int) -> None:
    signed_in(who).page(world.url("offerings/new"), status)
