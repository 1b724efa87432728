#!/usr/bin/env bash
# Of the packages for the Chinese calendar, three begin a month of 2057 a day late, and two of them three months of this
# century: 重阳 of 2057 is 7 October to lunar-python 1.4.8, and 6 October to sxtwl 2.0.7.
#
# A month begins on the day of the new moon in Beijing (GB/T 33661-2017). That of September 2057 comes, by ephem 4.2.1,
# ten seconds before midnight: lunar-python, borax and LunarCalendar let the ninth month begin on the 29th, sxtwl and
# lunardate on the 28th. borax 4.1.3 and LunarCalendar 0.0.9 are a day late in 2089 and 2097 as well (new moons at 23:57
# and 23:59). From 1990 to 2056 all five agree on every day, the leap eleventh month of 2033 among them: until then it
# does not matter which one a program asks.
#
# Compares every day from 1990 to 2099. Fails when the days on which they differ change.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    sxtwl==2.0.7 lunardate==0.3.0 lunar-python==1.4.8 borax==4.1.3 LunarCalendar==0.0.9 ephem==4.2.1
"$work/venv/bin/python" -W ignore - <<'PY'
from datetime import date, timedelta

import ephem
import lunardate
import sxtwl
from borax.calendars.lunardate import LunarDate
from lunar_python import Solar
from lunarcalendar import Converter
from lunarcalendar import Solar as UsualDay


def by_sxtwl(day):
    found = sxtwl.fromSolar(day.year, day.month, day.day)
    return found.getLunarMonth(), found.getLunarDay(), bool(found.isLunarLeap())


def by_lunardate(day):
    found = lunardate.LunarDate.from_solar_date(day.year, day.month, day.day)
    return found.month, found.day, bool(found.is_leap_month)


def by_lunar_python(day):
    found = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    return abs(found.getMonth()), found.getDay(), found.getMonth() < 0


def by_borax(day):
    found = LunarDate.from_solar(day)
    return found.month, found.day, bool(found.leap)


def by_lunarcalendar(day):
    found = Converter.Solar2Lunar(UsualDay(day.year, day.month, day.day))
    return found.month, found.day, bool(found.isleap)


found = {}
for read in (by_lunardate, by_lunar_python, by_borax, by_lunarcalendar):
    days = (date(1990, 1, 1) + timedelta(days=number) for number in range(40177))
    differing = [day for day in days if read(day) != by_sxtwl(day)]
    found[read.__name__] = (len(differing), sorted({day.year for day in differing}))
    print(read.__name__, "differs from sxtwl on", *found[read.__name__])
assert found == {
    "by_lunardate": (0, []),
    "by_lunar_python": (30, [2057]),
    "by_borax": (90, [2057, 2089, 2097]),
    "by_lunarcalendar": (90, [2057, 2089, 2097]),
}, found
new_moons = [str(ephem.Date(ephem.next_new_moon(after) + ephem.hour * 8)) for after in ("2057/9/20", "2089/8/25", "2097/7/28")]
print("new moons in Beijing, by ephem:", *new_moons, sep="\n  ")
assert new_moons[0].startswith("2057/9/28 23:59"), new_moons
print("重阳 2057:", [str(date(2057, 10, d)) for d in (6, 7) if by_lunar_python(date(2057, 10, d))[:2] == (9, 9)], "or",
      [str(date(2057, 10, d)) for d in (6, 7) if by_sxtwl(date(2057, 10, d))[:2] == (9, 9)])
PY
echo "as described"
