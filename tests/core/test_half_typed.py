"""A day that is only half typed is not lost: the browser, which sends it as an empty one, says so first."""

from playwright.sync_api import expect

from partner_hub.core.db import db
from partner_hub.needs.models import Need
from tests.support.browser import Visitor
from tests.support.world import PASSWORD, World


def test_a_half_typed_day_is_told_before_it_is_sent(visitor: Visitor, world: World) -> None:
    page = visitor.open("/sign-in")
    page.locator("input[name=name]").fill("staff@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/c/**")
    visitor.open(world.url("needs/new"))
    page.locator("textarea[name=content]").fill("楼道灯坏了")
    page.locator("input[name=deadline]").press_sequentially("02")
    page.get_by_role("button", name="Record the need", exact=True).click()

    expect(page.locator("input[name=deadline]")).to_be_focused()
    assert page.url.endswith("/needs/new")
    assert db.session.scalar(db.select(Need.id)) is None
