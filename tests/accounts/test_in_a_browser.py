"""The ways into the house in a real browser, also without JavaScript, with a scan of each page."""

from urllib.parse import urlsplit

import pytest

from tests.support.browser import Browse, Visitor, on_both_screens
from tests.support.world import PASSWORD, World

NEW = "a willow by the river"


def sign_in(visitor: Visitor, who: str, path: str = "/sign-in") -> None:
    page = visitor.open(path)
    page.get_by_label("E-mail or phone number").fill(f"{who}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


@on_both_screens
def test_every_page_of_accounts_and_settings_is_well_made(visitor: Visitor, world: World) -> None:
    for name in ("sign-in", "password"):
        visitor.open(f"/{name}")
        visitor.check(name)
    sign_in(visitor, "secretary")
    for name in (
        "people",
        "people/invite",
        f"people/{world.people['unit_member']}",
        "settings/",
        "settings/categories",
        "settings/grids",
    ):
        visitor.open(world.url(name))
        visitor.check(name.strip("/").replace("/", "-"))
    for name in ("profile", "profile/password"):
        visitor.open(f"/{name}")
        visitor.check(name.replace("/", "-"))


@pytest.mark.parametrize("javascript", [True, False])
def test_a_link_made_at_the_desk_opens_the_house_on_a_phone(browse: Browse, world: World, *, javascript: bool) -> None:
    staff = browse("desk", javascript=javascript)
    sign_in(staff, "staff", world.url("people/invite"))
    staff.page.get_by_label("Name").fill("顾小北")
    staff.page.get_by_label("Phone number").fill("13905910001")
    staff.page.get_by_label("Role").select_option("unit_member")
    staff.page.get_by_label("Unit").select_option(label="江州市第二医院")
    staff.page.get_by_role("button", name="Invite").click()
    link = staff.page.get_by_label("Link", exact=True).input_value()
    if javascript:
        staff.check("invitation-link")
    assert staff.page.get_by_role("button", name="Copy the link").count() == int(javascript)

    liaison = browse("phone", javascript=javascript)
    liaison.open(urlsplit(link).path)
    if javascript:
        liaison.check("invitation")
    liaison.page.get_by_label("New password", exact=True).fill(NEW)
    liaison.page.get_by_label("New password, once more").fill(NEW)
    liaison.page.get_by_role("button", name="Accept and sign in").click()

    assert "Welcome, 顾小北." in liaison.page.inner_text("main")
    assert urlsplit(liaison.page.url).path == world.url()


@on_both_screens
def test_text_typed_into_an_ended_session_arrives_after_all(visitor: Visitor, world: World) -> None:
    sign_in(visitor, "secretary", world.url("settings/"))
    visitor.page.get_by_label("City").fill("江州市（新写的）")
    visitor.page.context.clear_cookies()
    visitor.page.get_by_role("button", name="Save").click()
    assert "what you typed is kept" in visitor.page.inner_text("main")
    visitor.check("session-ended")

    visitor.page.get_by_label("E-mail or phone number").fill("secretary@example.org")
    visitor.page.get_by_label("Password").fill(PASSWORD)
    visitor.page.get_by_role("button", name="Sign in").click()
    visitor.check("text-kept")
    visitor.page.get_by_role("button", name="Send it now").click()

    assert "Saved." in visitor.page.inner_text("main")
    assert visitor.page.get_by_label("City").input_value() == "江州市（新写的）"
