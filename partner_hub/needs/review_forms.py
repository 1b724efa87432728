"""What a person settles when a need is reviewed: its wording for others, who they are, category, urgency, list."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from partner_hub.communities.quarter_queries import present_quarter, running_quarter
from partner_hub.communities.queries import current_community
from partner_hub.communities.word_lists import URGENCIES
from partner_hub.core import clock
from partner_hub.core.forms import FILL_IN, REQUIRED, EditForm, Form, several_lines, single_line
from partner_hub.core.quarters import Quarter, parse_quarter, quarter_code
from partner_hub.core.row_numbers import row_number_or_none
from partner_hub.core.template_filters import quarter_name
from partner_hub.needs import queries
from partner_hub.needs.known_people import known_people
from partner_hub.needs.minutes_titles import MinutesTitleForm
from partner_hub.needs.models import Need
from partner_hub.needs.public_wording import findings_in_need, propose_wording_of
from partner_hub.needs.visibility import VISIBILITY_LABELS, propose_visibility
from partner_hub.privacy import Finding, find_personal_data

Option = tuple[Any, str]
SETTLED_FIELDS = ("public_name", "public_text", "visibility", "category_id", "urgency")
# The list of the quarter that each row was recorded for, the present one where there is none; and no list at all.
OWN_QUARTER, NO_LIST = "own", ""


class WordingForm(EditForm):
    """What others read of a need."""

    public_name = StringField(_l("Title for the public"), filters=[single_line], validators=[Length(max=120)])
    public_text = TextAreaField(_l("Text for the public"), filters=[several_lines], validators=[Length(max=4000)])
    not_names = BooleanField(_l("What was found here is nobody's name"))

    def propose_wording(self) -> None:
        """Where there is no public wording yet: a proposal by rules, without who and where."""
        name, content = self.recorded
        if not self.public_name.data and not self.public_text.data:
            here = current_community().id
            self.public_name.data, self.public_text.data = propose_wording_of(name, content, here)

    @property
    def recorded(self) -> tuple[str, str]:
        """Title and text as recorded."""
        return self.record.name, self.record.content

    @property
    def findings(self) -> list[Finding]:
        """What still leads to a person in the words that others will read."""
        words = "\n".join(filter(None, (self.public_name.data, self.public_text.data)))
        return find_personal_data(words, known_people(current_community().id))

    @property
    def names_found(self) -> list[str]:
        """What reads like a name in the words for others: only a person can tell whether it is one."""
        return sorted({finding.text for finding in self.findings if finding.kind == "name"})

    @property
    def values(self) -> dict[str, Any]:
        values = {**super().values}
        if values.pop("not_names"):
            values["harmless"] = sorted({*(self.record.harmless if self.record else ()), *self.names_found})
        return values


class SettlingForm(WordingForm):
    """What staff settle when they accept a need."""

    public_name = StringField(_l("Title for the public"), filters=[single_line], validators=[REQUIRED, Length(max=120)])
    visibility = SelectField(_l("Who may read it"), validators=[InputRequired(FILL_IN)])
    category_id = SelectField(_l("Category"), coerce=row_number_or_none)
    urgency = SelectField(_l("Urgency"), validators=[InputRequired(FILL_IN)])

    def __init__(self, *args: Any, record: Need, categories: Sequence[Option] = (), **kwargs: Any) -> None:
        """`categories` (id, name), where they are known: a page of twenty asks once for all."""
        super().__init__(*args, record=record, **kwargs)
        self.categories = categories or category_choices()
        own = [(record.category.id, record.category.name)] if record.category else []
        self.category_id.choices = list(dict.fromkeys([("", _("Not chosen")), *self.categories, *own]))
        self.visibility.choices = list(VISIBILITY_LABELS.items())
        self.urgency.choices = [(word, word) for word in dict.fromkeys([*URGENCIES, record.urgency or URGENCIES[-1]])]
        if not self.is_submitted():
            self.propose()

    def propose(self) -> None:
        """What a person finds in the fields, to change or to accept."""
        self.propose_wording()
        self.visibility.data = propose_visibility(self.record).value


class ReviewRowForm(SettlingForm):
    """One row of a page of needs to review; its fields carry the number of the need before their names.

    `take` is the tick that accepts it: set beforehand where nothing in the recorded words was found, so that a row with
    a finding stays behind until somebody has looked at it.
    """

    class Meta:
        # The page has one token for all its rows.
        csrf = False

    take = BooleanField(_l("Accept"))

    def propose(self) -> None:
        super().propose()
        self.take.data = not findings_in_need(self.record)

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values.items() if name != "take"}

    @property
    def is_untouched(self) -> bool:
        """Whether the fields still say what was proposed."""
        fresh = ReviewRowForm(formdata=None, record=self.record, categories=self.categories)
        fresh.propose()
        return all(self[name].data == fresh[name].data for name in SETTLED_FIELDS)


class ReviewForm(SettlingForm, MinutesTitleForm):
    """The same for one need on a page of its own, where accepting is the button."""

    quarter = SelectField(_l("Put it on the list of"), validators=[Optional()])

    def __init__(self, *args: Any, record: Need, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        own = quarter_for_list(record)
        self.quarter.choices = quarter_choices(own)
        if not self.is_submitted():
            self.quarter.data = quarter_code(own)

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values.items() if name != "quarter"}

    @property
    def chosen_quarter(self) -> Quarter | None:
        return parse_quarter(self.quarter.data or NO_LIST)


class ReviewPageForm(Form):
    """What holds for all rows of a page."""

    quarter = SelectField(_l("Put them on the list of"), validators=[Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quarter.choices = [(OWN_QUARTER, _("their own quarter, or the present one")), *quarter_choices(None)]

    def quarter_for(self, need: Need) -> Quarter | None:
        """The quarter on whose list this need is put; None: on none yet."""
        if self.quarter.data == OWN_QUARTER:
            return quarter_for_list(need)
        return parse_quarter(self.quarter.data or NO_LIST)


def category_choices() -> list[Option]:
    return [(each.id, each.name) for each in queries.categories_in_use(current_community().id)]


def quarter_for_list(need: Need) -> Quarter:
    """The quarter that was recorded, else the present one; the next open one when that is closed."""
    recorded = queries.quarter_of_need(need)
    return running_quarter(need.community_id, recorded) if recorded else present_quarter(need.community_id)


def quarter_choices(own: Quarter | None) -> list[tuple[str, str]]:
    """The quarter that was recorded, the present and the next one, and no list."""
    quarters = dict.fromkeys(
        [*([own] if own else []), *queries.quarters_to_list_on(current_community().id, clock.local_today())]
    )
    return [*((quarter_code(each), quarter_name(*each)) for each in quarters), (NO_LIST, _("No list yet"))]
