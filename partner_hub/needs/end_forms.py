"""Forms about the end of a need: what was done, and what whoever asked says to it."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from partner_hub.core import clock
from partner_hub.core.fields import DayField
from partner_hub.core.forms import REQUIRED, Form, line_field, several_lines
from partner_hub.needs.ends import NeedOutcome
from partner_hub.needs.models import Need
from partner_hub.needs.public_wording import findings_in_wording
from partner_hub.needs.workflow import NEED_STATE_LABELS, SETTLED_ANSWER_LABELS
from partner_hub.vocabulary.need import MET_NEED_STATES, NeedState, SettledAnswer

MAX_END_WORDS = 1000


class NeedEndForm(Form):
    """Everybody reads it; `not_names` is ticked by a person who knows better than the detector."""

    to = RadioField(
        _l("How it ended"),
        choices=lambda: [(state.value, NEED_STATE_LABELS[state]) for state in MET_NEED_STATES],
        validators=[InputRequired(_l("Please choose."))],
    )
    done = TextAreaField(_l("What was done"), filters=[several_lines], validators=[REQUIRED, Length(max=MAX_END_WORDS)])
    by_whom = line_field(_l("By whom"), 300, required=True)
    still_open = TextAreaField(
        _l("What is still open"), filters=[several_lines], validators=[Optional(), Length(max=MAX_END_WORDS)]
    )
    on = DayField(_l("Done on"), default=clock.local_today, validators=[Optional()])
    not_names = BooleanField(_l("What was found here is nobody's name"))

    def __init__(self, *args: Any, need: Need, **kwargs: Any) -> None:
        self.need = need
        super().__init__(*args, **kwargs)

    @property
    def names_found(self) -> list[str]:
        """What reads like a name in the words for everybody."""
        words = (self.done.data or "", self.by_whom.data or "", self.still_open.data or "")
        return sorted({found.text for found in findings_in_wording(self.need, *words) if found.kind == "name"})

    @property
    def outcome(self) -> NeedOutcome:
        return NeedOutcome(
            to=NeedState(self.to.data),
            done=self.done.data or "",
            by_whom=self.by_whom.data or "",
            still_open=self.still_open.data or "",
            on=self.on.data,
            harmless=tuple(self.names_found) if self.not_names.data else (),
        )


class SettledAnswerForm(Form):
    answer = RadioField(
        _l("Is it settled?"),
        choices=lambda: [(answer.value, words) for answer, words in SETTLED_ANSWER_LABELS.items()],
        validators=[InputRequired(_l("Please choose."))],
    )
    words = TextAreaField(
        _l("What you would like to add"), filters=[several_lines], validators=[Optional(), Length(max=MAX_END_WORDS)]
    )

    @property
    def chosen_answer(self) -> SettledAnswer:
        return SettledAnswer(self.answer.data)
