from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_hub.core import clock
from partner_hub.core.db import UtcDateTime


@given(st.datetimes(min_value=datetime(1992, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001 - what a person types
def test_a_typed_time_comes_back_as_it_was_typed(wall: datetime) -> None:
    moment = clock.from_local(wall)

    assert moment.tzinfo == UTC
    assert clock.to_local(moment).replace(tzinfo=None) == wall


def test_midnight_in_china_is_four_in_the_afternoon_of_the_day_before() -> None:
    assert clock.from_local(datetime(2026, 7, 3)) == datetime(2026, 7, 2, 16, tzinfo=UTC)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), (2026, 1)),
        (date(2026, 3, 31), (2026, 1)),
        (date(2026, 4, 1), (2026, 2)),
        (date(2026, 12, 31), (2026, 4)),
    ],
)
def test_the_quarter_of_a_day(day: date, quarter: tuple[int, int]) -> None:
    assert clock.quarter_of(day) == quarter


def test_a_column_stores_utc_and_refuses_moments_without_a_zone() -> None:
    column = UtcDateTime()
    east = datetime(2026, 7, 3, 8, tzinfo=timezone(timedelta(hours=8)))

    assert column.process_bind_param(east, None) == datetime(2026, 7, 3, tzinfo=UTC)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="time zone"):
        column.process_bind_param(datetime(2026, 7, 3), None)  # type: ignore[arg-type]  # noqa: DTZ001
