"""What a unit was called on a day: its former names know until when, more or less exactly."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from partner_hub.partners.models import UnitAlias
from partner_hub.vocabulary.unit import AliasKind


def possible_names_on(name: str, aliases: Sequence[UnitAlias], day: date) -> list[str]:
    """More than one where the days leave it open; the likeliest first.

    Until a day means: before it. Until a month or a year means: perhaps all through it. Of a former name without an
    end nothing is known but that it was its name once. Before all names that are known the unit has today's.
    """
    former = [alias for alias in aliases if alias.kind is AliasKind.FORMER]
    found = []
    for alias in sorted((alias for alias in former if alias.until and _has_begun(alias, day)), key=_end_of):
        first, last = _period_of(alias.until)
        if day < first or day <= last != first:
            found.append(alias.name)
        if day < first:
            return found
    return [*found, name, *(alias.name for alias in former if not alias.until)]


def short_names_on(name: str, aliases: Sequence[UnitAlias], day: date) -> list[str]:
    """The short names that fit what it was called: those of a name before or after are no longer, or not yet, its."""
    short = [alias.name for alias in aliases if alias.kind is not AliasKind.FORMER]
    former = [alias.name for alias in aliases if alias.kind is AliasKind.FORMER]
    then = possible_names_on(name, aliases, day)[0]
    others = [each for each in (name, *former) if each != then]
    return [
        each for each in short if _is_short_for(each, then) or not any(_is_short_for(each, other) for other in others)
    ]


def _has_begun(alias: UnitAlias, day: date) -> bool:
    return not alias.since or _period_of(alias.since)[0] <= day


def _end_of(alias: UnitAlias) -> str:
    return alias.until


def _is_short_for(short: str, name: str) -> bool:
    """Whether its letters stand in the name in the same order."""
    rest = iter(name)
    return all(letter in rest for letter in short)


def _period_of(written: str) -> tuple[date, date]:
    """The first and last day of YYYY, YYYY-MM or YYYY-MM-DD."""
    match [int(part) for part in written.split("-")]:
        case [year, month, day]:
            return date(year, month, day), date(year, month, day)
        case [year, month]:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        case parts:
            return date(parts[0], 1, 1), date(parts[0], 12, 31)
