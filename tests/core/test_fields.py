"""Fields take what people type: the right value, or a sentence; and every form of the product uses these fields."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest
from flask import Flask, g
from markupsafe import escape
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    DateTimeField,
    DecimalField,
    Field,
    FieldList,
    FloatField,
    FormField,
    HiddenField,
    IntegerField,
    PasswordField,
    SelectField,
    StringField,
    TimeField,
)
from wtforms.form import BaseForm

from partner_hub.communities.models import Community
from partner_hub.core.fields import (
    ClockField,
    DayField,
    NumberField,
    nothing_is_empty,
    read_day,
    read_number,
    read_time,
)
from partner_hub.core.forms import Form
from tests.support.every_form import FORMS, field_names
from tests.support.typed import RUBBISH

OURS = (NumberField, DayField, ClockField)
OTHERS = (IntegerField, DecimalField, FloatField, DateField, DateTimeField, TimeField)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("30", 30), (" ３０ ", 30), ("1,200", 1200), ("1，200", 1200), ("007", 7), ("-3", -3), ("", None), (" ", None)],
)
def test_numbers_are_read_however_they_are_written(typed: str, number: int | None) -> None:
    assert read_number(typed) == number


@pytest.mark.parametrize("typed", ["3 户", "约30", "三十", "2.5", "1e5", "1,2", "٣٠0x", "--3", "3-5"])
def test_what_is_no_number_is_told(app: Flask, typed: str) -> None:
    with pytest.raises(ValueError, match="in figures"):
        read_number(typed)


@pytest.mark.parametrize("typed", ["9" * 400, "-" + "9" * 10, "1234567890", "9" * 5000])
def test_numbers_that_no_column_holds_are_too_large(app: Flask, typed: str) -> None:
    with pytest.raises(ValueError, match=r"too large|in figures"):
        read_number(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "2026-07-03",
            "2026/7/3",
            "2026.7.3",
            "2026年7月3日",
            "2026 年 7 月 3 日",
            "２０２６－０７－０３",
            "20260703",
        ),
        *(
            "2026-07-03 14:00",
            "2026-07-03T14:00:00",
            "2026年7月3日（周五）",
            "2026。7。3",
            "2026年07月03号",
            "2026、7、3",
        ),
    ],
)
def test_days_are_read_however_they_are_written(typed: str) -> None:
    assert read_day(typed) == date(2026, 7, 3)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        *(
            (typed, "day with its year")
            for typed in ("2026-13", "明天", "7月3日", "7/3", "3.7.2026", "2026", "x" * 1000)
        ),
        *((typed, "no such day") for typed in ("2026-02-30", "2026-13-01", "20260931", "2026-00-00")),
        *((typed, "year") for typed in ("0226-07-03", "9999-12-31")),
    ],
)
def test_what_is_no_day_is_told(app: Flask, typed: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_day(typed)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        *(("14:30", time(14, 30)), ("14：30", time(14, 30)), ("14点30分", time(14, 30)), ("1430", time(14, 30))),
        *(("下午2点半", time(14, 30)), ("上午9点", time(9, 0)), ("9.05", time(9, 5)), ("14:30:00", time(14, 30))),
        *(("中午12点", time(12, 0)), ("", None)),
    ],
)
def test_times_are_read_however_they_are_written(typed: str, moment: time | None) -> None:
    assert read_time(typed) == moment


@pytest.mark.parametrize("typed", ["25:00", "14:75", "下午", "待定", "9", "14:3:0:1"])
def test_what_is_no_time_is_told(app: Flask, typed: str) -> None:
    with pytest.raises(ValueError, match="14:30"):
        read_time(typed)


NOES = [
    "无", "没有", "/", "-", "——", "不详", "暂无", "无。", "（无）", "无电话", "N/A", "不便透露", "…",
    "不方便", "不留", "無", "座机无", "电话：无",
]  # fmt: skip


@pytest.mark.parametrize("typed", NOES)
def test_a_no_is_empty(typed: str) -> None:
    assert nothing_is_empty(typed) == ""


@pytest.mark.parametrize("typed", ["吴暂", "无名氏", "13905061234", "没有共产党", "0", "/" * 100])
def test_what_says_something_is_kept(typed: str) -> None:
    assert nothing_is_empty(typed) == typed


def fields_of(form: BaseForm) -> Iterator[Field]:
    for field in form:
        yield field
        for line in field if isinstance(field, FieldList) else ():
            yield from fields_of(line.form if isinstance(line, FormField) else line)


def filled(kind: type[Form], typed: str) -> Form:
    """A form with the fields of `kind`, whose own beginning and checks need records, all filled with `typed`."""
    parts: dict[str, Any] = {name: getattr(kind, name) for name in field_names(kind)}
    probe = type("Probe", (Form,), {"audience_words": StringField(), **parts})
    names = [
        *parts,
        *(f"{row}-0-{n}" for row in ("rows", "goals") for n in ("id", "label", "position", "what", "number")),
    ]
    form: Form = probe(formdata=MultiDict((name, each) for name in names for each in (typed, typed)))
    for field in form:
        if isinstance(field, SelectField) and field.choices is None:
            field.choices = []
    form.validate()
    return form


@pytest.mark.parametrize(
    "kind", FORMS, ids=lambda kind: f"{kind.__module__.removeprefix('partner_hub.')}.{kind.__name__}"
)
def test_every_field_of_every_form_takes_or_refuses_what_is_typed(app: Flask, kind: type[Form]) -> None:
    for typed in RUBBISH:
        with app.test_request_context(method="POST"):
            g.community = Community(area_code="0590")
            for field in fields_of(filled(kind, typed)):
                assert isinstance(field, OURS) or not isinstance(field, OTHERS), field.name
                check_field(field, typed)


def check_field(field: Field, typed: str) -> None:
    """A value or a sentence, and what was typed still stands there; texts are clean."""
    if isinstance(field, OURS):
        is_said = any(c.isprintable() and not c.isspace() for c in typed)
        assert field.data is not None or field.errors or not (is_said or field.flags.required), (field.name, typed)
        assert not isinstance(field.data, int) or abs(field.data) < 10**9
        if field.errors and is_said:
            shown = "".join(c for c in typed if c.isprintable()).strip()
            # What was read and is out of range stands there as it was read.
            read = [] if field.data is None else [str(field.data)]
            assert any(f'value="{escape(each)}"' in str(field()) for each in (shown, *read)), (field.name, typed)
    elif isinstance(field, StringField) and not isinstance(field, HiddenField | PasswordField) and field.filters:
        assert not set(str(field.data)) & set("\x00\ud800"), (field.name, typed)
