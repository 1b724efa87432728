"""Dates as clerks write them, to YYYY-MM-DD, or YYYY-MM where no day was given."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite
from typing import Final

from partner_hub.workbooks.values import numerals, text
from partner_hub.workbooks.values.named_days import NamedDay, find_named_day
from partner_hub.workbooks.values.reading import Reading
from partner_hub.workbooks.xlsx.number_formats import EPOCH_1900, read_format, value_of
from partner_hub.workbooks.xlsx.workbook import Value

EARLIEST_YEAR, LATEST_YEAR = 1949, 2099
MONTHS: Final = range(1, 13)
# Whole numbers in this range, found in a column of dates, are Excel's day counts (1954 to 2119).
SERIALS: Final = range(20_000, 80_000)
WEEKDAY: Final = re.compile(r"\s*[（(]?(?:周|星期)[一二三四五六日天][）)]?")
# 14:30, 下午2点半, 9:00-11:00, and the time of an ISO date with its zone.
HOUR: Final = (
    rf"(?:\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}}(?:\.\d+)?)?"
    rf"|(?:\d{{1,2}}|{numerals.NUMERAL})[点时](?:半|整|[一三]刻|\d{{1,2}}分?)?)"
)
HALF_DAY: Final = "(?:上午|下午|中午|晚上?|早[上晨]?|傍晚|凌晨|夜里|下班)"
CLOCK: Final = re.compile(
    rf"[T\s]*(?:{HALF_DAY}\s*(?:{HOUR})?|{HOUR})(?:\s*(?:-|—|–|~|～|至|到)\s*{HALF_DAY}?{HOUR})?(?:Z|[+-]\d\d:?\d\d)?"
)
DAY: Final = re.compile(
    r"(?P<year>\d{4}|\d{2})\s*(?:年|[-./、．。，,·/])\s*(?P<month>\d{1,2})\s*(?:月份?|[-./、．。，,·])?\s*"
    r"(?:(?P<day>\d{1,2})\s*[日号]?)?"
)
COMPACT: Final = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})?")
WITHOUT_YEAR: Final = re.compile(r"(?P<month>\d{1,2})\s*(?:月|[-./])\s*(?P<day>\d{1,2})?\s*[日号]?")
NUMERAL_OF_DATE: Final = re.compile(rf"{numerals.NUMERAL}(?=[年月日号])")
ROUGHLY: Final = re.compile(r"(.{1,10}月)份?(?:[上中下]旬|初|底|末|中)")
# Of a span the first day is proposed, of 5月左右 and 5月1日前 what is named.
LEFT_OPEN: Final = re.compile(
    r"(?:约|大约|大概)?(.{2,16}?)(?:左右|前后|之?以?前|之?以?后|起)|(.{2,12}?)(?:-|—|–|~|～|至|到){1,2}\d.{0,16}"
    r"|约(.{2,12})"
)
ONLY_A_YEAR: Final = re.compile(r"\d{4}年?(?:度|初|底|末|中|[上下]半年|第?[一二三四1-4]季度|春季?|夏季?|秋季?|冬季?)?")
SERIAL_IN_WORDS: Final = re.compile(r"(\d{5})(?:\.\d{1,16})?")

NUMBER_OF_TIME: Final = re.compile(r"\d{5}(?:\.\d{1,16})?|0\.\d{2,16}")


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
    if year < 100:  # noqa: PLR2004 - 26.3.5 is of this century, 97.5.1 of the last
        year += 2000 if year < EARLIEST_YEAR % 100 else 1900
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
    return _read_rough_date(written, year) or _read_uncertain_date(written, year)


def words_of_time(value: Value) -> str:
    """The words of a column of times; a plain 46346.604166 in it is Excel's number of a day and its time."""
    written = text.running_text(value)
    if not NUMBER_OF_TIME.fullmatch(written):
        return written
    number = float(written)
    is_time = int(number) in SERIALS or 0 < number < 1
    return text.words_of_value(value_of(number, read_format("h:mm"), EPOCH_1900)) if is_time else written


def parse_moment(written: str) -> Moment | None:
    """A complete date or month with its year; None for anything else."""
    plain = numerals_of_date_in_digits(without_clock(WEEKDAY.sub("", re.sub(r"\s+", " ", written)))).strip(" 。,，.")
    match = DAY.fullmatch(plain) or COMPACT.fullmatch(plain)
    # 12.6 is a day in June or December far sooner than the year 2012.
    if not match or (not match["day"] and int(match["year"]) in MONTHS):
        return None
    return moment_if_valid(int(match["year"]), int(match["month"]), int(match["day"]) if match["day"] else None)


def numerals_of_date_in_digits(written: str) -> str:
    """The numerals before 年, 月 and 日 in digits."""
    return NUMERAL_OF_DATE.sub(lambda match: numerals.digits_of_numeral(match[0]), written)


def without_clock(written: str) -> str:
    """Without hours and parts of the day; words that hold no day but only hours stay empty."""
    return CLOCK.sub("", written)


def _date_from_number(value: float) -> Reading[str]:
    written = text.words_of_value(value)
    if isfinite(value) and int(value) in SERIALS:
        return Reading((EPOCH_1900 + timedelta(days=int(value))).isoformat(), conclusion="excel_serial")
    found = parse_moment(written)
    # A number cell cannot keep the last zero of 2022.10.
    if found and re.fullmatch(r"\d{2,4}\.1", written):
        return Reading("", doubt="january_or_october")
    return Reading(str(found)) if found else Reading("", doubt="unreadable_date")


def _read_rough_date(written: str, year: int | None) -> Reading[str] | None:
    """Days by name (端午当天, 农历八月十五), parts of a month, and words that leave the day open (5月前后)."""
    plain = numerals_of_date_in_digits(re.sub(r"\s", "", without_clock(written)))
    named = find_named_day(re.sub(r"\s", "", written)) or find_named_day(plain)
    if named:
        return _date_of_named_day(named, named.in_year(named.year or year))
    if (rough := ROUGHLY.fullmatch(plain)) and (month := _moment_in_year(rough[1], year)):
        return Reading(str(month), conclusion="only_the_month")
    if (open_day := LEFT_OPEN.fullmatch(plain)) and (
        found := _moment_in_year(next(filter(None, open_day.groups())), year)
    ):
        return Reading("", doubt="uncertain_date", proposed=str(found))
    return None


def _date_of_named_day(named: NamedDay, day: date | None) -> Reading[str]:
    if day is None:
        return Reading("", doubt="date_without_year")
    if not named.rest and named.is_certain:
        return Reading(day.isoformat(), conclusion="named_day")
    return Reading("", doubt="uncertain_date", proposed=day.isoformat())


def _moment_in_year(written: str, year: int | None) -> Moment | None:
    if (found := parse_moment(written)) or not year:
        return found
    match = WITHOUT_YEAR.fullmatch(written)
    day = int(match["day"]) if match and match["day"] else None
    return moment_if_valid(year, int(match["month"]), day) if match else None


def _read_uncertain_date(written: str, year: int | None) -> Reading[str]:
    if (serial := SERIAL_IN_WORDS.fullmatch(written)) and int(serial[1]) in SERIALS:
        return Reading((EPOCH_1900 + timedelta(days=int(serial[1]))).isoformat(), conclusion="excel_serial")
    plain = numerals_of_date_in_digits(without_clock(WEEKDAY.sub("", written))).strip()
    if year and (found := _moment_in_year(plain, year)):
        return Reading(str(found), conclusion="year_of_the_list")
    if ONLY_A_YEAR.fullmatch(plain):
        return Reading("", doubt="only_a_year")
    return Reading("", doubt="date_without_year" if WITHOUT_YEAR.fullmatch(plain) else "unreadable_date")
