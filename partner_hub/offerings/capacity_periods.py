"""Periods in which a capacity is there anew: their days, and how they are told in words."""

from datetime import date, timedelta
from typing import Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.core.clock import quarter_of
from partner_hub.core.quarters import days_of_quarter
from partner_hub.core.template_filters import format_day
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.offering import RENEWED_CAPACITY_PERIODS, CapacityPeriod

CAPACITY_PERIOD_LABELS: Final = {
    CapacityPeriod.IN_ALL: _l("In all, once"),
    CapacityPeriod.WEEK: _l("Each week"),
    CapacityPeriod.MONTH: _l("Each month"),
    CapacityPeriod.QUARTER: _l("Each quarter"),
    CapacityPeriod.YEAR: _l("Each year"),
    CapacityPeriod.AT_A_TIME: _l("At a time"),
}
_COUNTED_CAPACITY: Final = {
    CapacityPeriod.IN_ALL: _l("%(all)s in all"),
    CapacityPeriod.WEEK: _l("%(all)s a week"),
    CapacityPeriod.MONTH: _l("%(all)s a month"),
    CapacityPeriod.QUARTER: _l("%(all)s a quarter"),
    CapacityPeriod.YEAR: _l("%(all)s a year"),
    CapacityPeriod.AT_A_TIME: _l("%(all)s at a time"),
}
_CAPACITY_LEFT: Final = {
    CapacityPeriod.IN_ALL: _l("%(left)s left"),
    CapacityPeriod.WEEK: _l("%(left)s left this week"),
    CapacityPeriod.MONTH: _l("%(left)s left this month"),
    CapacityPeriod.QUARTER: _l("%(left)s left this quarter"),
    CapacityPeriod.YEAR: _l("%(left)s left this year"),
    CapacityPeriod.AT_A_TIME: _l("%(left)s free now"),
}
_RENEWALS: Final[dict[CapacityPeriod, LazyString]] = {
    CapacityPeriod.WEEK: _l("From next Monday (%(day)s) on there are %(free)s again."),
    CapacityPeriod.MONTH: _l("From the first of next month (%(day)s) on there are %(free)s again."),
    CapacityPeriod.QUARTER: _l("From next quarter (%(day)s) on there are %(free)s again."),
    CapacityPeriod.YEAR: _l("From next year (%(day)s) on there are %(free)s again."),
    CapacityPeriod.AT_A_TIME: _l("Places come back when a match ends."),
}


def first_counted_day(period: CapacityPeriod, day: date) -> date:
    """What was delivered from this day on is used up on `day`: ever, in the period around it, or never."""
    if period is CapacityPeriod.WEEK:
        return day - timedelta(days=day.weekday())
    if period is CapacityPeriod.MONTH:
        return day.replace(day=1)
    if period is CapacityPeriod.QUARTER:
        return days_of_quarter(quarter_of(day))[0]
    if period is CapacityPeriod.YEAR:
        return date(day.year, 1, 1)
    return date.min if period is CapacityPeriod.IN_ALL else date.max


def renewal_day(period: CapacityPeriod, day: date) -> date | None:
    """The first day of the next period; None for a capacity that does not renew."""
    if period not in RENEWED_CAPACITY_PERIODS:
        return None
    if period is CapacityPeriod.WEEK:
        return first_counted_day(period, day) + timedelta(days=7)
    later = first_counted_day(period, day)
    while first_counted_day(period, later) <= day:
        later += timedelta(days=28)
    return first_counted_day(period, later)


def capacity_in_words(offering: Offering, left: int | None) -> str:
    """How many in which period, and with `left` what is free of them; "" without a number (每月2场，本月还剩1场)."""
    counted = counted_in_words(offering.capacity_period, offering.capacity_number, offering.capacity_unit)
    rest = rest_in_words(offering, left)
    return _("%(capacity)s, %(rest)s", capacity=counted, rest=rest) if rest else counted


def rest_in_words(offering: Offering, left: int | None) -> str:
    """What is free in the period of today (本月还剩1场); "" where nothing is counted."""
    rest = "" if left is None else f"{max(left, 0)}{offering.capacity_unit}"
    return _CAPACITY_LEFT[offering.capacity_period] % {"left": rest} if rest else ""


def counted_in_words(period: CapacityPeriod, number: int | None, unit: str) -> str:
    """How many in which period (每月2场); "" without a number."""
    return "" if number is None else _COUNTED_CAPACITY[period] % {"all": f"{number}{unit}"}


def oversold_in_words(offering: Offering, left: int | None) -> str:
    """That more is promised or used up than there is; "" where it is not."""
    if left is None or left >= 0:
        return ""
    over = f"{-left}{offering.capacity_unit}"
    return _("More than there is: %(over)s too many are promised or delivered.", over=over)


def free_places_in_words(offering: Offering, free: int) -> str:
    """How many are free, and of how many in which period where that is not simply all there are."""
    counted = f"{max(free, 0)}{offering.capacity_unit}"
    if offering.capacity_period is CapacityPeriod.IN_ALL or offering.capacity_number is None:
        return counted
    return _("%(free)s (%(capacity)s)", free=counted, capacity=capacity_in_words(offering, None))


def renewal_in_words(offering: Offering, *, free_now: int, free_then: int, day: date) -> str:
    """When places come back, `free_then` with the next period; "" where waiting does not help."""
    period = offering.capacity_period
    is_worth_waiting = period is CapacityPeriod.AT_A_TIME or free_then > max(free_now, 0)
    if period not in _RENEWALS or not is_worth_waiting:
        return ""
    words = {"day": format_day(renewal_day(period, day)), "free": f"{free_then}{offering.capacity_unit}"}
    return _RENEWALS[period] % words
