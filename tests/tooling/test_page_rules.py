"""The checks that every fetched page goes through do find what they are there for."""

import re

import pytest
from werkzeug.datastructures import MultiDict

from tests.support.forms import Form
from tests.support.markup import Document
from tests.support.rules import check_page

PAGE = """<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>需求</title></head><body><main><h1>需求</h1>{}</main></body></html>"""

FAULTS = {
    "<p>no end": None,
    "<div><span></div>": "line",
    "<h1>again</h1>": "2 h1 instead of one",
    '<p id="a"></p><p id="a"></p>': "stands 2 times",
    '<input name="x">': "no label",
    '<label for="x"></label><input id="x">': "no label",
    '<button type="button"><img src="/x.svg" alt=""></button>': "no text",
    '<a href="#nowhere">there</a>': "points at nothing",
    '<input aria-label="x" aria-describedby="help">': "points at nothing",
    '<form method="post"><button>Go</button></form>': "no csrf_token",
    '<p style="color: red">x</p>': "inline style",
    "<script>x</script>": "inline script",
    '<p onclick="x()">x</p>': "inline handler",
    '<a href="javascript:x()">x</a>': "script in an address",
    '<img alt="" src="//example.org/x.png">': "loaded from outside",
    '<img src="/x.png">': "no alt",
    "<p>共None户</p>": "left over",
    "<p>{{ name }}</p>": "left over",
    '<input aria-label="x" value="None">': "left over",
    "<p>None yet</p>": None,
    '<form method="post"><input type="hidden" name="csrf_token" value="t"><button>Go</button></form>': None,
}

FORM = """<form method="post" action="/needs" enctype="multipart/form-data">
<input type="hidden" name="csrf_token" value="t">
<label for="text">Text</label><textarea id="text" name="text">
old</textarea>
<label for="kind">Kind</label>
<select id="kind" name="kind"><option value="1">养老</option><option value="2">医疗</option></select>
<fieldset><legend>Audiences</legend>
<label><input type="checkbox" name="audience" value="old" checked> 老年人</label>
<label><input type="checkbox" name="audience" value="young"> 青少年</label></fieldset>
<label><input type="checkbox" name="urgent"> Urgent</label>
<input aria-label="Locked" name="locked" readonly value="1">
<button name="step" value="save">Save</button></form>"""


def submitted(**values: object) -> MultiDict[str, object]:
    form = Form(Document(PAGE.format(FORM)), "Save", "/needs/new")
    form.fill(values)  # type: ignore[arg-type]
    return form.data


@pytest.mark.parametrize(("markup", "fault"), FAULTS.items())
def test_it_finds_the_fault(markup: str, fault: str | None) -> None:
    if fault is None:
        check_page(PAGE.format(markup), "/")
    else:
        with pytest.raises(AssertionError, match=re.escape(fault)):
            check_page(PAGE.format(markup), "/")


def test_an_untouched_form_sends_what_it_holds() -> None:
    assert submitted().to_dict(flat=False) == {
        "csrf_token": ["t"],
        "text": ["old"],
        "kind": ["1"],
        "audience": ["old"],
        "locked": ["1"],
        "step": ["save"],
    }


def test_a_form_is_filled_by_label_and_words() -> None:
    sent = submitted(Text="new", Kind="医疗", Audiences=["老年人", "青少年"], Urgent=True)

    assert sent["text"] == "new"
    assert sent["kind"] == "2"
    assert sent.getlist("audience") == ["old", "young"]
    assert sent["urgent"] == "on"


@pytest.mark.parametrize("values", [{"Colour": "red"}, {"Kind": "其他"}, {"Audiences": ["妇女"]}, {"Locked": "2"}])
def test_a_form_refuses_what_a_person_could_not_do(values: dict[str, object]) -> None:
    with pytest.raises(AssertionError):
        submitted(**values)
