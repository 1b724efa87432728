"""Forms about the meeting itself and its agenda. Times are typed as local time (Asia/Shanghai)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time
from typing import Any, cast

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
)
from wtforms.validators import InputRequired, NumberRange, Optional

from partner_hub.core import clock
from partner_hub.core.fields import ClockField, DayField, NumberField
from partner_hub.core.forms import FILL_IN, EditForm, Form, line_field
from partner_hub.core.quarters import parse_quarter
from partner_hub.core.row_numbers import row_number
from partner_hub.meetings.agenda import NewItem
from partner_hub.meetings.agenda_models import AgendaTemplate
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.service import MeetingChanges, NewMeeting
from partner_hub.meetings.workflow import ITEM_KIND_LABELS, MEETING_KIND_LABELS
from partner_hub.vocabulary.meeting import ItemKind, MeetingKind


def choices_of_labels(labels: Mapping[Any, LazyString], *only: Any) -> Callable[[], list[tuple[str, str]]]:
    """Choices of a field, all of `labels` or only some; a function, since WTForms warns of pairs given outright."""
    return lambda: [(str(value), str(labels[value])) for value in only or labels]


class _MeetingFields:
    """The fields that planning and editing share; `title` is left empty for the usual one."""

    title = line_field(_l("Title"), 120)
    theme = line_field(_l("Theme"), 120)
    day = DayField(_l("Day"), validators=[InputRequired(FILL_IN)])
    start = ClockField(_l("Planned start"), validators=[InputRequired(FILL_IN)])
    planned_minutes = NumberField(_l("Planned length (minutes)"), validators=[Optional(), NumberRange(1, 1440)])
    place = line_field(_l("Place"), 120)
    chair_name = line_field(_l("Chair: name"), 60)
    chair_title = line_field(_l("Chair: title"), 60)
    recorder_name = line_field(_l("Recorder: name"), 60)
    recorder_title = line_field(_l("Recorder: title"), 60)


class PlanForm(Form, _MeetingFields):
    quarter = SelectField(_l("Quarter"), validators=[InputRequired(FILL_IN)])
    kind = RadioField(
        _l("Kind"),
        choices=choices_of_labels(MEETING_KIND_LABELS),
        validators=[InputRequired(FILL_IN)],
        default=MeetingKind.REGULAR,
    )
    standing_agenda = BooleanField(_l("Begin with the standing order of the agenda"), default=True)
    template = SelectField(_l("Agenda"), coerce=row_number, default=0, validators=[InputRequired(FILL_IN)])
    own_people = BooleanField(_l("List our own people as in attendance"), default=True)

    def __init__(self, *args: Any, templates: Sequence[AgendaTemplate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.templates = templates
        self.template.choices = [("0", _("The standing order")), *((str(each.id), each.name) for each in templates)]
        if not templates:
            del self.template

    @property
    def plan(self) -> NewMeeting:
        year, quarter = parse_quarter(self.quarter.data or "") or (0, 0)
        number = self.template.data if "template" in self else 0
        chosen = next((each for each in self.templates if each.id == number), None)
        named = {"year": year, "quarter": quarter, "kind": MeetingKind(self.kind.data), "template": chosen}
        values = _with_moments(self.values) | named
        return cast("NewMeeting", values)


class MeetingForm(EditForm, _MeetingFields):
    title = line_field(_l("Title"), 120, required=True)
    begun = ClockField(_l("Actual start"), validators=[Optional()])
    end = ClockField(_l("End"), validators=[Optional()])
    next_meeting = line_field(_l("Next meeting"), 200)

    def __init__(self, *args: Any, record: Meeting, **kwargs: Any) -> None:
        wall = clock.to_local(record.planned_start)
        times = {"begun": _local_time_of_day(record.actual_start), "end": _local_time_of_day(record.ended_at)}
        super().__init__(*args, record=record, day=wall.date(), start=wall.time(), **times, **kwargs)

    @property
    def changes(self) -> MeetingChanges:
        return cast("MeetingChanges", _with_moments(self.values))


def _local_time_of_day(moment: datetime | None) -> time | None:
    return clock.to_local(moment).time() if moment else None


def _with_moments(values: dict[str, Any]) -> dict[str, Any]:
    """Day and times of day become the moments of the record."""
    day, start = values.pop("day"), values.pop("start")
    values["planned_start"] = clock.from_local(datetime.combine(day, start))
    for name, column in (("begun", "actual_start"), ("end", "ended_at")):
        if name in values:
            time = values.pop(name)
            values[column] = clock.from_local(datetime.combine(day, time)) if time else None
    return values


class ButtonForm(Form):
    """Only the CSRF token: the address says what is to be done."""


class PresenterFields:
    """Who presents an item, and how long it may take."""

    presenter = line_field(_l("Presenter"), 120)
    minutes_allotted = NumberField(_l("Duration (minutes)"), validators=[Optional(), NumberRange(min=1, max=600)])


class ItemForm(Form, PresenterFields):
    title = line_field(_l("Item"), 120, required=True)
    kind = SelectField(
        _l("Kind of item"),
        choices=choices_of_labels(ITEM_KIND_LABELS),
        validators=[InputRequired(FILL_IN)],
        default=ItemKind.OTHER,
    )

    @property
    def item(self) -> NewItem:
        return {
            "title": self.title.data or "",
            "kind": ItemKind(self.kind.data),
            "presenter": self.presenter.data or "",
            "minutes_allotted": self.minutes_allotted.data,
        }


class EditItemForm(EditForm, ItemForm):
    pass
