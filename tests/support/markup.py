"""A page's tree as html5lib reads it, with what a person sees of it: labels, buttons, texts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import html5lib

if TYPE_CHECKING:
    # Any: a comment's tag is a function, not a string.
    Node = ET.Element[Any]

HIDDEN_TEXT = {"script", "style", "template", "head"}
INLINE = {"a", "abbr", "b", "bdi", "em", "i", "small", "span", "strong", "sub", "sup", "u", "wbr"}
UNFILLABLE = {"hidden", "submit", "button", "reset", "image"}


class Element:
    def __init__(self, node: Node, document: Document) -> None:
        self.node = node
        self.document = document
        self.tag = str(node.tag)

    def get(self, attribute: str, default: str = "") -> str:
        return self.node.get(attribute, default)

    def has(self, attribute: str) -> bool:
        return attribute in self.node.attrib

    @property
    def text(self) -> str:
        return " ".join("".join(_pieces(self.node)).split())

    @property
    def name(self) -> str:
        """The accessible name of a link or button: aria-label, else its text with that of its pictures."""
        if self.tag == "input":
            return self.get("aria-label") or self.get("value")
        pictures = " ".join(image.get("alt") for image in self.all("img"))
        return self.get("aria-label") or self.text or pictures.strip() or self.get("title")

    @property
    def value(self) -> str:
        if self.tag == "textarea":
            return "".join(self.node.itertext()).removeprefix("\n")
        if self.tag == "select":
            return ", ".join(option.text for option in self.chosen())
        return self.get("value")

    def all(self, *tags: str) -> list[Element]:
        return [Element(node, self.document) for node in self.node.iter() if node is not self.node and node.tag in tags]

    def options(self) -> list[Element]:
        return self.all("option")

    def chosen(self) -> list[Element]:
        """The options that a browser would send."""
        options = self.options()
        marked = [option for option in options if option.has("selected")]
        return marked or ([] if self.has("multiple") else options[:1])

    def __repr__(self) -> str:
        return f"<{self.tag} {self.node.attrib}>"


@lru_cache(maxsize=4)
def document_of(text: str) -> Document:
    """The page, parsed once for everybody who reads it: the rules, the titles and the test."""
    return Document(text)


class Document:
    """`errors` holds what html5lib complains about, with the line."""

    def __init__(self, text: str) -> None:
        parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        self.root: Node = parser.parse(text)
        self.errors = [f"line {position[0]}: {code} {details}" for position, code, details in parser.errors]
        self.parents = {child: parent for parent in self.root.iter() for child in parent}
        self.by_id = {node.get("id"): node for node in self.root.iter() if node.get("id")}

    @property
    def title(self) -> str:
        found = self.first("title")
        return " ".join("".join(found.node.itertext()).split()) if found else ""

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Elements of a tag ("*" for any); keywords are attributes, class_ one class of several."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        nodes = self.root.iter() if tag == "*" else self.root.iter(tag)
        return [Element(node, self) for node in nodes if not callable(node.tag) and _matches(node, wanted)]

    def first(self, tag: str, **attributes: str) -> Element | None:
        return next(iter(self.all(tag, **attributes)), None)

    def one(self, tag: str, **attributes: str) -> Element:
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"expected one {tag} {attributes or ''}, found {found}"
        return found[0]

    def controls(self) -> list[Element]:
        """Everything that a person fills in."""
        every = [*self.all("input"), *self.all("select"), *self.all("textarea")]
        return [control for control in every if control.get("type") not in UNFILLABLE]

    def buttons(self) -> list[Element]:
        inputs = [control for control in self.all("input") if control.get("type") in {"submit", "image"}]
        return [button for button in self.all("button") if button.get("type") != "button"] + inputs

    def control(self, label: str) -> Element:
        found = [control for control in self.controls() if label in {self.label_of(control), control.get("name")}]
        labels = sorted({self.label_of(control) for control in self.controls()})
        assert found, f"no field {label!r}; there are {labels}"
        return found[0]

    def label_of(self, control: Element) -> str:
        """The text that names a field, "" when nothing does."""
        if control.get("aria-label"):
            return control.get("aria-label")
        if control.get("aria-labelledby"):
            return " ".join(self._text_of_id(part) for part in control.get("aria-labelledby").split())
        for label in self.all("label"):
            if (control.get("id") and label.get("for") == control.get("id")) or control.node in label.node.iter():
                return label.text
        return ""

    def form_of(self, control: Element) -> Element | None:
        """The form that owns a control: the one it names, else the one around it."""
        if control.get("form"):
            return Element(self.by_id[control.get("form")], self)
        return self.around(control, "form")

    def around(self, element: Element, tag: str) -> Element | None:
        node: Node | None = element.node
        while node is not None and node.tag != tag:
            node = self.parents.get(node)
        return None if node is None else Element(node, self)

    def _text_of_id(self, name: str) -> str:
        return Element(self.by_id[name], self).text if name in self.by_id else ""


def _matches(node: Node, wanted: dict[str, str]) -> bool:
    return all(
        value in node.get(name, "").split() if name == "class" else node.get(name) == value
        for name, value in wanted.items()
    )


def _pieces(node: Node) -> Iterator[str]:
    """Text in reading order; elements are set apart by a space where a browser starts a new box."""
    if node.tag == "option":
        yield f" {node.text or ''} "
    elif isinstance(node.tag, str) and node.tag not in HIDDEN_TEXT:
        gap = "" if node.tag in INLINE else " "
        yield gap + (node.text or "")
        for child in node:
            yield from _pieces(child)
            yield child.tail or ""
        yield gap
