"""Minutes of an old meeting call a unit as it was called then."""

from datetime import date

import pytest

from partner_hub.partners.models import UnitAlias
from partner_hub.partners.names_of_day import possible_names_on, short_names_on
from partner_hub.vocabulary.unit import AliasKind

TODAY = "晨光社会服务促进会"


def former(name: str, until: str = "", since: str = "") -> UnitAlias:
    return UnitAlias(name=name, kind=AliasKind.FORMER, since=since, until=until)


FIRST, SECOND, UNDATED = former("拾光社", "2024-03-01"), former("拾光中心", "2026", "2024-03-01"), former("拾光队")


@pytest.mark.parametrize(
    ("aliases", "day", "names"),
    [
        ([], date(2026, 7, 10), [TODAY]),
        ([FIRST], date(2024, 2, 29), ["拾光社"]),
        ([FIRST], date(2024, 3, 1), [TODAY]),
        ([SECOND, FIRST], date(2023, 1, 1), ["拾光社"]),
        ([SECOND, FIRST], date(2025, 12, 31), ["拾光中心"]),
        ([SECOND, FIRST], date(2026, 7, 10), ["拾光中心", TODAY]),
        ([SECOND, FIRST], date(2027, 1, 1), [TODAY]),
        ([former("拾光社", "2024-03")], date(2024, 3, 31), ["拾光社", TODAY]),
        ([former("拾光社", "2024-03")], date(2024, 4, 1), [TODAY]),
        ([UNDATED], date(2026, 7, 10), [TODAY, "拾光队"]),
        ([UNDATED, FIRST], date(2023, 1, 1), ["拾光社"]),
        # It was called as today before it had another name.
        ([SECOND], date(2023, 1, 1), [TODAY]),
    ],
)
def test_the_days_of_former_names_tell_what_it_was_called(
    aliases: list[UnitAlias], day: date, names: list[str]
) -> None:
    assert possible_names_on(TODAY, aliases, day) == names


def test_a_short_name_is_that_of_the_name_it_shortens() -> None:
    short = [UnitAlias(name=name, kind=AliasKind.SHORT) for name in ("晨光促进会", "拾光社", "老年食堂")]
    aliases = [former("拾光社工中心", "2026-08-01"), *short]
    assert short_names_on(TODAY, aliases, date(2026, 7, 10)) == ["拾光社", "老年食堂"]
    assert short_names_on(TODAY, aliases, date(2026, 9, 10)) == ["晨光促进会", "老年食堂"]
