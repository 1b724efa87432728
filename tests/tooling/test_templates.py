"""Templates take the words of states from partner_hub/vocabulary, by the enumerations that they know as globals."""

import re

from flask import Flask

from benchmarks.house import ROOT, template_files
from partner_hub.core.template_vocabulary import ENUMERATIONS

# Tones of lists.status; "late" is the state of an item, too.
TONES = {"late", "soon", "fine", "waiting"}
WORDS = {value.value for enumeration in ENUMERATIONS for value in enumeration} - TONES
JINJA = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
# What holds a word of the vocabulary: an attribute of a record, or a variable or filter called `state`.
HOLDER = r"(?:\.(?:state|kind|visibility|answer|origin|status|presence)|\bstate)"
QUOTED = r'["\'](\w+)["\']'
COMPARED = re.compile(rf"{HOLDER}\s*(?:==|!=|=)\s*{QUOTED}|{HOLDER}\s+(?:not )?in\s*[(\[]\s*{QUOTED}")
# A table by state: {{"planning": "waiting"}}.get(meeting.state).
LOOKED_UP = re.compile(rf"\{{{QUOTED}:[^}}]*\}}(?:\.get\(|\[)\s*\w+{HOLDER}")


def copied_words(text: str) -> list[str]:
    """Values of the vocabulary that stand as strings where a state is compared or looked up."""
    found = [match for tag in JINJA.findall(text) for rule in (COMPARED, LOOKED_UP) for match in rule.finditer(tag)]
    return [word for match in found for word in match.groups() if word in WORDS]


def test_no_template_copies_the_word_of_a_state() -> None:
    copied = {str(path.relative_to(ROOT)): copied_words(path.read_text(encoding="utf-8")) for path in template_files()}
    assert {path: words for path, words in copied.items() if words} == {}


def test_a_copied_word_is_found() -> None:
    assert copied_words('{% if need.state == "submitted" %}') == ["submitted"]
    assert copied_words('{{ x if item.state not in ("proposed", "declined") }}') == ["proposed"]
    assert copied_words('{{ url_for("needs.index", state="submitted") }}') == ["submitted"]
    assert copied_words('{{ {"planning": "waiting"}.get(meeting.state, "fine") }}') == ["planning"]
    assert copied_words('{{ lists.status("late", states[need.state]) }}{{ _("done") }}') == []


def test_templates_know_the_enumerations(app: Flask) -> None:
    assert app.jinja_env.globals.keys() >= {enumeration.__name__ for enumeration in ENUMERATIONS}
