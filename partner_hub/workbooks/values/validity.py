"""How long an offering is valid: words to a first and a last day, both inclusive."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from partner_hub.workbooks.values import dates, numerals, text
from partner_hub.workbooks.values.named_days import NamedDay, days_before, find_named_day
from partner_hub.workbooks.values.reading import Reading
from partner_hub.workbooks.values.vague_ends import proposed_end
from partner_hub.workbooks.xlsx.workbook import Value

FOREVER: Final = re.compile(
    r"(?:长期|常年|全年|永久|终身|一直|持续|不限|无固定期限|不定期|随时|任何时[间候]|至?另行通知|无限期?|长年|即日起|没有(?:期限|限制)"
    r"|无[^\d年月]{0,4}(?:期限|限制|截止日?期?|有效期))(?:有效|提供|开放|可用|服务|合作|坚持|期限|时间|可约|预约)*"
)
# Whoever comes first: it ends, but on no day.
USED_UP: Final = re.compile(
    r".{0,8}(?:[用送发领赠售派放]完|约满|额满|名额满)(?:即止|为止|止|截止)?|.{0,4}先到先得.{0,6}|(?:数量|名额)有限.{0,6}"
)
EVERY_YEAR: Final = re.compile(r"(?:每|逐)(?:年|学年|学期|季度?|月|周).{0,20}|寒暑?假(?:期间)?|周末|节假日|工作日")
TO_BE_FIXED: Final = re.compile(
    r"(?:待定|未定|暂定|待商|待议|面议|另行?(?:商定|确定|协商|约定)|双方协商|协商确定|视情况?)(?:.{0,6})"
)
RELATIVE: Final = re.compile(
    r"(?:.*(?:起|后|内|签约|签订).*)?(?:\d+|半|[一二两三四五六七八九十]+)(?:个)?(?:年|月|学期|季度|周)(?:内|期|左右|以内|有效)?"
    r"|(?:本|在)?(?:合作|协议|合同|任|服务|项目|租赁?|共建)(?:期|期限|期间|年)(?:内|有效|间)?"
    r"|(?:本|一|该|下)?个?学[期年](?:期间|内|末|结束)?"
)
# 自2026年3月1日起一年
FOR_SO_LONG: Final = re.compile(
    r"(?:自|从)?(?P<start>.{6,12}?)(?:起算?|开始)[,，]?(?:有效)?期?限?为?"
    r"(?P<number>\d{1,2}|[一二两三四五六七八九十半]+)个?(?P<unit>年|月)"
)
SUMMER: Final = re.compile(r"(?:\d{4}年)?(?:暑假|暑期).{0,4}")
PARTS: Final = {"初": 10, "上旬": 10, "中": 20, "中旬": 20}
IN_BRACKETS: Final = re.compile(r"[（(]([^）)]*)[）)]")
TO: Final = r"\s*(?:-{1,2}|－|–|—{1,2}|~|～|至|到)\s*"
PART: Final = r"(?:(?:\d{4}|\d{2})(?:年|[./-]))?\d{1,2}(?:(?:月份?|[./-])(?:\d{1,2}[日号]?)?|[日号])?底?"
RANGE: Final = re.compile(
    rf"(?:自|从)?(?P<start>{PART})(?:起)?{TO}(?P<following>[次翌明来]年)?(?P<end>{PART})(?:止|为止|前)?"
)
YEARS: Final = re.compile(rf"(?P<start>(?:19|20)\d{{2}})年?(?:度)?{TO}(?P<end>(?:19|20)\d{{2}})年(?:度|底)?")
PREFIX: Final = re.compile(
    r"^(?:有效期?至?|持续|一直|即日起|自?签约(?:之日)?起|截至|截止到?|截止至|至|到|～|~|-|—)+[:：]?\s*"
)
YEAR_END: Final = re.compile(r"(?P<year>(?:19|20)\d{2})年?(?:度|全年|内|底|末|年底|年内|年末)?(?:前|之前|止|为止)?")
HALF_YEAR: Final = re.compile(r"(?P<year>(?:19|20)\d{2})年?(?P<half>[上下])半年")
QUARTER: Final = re.compile(r"(?P<year>(?:19|20)\d{2})年?第?(?P<quarter>[1-4一二三四])季度")
MONTH_END: Final = re.compile(r"(?P<year>(?:19|20)\d{2})年(?P<month>\d{1,2})月份?(?P<rest>.*)")
THIS_YEAR: Final = re.compile(
    r"(?:(?:本年度?|今年|当年|(?P<next>[明次来]年))(?:年?[内底末]|度|全年|有效)*|年(?:[内底末]|度)+(?:有效)?)(?:之?前)?"
)
FROM_ONLY: Final = re.compile(
    rf"(?:自|从)?(?P<start>{PART})(?:起|开始|以后|之后)(?:长期|一直|持续|永久)?(?:有效|开放|提供|服务)?"
)
SERIAL: Final = re.compile(r"\d{5}(?:\.\d{1,16})?")


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
    if SERIAL.fullmatch(written) or (isinstance(value, int | float) and not isinstance(value, bool)):
        found = dates.read_date(value)
        return Reading(Validity(written, None, _last_day_of_validity(found.value)), found.conclusion, found.doubt)
    if not written:
        return Reading(Validity())
    if len(written) > text.MAX_CELL_LENGTH:
        return Reading(Validity(written), doubt="unreadable_validity")
    return _read_words(written, year)


def _read_words(written: str, year: int | None) -> Reading[Validity]:
    half = dates.without_clock(text.half_width(written))
    plain = re.sub(r"\s+", "", half).rstrip("。")
    inside = IN_BRACKETS.search(plain)
    plain = IN_BRACKETS.sub("", plain) or plain
    if inside and not re.search(r"\d{4}|\d月", plain) and (found := _first_and_last_day(inside[1], year)):
        return Reading(Validity(written, *found))
    if reading := _read_without_day(written, plain):
        return _with_end_in_brackets(reading, inside[1] if inside else "", year)
    if named := find_named_day(PREFIX.sub("", plain)):
        return _end_by_name(written, named, year)
    return _read_days(written, plain if RELATIVE.fullmatch(plain) else dates.numerals_of_date_in_digits(plain), year)


def _read_without_day(written: str, plain: str) -> Reading[Validity] | None:
    """Words that name no last day."""
    if FOREVER.fullmatch(plain):
        return Reading(Validity(written))
    if USED_UP.fullmatch(plain):
        return Reading(Validity(written), conclusion="until_used_up")
    if EVERY_YEAR.fullmatch(plain):
        return Reading(Validity(written), conclusion="comes_again")
    return Reading(Validity(written), doubt="validity_to_be_fixed") if TO_BE_FIXED.fullmatch(plain) else None


def _with_end_in_brackets(reading: Reading[Validity], inside: str, year: int | None) -> Reading[Validity]:
    """长期（2026年底前） says two things."""
    end = _read_end("", PREFIX.sub("", inside), year).value.end if re.search(r"\d", inside) else None
    return Reading(reading.value, doubt="uncertain_validity", proposed=end) if end else reading


def _end_by_name(written: str, named: NamedDay, year: int | None) -> Reading[Validity]:
    day = named.in_year(named.year or year)
    if day is None:
        return Reading(Validity(written), doubt="unreadable_validity")
    counted = days_before(named.rest)
    earlier = counted or bool(re.match("之?以?前(?!后)", named.rest))
    end = (day - timedelta(days=earlier)).isoformat()
    if named.is_certain and (counted or re.fullmatch("(?:之?以?前|止|为止|截止|到期)?", named.rest)):
        return Reading(Validity(written, None, end), conclusion="named_day")
    return Reading(Validity(written), doubt="uncertain_validity", proposed=end)


def _read_days(written: str, plain: str, year: int | None) -> Reading[Validity]:
    if found := _first_and_last_day(plain, year):
        return Reading(Validity(written, *found))
    if (match := FOR_SO_LONG.fullmatch(plain)) and (found := _counted_from_start(match)):
        return Reading(Validity(written, *found), conclusion="counted_from_start")
    if match := FROM_ONLY.fullmatch(plain):
        start = _moment_in_year(match["start"], year)
        return Reading(
            Validity(written, start.first_day.isoformat() if start else None),
            doubt="" if start else "unreadable_validity",
        )
    return _read_end(written, PREFIX.sub("", plain), year)


def _counted_from_start(match: re.Match[str]) -> tuple[str, str] | None:
    """A year from the first of March ends with the last of February."""
    start = dates.parse_moment(match["start"])
    number = 0.5 if match["number"] == "半" else float(numerals.numerals_in_digits(match["number"]))
    months = number * (12 if match["unit"] == "年" else 1)
    if not start or not months.is_integer():
        return None
    first = start.first_day
    years, month = divmod(first.month - 1 + int(months), 12)
    last = dates.moment_if_valid(first.year + years, month + 1)
    if not last:
        return None
    day = last.first_day.replace(day=min(first.day, last.last_day.day)) - timedelta(days=1)
    return first.isoformat(), day.isoformat()


def _first_and_last_day(plain: str, year: int | None) -> tuple[str, str] | None:
    if years := YEARS.fullmatch(plain):
        return f"{years['start']}-01-01", f"{years['end']}-12-31"
    match = RANGE.fullmatch(plain)
    if not match or dates.parse_moment(plain):
        return None
    start, end = _moment_in_year(match["start"], year), _moment_in_year(match["end"], None)
    if start and match["following"]:
        end = _moment_in_year(match["end"], start.year + 1)
    elif start and not end:
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
    if year and last and (day := _end_in_year(last, year)):
        is_own_year = re.match(r"\d{4}", last)
        return Reading(Validity(written, None, day), conclusion="" if is_own_year else "year_of_the_list")
    if SUMMER.fullmatch(last):
        proposed = proposed_end(last, date(year, 1, 1)) if year else proposed_end(last, date.min)
        return Reading(Validity(written), doubt="uncertain_validity", proposed=proposed)
    return _month_end(written, plain)


def _end_in_year(plain: str, year: int) -> str | None:
    if found := _moment_in_year(plain, year):
        return found.last_day.isoformat()
    if this_year := THIS_YEAR.fullmatch(plain):
        return f"{year + bool(this_year['next'])}-12-31"
    return _named_end(f"{year}年{plain}")


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
    if (day := re.match(r"(\d{1,2})[日号]?", match["rest"])) and "起" not in plain:
        found = dates.moment_if_valid(int(match["year"]), int(match["month"]), int(day[1]))
        ending = found.last_day.isoformat() if found else None
        return Reading(Validity(written, None, ending), doubt="" if found else "unreadable_validity")
    if re.match(numerals.NUMERAL, match["rest"]):  # 八月十五 is a day of either calendar
        return Reading(Validity(written), doubt="unreadable_validity")
    if part := PARTS.get(match["rest"]):
        return Reading(Validity(written, None, f"{last[:-2]}{part}"), conclusion="part_of_the_month")
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
