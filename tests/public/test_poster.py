"""The poster with the QR code."""

import xml.etree.ElementTree as ET

import pytest
import segno

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from tests.support.page import SignedIn
from tests.support.world import World


def test_staff_print_a_poster_with_the_code_three_steps_and_the_telephone(signed_in: SignedIn, world: World) -> None:
    db.session.get_one(Community, world.community).hotline = "0590-83331234"
    client = signed_in("staff")
    page = client.page(world.url("needs/lists/")).follow("Poster with QR code")
    poster = page.document.one("article", class_="poster")
    assert (poster.get("lang"), len(poster.all("li"))) == ("zh-CN", 3)
    assert "0590-83331234" in poster.text
    assert "柳岸社区" in poster.text
    base = client.application.config["BASE_URL"]
    assert f"{base}/p/{world.community}/needs/new" in poster.text


@pytest.mark.parametrize("grid", [False, True])
def test_the_code_leads_to_the_form_under_the_address_of_the_settings(
    signed_in: SignedIn, world: World, *, grid: bool
) -> None:
    client = signed_in("staff")
    more = f"?grid={world.grid}" if grid else ""
    page = client.page(world.url(f"poster{more}"))
    image = page.document.one("img", class_="poster-code")
    drawn = client.get(image.get("src"), headers={"X-Forwarded-Host": "evil.example"})
    assert drawn.mimetype == "image/svg+xml"
    assert ET.fromstring(drawn.data).tag.endswith("svg")  # noqa: S314 - our own drawing
    wanted = f"{client.application.config['BASE_URL']}/p/{world.community}/needs/new{more}"
    same = segno.make(wanted, error="q", micro=False).svg_inline(border=4, scale=8)
    assert same.partition("<path")[2].removesuffix("</svg>") in drawn.text
    assert "一网格（柳岸新村）" in page.text


def test_a_grid_of_somebody_else_has_no_poster_here(signed_in: SignedIn, world: World) -> None:
    for odd in ("4711", "x", "-1", "1 OR 1=1"):
        for path in ("poster", "poster/code.svg"):
            assert signed_in("staff").get(world.url(path), query_string={"grid": odd}).status_code == 404


def test_it_is_chinese_whatever_its_printer_reads(signed_in: SignedIn, world: World) -> None:
    page = signed_in("secretary").page(world.url("poster"))
    assert page.heading == "Poster with QR code"
    assert page.document.one("article").get("lang") == "zh-CN"


def test_it_warns_where_the_code_would_lead_nowhere(signed_in: SignedIn, world: World) -> None:
    db.session.get_one(Community, world.community).is_open_to_public = False
    assert "this code leads nowhere now" in signed_in("staff").page(world.url("poster")).text
