"""The usual items of a community are kept as a template, and put on an agenda where they are missing."""

import pytest

from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotAllowed, NotFound
from partner_hub.meetings import agenda_templates
from partner_hub.meetings.agenda import add_agenda_item, edit_agenda_item, items_in_order
from partner_hub.meetings.agenda_models import AgendaTemplate
from partner_hub.meetings.models import Meeting
from partner_hub.vocabulary.meeting import ItemKind, MeetingState
from tests.support.gathering import a_gathering, community
from tests.support.page import SignedIn
from tests.support.proposing import answer, propose
from tests.support.world import World


@pytest.fixture
def meeting(world: World) -> Meeting:
    """With a usual item, one that came back, and one that a unit proposed."""
    meeting = a_gathering(world, ItemKind.STUDY, ItemKind.OTHER, ItemKind.DECISIONS, ItemKind.NEXT_MEETING)
    study, back, *_ending = meeting.items
    edit_agenda_item(world.actor("staff"), study, data={"title": "学习", "presenter": "沈若溪", "minutes_allotted": 20})
    back.predecessor_id = study.id
    answer(world, propose(world), "accept")
    return meeting


def save(world: World, meeting: Meeting, name: str = "常用议程") -> AgendaTemplate:
    return agenda_templates.save_agenda_template(world.actor("staff"), meeting, name=name)


def test_it_keeps_kind_title_presenter_and_minutes_of_what_somebody_put_there(world: World, meeting: Meeting) -> None:
    template = save(world, meeting)
    assert template.items == [
        {"kind": "study", "title": "学习", "presenter": "沈若溪", "minutes": 20},
        {"kind": "decisions", "title": "议题 decisions", "presenter": "", "minutes": None},
        {"kind": "next_meeting", "title": "议题 next_meeting", "presenter": "", "minutes": None},
    ]


def test_one_of_the_same_name_is_replaced(world: World, meeting: Meeting) -> None:
    first = save(world, meeting)
    add_agenda_item(world.actor("staff"), meeting, data={"title": "合影"})
    assert save(world, meeting) is first
    assert [line["title"] for line in first.items][-1] == "合影"


def test_it_adds_what_is_missing_in_its_order_and_touches_nothing_else(world: World, meeting: Meeting) -> None:
    template = save(world, meeting)
    other = a_gathering(world, year=2027)
    staff = world.actor("staff")
    add_agenda_item(staff, other, data={"title": "我们的总结", "kind": ItemKind.DECISIONS})
    assert agenda_templates.apply_agenda_template(staff, other, template) == 2
    assert [item.title for item in items_in_order(other)] == ["学习", "我们的总结", "议题 next_meeting"]
    assert items_in_order(other)[0].minutes_allotted == 20
    assert agenda_templates.apply_agenda_template(staff, other, template) == 0


@pytest.mark.parametrize("has_minutes_before", [False, True])
def test_the_standing_order_is_built_in(world: World, *, has_minutes_before: bool) -> None:
    if has_minutes_before:
        a_gathering(world, year=2025, state=MeetingState.MINUTES_SIGNED)
    meeting = a_gathering(world)
    agenda_templates.apply_agenda_template(world.actor("staff"), meeting, None)
    kinds = [item.kind for item in items_in_order(meeting)]
    assert kinds[-3:] == [ItemKind.MATCHING, ItemKind.DISCUSSION, ItemKind.NEXT_MEETING]
    assert (ItemKind.MINUTES_CONFIRMATION in kinds) == has_minutes_before


def test_an_empty_agenda_makes_no_template(world: World) -> None:
    with pytest.raises(DomainError, match="no item"):
        save(world, a_gathering(world))


@pytest.mark.parametrize("who", ["unit_admin", "grid_worker", "supervisor", "district_observer", "system_admin"])
def test_they_are_the_committees(world: World, meeting: Meeting, who: str) -> None:
    template, actor = save(world, meeting), world.actor(who)
    for command in (
        lambda: agenda_templates.save_agenda_template(actor, meeting, name="别的"),
        lambda: agenda_templates.apply_agenda_template(actor, meeting, template),
        lambda: agenda_templates.delete_agenda_template(actor, template),
    ):
        with pytest.raises(NotAllowed):
            command()


def test_another_communitys_is_not_there(world: World, meeting: Meeting) -> None:
    template = save(world, meeting)
    template.community_id = world.elsewhere
    with pytest.raises(NotFound):
        agenda_templates.template_for(world.actor("staff"), template.id)


def test_it_is_saved_put_on_another_agenda_and_deleted_on_its_page(
    signed_in: SignedIn, world: World, meeting: Meeting
) -> None:
    staff = signed_in("staff")
    page = staff.page(world.url(f"meetings/{meeting.id}/agenda")).follow("Templates of the agenda")
    page = page.submit("Save the template", {"Name of the template": "常用议程"})
    other = a_gathering(world, year=2027)
    page = staff.page(world.url(f"meetings/{other.id}/agenda/templates"))
    page = page.submit("Add what is missing", {"Template": "常用议程"})
    assert "3 items came onto the agenda." in page.document.one("body").text
    page.follow("Templates of the agenda").submit("Delete “常用议程”")
    assert agenda_templates.templates_of_community(world.community) == []
    assert len(items_in_order(other)) == 3


def test_a_meeting_is_planned_with_it(signed_in: SignedIn, world: World, meeting: Meeting) -> None:
    save(world, meeting)
    typed = {"Day": "2027-03-10", "Planned start": "15:00", "Quarter": "2027Q1", "Agenda": "常用议程"}
    signed_in("staff").page(world.url("meetings/new")).submit("Plan the meeting", typed)
    planned = db.session.scalars(db.select(Meeting).where(Meeting.year == 2027)).one()
    assert planned.items[0].title == "学习"
    assert planned.planned_minutes == community(world).meeting_minutes
