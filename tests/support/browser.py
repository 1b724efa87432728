"""A real Chromium, and people who use it: on a phone or at a desk, with or without JavaScript."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import has_app_context
from flask.testing import FlaskClient
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

from partner_hub.core.db import db

SCREENSHOTS = Path(__file__).parents[2] / "var" / "screenshots"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
SIZES: dict[str, dict[str, Any]] = {
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
    },
    "desk": {"viewport": {"width": 1280, "height": 900}},
}
AXE = Axe().axe_script
# Every rule that is on by default, and the size of what is tapped on a phone. Only media would have to be loaded first.
AXE_OPTIONS = {"reporter": "no-passes", "preload": False, "rules": {"target-size": {"enabled": True}}}

on_both_screens = pytest.mark.parametrize("visitor", SIZES, indirect=True)


@dataclass
class Visitor:
    """One person at one screen. `faults` collects what went wrong behind the picture; there must be none."""

    page: Page
    screen: str
    server_url: str
    javascript: bool
    faults: list[str]

    def open(self, path: str) -> Page:
        """Go to a path of the application, or to a whole address out of a mail; saves what the test has written."""
        if has_app_context():
            db.session.commit()
        self.page.goto(path if path.startswith("http") else self.server_url + path)
        return self.page

    def another_tab(self) -> "Visitor":
        """The same person's browser once more: what is done there counts here."""
        tab = replace(self, page=self.page.context.new_page())
        watch(tab.page, self.server_url, self.faults)
        return tab

    def become(self, client: FlaskClient) -> None:
        """Take over the cookies of a test client, and so who is signed in there."""
        cookie = client.get_cookie("partner_hub")
        assert cookie, "nobody is signed in there"
        self.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.server_url}])

    def check(self, name: str) -> None:
        """Look at the page, and keep a picture of it."""
        self.picture(name)
        self.scan()

    def picture(self, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}-{self.screen}.png", full_page=True)

    def scan(self) -> None:
        """No axe violation, nothing cut off at the side, no fault.

        Without JavaScript axe cannot run (its timers stand still); the page is the same one.
        """
        if self.javascript:
            violations = self._violations()
            assert not violations, f"{self.page.url}\n{_told(violations)}"
        wide = self.page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px wider than the screen"
        self.assert_no_faults()

    def _violations(self) -> list[dict[str, Any]]:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        found: list[dict[str, Any]] = self.page.evaluate("async how => (await axe.run(how)).violations", AXE_OPTIONS)
        return found

    def assert_no_faults(self) -> None:
        assert not self.faults, "\n".join(self.faults)


Browse = Callable[..., Visitor]


@contextmanager
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path, "chromium is missing: make test installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def visit(
    browser: Browser, server_url: str, screen: str, *, javascript: bool = True, locale: str = "zh-CN"
) -> Iterator[Visitor]:
    """A new person with empty pockets: no cookie, no storage."""
    context = browser.new_context(
        java_script_enabled=javascript,
        locale=locale,
        timezone_id="Asia/Shanghai",
        accept_downloads=True,
        **SIZES[screen],
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    visitor = Visitor(page, screen, server_url, javascript, faults=[])
    watch(page, server_url, visitor.faults)
    yield visitor
    context.close()
    visitor.assert_no_faults()


def watch(page: Page, server_url: str, faults: list[str]) -> None:
    """Note requests that leave the server, parts of a page that are missing, script errors and policy violations."""

    def request(request: Request) -> None:
        if re.match(r"https?:", request.url) and not request.url.startswith(f"{server_url}/"):
            faults.append(f"request to the outside: {request.url}")

    def response(response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            faults.append(f"{response.status} for {response.url}")

    def console(message: ConsoleMessage) -> None:
        # The refusal of a page is said here as well: response() tells which of those are faults.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            faults.append(f"console: {message.text}")

    page.on("request", request)
    page.on("response", response)
    page.on("console", console)
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))


def _told(violations: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"- {violation['id']}: {violation['help']}\n    "
        + "\n    ".join(
            f"{node['html'][:200]}  ({', '.join(map(str, node['target']))})" for node in violation["nodes"][:5]
        )
        for violation in violations
    )
