"""The call of a quarter reaches the units once for each theme and dates, and stands where they begin their day."""

from datetime import timedelta

import pytest

from partner_hub.communities.models import Category
from partner_hub.communities.quarter_models import CommunityQuarter
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.messages.models import Message
from partner_hub.quarters.call import CALL_REMINDER_LEAD, call_on, remind_of_calls, send_call
from partner_hub.quarters.opening import edit_quarter, open_quarter
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.quarter import QuarterState
from tests.support.gathering import an_offering, community
from tests.support.page import CheckedClient
from tests.support.records import a_need
from tests.support.world import World, enter

TODAY = clock.local_today()
LAST_DAY = TODAY + timedelta(days=20)


@pytest.fixture
def row(world: World) -> CommunityQuarter:
    dates = {"theme": "一老一小", "items_until": LAST_DAY, "lists_until": LAST_DAY}
    quarter = clock.quarter_of(TODAY)
    return open_quarter(world.actor("staff"), community(world), quarter, data=dates)  # type: ignore[arg-type]


def subjects(world: World, who: str) -> list[str]:
    statement = db.select(Message.subject).where(Message.user_id == world.people[who], Message.kind == "quarter")
    return list(db.session.scalars(statement.order_by(Message.id)))


def test_the_call_reaches_the_people_of_the_units_once(world: World, row: CommunityQuarter) -> None:
    told = send_call(world.actor("staff"), row)

    assert told == 3
    assert "一老一小" in subjects(world, "unit_member")[0]
    assert subjects(world, "stranger_unit") == subjects(world, "district_observer") == []
    assert send_call(world.actor("secretary"), row) == 0


def test_new_dates_are_told_again(world: World, row: CommunityQuarter) -> None:
    send_call(world.actor("staff"), row)
    edit_quarter(world.actor("staff"), community(world), row, data={"lists_until": LAST_DAY + timedelta(days=3)})

    assert send_call(world.actor("staff"), row) == 3
    assert len(subjects(world, "unit_member")) == 2


def test_a_call_without_a_day_and_one_of_a_closed_quarter_are_refused(world: World, row: CommunityQuarter) -> None:
    with pytest.raises(NotAllowed):
        send_call(world.actor("unit_admin"), row)
    row.items_until = row.lists_until = None
    with pytest.raises(DomainError, match="until when"):
        send_call(world.actor("staff"), row)
    row.state, row.items_until = QuarterState.CLOSED, LAST_DAY
    with pytest.raises(Conflict):
        send_call(world.actor("staff"), row)


def test_units_are_reminded_once_before_the_end_of_a_call_that_was_sent(world: World, row: CommunityQuarter) -> None:
    near = LAST_DAY - CALL_REMINDER_LEAD
    assert remind_of_calls(near) == 0
    send_call(world.actor("staff"), row)

    assert remind_of_calls(near - timedelta(days=1)) == 0
    assert remind_of_calls(near) == 6  # three people, of agenda items and of lists
    assert remind_of_calls(near + timedelta(days=1)) == 0
    assert remind_of_calls(LAST_DAY + timedelta(days=1)) == 0


def test_the_desk_shows_a_call_until_it_is_over(client: CheckedClient, world: World, row: CommunityQuarter) -> None:
    for who in ("unit_member", "staff"):
        enter(client, world, who, language="en")
        assert "Theme: 一老一小" in client.page(world.url()).text
    assert call_on(world.community, LAST_DAY) is row
    assert call_on(world.community, LAST_DAY + timedelta(days=1)) is None


def test_staff_send_the_call_and_find_the_words_for_the_chat_group(
    client: CheckedClient, world: World, row: CommunityQuarter
) -> None:
    enter(client, world, "staff", language="en")
    page = client.page(world.url(f"quarters/{row.year}Q{row.quarter}/call"))

    assert "Theme: 一老一小" in page.value("Text to copy")
    assert "The call went to 3 people." in page.submit("Send the call").text


def test_a_unit_reads_the_call_and_cannot_send_it(client: CheckedClient, world: World, row: CommunityQuarter) -> None:
    enter(client, world, "unit_member", language="en")
    page = client.page(world.url(f"quarters/{row.year}Q{row.quarter}/call"))

    assert "Propose an item" in page.links()
    assert "Send the call" not in page.buttons()


@pytest.mark.parametrize("lists", ["needs/", "offerings/"])
def test_the_lists_can_be_filtered_and_ordered_by_the_theme(
    client: CheckedClient, world: World, row: CommunityQuarter, lists: str
) -> None:
    elders, other = (
        Category(community_id=world.community, name="养老"),
        Category(community_id=world.community, name="普法"),
    )
    db.session.add_all([elders, other])
    db.session.flush()
    for name, category in (("甲", other), ("乙", elders), ("丙", None)):
        number = category.id if category else None
        a_need(
            world,
            name=name,
            public_name=name,
            category_id=number,
            state=NeedState.PUBLISHED,
        )
        an_offering(world, name, category_id=number)
    enter(client, world, "staff", language="en")
    assert titles(client, world, f"{lists}?category=theme") == []

    edit_quarter(world.actor("staff"), community(world), row, data={"theme_categories": [elders.id]})

    assert titles(client, world, f"{lists}?category=theme") == ["乙"]
    assert titles(client, world, f"{lists}?sort=theme")[0] == "乙"
    assert len(titles(client, world, f"{lists}?sort=theme")) == 3


def titles(client: CheckedClient, world: World, address: str) -> list[str]:
    return [text for text in client.page(world.url(address)).texts("a") if text in {"甲", "乙", "丙"}]


def test_an_empty_community_sees_its_first_steps_until_they_are_done(client: CheckedClient, world: World) -> None:
    enter(client, world, "stranger_staff", language="en")
    page = client.page(f"/c/{world.elsewhere}/")

    assert "Bring in what they offer" in page.links()
    assert "Bring in the units: your own list, or one by one" not in page.links()
    assert "✓ Bring in the units" in page.text
