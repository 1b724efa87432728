"""The way of a clerk with a file, in a real browser: on a phone and at a desk, and without JavaScript."""

from pathlib import Path

import pytest

from tests.imports.conftest import OFFERINGS, UNITS, workbook
from tests.support.browser import Browse, Visitor, on_both_screens
from tests.support.world import PASSWORD, World


def sign_in(visitor: Visitor) -> None:
    page = visitor.open("/sign-in")
    page.locator("#name").fill("staff@example.org")
    page.locator("#password").fill(PASSWORD)
    page.locator("main .btn-main").click()


def bring_in(visitor: Visitor, world: World, kind: str, file: Path) -> None:
    page = visitor.open(world.url("imports/"))
    visitor.check("imports")
    page.locator(f"input[value={kind}]").check()
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main .btn-main").click()
    visitor.check(f"imports-preview-{kind}")
    page.locator("button[value=confirm]").click()
    visitor.check(f"imports-report-{kind}")


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    found = {kind: tmp_path / f"{kind}.xlsx" for kind in ("units", "offerings")}
    found["units"].write_bytes(workbook(UNITS))
    found["offerings"].write_bytes(workbook(OFFERINGS[:4]))
    return found


@on_both_screens
def test_a_clerk_brings_two_lists_in(visitor: Visitor, world: World, files: dict[str, Path]) -> None:
    sign_in(visitor)
    bring_in(visitor, world, "units", files["units"])
    bring_in(visitor, world, "offerings", files["offerings"])
    assert "量血压" in visitor.page.locator("main").inner_text()


@on_both_screens
def test_the_columns_can_be_corrected(visitor: Visitor, world: World, files: dict[str, Path]) -> None:
    sign_in(visitor)
    page = visitor.open(world.url("imports/"))
    page.locator("input[type=file]").set_input_files(files["units"])
    page.locator("main .btn-main").click()
    page.locator("a[href$='/layout']").click()
    visitor.check("imports-layout")
    page.locator("select[name=column_9]").select_option("")
    page.locator("main .btn-main").click()
    assert page.url.endswith("imports/1")


def test_it_works_without_javascript(browse: Browse, world: World, files: dict[str, Path]) -> None:
    visitor = browse("phone", javascript=False)
    sign_in(visitor)
    bring_in(visitor, world, "units", files["units"])
    assert "江州市柳岸区人民法院" in visitor.page.locator("main").inner_text()
