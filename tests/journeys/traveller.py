"""Somebody on a journey through the product: reads labels, buttons and links, and looks at every page on the way.

Words are given as they stand in the code; the person reads them in Chinese, as everybody does unless they switch.
"""

import re
from dataclasses import dataclass
from typing import Any

from flask_babel import force_locale, gettext
from playwright.sync_api import Locator, Page

from tests.support.browser import Visitor

# A page with everything that belongs to it, over the network and with nothing remembered.
HEAVIEST_PAGE = 150 * 1024


@dataclass
class Traveller:
    """`steps` counts clicks and filled fields; `status` and `weight` (bytes) are those of the page that is open."""

    visitor: Visitor
    name: str
    steps: int = 0
    status: int = 0
    weight: int = 0

    def __post_init__(self) -> None:
        self._follow_the_network()

    @property
    def page(self) -> Page:
        return self.visitor.page

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.visitor.server_url)

    @property
    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    @property
    def text(self) -> str:
        return self.main.inner_text()

    def open(self, path: str) -> None:
        self.visitor.open(path)
        self.look()

    def another_tab(self) -> "Traveller":
        return Traveller(self.visitor.another_tab(), self.name)

    def unfold_menu(self) -> None:
        """It is folded on a phone."""
        summary = self.page.locator("header .menu > summary")
        if summary.is_visible():
            self.click(summary)

    def menu(self, entry: str) -> None:
        """Choose from the main menu."""
        self.unfold_menu()
        links = self.page.get_by_role("navigation", name=say("Main"), exact=True)
        more = links.locator("summary")
        if more.is_visible() and not links.get_by_role("link", name=say(entry), exact=True).is_visible():
            self.click(more)
        self._go(links.get_by_role("link", name=say(entry), exact=True))

    def follow(self, link: str, /, **words: object) -> None:
        self._go(self.main.get_by_role("link", name=say(link, **words), exact=True))

    def press(self, button: str, /, **words: object) -> None:
        """Press a button that brings another page."""
        self._go(self.main.get_by_role("button", name=say(button, **words), exact=True))

    def sign_out(self) -> None:
        self.unfold_menu()
        self._go(self.page.locator("header").get_by_role("button", name=say("Sign out"), exact=True))

    def unfold(self, summary: str) -> None:
        self.click(self.main.locator("summary").filter(has_text=say(summary)))

    def field(self, label: str, /, **words: object) -> Locator:
        """By its label, with or without the remark that it may be left empty."""
        remark = re.escape(say("(optional)"))
        return self.main.get_by_label(re.compile(rf"^\s*{re.escape(say(label, **words))}\s*({remark})?\s*$"))

    def fill(self, label: str, value: str, **words: object) -> None:
        self.steps += 1
        self.field(label, **words).fill(value)

    def choose(self, label: str, option: str) -> None:
        self.steps += 1
        self.field(label).select_option(label=say(option))

    def tick(self, label: str) -> None:
        self.click(self.field(label))

    def click(self, target: Locator) -> None:
        self.steps += 1
        target.click()

    def attach(self, label: str, name: str, content: bytes, kind: str = "application/octet-stream") -> None:
        self.steps += 1
        self.field(label).set_input_files({"name": name, "mimeType": kind, "buffer": content})

    def download(self, address: str) -> bytes:
        """What stands behind a link that is no page."""
        response = self.page.request.get(address if address.startswith("http") else self.visitor.server_url + address)
        assert response.ok, f"{address}: {response.status}"
        return response.body()

    def reads(self, words: str, /, **more: object) -> bool:
        return say(words, **more) in self.text

    def picture(self, name: str) -> None:
        """Keep a picture for those who look at them."""
        self.visitor.picture(f"{self.name}-{name}")

    def look(self) -> None:
        """What must hold for every page, wherever somebody comes to it."""
        self.page.wait_for_load_state("load")
        assert self.heading.strip(), f"{self.path} has no heading"
        assert self.page.title().strip(), f"{self.path} has no title"
        assert self.weight < HEAVIEST_PAGE, f"{self.path} weighs {self.weight} bytes"
        self.visitor.scan()

    def _go(self, target: Locator) -> None:
        with self.page.expect_navigation():
            self.click(target)
        self.look()

    def _follow_the_network(self) -> None:
        """Weigh each page as if it were opened for the first time: what the browser has kept counts as well."""
        network = self.page.context.new_cdp_session(self.page)
        addresses: dict[str, str] = {}
        sizes: dict[str, int] = {}

        def ask(event: dict[str, Any]) -> None:
            addresses[event["requestId"]] = event["request"]["url"]
            if event["type"] == "Document":
                self.weight = 0

        def answer(event: dict[str, Any]) -> None:
            if event["type"] == "Document":
                self.status = event["response"]["status"]

        def finish(event: dict[str, Any]) -> None:
            address = addresses.get(event["requestId"], "")
            sizes[address] = max(sizes.get(address, 0), event["encodedDataLength"])
            self.weight += sizes[address]

        network.on("Network.requestWillBeSent", ask)
        network.on("Network.responseReceived", answer)
        network.on("Network.loadingFinished", finish)
        network.send("Network.enable")


def say(words: str, /, **more: object) -> str:
    """Words of the code as they stand on the screen."""
    with force_locale("zh_Hans_CN"):
        return str(gettext(words, **more))
