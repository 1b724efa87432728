"""Form fields that parse numbers, dates and times in Chinese and Western spellings.

Input that cannot be parsed stays in its field as it was typed, with an error.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any, ClassVar, Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.i18n import Translations
from wtforms import DateField, Field, FieldList, IntegerField, SelectMultipleField, TextAreaField, TimeField
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from partner_hub.letters import is_letter, seen_text

# Days that people mean. Beyond them lie slips of the finger, and days that have no moment in every time zone.
EARLIEST_DAY: Final = date(1900, 1, 1)
LATEST_DAY: Final = date(2199, 12, 31)
# Both databases refuse a number beyond the range of their columns with an error of their own.
MAX_NUMBER_DIGITS: Final = 9
MAX_VALUE_LENGTH: Final = 60
NUMBER_PATTERN: Final = re.compile(r"-?[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")
TIME_PATTERN: Final = re.compile(
    r"(?P<half>[上下]午|中午|晚上|早上)?\s*(?P<hour>[0-9]{1,2})\s*"
    r"(?:[:.点时]\s*(?P<minute>[0-9]{1,2}|半)?\s*分?(?::[0-9]{2})?)"
    r"|(?P<hours>[0-9]{2})(?P<minutes>[0-9]{2})"
)
WEEKDAY_PATTERN: Final = r"[(]?(?:周|星期)[一二三四五六日天][)]?"
DAY_PATTERN: Final = re.compile(
    r"(?P<year>[0-9]{4})\s*[-–—/.、。年]\s*(?P<month>[0-9]{1,2})\s*[-–—/.、。月]\s*(?P<day>[0-9]{1,2})\s*[日号]?"
    rf"(?:\s*{WEEKDAY_PATTERN})?(?:[\sT]*(?:[上下]午)?\s*[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?)?"
)
COMPACT_DAY_PATTERN: Final = re.compile(r"(?P<year>(?:19|20|21)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
# How people say in a field that there is nothing to say.
NOTHING_TO_SAY: Final = re.compile(
    r"(?:(?:联系)?(?:电话|手机|座机|固话|号码|邮箱|微信)号?:?)?(?:暂时?|目前)?"
    r"(?:[无無]|没有?|沒有?|不详|未知|不清楚|不知道|不[填留给]|不方?便(?:透露|填写?|提供|留|说)?|不[想愿]意?[填留说]"
    r"|未留|未填|保密|略|空|none|null|nil|n/a)"
    r"(?:电话|手机|座机|固话|号码?|邮箱|邮件|联系方式|微信|姓名|名字|e-?mail)*"
)


class ReadField(Field):
    """Base of fields that parse their input with `read`; a parse error replaces all other errors of the field."""

    data: Any

    def read(self, typed: str) -> Any:
        """None for an empty text; raises ValueError with a sentence."""
        raise NotImplementedError

    def process_formdata(self, valuelist: list[Any]) -> None:
        """A second value of the same name is passed over, as by other fields."""
        if valuelist:
            self.data, self.raw_data = None, [seen_text(valuelist[0]).strip()]
            self.data = self.read(self.raw_data[0])
            self.raw_data = [] if self.data is None else [self.write(self.data)]

    def write(self, value: Any) -> str:
        return str(value)

    def pre_validate(self, form: Any) -> None:
        if self.process_errors:
            raise StopValidation


class NumberField(ReadField, IntegerField):
    """A whole number, in ordinary or full-width figures; never more than a column of the database holds.

    A text field with figures on the phone's keyboard: a browser's own number field loses what is no number.
    """

    widget = TextInput()

    def __init__(self, *args: Any, render_kw: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, render_kw={"inputmode": "numeric"} | (render_kw or {}), **kwargs)

    def read(self, typed: str) -> int | None:
        return read_number(typed)


class MultiCheckboxField(SelectMultipleField):
    """Several of a few, each with a box of its own: easier than a list box, most of all on a phone."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class DayField(ReadField, DateField):
    """A day within the lifetime of a community: 2026-07-03, 2026/7/3, 2026年7月3日 ..."""

    def read(self, typed: str) -> date | None:
        return read_day(typed)

    def __call__(self, **kwargs: Any) -> Any:
        return super().__call__(**_as_typed(self, kwargs))


class ClockField(ReadField, TimeField):
    """A time of the day: 14:30, 14点30分, 下午2点半 ..."""

    def read(self, typed: str) -> time | None:
        return read_time(typed)

    def write(self, value: time) -> str:
        return value.strftime("%H:%M")

    def __call__(self, **kwargs: Any) -> Any:
        return super().__call__(**_as_typed(self, kwargs))


class LinesField(TextAreaField):
    """A list of short texts, one a line."""

    def process_data(self, value: Any) -> None:
        self.data = "\n".join(map(str, value)) if isinstance(value, list) else value


class RowsField(FieldList):  # type: ignore[type-arg]  # generic for mypy alone
    """Lines of small forms; their faults as plain sentences, each once, for the summary above the form."""

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        is_right = super().validate(form, extra_validators)
        lines = [faults for faults in self.errors if isinstance(faults, dict)]
        sentences = [str(each) for faults in lines for several in faults.values() for each in several]
        self.errors = list(dict.fromkeys(sentences)) if lines else self.errors
        return is_right

    @property
    def first_fault(self) -> str:
        """Id of the first field at fault, for the summary to lead to; "" when none is."""
        return next((field.id for line in self.entries for field in line if field.errors), "")

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        """WTForms takes every isdigit() for a number: ² is none, and thousands of figures are too many for int()."""
        beginning = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,{MAX_NUMBER_DIGITS}}})(?:-|$)")
        return (int(found[1]) for name in formdata if (found := beginning.match(name)))


class Sentences(Translations):
    """WTForms' own sentences, where they speak of fields and types, in the words of this house."""

    ours: ClassVar[Mapping[str, LazyString]] = {
        "Invalid Choice: could not coerce.": _l("Please choose from the list."),
        "Not a valid choice.": _l("Please choose from the list."),
        "Invalid choice(s): one or more data inputs could not be coerced.": _l("Please choose from the list."),
    }

    def gettext(self, string: str) -> str:
        return str(self.ours[string]) if string in self.ours else str(super().gettext(string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        if singular.startswith("'%(value)s' is not a valid choice"):
            return _("Please choose from the list.")
        if singular.startswith("Field cannot be longer than"):
            # Filled in by WTForms.
            return str(_l("At most %(max)d characters, please."))
        return str(super().ngettext(singular, plural, n))


def read_number(typed: str) -> int | None:
    """None for an empty text; raises ValueError with a sentence for everything that is no whole number."""
    text = _half_width_line(typed)
    if not text:
        return None
    found = NUMBER_PATTERN.fullmatch(text)
    figures = text.replace(",", "").lstrip("-").lstrip("0")
    if found and len(figures) > MAX_NUMBER_DIGITS:
        raise ValueError(_("This number is too large."))
    if not found:
        raise ValueError(_("Please write a whole number in figures, for instance 30."))
    return int(text.replace(",", ""))


def read_day(typed: str) -> date | None:
    """None for an empty text; raises ValueError with a sentence for everything that is no day people mean."""
    text = _half_width_line(typed)
    if not text:
        return None
    found = DAY_PATTERN.fullmatch(text) or COMPACT_DAY_PATTERN.fullmatch(text)
    if not found or len(text) > MAX_VALUE_LENGTH:
        raise ValueError(_("Please write a day with its year, for instance 2026-07-03."))
    try:
        day = date(*(int(found[part]) for part in ("year", "month", "day")))
    except ValueError:
        raise ValueError(_("The calendar has no such day; please look again.")) from None
    if not EARLIEST_DAY <= day <= LATEST_DAY:
        raise ValueError(_("Please look at the year."))
    return day


def read_time(typed: str) -> time | None:
    """None for an empty text; raises ValueError with a sentence for everything that is no time of the day."""
    text = _half_width_line(typed)
    if not text:
        return None
    found = TIME_PATTERN.fullmatch(text) if len(text) <= MAX_VALUE_LENGTH else None
    try:
        moment = _time_of(found) if found else None
    except ValueError:  # 25:00
        moment = None
    if moment is None:
        raise ValueError(_("Please write a time of the day, for instance 14:30."))
    return moment


def nothing_is_empty(typed: str | None) -> str:
    """Filter for a field that may stay empty: "" for 无, 暂无, 没有电话, / and the like."""
    text = typed or ""
    if len(text) > MAX_VALUE_LENGTH:
        return text
    word = _half_width_line(text).strip(" .。!！()").lower()
    return "" if NOTHING_TO_SAY.fullmatch(word) or not any(map(is_letter, word)) else text


def _time_of(found: re.Match[str]) -> time:
    hour, minute = int(found["hour"] or found["hours"]), found["minute"] or found["minutes"] or "0"
    half = found["half"]
    is_later = half in {"下午", "晚上"} or (half == "中午" and hour < 3)  # noqa: PLR2004 - 中午1点 is after noon
    return time(hour + 12 if is_later and hour < 12 else hour, 30 if minute == "半" else int(minute))  # noqa: PLR2004


def _half_width_line(typed: str) -> str:
    """In ordinary width, without what cannot be seen."""
    return " ".join(seen_text(unicodedata.normalize("NFKC", typed[: 100 * MAX_VALUE_LENGTH])).split())


def _as_typed(field: Any, kwargs: dict[str, Any]) -> dict[str, Any]:
    """A browser shows nothing in a date or time field that holds neither: then a text field shows what was typed."""
    return {**({"type": "text"} if field.process_errors else {}), **kwargs}
