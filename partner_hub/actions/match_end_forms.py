from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from partner_hub.core.errors import Conflict
from partner_hub.core.fields import NumberField
from partner_hub.core.forms import FILL_IN, Form, line_field, several_lines
from partner_hub.core.row_numbers import row_number_or_none
from partner_hub.matching.commands.ends import EndReport
from partner_hub.matching.models import Match, MatchPartner
from partner_hub.matching.workflow import MATCH_STATE_LABELS
from partner_hub.vocabulary.match import ENDED_MATCH_STATES, MatchState

MAX_QUANTITY = 1_000_000


def _words(label: Any, length: int) -> TextAreaField:
    return TextAreaField(label, filters=[several_lines], validators=[Length(max=length)])


def _number(label: Any) -> NumberField:
    return NumberField(label, validators=[Optional(), NumberRange(0, MAX_QUANTITY)])


class EndReportForm(Form):
    """How a match ended; a subclass for each match has a number for everything that it gives (report_form_of)."""

    end = RadioField(
        _l("How did it end?"),
        # A function, since WTForms warns of pairs given outright.
        choices=lambda: [(state.value, str(MATCH_STATE_LABELS[state])) for state in ENDED_MATCH_STATES],
        validators=[InputRequired(FILL_IN)],
    )
    outcome = _words(_l("What was done"), 1000)
    people_served = _number(_l("How many people were served"))
    reason = _words(_l("Why not all that was promised"), 500)
    told_by = line_field(_l("Who of the unit said so"), 60, required=True)
    with_tasks = BooleanField(_l("Report the task with it"), default=True)
    counted: tuple[MatchPartner, ...] = ()

    @property
    def report(self) -> EndReport:
        return EndReport(
            end=MatchState(self.end.data),
            outcome=self.outcome.data or "",
            reason=self.reason.data or "",
            people_served=self.people_served.data,
            quantities={each.id: self[_field_of(each)].data for each in self.counted},
            told_by=self.told_by.data or "" if "told_by" in self else "",
        )

    @property
    def quantity_fields(self) -> Iterable[NumberField]:
        return (self[_field_of(each)] for each in self.counted)


def report_form_of(match: Match, *, is_noted: bool, has_tasks: bool) -> EndReportForm:
    """The form for one match, filled in with what was reported before."""
    counted = tuple(each for each in match.partners if each.offering)
    numbers = {_field_of(each): _number(_label_of_quantity(each)) for each in counted}
    kind = type("EndReportForm", (EndReportForm,), {**numbers, "counted": counted})
    given = {_field_of(each): each.delivered_quantity for each in counted}
    kept = {name: getattr(match, name) for name in ("outcome", "people_served", "reason")}
    form: EndReportForm = kind(end=match.reported_end, **kept, **given)
    if not is_noted:
        del form.told_by
    if not has_tasks:
        del form.with_tasks
    return form


class EndAnswerForm(Form):
    """The committee's answer; words are needed to send a report back."""

    reason = _words(_l("What is missing"), 500)
    with_tasks = BooleanField(_l("Do the same with the task"), default=True)
    version = HiddenField()

    def __init__(self, *args: Any, match: Match, **kwargs: Any) -> None:
        self.match = match
        super().__init__(*args, data={"version": match.version}, **kwargs)

    def check_report(self) -> None:
        """Raises Conflict when the report that waits is not the one that the page showed."""
        now = str(self.match.version)
        if self.match.reported_end and self.version.data != now:
            self.version.data = now
            raise Conflict(_("This was changed meanwhile. Please read it once more before you answer."))


class LinkTaskForm(Form):
    task = SelectField(_l("Task that carries it out"), coerce=row_number_or_none, validate_choice=False)


def _field_of(partner: MatchPartner) -> str:
    return f"given_{partner.id}"


def _label_of_quantity(partner: MatchPartner) -> str:
    unit = partner.offering.capacity_unit if partner.offering else ""
    name = partner.offering.name if partner.offering else partner.name
    promised = f"{partner.quantity}{unit}"
    return _("“%(offering)s”: how much was given (promised: %(promised)s)", offering=name, promised=promised)
