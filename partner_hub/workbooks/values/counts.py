"""Numbers of beneficiaries: the words, a number and what is counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from partner_hub.workbooks.values import numerals, text
from partner_hub.workbooks.values.figures import FOLD, OF_PEOPLE, ROUND, Figure, find_figures, plain_words, usual_unit
from partner_hub.workbooks.values.reading import Reading
from partner_hub.workbooks.xlsx.workbook import Value

EVERYBODY: Final = re.compile(r"(?:全体|全部|所有|全社区|全小区|全村|人人|整个|全员|全院|全楼|不限)")
VAGUE: Final = re.compile(
    r"若干|不少|很多|许多|部分|半数|一半|大半|多数|(?<![十百千万廿卅\d])[几数][十百千万人户名位个]|好几|成[百千]上"
)
SIMPLIFIED: Final = str.maketrans({"戶": "户", "個": "个"})
# 户数：30 says before the figure what is counted.
LABELLED: Final = re.compile(
    r"(?P<unit>户|人次|人)数\s?[:：为]?\s?(?:大?约)?(?:\d{1,3}(?:,\d{3})+|\d{1,7})(?![\d.万千百多余来几+户人名位个家-]|,\d{3})"
)
# What follows is a part of the figure before it.
PART_OF_IT: Final = re.compile(r"[（(,，、；;]?\s?(?:其中|含|包括|包含|内有)")
IN_ALL: Final = re.compile(r"(?:共计?|合计|总计|总数|总人数|总户数|累计)[^\d]{0,4}$")
OF_BOTH: Final = re.compile(
    r"男(?:性|士|生|孩|童)?[^\d男女]{0,2}(?P<men>\d{1,7})[^\d]{0,6}女(?:性|士|生|孩|童)?[^\d男女]{0,2}(?P<women>\d{1,7})"
    r"|女(?:性|士|生|孩|童)?[^\d男女]{0,2}(?P<first>\d{1,7})[^\d]{0,6}男(?:性|士|生|孩|童)?[^\d男女]{0,2}(?P<second>\d{1,7})"
)
# No district has more people.
MAX_BENEFICIARIES: Final = 10_000_000
BARE_NUMBER: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
ALONE: Final = re.compile(rf"\W*(?:大?约)?{numerals.NUMERAL}[多余来几]?[百千万]?\W*(?:左右|上下)?\W*")


@dataclass(frozen=True)
class Count:
    """`number` is None for everybody and for words without a figure."""

    text: str = ""
    number: int | None = None
    unit: str | None = None


def read_count(value: Value, unit_of_column: str = "") -> Reading[Count]:
    """`unit_of_column` comes from a separate column or the header (户, 万人); a bare number leaves `unit` None.

    Where the words name no figure, or several, the number is left empty and a doubt says how it may be meant.
    """
    if isinstance(value, date):
        # Excel makes a day of 2-3 and of 1/2.
        words, proposed = text.words_of_value(value), f"{value.month}-{value.day}"
        return Reading(Count(words), doubt="count_became_a_date", proposed=proposed)
    written = text.chinese_marks(text.short_text(value)).translate(SIMPLIFIED)
    if not isinstance(value, bool) and BARE_NUMBER.fullmatch(written):
        return _count_of_number(written, unit_of_column)
    if len(written) > text.MAX_CELL_LENGTH:
        return Reading(Count(written), doubt="unreadable_count")
    plain = LABELLED.sub(r"\g<0>\g<unit>", plain_words(written))
    figures = [each for each in find_figures(plain) if each.unit] if written else []
    if not written or (EVERYBODY.match(plain.strip()) and not any(each.unit in OF_PEOPLE for each in figures)):
        return Reading(Count(written))
    return _count_of_words(written, plain, figures, unit_of_column)


def _count_of_number(written: str, unit_of_column: str) -> Reading[Count]:
    """A header such as 受益人数（万人） says how many a number stands for."""
    fold, unit = unit_of_column[:1], unit_of_column[1:]
    if fold not in FOLD:
        fold, unit = "", unit_of_column
    number = round(float(written) * FOLD[fold], 6)
    if not number.is_integer() or not 0 <= number <= MAX_BENEFICIARIES:
        return Reading(Count(written), doubt="unreadable_count")
    return Reading(Count(written, int(number), usual_unit(unit) or None))


def _count_of_words(written: str, plain: str, figures: Sequence[Figure], unit_of_column: str) -> Reading[Count]:
    if (both := OF_BOTH.search(plain)) and (reading := _men_and_women(written, both, figures)):
        return reading
    head = [each for each in figures if not (part := PART_OF_IT.search(plain)) or each.start < part.start()] or figures
    counted = _figures_that_count(plain, head)
    of_column = [each for each in counted if each.unit == unit_of_column]
    if len(of_column) == 1 < len(counted):
        return replace(_count_of_figure(written, of_column[0]), conclusion="unit_of_column")
    if len(counted) > 1:
        return _several_counts(written, counted)
    return _count_of_figure(written, counted[0]) if counted else _count_without_unit(written, plain, unit_of_column)


def _men_and_women(written: str, both: re.Match[str], figures: Sequence[Figure]) -> Reading[Count] | None:
    """男20女30 is 50; None where another figure says otherwise."""
    number = sum(int(part) for part in both.groups() if part)
    others = {each.number for each in figures if not both.start() <= each.start < both.end()}
    return None if others - {number} else Reading(Count(written, number, "人"), "men_and_women")


def _figures_that_count(plain: str, figures: Sequence[Figure]) -> list[Figure]:
    """The sum if it is named; else people and households before houses."""
    found = [each for each in figures if IN_ALL.search(plain[: each.start])]
    return found if len(found) == 1 else [each for each in figures if each.unit in OF_PEOPLE] or list(figures)


def _several_counts(written: str, figures: Sequence[Figure]) -> Reading[Count]:
    """30户/约90人 are two figures, of which the first stands; of two groups of people perhaps the sum is meant."""
    first, units = figures[0], {each.unit for each in figures}
    if len(units) > 1:
        return Reading(Count(written, first.number, first.unit), doubt="several_counts")
    numbers = [each.number for each in figures]
    proposed = "" if None in numbers else f"{sum(filter(None, numbers))}{first.unit}"
    return Reading(Count(written), doubt="several_counts", proposed=proposed)


def _count_without_unit(written: str, plain: str, unit_of_column: str) -> Reading[Count]:
    if rounded := ROUND.search(plain):
        proposed = f"{numerals.number_of_numeral(rounded['figure'])}{usual_unit(rounded['unit'] or unit_of_column)}"
        return Reading(Count(written), doubt="uncertain_count", proposed=proposed)
    figures = [each for each in find_figures(plain) if _stands_for_a_count(plain, each)]
    if VAGUE.search(plain) or not figures:
        return Reading(Count(written), doubt="count_without_number")
    if len(figures) > 1:
        return _several_counts(written, figures)
    return _count_of_figure(written, figures[0], unit_of_column)


def _stands_for_a_count(plain: str, figure: Figure) -> bool:
    """A numeral without a unit is a word like 统一 unless nothing else is written."""
    return plain[figure.start].isascii() or bool(ALONE.fullmatch(plain))


def _count_of_figure(written: str, figure: Figure, unit_of_column: str = "") -> Reading[Count]:
    unit = figure.unit or unit_of_column.lstrip("".join(FOLD)) or None
    if figure.span:
        return Reading(
            Count(written), doubt="uncertain_count", proposed=f"{figure.span[0]}-{figure.span[1]}{unit or ''}"
        )
    number, low, high = figure.number, figure.low, figure.high
    if number is None or low is None or (high is not None and high < low) or max(low, high or 0) > MAX_BENEFICIARIES:
        return Reading(Count(written), doubt="unreadable_count")
    doubt = "some_more" if figure.is_open else ""
    return Reading(Count(written, number, unit), conclusion="upper_end" if high and not doubt else "", doubt=doubt)
