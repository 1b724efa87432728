"""How long an offering is valid: words to a first and a last day, both inclusive."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from partner_hub.workbooks.values import dates, numerals, text
from partner_hub.workbooks.values.reading import Reading
from partner_hub.workbooks.xlsx.workbook import Value

FOREVER: Final = re.compile(
    r"(?:长期|常年|全年|永久|一直|持续|不限|无期限|无固定期限|不定期|随时|至?另行通知|无限期|长年)(?:有效|提供|开放|可用|服务|合作|坚持|时间)?"
)
RELATIVE: Final = re.compile(
    r"(?:.*(?:起|后|内|签约|签订).*)?(?:\d+|半|[一二两三四五六七八九十]+)(?:个)?(?:年|月|学期|季度|周)(?:内|期|左右|以内|有效)?"
)
TO: Final = r"\s*(?:-{1,2}|－|–|—{1,2}|~|～|至|到)\s*"
PART: Final = r"(?:(?:\d{4}|\d{2})(?:年|[./-]))?\d{1,2}(?:(?:月份?|[./-])(?:\d{1,2}[日号]?)?|[日号])?底?"
RANGE: Final = re.compile(rf"(?:自|从)?(?P<start>{PART})(?:起)?{TO}(?P<end>{PART})(?:止|为止|前)?")
YEARS: Final = re.compile(rf"(?P<start>(?:19|20)\d{{2}})年?(?:度)?{TO}(?P<end>(?:19|20)\d{{2}})年(?:度|底)?")
PREFIX: Final = re.compile(r"^(?:有效期?至?|即日起|自?签约(?:之日)?起|截至|截止到?|截止至|至|到|～|~|-|—)+[:：]?\s*")
YEAR_END: Final = re.compile(r"(?P<year>(?:19|20)\d{2})年?(?:度|全年|内|底|末|年底|年内|年末)?(?:前|之前|止|为止)?")
HALF_YEAR: Final = re.compile(r"(?P<year>(?:19|20)\d{2})年?(?P<half>[上下])半年")
QUARTER: Final = re.compile(r"(?P<year>(?:19|20)\d{2})年?第?(?P<quarter>[1-4一二三四])季度")
MONTH_END: Final = re.compile(r"(?P<year>(?:19|20)\d{2})年(?P<month>\d{1,2})月份?(?P<rest>.*)")
THIS_YEAR: Final = re.compile(r"(?:本年度?|今年|当年|年)(?:内|底|末|度|全年|有效)*(?:前|之前)?")
FROM_ONLY: Final = re.compile(rf"(?:自|从)?(?P<start>{PART})(?:起|开始|以后|之后)")


@dataclass(frozen=True)
class Validity:
    """`text` is what was written. An end of None means no end, or an end nobody can name (a doubt)."""

    text: str = ""
    start: str | None = None
    end: str | None = None


def read_validity(value: Value, year: int | None = None) -> Reading[Validity]:
    """`year` is the year of the whole list, for words such as 年底 that name none."""
    written = text.running_text(value)
    if isinstance(value, date):
        return Reading(Validity(f"{value.year}年{value.month}月{value.day}日", None, value.isoformat()))
    if isinstance(value, int | float) and not isinstance(value, bool):
        found = dates.read_date(value)
        return Reading(Validity(written, None, _last_day_of_validity(found.value)), found.conclusion, found.doubt)
    if not written:
        return Reading(Validity())
    if len(written) > text.MAX_CELL_LENGTH:
        return Reading(Validity(written), doubt="unreadable_validity")
    return _read_words(written, year)


def _read_words(written: str, year: int | None) -> Reading[Validity]:
    plain = re.sub(r"\s+", "", text.half_width(written)).rstrip("。")
    plain = re.sub(r"[（(][^）)]*[）)]", "", plain) or plain
    if not RELATIVE.fullmatch(plain):
        plain = dates.numerals_of_date_in_digits(plain)
    if FOREVER.fullmatch(plain):
        return Reading(Validity(written))
    if found := _first_and_last_day(plain, year):
        return Reading(Validity(written, *found))
    if match := FROM_ONLY.fullmatch(plain):
        start = _moment_in_year(match["start"], year)
        return Reading(
            Validity(written, start.first_day.isoformat() if start else None),
            doubt="" if start else "unreadable_validity",
        )
    return _read_end(written, PREFIX.sub("", plain), year)


def _first_and_last_day(plain: str, year: int | None) -> tuple[str, str] | None:
    if years := YEARS.fullmatch(plain):
        return f"{years['start']}-01-01", f"{years['end']}-12-31"
    match = RANGE.fullmatch(plain)
    if not match or dates.parse_moment(plain):
        return None
    start, end = _moment_in_year(match["start"], year), _moment_in_year(match["end"], None)
    if start and not end:
        end = _shortened_end(match["end"], start)
    if not start or not end or start.first_day > end.last_day:
        return None
    return start.first_day.isoformat(), end.last_day.isoformat()


def _shortened_end(part: str, start: dates.Moment) -> dates.Moment | None:
    """The end of a range leaves out what it shares with the start: 2025年3月—11月, 7月7日—22日."""
    numbers = [int(number) for number in re.findall(r"\d+", part)]
    if "月" in part or start.day is None or len(numbers) > 1:
        return dates.moment_if_valid(start.year, *numbers) if len(numbers) in (1, 2) else None
    return dates.moment_if_valid(start.year, start.month, numbers[0])


def _read_end(written: str, plain: str, year: int | None) -> Reading[Validity]:
    last = re.sub(r"(?:之前|以前|前|到期|止|为止)$", "", plain)
    if found := dates.parse_moment(last):
        return Reading(Validity(written, None, found.last_day.isoformat()))
    if day := _named_end(last):
        return Reading(Validity(written, None, day))
    if year and (found := _moment_in_year(last, year)):
        return Reading(Validity(written, None, found.last_day.isoformat()), conclusion="year_of_the_list")
    if year and THIS_YEAR.fullmatch(last):
        return Reading(Validity(written, None, f"{year}-12-31"), conclusion="year_of_the_list")
    return _month_end(written, plain)


def _named_end(plain: str) -> str | None:
    if match := YEAR_END.fullmatch(plain):
        return f"{match['year']}-12-31"
    if match := HALF_YEAR.fullmatch(plain):
        return f"{match['year']}-06-30" if match["half"] == "上" else f"{match['year']}-12-31"
    if match := QUARTER.fullmatch(plain):
        return _last_day_of_month(int(match["year"]), int(numerals.numerals_in_digits(match["quarter"])) * 3)
    return None


def _month_end(written: str, plain: str) -> Reading[Validity]:
    match = MONTH_END.fullmatch(plain)
    if not match or not (last := _last_day_of_month(int(match["year"]), int(match["month"]))):
        relative = RELATIVE.fullmatch(plain)
        return Reading(Validity(written), doubt="relative_validity" if relative else "unreadable_validity")
    if match["rest"] in ("", "底", "末", "内", "份"):
        return Reading(Validity(written, None, last))
    if day := re.match(r"(\d{1,2})[日号]?", match["rest"]):
        found = dates.moment_if_valid(int(match["year"]), int(match["month"]), int(day[1]))
        ending = found.last_day.isoformat() if found else None
        return Reading(Validity(written, None, ending), doubt="" if found else "unreadable_validity")
    return Reading(Validity(written, None, last), conclusion="end_of_the_month")


def _last_day_of_month(year: int, month: int) -> str | None:
    if not (dates.EARLIEST_YEAR <= year <= dates.LATEST_YEAR and month in dates.MONTHS):
        return None
    return dates.Moment(year, month).last_day.isoformat()


def _moment_in_year(part: str, year: int | None) -> dates.Moment | None:
    part = part.removesuffix("底")
    if (found := dates.parse_moment(part)) or not year:
        return found
    match = dates.WITHOUT_YEAR.fullmatch(part)
    return (
        dates.moment_if_valid(year, int(match["month"]), int(match["day"]) if match["day"] else None) if match else None
    )


def _last_day_of_validity(iso: str) -> str | None:
    found = dates.parse_moment(iso)
    return found.last_day.isoformat() if found else None
