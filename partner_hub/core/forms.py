"""Base of all forms: runs a command in a savepoint, maps its errors to fields, shows both versions on a conflict."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from http import HTTPStatus
from itertools import chain
from typing import Any, ClassVar, TypeVar

from flask import g, request
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from markupsafe import Markup
from sqlalchemy.exc import IntegrityError
from wtforms import Field, FieldList, FormField, HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from partner_hub.core.constraints import find_broken_constraint
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed, NotFound, SeveralFaults
from partner_hub.core.fields import LinesField, Sentences
from partner_hub.core.form_rescue import RESCUED_FORM_FIELD
from partner_hub.core.identity_numbers import complaint_about_identity_numbers
from partner_hub.core.row_numbers import row_number
from partner_hub.letters import letters_of_today, seen_text

Result = TypeVar("Result")
# What is said at a field that was left empty.
FILL_IN = _l("Please fill this in.")
# For texts and choices. Where 0 is an answer, too, a field takes InputRequired(FILL_IN).
REQUIRED = DataRequired(FILL_IN)


class Form(FlaskForm):
    """A form that runs commands.

    `faults` are the several problems (sentence, URL or "") that a command gave for one refusal.

    No text with the number of an identity paper or a card in it is valid, in any field that people type into; and all
    of them take radicals and other old code points for the letters of today.
    """

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Any) -> Sentences:
            return Sentences()

    faults: Sequence[tuple[str, str]] = ()

    def process(self, *args: Any, **kwargs: Any) -> None:
        super().process(*args, **kwargs)
        for field in chain.from_iterable(map(_text_fields_of, self)):
            field.data = letters_of_today(field.data) if isinstance(field.data, str) else field.data

    def validate(self, extra_validators: Any = None) -> bool:
        is_right = bool(super().validate(extra_validators))
        return _are_free_of_identity_numbers(self) and is_right

    def run(self, command: Callable[[], Result]) -> Result | None:
        """Run `command` in a savepoint; None when it raised a DomainError or broke a constraint with a sentence.

        Raises:
            NotFound, NotAllowed: they are answered with an error page.
            IntegrityError: of a constraint that nobody at a screen can break.
        """
        try:
            with db.session.begin_nested():
                return command()
        except (DomainError, IntegrityError) as error:
            self._tell_refusal(error)
        return None

    def run_in_steps(self, command: Callable[[], Result]) -> Result | None:
        """As `run`, for a command that saves its steps itself: undone is what it had not saved when it was refused."""
        try:
            return command()
        except (DomainError, IntegrityError) as error:
            db.session.rollback()
            self._tell_refusal(error)
        return None

    def _tell_refusal(self, error: DomainError | IntegrityError) -> None:
        if isinstance(error, NotFound | NotAllowed):
            raise error
        if isinstance(error, DomainError):
            self.complain(error.field, str(error.sentence))
            self.faults = error.faults if isinstance(error, SeveralFaults) else []
        elif broken := find_broken_constraint(error):
            self.complain(*broken)
        else:
            raise error

    def complain(self, field: str, sentence: str | LazyString) -> None:
        """Put a sentence at a field, or over the whole form for "" and fields that it does not have."""
        if field in self:
            self[field].errors = [*self[field].errors, sentence]
        else:
            self.form_errors.append(sentence)

    def hidden_tag(self, *fields: Any) -> Markup:
        """A rescued form (core/form_rescue.py) that is shown again for a correction keeps its id."""
        number = request.form.get(RESCUED_FORM_FIELD, 0, type=row_number)
        if not number:
            return super().hidden_tag(*fields)
        g.is_kept_text_in_form = True
        return super().hidden_tag(*fields) + Markup('<input type="hidden" name="{}" value="{}">').format(
            RESCUED_FORM_FIELD, number
        )

    @property
    def status(self) -> int:
        """HTTP status of the page that shows this form."""
        return int(HTTPStatus.UNPROCESSABLE_ENTITY if self.errors or self.form_errors else HTTPStatus.OK)

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, by field, without the form's own machinery."""
        return {name: value for name, value in self.data.items() if name not in {"csrf_token", "version"}}


class EditForm(Form):
    """A form over a stored record, which carries the version it was opened with.

    When somebody else saved meanwhile, it is shown again with what stands in the record now beside what was typed.
    Its page shows the fields named in PLAIN_FIELDS one below the other, and places all others one by one.
    """

    PLAIN_FIELDS: ClassVar[tuple[str, ...]] = ()
    version = HiddenField()

    @property
    def plain_fields(self) -> list[Field]:
        return [self[name] for name in self.PLAIN_FIELDS]

    def __init__(self, *args: Any, record: Any = None, **kwargs: Any) -> None:
        self.record = record
        super().__init__(*args, obj=record, **kwargs)

    def check_version(self) -> None:
        """Compare the record's version with that of the opened form.

        Raises:
            Conflict: somebody else saved the record meanwhile; the form then shows both texts.
        """
        if str(self.record.version) == self.version.data:
            return
        stored = type(self)(formdata=None, record=self.record)
        # Where templates/components/forms.html looks for the other person's text.
        self.meta.form_theirs = {
            field.name: stored[field.short_name].data
            for field in self
            if field.short_name in self.values and field.data != stored[field.short_name].data
        }
        self.version.data = str(self.record.version)
        self.version.raw_data = [self.version.data]
        raise Conflict(
            _(
                "Somebody else saved this meanwhile. Their text stands beside yours; "
                "save again to keep what stands in the fields."
            )
        )


def _are_free_of_identity_numbers(fields: Iterable[Field]) -> bool:
    found = [
        (top, field, sentence)
        for top in fields
        for field in _text_fields_of(top)
        if (sentence := _identity_numbers_in_field(field))
    ]
    for top, field, sentence in found:
        for each in {id(field): field, id(top): top}.values():
            each.errors = [*each.errors, sentence]
    return not found


def _identity_numbers_in_field(field: Field) -> str:
    """A field that is at fault anyway is not searched: it may hold a megabyte."""
    if field.errors:
        return ""
    lines = (field.data or "").split("\n") if isinstance(field, LinesField) else [field.data or ""]
    return next(filter(None, map(complaint_about_identity_numbers, lines)), "")


def _text_fields_of(field: Field) -> Iterator[Field]:
    """The fields that hold words of people: no passwords, which are not kept, and none of the form's own machinery."""
    if isinstance(field, FieldList | FormField):
        for each in field:
            yield from _text_fields_of(each)
    elif isinstance(field, StringField) and not isinstance(field, PasswordField | HiddenField):
        yield field


def single_line(value: str | None) -> str:
    """Filter: typed text without line breaks, control characters and outer blanks, every letter as of today."""
    return " ".join(seen_text(letters_of_today(value or "")).split())


def several_lines(value: str | None) -> str:
    r"""Filter: the same for a text with \n as line end."""
    lines = letters_of_today(value or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(seen_text(line).rstrip() for line in lines).strip()


def line_field(label: Any, length: int, *validators: Any, required: bool = False, **more: Any) -> StringField:
    """A text field of one line; `length` is that of its column."""
    validators = (*([REQUIRED] if required else []), *validators, Length(max=length))
    return StringField(label, filters=[single_line], validators=validators, **more)


def raise_validation_error(sentence: str) -> None:
    raise ValidationError(sentence)


__all__ = [
    "FILL_IN",
    "REQUIRED",
    "EditForm",
    "Form",
    "line_field",
    "raise_validation_error",
    "several_lines",
    "single_line",
]
