"""Minutes are numbered without gaps, from where the community says."""

from datetime import date

import pytest

from partner_hub.communities.models import Community
from partner_hub.communities.service import change_settings
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.minutes.document import DocumentNumber
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.minutes.queries import is_number_taken, next_document_number
from partner_hub.minutes.service import sign_minutes
from tests.support.held import a_held_meeting
from tests.support.page import SignedIn
from tests.support.world import World

FIELDS = {"Number of the first minutes signed here (optional)": "5", "In the year (optional)": "2026"}


def sign(world: World, quarter: int) -> str:
    meeting = a_held_meeting(world, quarter=quarter)
    minutes = draft_minutes(world.actor("staff"), meeting)
    return sign_minutes(world.actor("secretary"), minutes, meeting, dated=date(2026, 7, quarter)).reference


def test_a_community_that_starts_in_the_middle_of_a_year_goes_on_from_its_paper(
    world: World, signed_in: SignedIn
) -> None:
    page = signed_in("secretary").page(world.url("settings/")).submit("Save", FIELDS)
    assert "Saved." in page.text
    assert [sign(world, 1), sign(world, 2)] == ["〔2026〕5号", "〔2026〕6号"]
    assert next_document_number(db.session.get_one(Community, world.community), 2027) == DocumentNumber(2027, 1)
    late = page.submit("Save", {"Number of the first minutes signed here (optional)": "9"}, status=422)
    assert "Minutes of 2026 are signed already" in late.text


@pytest.mark.parametrize("given", [{"minutes_first_number": 5}, {"minutes_first_year": 2026}])
def test_number_and_year_belong_together(world: World, given: dict[str, int]) -> None:
    community = db.session.get_one(Community, world.community)
    with pytest.raises(DomainError, match=r"Please say|请填写"):
        change_settings(world.actor("secretary"), community, data=given)


def test_a_number_is_taken_by_another_meeting_and_not_by_ones_own_first_version(world: World) -> None:
    sign(world, 1)
    mine, other = a_held_meeting(world, quarter=3), a_held_meeting(world, quarter=4)
    assert is_number_taken(mine, DocumentNumber(2026, 1))
    minutes = draft_minutes(world.actor("staff"), other)
    sign_minutes(world.actor("secretary"), minutes, other, dated=date(2026, 7, 4))
    assert not is_number_taken(other, DocumentNumber(2026, 2))
