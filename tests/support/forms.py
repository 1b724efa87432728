"""A form filled and sent as a browser does it: what the page holds, changed by what the person types."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from werkzeug.datastructures import MultiDict

from tests.support.markup import Document, Element

File = tuple[bytes, str]


@dataclass(frozen=True)
class Files:
    """Several in one field."""

    files: tuple[File, ...]


Value = str | int | bool | list[str] | Path | File | Files


class Form:
    def __init__(self, document: Document, button: str, page_url: str) -> None:
        self.document = document
        self.button = self._find(button)
        form = document.form_of(self.button)
        assert form is not None, f"the button {button!r} stands in no form"
        self.form = form
        self.page_path = page_url
        self.action = self.button.get("formaction") or form.get("action") or page_url
        self.method = (self.button.get("formmethod") or form.get("method") or "get").lower()
        self.enctype = form.get("enctype") or "application/x-www-form-urlencoded"
        self.typed: dict[str, list[Any]] = {}

    def fill(self, values: dict[str, Value]) -> None:
        for label, value in values.items():
            controls = self._controls(label)
            assert not any(c.has("disabled") or c.has("readonly") for c in controls), f"{label!r} cannot be changed"
            self.typed[controls[0].get("name")] = _typed(controls, value, label)

    @property
    def data(self) -> MultiDict[str, Any]:
        """Every successful control with its value, the button that was pressed among them."""
        sent: MultiDict[str, Any] = MultiDict()
        for control in self._own_controls():
            name = control.get("name")
            if name and not control.has("disabled") and name not in self.typed:
                for value in _held(control):
                    sent.add(name, value)
        for name, values in self.typed.items():
            sent.setlist(name, values)
        if self.button.get("name"):
            sent.add(self.button.get("name"), self.button.get("value"))
        return sent

    def _find(self, text: str) -> Element:
        buttons = self.document.buttons()
        found = [button for button in buttons if text in {button.name, button.get("id")}]
        assert found, f"no button {text!r}; there are {[button.name for button in buttons]}"
        assert not found[0].has("disabled"), f"the button {text!r} cannot be pressed"
        return found[0]

    def _own_controls(self) -> list[Element]:
        every = [control for tag in ("input", "select", "textarea") for control in self.document.all(tag)]
        kinds = {"submit", "button", "reset", "image"}
        return [control for control in every if control.get("type") not in kinds and self._owns(control)]

    def _owns(self, control: Element) -> bool:
        owner = self.document.form_of(control)
        return owner is not None and owner.node is self.form.node

    def _controls(self, label: str) -> list[Element]:
        """The field of that label or name; radio buttons and boxes of one name belong together."""
        own = [control for control in self._own_controls() if control.get("type") != "hidden"]
        named = [control for control in own if label in {self._label(control), control.get("name")}]
        labels = sorted({self._label(control) for control in own})
        assert named, f"no field {label!r} in this form; there are {labels}"
        if named[0].get("type") in {"radio", "checkbox"}:
            return [control for control in own if control.get("name") == named[0].get("name")]
        return named[:1]

    def _label(self, control: Element) -> str:
        """A group of radio buttons or boxes is called as its legend says."""
        name = control.get("name")
        group = [c for c in self._own_controls() if c.get("name") == name and c.get("type") in {"radio", "checkbox"}]
        fieldset = self.document.around(control, "fieldset") if len(group) > 1 else None
        legends = fieldset.all("legend") if fieldset else []
        return legends[0].text if legends else self.document.label_of(control)


def _held(control: Element) -> list[str]:
    """What the page itself would send for this control."""
    if control.tag == "select":
        return [_option_value(option) for option in control.chosen()]
    if control.get("type") in {"checkbox", "radio"}:
        return [control.get("value", "on")] if control.has("checked") else []
    if control.get("type") == "file":
        return []
    return [control.value]


def _typed(controls: list[Element], value: Value, label: str) -> list[Any]:
    control = controls[0]
    if control.tag == "select":
        return [_choose(control.options(), word, label) for word in _words(value)]
    if control.get("type") in {"checkbox", "radio"}:
        return _tick(controls, value, label)
    if isinstance(value, Path):
        return [(BytesIO(value.read_bytes()), value.name)]
    if isinstance(value, tuple):
        return [(BytesIO(value[0]), value[1])]
    if isinstance(value, Files):
        return [(BytesIO(data), name) for data, name in value.files]
    assert not isinstance(value, bool | list), f"{label!r} is a text field"
    return [str(value)]


def _tick(boxes: list[Element], value: Value, label: str) -> list[str]:
    if isinstance(value, bool):
        assert len(boxes) == 1, f"{label!r} is a choice of several"
        return [boxes[0].get("value", "on")] if value else []
    known = {name: box.get("value", "on") for box in boxes for name in (box.get("value"), box.document.label_of(box))}
    unknown = [word for word in _words(value) if word not in known]
    assert not unknown, f"{label!r} does not offer {unknown}; it offers {sorted(known)}"
    return [known[word] for word in _words(value)]


def _choose(options: list[Element], word: str, label: str) -> str:
    found = [option for option in options if word in {option.text, _option_value(option)}]
    assert found, f"{label!r} does not offer {word!r}; it offers {[option.text for option in options]}"
    return _option_value(found[0])


def _option_value(option: Element) -> str:
    return option.get("value", option.text)


def _words(value: Value) -> list[str]:
    return [str(word) for word in value] if isinstance(value, list) else [str(value)]
