"""The messages of a liaison on a phone and at a desk, also without JavaScript."""

import pytest

from tests.messages.conftest import Told
from tests.support.browser import Browse, Visitor, on_both_screens
from tests.support.page import SignedIn
from tests.support.world import World


@on_both_screens
def test_the_page_is_well_made(visitor: Visitor, signed_in: SignedIn, world: World, told: Told) -> None:
    for number in range(120):
        told("unit_member", f"第{number}条：为独居老人上门换尿管的服务请贵单位在周五之前答复")
    visitor.become(signed_in("unit_member"))
    visitor.open(world.url("messages/"))
    visitor.check("messages")
    assert visitor.page.get_by_role("link", name="Messages (120 unread)").is_visible()
    visitor.page.get_by_role("button", name="Mark all as read").click()
    visitor.check("messages-read")
    visitor.open("/profile")
    visitor.page.get_by_label("Never: I look here myself").check()
    # The form keeps the language, too, and proposes Chinese.
    visitor.page.get_by_label("Language").select_option("en")
    visitor.page.get_by_role("button", name="Save").click()
    visitor.page.get_by_text("Saved.").wait_for()
    assert visitor.page.get_by_label("Never: I look here myself").is_checked()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_message_leads_to_its_page(
    browse: Browse, signed_in: SignedIn, world: World, told: Told, *, javascript: bool
) -> None:
    told("unit_member")
    visitor = browse("phone", javascript=javascript)
    visitor.become(signed_in("unit_member"))
    page = visitor.open(world.url())
    page.get_by_role("link", name="Messages (1 unread)").click()
    page.get_by_role("button", name="续期").click()
    page.wait_for_url(f"**{world.url('offerings/')}")
    assert page.get_by_role("link", name="Messages", exact=True).is_visible()
