from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar
from uuid import uuid4

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from partner_hub.communities.models import Community
from partner_hub.communities.phone_fields import CallBackField
from partner_hub.communities.queries import current_community
from partner_hub.communities.word_lists import CHANNELS, URGENCIES
from partner_hub.core import clock
from partner_hub.core.actor import Actor, current_actor
from partner_hub.core.fields import DayField, nothing_is_empty
from partner_hub.core.forms import FILL_IN, REQUIRED, EditForm, Form, several_lines, single_line
from partner_hub.core.permissions import Permission, Role
from partner_hub.core.row_numbers import row_number, row_number_or_none
from partner_hub.needs import offline_drafts, queries
from partner_hub.needs.count_fields import CountField
from partner_hub.needs.minutes_titles import MinutesTitleForm
from partner_hub.needs.models import Need
from partner_hub.needs.review_forms import WordingForm
from partner_hub.needs.visibility import VISIBILITY_LABELS as VISIBILITIES
from partner_hub.partners.queries import partner_options
from partner_hub.workbooks.values.deadlines import read_deadline

MAX_BENEFICIARIES = 10_000_000
EVERYONE_IN_WORDS = "全体"
# How beneficiaries are counted.
BENEFICIARY_UNITS = ("人", "户", "人次")
Option = TypeVar("Option")


def _client_key_or_empty(value: str | None) -> str:
    """What is no UUID was not made by our page or script, and names nothing."""
    return value if value and offline_drafts.CLIENT_KEY.fullmatch(value) else ""


def _choices_of_words(words: Iterable[str]) -> list[tuple[str, str]]:
    return [(word, word) for word in words]


def _with_recorded_option(options: list[Option], option: Option) -> list[Option]:
    """What is on record stays to be chosen, though it may not be on offer any more."""
    return options if option in options else [*options, option]


def _choices_with_recorded_word(words: Iterable[str], word: str) -> list[tuple[str, str]]:
    return _with_recorded_option(_choices_of_words(words), (word, word)) if word else _choices_of_words(words)


def _category_choices_with_recorded(record: Need | None) -> list[tuple[Any, str]]:
    known = [(category.id, category.name) for category in queries.categories_in_use(current_community().id)]
    if record and record.category:
        known = _with_recorded_option(known, (record.category.id, record.category.name))
    return [("", _("Not chosen")), *known]


class NeedForm(EditForm):
    """What everybody who records a need is asked. The choices are those of this person in this community."""

    content = TextAreaField(
        _l("What is needed"),
        filters=[several_lines],
        validators=[REQUIRED, Length(max=4000)],
    )
    name = StringField(_l("In a few words"), filters=[single_line], validators=[Length(max=120)])
    category_id = SelectField(_l("Category"), coerce=row_number_or_none)
    urgency = SelectField(_l("Urgency"), default=URGENCIES[-1], validators=[InputRequired(FILL_IN)])
    beneficiaries = StringField(_l("Whom it helps"), filters=[single_line], validators=[Length(max=120)])
    beneficiary_count = CountField(_l("How many"), validators=[Optional(), NumberRange(0, MAX_BENEFICIARIES)])
    beneficiary_unit = SelectField(_l("Counted in"), validators=[InputRequired(FILL_IN)])
    for_everyone = BooleanField(_l("All residents"))
    deadline = DayField(_l("Wanted by"), validators=[Optional()])
    deadline_text = StringField(_l("Wanted by, in words"), filters=[single_line], validators=[Length(max=100)])
    client_key = HiddenField(default=lambda: str(uuid4()), filters=[_client_key_or_empty])

    def __init__(self, *args: Any, record: Need | None = None, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        if record:
            del self.client_key
        self.category_id.choices = _category_choices_with_recorded(record)
        self.urgency.choices = _choices_with_recorded_word(URGENCIES, record.urgency if record else "")
        self.beneficiary_unit.choices = _choices_with_recorded_word(
            BENEFICIARY_UNITS, record.beneficiary_unit if record else ""
        )
        if record and not self.is_submitted():
            self.for_everyone.data = record.is_for_everyone

    @property
    def values(self) -> dict[str, Any]:
        """By column of Need; the number's words stay as written while the number does."""
        values = {**super().values}
        values.pop("client_key", None)
        everyone = values.pop("for_everyone")
        count = None if everyone else values["beneficiary_count"]
        unit = self._counted_in if count is not None else ""
        words = EVERYONE_IN_WORDS if everyone else self._count_in_words(unit) if count is not None else ""
        if self.record and (count, everyone) == (self.record.beneficiary_count, self.record.is_for_everyone):
            same_unit = unit in {"", self.record.beneficiary_unit}
            words = self.record.beneficiary_count_text if same_unit else words
        deadline = values["deadline"] or self._deadline_of_words()
        count_values = {"beneficiary_count": count, "beneficiary_unit": unit, "beneficiary_count_text": words}
        return values | count_values | {"deadline": deadline}

    @property
    def _counted_in(self) -> str:
        """What the words count goes before the choice beside them."""
        named = self.beneficiary_count.counted_in
        return named if named in BENEFICIARY_UNITS else str(self.beneficiary_unit.data)

    def _count_in_words(self, unit: str) -> str:
        field = self.beneficiary_count
        return field.words if field.counted_in else f"{field.words or field.data}{unit}"

    def _deadline_of_words(self) -> date | None:
        """The day that newly typed words name (9月底前); a day that was taken out stays out."""
        words = self.deadline_text.data or ""
        if not words or (self.record and words == self.record.deadline_text):
            return None
        found = read_deadline(words, clock.local_today().isoformat())
        return date.fromisoformat(found.value) if found.value and not found.doubt else None

    def send(self, actor: Actor, community: Community, *, same_as: Need | None) -> tuple[Need, bool]:
        """Record it as a new need, once; see offline_drafts.submit_once."""
        key = self.client_key.data or ""
        try:
            return offline_drafts.submit_draft_once(actor, community, data=self.values, client_key=key, same_as=same_as)
        except offline_drafts.AlreadyRecorded:
            # Whoever sends it again knows about the first one and means another need.
            self.client_key.data = str(uuid4())
            raise

    @property
    def sentences(self) -> list[str]:
        """Why it was refused, for a list without fields."""
        fields = [f"{field.label.text}: {error}" for field in self for error in field.errors]
        return [*map(str, self.form_errors), *fields]


class GridNeedForm(NeedForm):
    grid_id = SelectField(_l("Grid"), coerce=row_number_or_none, validators=[InputRequired(FILL_IN)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = current_actor().grid_ids
        self.grid_id.choices = [
            (grid.id, grid.label) for grid in queries.grid_cells(current_community().id) if grid.id in own or not own
        ]


class UnitNeedForm(NeedForm):
    asking_partnership_id = SelectField(
        _l("Unit that asks"), coerce=row_number_or_none, validators=[InputRequired(FILL_IN)]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = partner_options(current_community().id)
        self.asking_partnership_id.choices = [option for option in options if current_actor().speaks_for(option[0])]


class StaffNeedForm(WordingForm, MinutesTitleForm, NeedForm):
    grid_id = SelectField(_l("Grid"), coerce=row_number_or_none)
    channel = SelectField(_l("Channel"), validators=[InputRequired(FILL_IN)])
    asking_partnership_id = SelectField(_l("Unit that asks"), coerce=row_number_or_none)
    raised_on = DayField(_l("Raised on"), default=clock.local_today, validators=[Optional()])
    reporter_name = StringField(
        _l("Name of who reported it"), filters=[single_line, nothing_is_empty], validators=[Length(max=60)]
    )
    reporter_phone = CallBackField(_l("Phone of who reported it"), validators=[Length(max=40)])
    visibility = SelectField(_l("Who may read it"), validators=[InputRequired(FILL_IN)])

    def __init__(self, *args: Any, record: Need | None = None, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.visibility.choices = list(VISIBILITIES.items())
        if record is None or not record.is_worded:
            # It is settled when the need is reviewed.
            del self.visibility
        community = current_community()
        none = ("", _("Not chosen"))
        self.grid_id.choices = [none, *((grid.id, grid.label) for grid in queries.grid_cells(community.id))]
        units = partner_options(community.id)
        if record and record.asking_partnership:
            units = _with_recorded_option(units, (record.asking_partnership.id, record.asking_partnership.name))
        self.asking_partnership_id.choices = [none, *units]
        self.channel.choices = _choices_with_recorded_word(CHANNELS, record.channel if record else "")

    @property
    def recorded(self) -> tuple[str, str]:
        return self.name.data or "", self.content.data or ""


def need_form_for(actor: Actor) -> type[NeedForm]:
    """The form by role: staff fill all fields, a grid worker and a unit few of them."""
    if actor.may(Permission.NEEDS_PERSONAL):
        return StaffNeedForm
    return GridNeedForm if Role.GRID_WORKER in actor.roles else UnitNeedForm


class ListForm(Form):
    """`all_found`: whatever fits the filters of the address, on this page and the others."""

    need = SelectMultipleField(_l("Needs"), coerce=row_number, validate_choice=False)
    all_found = BooleanField(_l("All that were found"))
    quarter = StringField(_l("Quarter"), filters=[single_line], validators=[InputRequired(FILL_IN), Length(max=6)])
