"""Parse and format since when a unit is a partner: YYYY, YYYY-MM or YYYY-MM-DD, as precise as it is known."""

import re
from datetime import date

from flask_babel import gettext as _

from partner_hub.core.template_filters import format_day
from partner_hub.workbooks.values import dates, text

_YEAR = re.compile(r"((?:19|20)\d{2})年?")


def parse_joined_on(written: str) -> str | None:
    """The stored form of what a person typed (2024年3月, 2024.3.5, 2024); None when it is no date."""
    plain = text.short_text(written)
    if year := _YEAR.fullmatch(plain):
        return year[1]
    found = dates.parse_moment(plain)
    return str(found) if found else None


def format_joined_on(joined: str) -> str:
    """For the screen: 2024年3月, or Mar 2024 in English."""
    parts = [int(part) for part in joined.split("-")] if joined else []
    match parts:
        case [year, month, number]:
            return format_day(date(year, month, number))
        case [year, month]:
            return _("%(month)s/%(year)s", year=year, month=month)
        case _:
            return joined
