"""The only reader of the clock. Moments are aware and in UTC; days are those of Asia/Shanghai."""

from datetime import UTC, date, datetime, time, timedelta
from time import monotonic
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def utc_now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def seconds() -> float:
    """Of a clock that only runs forward, from some moment on: how long something takes."""
    return monotonic()


def local_today() -> date:
    """Today's date in Asia/Shanghai."""
    return utc_now().astimezone(SHANGHAI).date()


def to_local(moment: datetime) -> datetime:
    """The moment in Asia/Shanghai."""
    return moment.astimezone(SHANGHAI)


def from_local(wall: datetime) -> datetime:
    """A naive local time (Asia/Shanghai) as an aware moment in UTC."""
    return wall.replace(tzinfo=SHANGHAI).astimezone(UTC)


def last_at(hour: time, now: datetime) -> datetime:
    """The latest moment, at or before `now`, at which it was `hour` in Asia/Shanghai."""
    today = from_local(datetime.combine(to_local(now).date(), hour))
    return today if today <= now else today - timedelta(days=1)


def days_before(day: date, number: int) -> datetime:
    """Local midnight at the beginning of the day `number` days before `day`."""
    return from_local(datetime.combine(day - timedelta(days=number), time()))


def quarter_of(day: date) -> tuple[int, int]:
    """(year, 1..4) of a day."""
    return day.year, (day.month + 2) // 3
