"""The forms of upload, preview and report; those of the layout are in layout/forms.py."""

import re
from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from partner_hub.core.forms import Form
from partner_hub.imports.preview import sentences
from partner_hub.vocabulary.workbook_import import ImportKind

ANSWER_PREFIX = "answer-"
ROW_NUMBER = re.compile("[0-9]{1,7}")


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
        render_kw={"accept": ".xlsx", "required": True},
    )


class AnswersForm(Form):
    """`version` is the digest of the preview. The answers are read by `answers_in`: they depend on the plan."""

    version = HiddenField()


class CancelForm(Form):
    pass


class NextSheetForm(Form):
    sheet = HiddenField()


def answers_of_form(sent: Mapping[str, str]) -> dict[tuple[int, str], str]:
    """{(Excel row, field): choice} of the fields named answer-<row>-<field>."""
    found = {}
    for name, choice in sent.items():
        number, dash, field = name.removeprefix(ANSWER_PREFIX).partition("-")
        if name.startswith(ANSWER_PREFIX) and dash and ROW_NUMBER.fullmatch(number):
            found[int(number), field] = choice
    return found
