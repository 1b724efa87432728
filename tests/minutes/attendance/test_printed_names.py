"""The page of the names as printed leads from each name to the field where it is mended."""

import pytest

from partner_hub.core.db import db
from partner_hub.meetings.attendance_models import Guest
from partner_hub.meetings.models import Meeting
from partner_hub.vocabulary.meeting import MeetingState, Presence
from tests.support.gathering import a_gathering, seat_of
from tests.support.page import SignedIn
from tests.support.world import World


@pytest.fixture
def meeting(world: World) -> Meeting:
    meeting = a_gathering(world, state=MeetingState.IN_SESSION)
    seat = seat_of(meeting, world.hospital)
    seat.presence, seat.delegate_name, seat.delegate_title = Presence.PRESENT, "兰雪梅", "医院党办主任"
    meeting.guests.append(Guest(name="程维岳", organisation="望屏街道", title="街道党工委副书记"))
    meeting.chair_name, meeting.chair_title = "沈若溪", "社区社区党委书记"
    db.session.commit()
    return meeting


def test_every_name_leads_to_its_field(world: World, signed_in: SignedIn, meeting: Meeting) -> None:
    page = signed_in("staff").page(world.url(f"minutes/of/{meeting.id}/names"))
    assert "江州市第二医院 党办主任" in page.text
    assert "望屏街道 党工委副书记" in page.text
    assert "社区社区" not in page.text
    seat = seat_of(meeting, world.hospital)
    links = page.links()
    assert links["沈若溪"] == world.url(f"meetings/{meeting.id}/edit") + "#chair_name"
    assert links["兰雪梅"] == world.url(f"meetings/{meeting.id}/attendance") + f"#seat-{seat.id}-delegate_name"
    assert links["程维岳"] == world.url(f"meetings/{meeting.id}/guests/{meeting.guests[0].id}")
    for name in ("沈若溪", "兰雪梅"):
        address, _, anchor = links[name].partition("#")
        assert signed_in("staff").page(address).all("input", id=anchor)
