"""What every HTML page must keep, whoever fetches it and whatever it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from tests.support.markup import Document, Element, document_of

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

REFERENCES = {
    "aria-controls",
    "aria-describedby",
    "aria-errormessage",
    "aria-labelledby",
    "for",
    "form",
    "headers",
    "list",
}
LOADED = {
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "img": "src",
    "input": "src",
    "link": "href",
    "object": "data",
    "script": "src",
    "source": "src",
    "video": "src",
}
# None is an English word too ("None yet"), but never beside a Chinese character, a figure or the end of a text.
LEFTOVERS = re.compile(r"\{\{|\}\}|\{%|%\(\w+\)s|(?<![A-Za-z])None(?! [a-z]|[A-Za-z])|<\w+ object at|Undefined\b")
DIRECTIVES = {"default-src", "object-src", "base-uri", "form-action", "frame-ancestors"}
SLACK = {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "data:"}


def check_page(text: str, path: str) -> None:
    document = document_of(text)
    faults = [fault for rule in RULES for fault in rule(document)]
    assert not faults, f"{path} is no good page:\n" + "\n".join(f"- {fault}" for fault in faults)


def check_headers(response: TestResponse) -> None:
    policy = _policy(response.headers.get("Content-Security-Policy", ""))
    missing = DIRECTIVES - policy.keys() - ({"object-src"} if policy.get("default-src") == ["'none'"] else set())
    assert not missing, f"the content security policy does not say {sorted(missing)}"
    slack = {(name, word) for name, words in policy.items() for word in words if word in SLACK}
    assert slack <= {("img-src", "data:")}, f"the content security policy is slack: {slack}"
    assert response.headers.get("X-Content-Type-Options") == "nosniff"
    assert response.headers.get("Referrer-Policy"), "no Referrer-Policy"
    assert response.mimetype_params.get("charset", "").lower() == "utf-8"


def _policy(header: str) -> dict[str, list[str]]:
    parts = [part.split() for part in header.split(";") if part.strip()]
    return {part[0]: part[1:] for part in parts}


def _valid(document: Document) -> Iterator[str]:
    yield from document.errors


def _frame(document: Document) -> Iterator[str]:
    if not document.root.get("lang"):
        yield "html has no lang"
    if not document.title:
        yield "no title"
    for tag in ("title", "h1", "main"):
        if len(document.all(tag)) != 1:
            yield f"{len(document.all(tag))} {tag} instead of one"
    if not document.all("meta", name="viewport"):
        yield "no viewport for phones"


def _ids(document: Document) -> Iterator[str]:
    counted = Counter(element.get("id") for element in document.all("*") if element.has("id"))
    yield from (f"id {name!r} stands {times} times" for name, times in counted.items() if times > 1 or not name)


def _references(document: Document) -> Iterator[str]:
    for element in document.all("*"):
        for attribute in REFERENCES & element.node.attrib.keys():
            for name in element.get(attribute).split():
                if name not in document.by_id:
                    yield f"{attribute}={name!r} points at nothing: {element}"
    for link in document.all("a"):
        target = link.get("href")
        if target.startswith("#") and target[1:] not in document.by_id:
            yield f"the link {target} points at nothing"


def _names(document: Document) -> Iterator[str]:
    yield from (f"no label: {control}" for control in document.controls() if not document.label_of(control))
    yield from (f"no text: {element}" for tag in ("a", "button") for element in document.all(tag) if not element.name)
    yield from (f"no alt: {image}" for image in document.all("img") if not image.has("alt"))
    yield from (f"no href: {link}" for link in document.all("a") if not link.get("href"))


def _tokens(document: Document) -> Iterator[str]:
    for form in document.all("form"):
        if form.get("method", "get").lower() == "post" and not _has_token(document, form):
            yield f"no csrf_token: {form}"


def _has_token(document: Document, form: Element) -> bool:
    tokens = [token for token in document.all("input", name="csrf_token") if token.get("value")]
    owners = [document.form_of(token) for token in tokens]
    return any(owner is not None and owner.node is form.node for owner in owners)


def _no_inline(document: Document) -> Iterator[str]:
    for element in document.all("*"):
        if element.tag == "style" or element.has("style"):
            yield f"inline style: {element}"
        if element.tag == "script" and not element.has("src") and element.get("type") != "application/json":
            yield f"inline script: {element}"
        if any(name.startswith("on") for name in element.node.attrib):
            yield f"inline handler: {element}"
        if any(element.get(name).strip().lower().startswith("javascript:") for name in ("href", "action", "src")):
            yield f"script in an address: {element}"


def _no_outside(document: Document) -> Iterator[str]:
    for tag, attribute in LOADED.items():
        for element in document.all(tag):
            address = element.get(attribute)
            if re.match(r"[a-z]+:|//", address, re.IGNORECASE):
                yield f"loaded from outside: {element}"


def _no_leftovers(document: Document) -> Iterator[str]:
    body = document.one("body").text
    yield from (
        f"left over in the text: …{body[max(m.start() - 30, 0) : m.end() + 20]}…" for m in LEFTOVERS.finditer(body)
    )
    for element in document.all("*"):
        for name, value in element.node.attrib.items():
            if value == "None" or "{{" in value:
                yield f"left over in {name}: {element}"


RULES: list[Callable[[Document], Iterator[str]]] = [
    _valid,
    _frame,
    _ids,
    _references,
    _names,
    _tokens,
    _no_inline,
    _no_outside,
    _no_leftovers,
]
