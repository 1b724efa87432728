"""Dates as clerks write them, to YYYY-MM-DD, or YYYY-MM where no day was given."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from partner_hub.workbooks.values import numerals, text
from partner_hub.workbooks.values.reading import Reading
from partner_hub.workbooks.xlsx.number_formats import EPOCH_1900
from partner_hub.workbooks.xlsx.workbook import Value

EARLIEST_YEAR, LATEST_YEAR = 1949, 2099
MONTHS: Final = range(1, 13)
# Whole numbers in this range, found in a column of dates, are Excel's day counts (1954 to 2119).
SERIALS: Final = range(20_000, 80_000)
TRAILING: Final = (
    r"(?:\s*[T ]?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?Z?"
    r"|\s*[（(]?(?:周|星期)[一二三四五六日天][）)]?|\s*[上下]午)*"
)
DAY: Final = re.compile(
    r"(?P<year>\d{4}|\d{2})\s*(?:年|[-./、．。/])\s*(?P<month>\d{1,2})\s*(?:月份?|[-./、．。])?\s*"
    r"(?:(?P<day>\d{1,2})\s*[日号]?)?" + TRAILING
)
COMPACT: Final = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})?")
WITHOUT_YEAR: Final = re.compile(r"(?P<month>\d{1,2})\s*(?:月|[-./])\s*(?P<day>\d{1,2})?\s*[日号]?" + TRAILING)
NUMERAL_OF_DATE: Final = re.compile(rf"{numerals.NUMERAL}(?=[年月日号])")
ROUGHLY: Final = re.compile(r"(.*月)份?(?:[上中下]旬|初|底|末|中)")


@dataclass(frozen=True)
class Moment:
    """A day, or a month when `day` is None. Built by `moment_if_valid`, hence always one that exists."""

    year: int
    month: int
    day: int | None = None

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")

    @property
    def last_day(self) -> date:
        return date(self.year, self.month, self.day or calendar.monthrange(self.year, self.month)[1])

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, self.day or 1)


def moment_if_valid(year: int, month: int, day: int | None = None) -> Moment | None:
    if year < 100:  # noqa: PLR2004 - the two-digit years of spreadsheets all lie in this century
        year += 2000
    if not (EARLIEST_YEAR <= year <= LATEST_YEAR and month in MONTHS):
        return None
    if day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return Moment(year, month, day)


def read_date(value: Value, year: int | None = None) -> Reading[str]:
    """`year` is the year of the whole list (from its title), for dates that name none."""
    if isinstance(value, date):
        return Reading(value.isoformat())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _date_from_number(value)
    written = text.short_text(value)
    if not written:
        return Reading("")
    if len(written) > text.MAX_CELL_LENGTH:
        return Reading("", doubt="unreadable_date")
    found = parse_moment(written)
    if found:
        return Reading(str(found))
    return _read_uncertain_date(written, year)


def parse_moment(written: str) -> Moment | None:
    """A complete date or month with its year; None for anything else."""
    plain = numerals_of_date_in_digits(re.sub(r"\s+", " ", written)).strip(" 。,，")
    match = DAY.fullmatch(plain) or COMPACT.fullmatch(plain)
    # 12.6 is a day in June or December far sooner than the year 2012.
    if not match or (not match["day"] and int(match["year"]) in MONTHS):
        return None
    return moment_if_valid(int(match["year"]), int(match["month"]), int(match["day"]) if match["day"] else None)


def numerals_of_date_in_digits(written: str) -> str:
    """The numerals before 年, 月 and 日 in digits."""
    return NUMERAL_OF_DATE.sub(lambda match: numerals.digits_of_numeral(match[0]), written)


def _date_from_number(value: float) -> Reading[str]:
    written = text.words_of_value(value)
    if value in SERIALS:
        return Reading((EPOCH_1900 + timedelta(days=int(value))).isoformat(), conclusion="excel_serial")
    found = parse_moment(written)
    # A number cell cannot keep the last zero of 2022.10.
    if found and re.fullmatch(r"\d{2,4}\.1", written):
        return Reading("", doubt="january_or_october")
    return Reading(str(found)) if found else Reading("", doubt="unreadable_date")


def _read_uncertain_date(written: str, year: int | None) -> Reading[str]:
    if (rough := ROUGHLY.fullmatch(written)) and (month := parse_moment(rough[1])):
        return Reading(str(month), conclusion="only_the_month")
    if re.fullmatch(r"[0-9]{5}", written) and int(written) in SERIALS:
        return Reading((EPOCH_1900 + timedelta(days=int(written))).isoformat(), conclusion="excel_serial")
    match = WITHOUT_YEAR.fullmatch(numerals_of_date_in_digits(written))
    if match and year:
        found = moment_if_valid(year, int(match["month"]), int(match["day"]) if match["day"] else None)
        if found:
            return Reading(str(found), conclusion="year_of_the_list")
    if re.fullmatch(r"\d{4}年?", written):
        return Reading("", doubt="only_a_year")
    return Reading("", doubt="date_without_year" if match else "unreadable_date")
