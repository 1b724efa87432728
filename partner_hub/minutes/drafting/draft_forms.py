"""The form over a draft: a field for each passage, the choices of its layout, and a section of one's own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, ClassVar

from flask import request
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError

from partner_hub.core.fields import DayField
from partner_hub.core.forms import EditForm, several_lines, single_line
from partner_hub.minutes.drafting.choices import DraftChoices
from partner_hub.minutes.drafting.labels import KIND_LABELS, choices_of_labels
from partner_hub.minutes.drafting.passages import compose_body
from partner_hub.minutes.drafting.stored_passages import DraftPassage
from partner_hub.minutes.models import Minutes
from partner_hub.vocabulary.minutes import (
    AttendanceOrder,
    AttendancePlace,
    DraftLength,
    PassageKind,
    PassageStatus,
    Placement,
    UnitNaming,
)

PREFIX = "passage_"
MAX_PASSAGE_LENGTH = 100_000
MAX_TITLE_LENGTH = 100
LAYOUT_FIELDS = ("length", "unit_names", "attendance_order", "attendance_place", "shows_absent")


class DraftForm(EditForm):
    """`draft` are the passages it was made for; `keys` the key of a passage by the name of its field."""

    draft: ClassVar[tuple[DraftPassage, ...]] = ()
    keys: ClassVar[Mapping[str, str]] = {}

    dated = DayField(_l("Day of issue"), validators=[Optional()])
    length = SelectField(_l("Length"), choices=lambda: choices_of_labels(DraftLength))
    unit_names = SelectField(_l("Names of units"), choices=lambda: choices_of_labels(UnitNaming))
    attendance_order = SelectField(_l("Order of those who came"), choices=lambda: choices_of_labels(AttendanceOrder))
    attendance_place = SelectField(_l("Where the names stand"), choices=lambda: choices_of_labels(AttendancePlace))
    shows_absent = BooleanField(_l("Name the units that were absent"))
    own_title = StringField(
        _l("Heading of a section of your own"), filters=[single_line], validators=[Length(max=MAX_TITLE_LENGTH)]
    )
    own_text = TextAreaField(
        _l("Its text"),
        filters=[several_lines],
        validators=[Length(max=MAX_PASSAGE_LENGTH)],
        render_kw={"lang": "zh-CN"},
    )

    def validate_own_text(self, field: Field) -> None:
        if self.own_title.data and not field.data:
            raise ValidationError(_("A heading without a text is not printed: please write the text, or clear both."))

    @property
    def placing(self) -> tuple[str, Placement] | None:
        """The key of the passage and the place, when the button of a placement was pressed."""
        key, _equals, placement = request.form.get("place", "").partition("=")
        return (key, Placement(placement)) if placement in set(Placement) else None

    @property
    def place_of_return(self) -> str:
        """Where on the page the button stood that was pressed."""
        key = self.placing[0] if self.placing else ""
        return next((each.field_name for each in self.draft if each.key == key), "")

    @property
    def layout_fields(self) -> list[Field]:
        return [self[name] for name in LAYOUT_FIELDS]

    def field_of(self, passage: DraftPassage) -> Field | None:
        return self._fields.get(passage.field_name)

    def answer_of(self, passage: DraftPassage) -> Field:
        """Of a clashing passage: whose words shall stand."""
        return self[f"{passage.field_name}_takes"]

    @property
    def texts(self) -> dict[str, str]:
        return {key: self[name].data or "" for name, key in self.keys.items()}

    @property
    def takes_record(self) -> dict[str, bool]:
        answers = {each.key: self.answer_of(each).data for each in self.draft if _is_clash(each)}
        return {key: answer == "record" for key, answer in answers.items() if answer}

    def choices_over(self, before: DraftChoices) -> DraftChoices:
        chosen = {name: self[name].data for name in LAYOUT_FIELDS}
        return DraftChoices.from_json({**before.to_json(), **chosen})

    def typed_body(self) -> str:
        """The text as it would be with what is typed here; nothing is saved."""
        texts = self.texts
        own = [] if not self.own_text.data else [SimpleNamespace(kind=PassageKind.OWN, text=self.own_text.data)]
        if own and self.own_title.data:
            own.insert(0, SimpleNamespace(kind=PassageKind.HEADING, text=self.own_title.data))
        return compose_body([*(replace(each, text=texts.get(each.key, each.text)) for each in self.draft), *own])


def draft_form(minutes: Minutes, draft: tuple[DraftPassage, ...], choices: DraftChoices) -> DraftForm:
    """A form with a field for each passage that can be written, and for each text whose item is gone meanwhile."""
    shown = [each for each in draft if each.kind is not PassageKind.TABLE and each.status is not PassageStatus.GONE]
    keys = {each.field_name: each.key for each in shown}
    fields: dict[str, Any] = {each.field_name: _field_of_passage(each) for each in shown}
    fields |= {f"{each.field_name}_takes": _field_of_answer() for each in shown if _is_clash(each)}
    homeless = _names_without_passage(fields)
    fields |= {name: _text_field(_l("Text whose item is gone")) for name in homeless}
    keys |= {name: f"own-{name}" for name in homeless}
    form = type("DraftForm", (DraftForm,), {**fields, "draft": draft, "keys": keys})
    texts = {each.field_name: each.text for each in shown}
    stored = SimpleNamespace(version=minutes.version, dated=minutes.dated, **choices.to_json(), **texts)
    made: DraftForm = form(record=stored)
    return made


def _names_without_passage(fields: Mapping[str, Any]) -> Sequence[str]:
    typed = [name for name in request.form if name.startswith(PREFIX) and name not in fields]
    return [name for name in typed if not name.endswith("_takes")]


def _is_clash(passage: DraftPassage) -> bool:
    return passage.status is PassageStatus.CLASHING


def _field_of_passage(passage: DraftPassage) -> Any:
    label = KIND_LABELS[passage.kind]
    if passage.kind is not PassageKind.HEADING:
        return _text_field(label)
    return StringField(label, filters=[single_line], validators=[Length(max=MAX_TITLE_LENGTH)])


def _text_field(label: LazyString) -> Any:
    rules = [Length(max=MAX_PASSAGE_LENGTH)]
    return TextAreaField(label, filters=[several_lines], validators=rules, render_kw={"lang": "zh-CN"})


def _field_of_answer() -> Any:
    return RadioField(_l("Both were changed: which shall stand?"), choices=_answers, validators=[Optional()])


def _answers() -> list[tuple[str, LazyString]]:
    return [("record", _l("Take what the record says now")), ("mine", _l("Keep the text of this draft"))]
