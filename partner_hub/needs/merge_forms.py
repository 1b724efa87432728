"""The form that merges two needs, and asks which of their figures is right."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from partner_hub.core.fields import NumberField
from partner_hub.core.forms import Form
from partner_hub.needs.forms import BENEFICIARY_UNITS, MAX_BENEFICIARIES
from partner_hub.needs.merging import ADDED_FIGURES, MergedFigure, figures_of_merge
from partner_hub.needs.models import Need
from partner_hub.vocabulary.need import FigureOfMerge


class MergeForm(Form):
    """Nothing is chosen beforehand. Where not both needs have a figure, none is asked for."""

    figure = RadioField(_l("Which number is right?"), validators=[InputRequired(_l("Please choose."))])
    count = NumberField(_l("Another number"), validators=[Optional(), NumberRange(0, MAX_BENEFICIARIES)])
    unit = SelectField(_l("Counted in"), choices=lambda: [(unit, unit) for unit in BENEFICIARY_UNITS])

    def __init__(self, *args: Any, need: Need, into: Need, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        figures = figures_of_merge(need, into)
        if figures is None:
            del self.figure, self.count, self.unit
            return
        self.figure.choices = [
            (FigureOfMerge.OF_WHOLE, _("%(number)s: as the other need says", number=figures[FigureOfMerge.OF_WHOLE])),
            (FigureOfMerge.OF_PART, _("%(number)s: as this need says", number=figures[FigureOfMerge.OF_PART])),
            (
                FigureOfMerge.ADDED,
                _("%(number)s: both, of different households", number=figures[FigureOfMerge.ADDED]),
            ),
            (FigureOfMerge.TYPED, _("Another number, typed below")),
        ]

    @property
    def chosen_figure(self) -> MergedFigure:
        if "figure" not in self:
            return ADDED_FIGURES
        return MergedFigure(FigureOfMerge(self.figure.data), self.count.data, self.unit.data)
