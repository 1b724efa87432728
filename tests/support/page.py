"""A test client for people: it reads pages as a person does, by label and button, and checks every page it fetches."""

from __future__ import annotations

import contextvars
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from flask import has_app_context
from flask.testing import FlaskClient

from partner_hub.core.db import db
from tests.support.forms import Form, Value
from tests.support.markup import Element, document_of
from tests.support.rules import check_headers, check_page

if TYPE_CHECKING:
    from werkzeug.test import TestResponse


class CheckedClient(FlaskClient):
    """Sends each request as a stranger to the test's own database session, and checks each HTML page that comes back.

    What the test wrote is committed before the request, and what it has loaded is read anew after it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.titles: dict[str, str] = {}

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        _hand_over()
        # An empty context: the request gets an application context, and so a database session, of its own.
        response: TestResponse = contextvars.Context().run(super().open, *args, **kwargs)
        _read_anew()
        if response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 307, 308}:
            check_headers(response)
            check_page(response.text, response.request.path)
            self._check_title(response)
        return response

    def page(self, url: str, status: int = 200) -> Page:
        """Fetch a page, following redirects; the status must be the one expected."""
        return self._page(self.get(url, follow_redirects=True), status)

    def send(self, form: Form, status: int = 200) -> Page:
        options: dict[str, Any] = {
            "follow_redirects": True,
            "headers": {"Referer": f"http://localhost{form.page_path}"},
        }
        if form.method == "get":
            return self._page(self.get(form.action, query_string=form.data, **options), status)
        return self._page(self.post(form.action, data=form.data, content_type=form.enctype, **options), status)

    def _page(self, response: TestResponse, status: int) -> Page:
        assert response.status_code == status, f"{response.request.path}: {response.status}\n{_gist(response)}"
        return Page(self, response)

    def _check_title(self, response: TestResponse) -> None:
        """Two different kinds of page must not bear the same title: tabs and history could not be told apart."""
        if response.request.method != "GET" or response.status_code != 200:
            return
        title = document_of(response.text).title
        rule = _rule_of(self, response.request.path)
        known = self.titles.setdefault(title, rule)
        assert known == rule, f"{rule} and {known} have the same title: {title}"


class Page:
    """One fetched page. `response` is there for what is not HTML: status, headers, bytes."""

    def __init__(self, client: CheckedClient, response: TestResponse) -> None:
        self.client = client
        self.response = response
        self.status = response.status_code
        self.url = response.request.full_path.rstrip("?")
        self.document = document_of(response.text if response.mimetype == "text/html" else "")

    @property
    def title(self) -> str:
        return self.document.title

    @property
    def heading(self) -> str:
        return self.document.one("h1").text

    @property
    def text(self) -> str:
        """What is to be read in the page's main part, with single spaces."""
        return (self.document.first("main") or self.document.one("body")).text

    def all(self, tag: str, **attributes: str) -> list[Element]:
        return self.document.all(tag, **attributes)

    def texts(self, tag: str, **attributes: str) -> list[str]:
        return [element.text for element in self.all(tag, **attributes)]

    def rows(self) -> list[list[str]]:
        """The cells of each body row of the page's tables."""
        return [[cell.text for cell in row.all("td", "th")] for body in self.all("tbody") for row in body.all("tr")]

    def links(self) -> dict[str, str]:
        """Address by the link's text; of several with the same text the first."""
        found: dict[str, str] = {}
        for link in self.all("a"):
            found.setdefault(link.name, link.get("href"))
        return found

    def buttons(self) -> list[str]:
        return [button.name for button in self.document.buttons()]

    def fields(self) -> list[str]:
        """The labels of everything that can be filled in."""
        return [self.document.label_of(control) for control in self.document.controls()]

    def value(self, label: str) -> str:
        """What the field of that label holds now."""
        return self.document.control(label).value

    def follow(self, link: str, status: int = 200) -> Page:
        """Click the link of that text."""
        links = self.links()
        assert link in links, f"no link {link!r}; there are {sorted(links)}"
        return self.client.page(self._absolute(links[link]), status)

    def submit(
        self, button: str, fields: Mapping[str, Value] | None = None, *, status: int = 200, **more: Value
    ) -> Page:
        """Press the button of that text after filling its form: {label or name: value}; follows the redirect.

        Values: text; True/False for a box; the words or the value of an option (a list for several);
        a Path or (bytes, file name) for a file.
        """
        form = Form(self.document, button, self.url)
        form.fill({**(fields or {}), **more})
        return self.client.send(form, status)

    def _absolute(self, href: str) -> str:
        return f"{self.response.request.path}{href}" if href.startswith("?") else href


SignedIn = Callable[[str], CheckedClient]


def _hand_over() -> None:
    if has_app_context():
        db.session.commit()


def _read_anew() -> None:
    if has_app_context():
        db.session.expire_all()


def _rule_of(client: CheckedClient, path: str) -> str:
    rule, _ = client.application.url_map.bind("localhost").match(path, return_rule=True)
    return rule.rule


def _gist(response: TestResponse) -> str:
    if response.mimetype != "text/html":
        return response.get_data(as_text=True)[:300]
    return document_of(response.text).one("body").text[:600]
