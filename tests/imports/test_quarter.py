"""The quarter that a list of needs is for is asked, and holds through the review."""

import pytest

from partner_hub.communities.quarter_models import CommunityQuarter
from partner_hub.communities.quarter_queries import present_quarter
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict
from partner_hub.core.quarters import Quarter, quarter_after, quarter_code
from partner_hub.imports import service
from partner_hub.imports.models import Import
from partner_hub.needs.models import Need
from partner_hub.needs.review_forms import quarter_for_list
from partner_hub.vocabulary.quarter import QuarterState
from tests.imports.conftest import NEEDS, UNITS, Upload
from tests.support.world import World


def quarters() -> set[Quarter | None]:
    return {quarter_for_list(need) for need in db.session.scalars(db.select(Need))}


def test_the_present_quarter_is_proposed(upload: Upload, world: World) -> None:
    upload("needs", NEEDS).submit("Bring it in")
    assert quarters() == {present_quarter(world.community)}


def test_the_chosen_quarter_is_the_one_that_review_proposes(upload: Upload, world: World) -> None:
    following = quarter_after(present_quarter(world.community))
    upload("needs", NEEDS).submit("Bring it in", {"quarter": quarter_code(following)})
    assert quarters() == {following}


def test_each_can_go_to_the_quarter_it_was_raised_in(upload: Upload, world: World) -> None:
    upload("needs", NEEDS).submit("Bring it in", {"quarter": "raised"})
    assert quarters() == {(2025, 2)}


def test_a_closed_quarter_is_refused(upload: Upload, world: World) -> None:
    upload("needs", NEEDS)
    entry = db.session.scalars(db.select(Import)).one()
    closed = CommunityQuarter(community_id=world.community, year=2025, quarter=1, state=QuarterState.CLOSED)
    db.session.add(closed)
    db.session.flush()
    with pytest.raises(Conflict, match="closed already"):
        service.choose_quarter(world.actor("staff"), entry, (2025, 1))


def test_units_belong_to_no_quarter(upload: Upload) -> None:
    assert "They are needs of" not in upload("units", UNITS).text
