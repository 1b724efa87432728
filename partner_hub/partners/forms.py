from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    Field,
    FormField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as Subform
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from partner_hub.communities.word_lists import UNIT_KINDS
from partner_hub.core.fields import (
    DayField,
    LinesField,
    MultiCheckboxField,
    NumberField,
    RowsField,
    nothing_is_empty,
)
from partner_hub.core.forms import REQUIRED, EditForm, several_lines, single_line
from partner_hub.core.kept_files import SCAN_ENDINGS, KeptFile, read_kept_file
from partner_hub.partners import joined_on
from partner_hub.partners.models import UnitAlias
from partner_hub.vocabulary.unit import AliasKind
from partner_hub.workbooks.values.person_names import one_spelling
from partner_hub.workbooks.values.single_phone import normal_phone_numbers

MAX_GOALS, EMPTY_GOALS = 30, 3
PERSON_FILTERS = (single_line, nothing_is_empty, one_spelling)
MAX_TYPED_CODE_LENGTH = 60  # with spaces and hyphens between its characters


class ProfileForm(EditForm):
    """What a unit says about itself. `area_code` is added to local telephone numbers."""

    PLAIN_FIELDS = ("address",)

    kind = SelectField(_l("Kind"))
    credit_code = StringField(
        _l("Unified social credit code"), filters=[single_line], validators=[Length(max=MAX_TYPED_CODE_LENGTH)]
    )
    party_organisation = StringField(_l("Party organisation"), filters=[single_line], validators=[Length(max=120)])
    party_leader = StringField(_l("Leader"), filters=PERSON_FILTERS, validators=[Length(max=60)])
    contact = StringField(_l("Liaison"), filters=PERSON_FILTERS, validators=[Length(max=60)])
    phones = LinesField(_l("Telephone numbers"), filters=[several_lines], validators=[Length(max=300)])
    address = StringField(_l("Address"), filters=[single_line], validators=[Length(max=200)])

    def __init__(self, *args: Any, kinds: Sequence[str] = (), area_code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [("", _("Not known")), *((kind, kind) for kind in kinds)]
        self.area_code = area_code

    @property
    def values(self) -> dict[str, Any]:
        numbers = [number for line in self._phone_lines() for number in self._numbers_of(line) or [line]]
        return {**super().values, "phones": list(dict.fromkeys(numbers))}

    def validate_phones(self, field: Field) -> None:
        if wrong := [line for line in self._phone_lines() if not self._numbers_of(line)]:
            raise ValidationError(_("This is not one complete telephone number: %(lines)s", lines="; ".join(wrong)))

    def _phone_lines(self) -> list[str]:
        return [line for line in _filled_lines(self.phones) if nothing_is_empty(line)]

    def _numbers_of(self, line: str) -> list[str]:
        """A recorded line stays in one piece; other lines may hold several numbers."""
        is_known = self.record is not None and line in self.record.phones
        return [line] if is_known else normal_phone_numbers(line, self.area_code)


class ShortNamesField(LinesField):
    """One a line. Former names are none of them, so that nobody drops one by emptying a line."""

    def process_data(self, value: Any) -> None:
        names = value if isinstance(value, list) else []
        super().process_data([each for each in names if each.kind is not AliasKind.FORMER])


class UnitForm(ProfileForm):
    name = StringField(
        _l("Name"),
        filters=[single_line],
        validators=[REQUIRED, Length(max=120)],
    )
    renamed_on = StringField(_l("Called so since"), filters=[single_line], validators=[Length(max=30)])
    forgotten_names = MultiCheckboxField(_l("Former names: forget these"))
    keep_credit_code = BooleanField(_l("Keep the code as written, although it is wrong"))
    aliases = ShortNamesField(_l("Short names"), filters=[several_lines], validators=[Length(max=1000)])
    joined = StringField(_l("Partner since"), filters=[single_line], validators=[Length(max=30)])
    remark = TextAreaField(_l("Notes of the committee"), filters=[several_lines], validators=[Length(max=2000)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        former = self.record.former_names if self.record else []
        self.forgotten_names.choices = [(alias.name, formerly(alias)) for alias in former]

    @property
    def values(self) -> dict[str, Any]:
        since = self.joined.data or ""
        return {
            **super().values,
            "aliases": _filled_lines(self.aliases),
            "joined": joined_on.parse_joined_on(since) or since,
            "renamed_on": joined_on.parse_joined_on(self.renamed_on.data or ""),
        }

    def validate_aliases(self, field: Field) -> None:
        if any(len(line) > 120 for line in _filled_lines(field)):  # noqa: PLR2004 - the length of the column
            raise ValidationError(_("A name has at most 120 characters."))

    def validate_renamed_on(self, field: Field) -> None:
        if field.data and not joined_on.parse_joined_on(field.data):
            raise ValidationError(_("Please write a day or a month with its year, such as 2024年3月 or 2024-03-05."))

    def validate_joined(self, field: Field) -> None:
        is_known = self.record is not None and field.data == self.record.joined
        if field.data and not is_known and not joined_on.parse_joined_on(field.data):
            raise ValidationError(_("Please write a day or a month with its year, such as 2024年3月 or 2024-03-05."))


class MendForm(EditForm):
    """What a unit says of itself before it is a partner, and who says it."""

    name = StringField(_l("Name of the unit"), filters=[single_line], validators=[REQUIRED, Length(max=120)])
    kind = SelectField(_l("Kind"))
    credit_code = StringField(
        _l("Unified social credit code"), filters=[single_line], validators=[Length(max=MAX_TYPED_CODE_LENGTH)]
    )
    keep_credit_code = BooleanField(_l("Keep the code as written, although it is wrong"))
    address = StringField(_l("Address"), filters=[single_line], validators=[Length(max=200)])
    party_organisation = StringField(_l("Party organisation"), filters=[single_line], validators=[Length(max=120)])
    applicant = StringField(_l("Your name"), filters=[single_line, one_spelling], validators=[REQUIRED, Length(max=60)])
    title = StringField(_l("Your position"), filters=[single_line], validators=[Length(max=60)])
    phone = StringField(_l("Telephone"), filters=[single_line, nothing_is_empty], validators=[Length(max=40)])
    email = StringField(_l("E-mail"), filters=[single_line, nothing_is_empty], validators=[Length(max=254)])
    words = TextAreaField(
        _l("What would you like to give?"), filters=[several_lines], validators=[REQUIRED, Length(max=1000)]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [("", _("Not known")), *((kind, kind) for kind in UNIT_KINDS)]


class JoinForm(MendForm):
    consent = BooleanField(
        _l("The community may keep my name and number to get in touch about this."),
        validators=[DataRequired(_l("Without it nobody could answer you."))],
    )


class GoalForm(Subform):
    """One line of an agreement: 义诊, 4, 场. An empty line is none."""

    what = StringField(_l("What"), filters=[single_line], validators=[Length(max=100)])
    number = NumberField(_l("How many?"), validators=[Optional(), NumberRange(1, 1_000_000)])
    unit = StringField(_l("Counted in"), filters=[single_line], validators=[Length(max=20)])

    def validate_what(self, field: Field) -> None:
        """Here for both: an empty number ends its own checks."""
        if field.data and not any(self.number.raw_data or ()):
            raise ValidationError(_("How many, in figures?"))
        if self.number.data is not None and not field.data:
            raise ValidationError(_("Please fill this in."))


class AgreementForm(EditForm):
    starts_on = DayField(_l("First day"), validators=[REQUIRED])
    ends_on = DayField(_l("Last day"), validators=[REQUIRED])
    review_on = DayField(_l("Review on"), validators=[Optional()])
    goals = RowsField(FormField(GoalForm), max_entries=MAX_GOALS)
    note = TextAreaField(_l("Note"), filters=[several_lines], validators=[Length(max=2000)])
    paper = FileField(_l("The signed paper, scanned"), render_kw={"accept": ".pdf,.jpg,.jpeg,.png"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scan: KeptFile | None = None
        if not self.is_submitted() or kwargs.get("formdata", False) is None:
            for _number in range(EMPTY_GOALS):
                self.goals.append_entry()

    @property
    def values(self) -> dict[str, Any]:
        """Without empty goals, and without the paper, which is in `scan`."""
        values = {name: value for name, value in super().values.items() if name != "paper"}
        return values | {"goals": [goal for goal in values["goals"] if goal["what"]]}

    def validate_paper(self, field: Field) -> None:
        if not field.data:
            return
        self.scan = read_kept_file(field.data.filename or "", field.data.read(), SCAN_ENDINGS)
        if self.scan is None:
            raise ValidationError(_("Only PDF, JPEG and PNG are taken."))


def formerly(alias: UnitAlias) -> str:
    """A former name with its days, in words."""
    since, until = (joined_on.format_joined_on(day) for day in (alias.since, alias.until))
    if since and until:
        return _("%(name)s (%(since)s until %(until)s)", name=alias.name, since=since, until=until)
    if until:
        return _("%(name)s (until %(until)s)", name=alias.name, until=until)
    return _("%(name)s (since %(since)s)", name=alias.name, since=since) if since else alias.name


def _filled_lines(field: Field) -> list[str]:
    lines = (single_line(line) for line in (field.data or "").split("\n"))
    return [line for line in lines if line]
