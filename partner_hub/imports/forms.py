"""The forms of upload, preview and report; those of the layout are in layout/forms.py."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from partner_hub.core import clock
from partner_hub.core.forms import Form
from partner_hub.core.quarters import Quarter, parse_quarter, quarter_code
from partner_hub.core.template_filters import quarter_name
from partner_hub.imports.models import Import
from partner_hub.imports.preview import sentences
from partner_hub.needs.queries import quarters_to_list_on
from partner_hub.vocabulary.workbook_import import ImportKind

ANSWER_PREFIX, CATEGORY_PREFIX = "answer-", "category:"
# Nobody has said yet what a word of the file means.
NOT_CHOSEN = "?"
# In the select of quarters: no quarter for all of them.
AS_RAISED = "raised"
ROW_NUMBER = re.compile("[0-9]{1,8}")


# Choices are functions throughout: WTForms warns of pairs that are given outright.
class UploadForm(Form):
    kind = RadioField(
        _l("What does the file list?"),
        choices=lambda: [(kind.value, str(words)) for kind, words in sentences.KIND_LABELS.items()],
        default=ImportKind.UNITS,
        validators=[InputRequired(_l("Please choose one."))],
    )
    file = FileField(
        _l("Excel workbook (.xlsx)"),
        validators=[FileRequired(_l("Please choose a file."))],
        render_kw={"accept": ".xlsx,.xlsm,.xltx,.csv", "required": True},
    )


class AnswersForm(Form):
    """`version` is the digest of the preview. The answers are read by `answers_of_form`: they depend on the plan."""

    version = HiddenField()


class NeedsAnswersForm(AnswersForm):
    """Of a list of needs the quarter, too."""

    quarter = SelectField(_l("They are needs of"), validators=[Optional()])

    def __init__(self, entry: Import, **kwargs: Any) -> None:
        super().__init__(quarter=_code_of_quarter(entry), **kwargs)
        quarters = quarters_to_list_on(entry.community_id, clock.local_today())
        own = [(entry.year, entry.quarter)] if entry.year and entry.quarter else []
        choices = [(quarter_code(each), quarter_name(*each)) for each in dict.fromkeys([*quarters, *own])]
        self.quarter.choices = [*choices, (AS_RAISED, _("the quarter in which each was raised"))]

    @property
    def chosen_quarter(self) -> Quarter | None:
        return parse_quarter(self.quarter.data or AS_RAISED)


def answers_form(entry: Import) -> AnswersForm:
    return NeedsAnswersForm(entry) if entry.kind is ImportKind.NEEDS else AnswersForm()


def _code_of_quarter(entry: Import) -> str:
    return quarter_code((entry.year, entry.quarter)) if entry.year and entry.quarter else AS_RAISED


class CancelForm(Form):
    pass


def answers_of_form(sent: Mapping[str, str]) -> dict[tuple[int, str], str]:
    """{(number of the row, field): choice} of the fields named answer-<row>-<field>."""
    found = {}
    for name, choice in sent.items():
        number, dash, field = name.removeprefix(ANSWER_PREFIX).partition("-")
        if name.startswith(ANSWER_PREFIX) and dash and ROW_NUMBER.fullmatch(number):
            found[int(number), field] = choice
    return found


def categories_of_form(sent: Mapping[str, str]) -> dict[str, int | None]:
    """{word of the file: id of a category, or None for none} of the fields named category:<word>."""
    return {
        name.removeprefix(CATEGORY_PREFIX): int(choice) if choice else None
        for name, choice in sent.items()
        if name.startswith(CATEGORY_PREFIX) and (not choice or ROW_NUMBER.fullmatch(choice))
    }
