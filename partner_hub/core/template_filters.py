"""Jinja filters and globals: dates, times, quarters, telephone links, URLs of the same page."""

import re
from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import urlencode

from flask import Flask, request, url_for
from flask_babel import format_date, get_locale
from flask_babel import gettext as _
from wtforms import Field

from partner_hub.core import clock
from partner_hub.core.forms import single_line
from partner_hub.core.quarters import quarter_in_chinese

CHINESE_WEEKDAYS = "一二三四五六日"
# 12345, 0591-8765 4321, 400-820-8820, 13812345678; not the hours that follow.
LEADING_NUMBER = re.compile(r"([0-9]{3,4}[ -]?[0-9]{3,8}([ -][0-9]{3,4})?|[0-9]{5})(?![0-9:])")


def init_app(app: Flask) -> None:
    filters: dict[str, Callable[..., str]] = {
        "day": format_day,
        "moment": format_moment,
        "time_of_day": format_time_of_day,
        "dialled": dialled_number,
        "quarter_name": quarter_name,
        "single_line": single_line,
    }
    for name, function in filters.items():
        app.add_template_filter(function, name)
    app.add_template_global(this_page_with)
    app.add_template_global(same_rows)
    app.add_template_global(clock.local_today, "today")
    app.add_template_global(quarter_name)
    app.add_template_global(aria_attributes, "described")


def _is_chinese() -> bool:
    return str(get_locale() or "").startswith("zh")


def format_day(value: date | None, *, weekday: bool = False) -> str:
    """2026年7月3日 星期五, or Fri 3 Jul 2026 in English; "" for None."""
    if value is None:
        return ""
    if not _is_chinese():
        return format_date(value, "EEE d MMM y" if weekday else "d MMM y")
    text = f"{value.year}年{value.month}月{value.day}日"
    return f"{text} 星期{CHINESE_WEEKDAYS[value.weekday()]}" if weekday else text


def format_moment(value: datetime | None, *, weekday: bool = False) -> str:
    """Day and time in Asia/Shanghai; "" for None."""
    if value is None:
        return ""
    wall = clock.to_local(value)
    return f"{format_day(wall.date(), weekday=weekday)} {wall:%H:%M}"


def format_time_of_day(value: datetime | None) -> str:
    return f"{clock.to_local(value):%H:%M}" if value else ""


def dialled_number(line: str) -> str:
    """The digits of the telephone number at the beginning of a line (opening hours may follow); "" without one."""
    found = LEADING_NUMBER.match(line)
    return re.sub("[ -]", "", found[0]) if found else ""


def quarter_name(year: int, quarter: int) -> str:
    """2026年第四季度, or Q4 2026 in English."""
    if _is_chinese():
        return quarter_in_chinese(year, quarter)
    return _("Q%(quarter)s %(year)s", quarter=quarter, year=year)


def this_page_with(**changes: object) -> str:
    """The address of this page with some of its query changed; None takes a part away."""
    return _path_with_query(url_for(request.endpoint or "", **(request.view_args or {})), changes)


def same_rows(endpoint: str) -> str:
    """The address of another view of the rows that this page's query chooses, for instance their export."""
    return _path_with_query(url_for(endpoint), {"page": None, "size": None})


def _path_with_query(path: str, changes: dict[str, object]) -> str:
    # The query is what a stranger may have written into a link: it must not become arguments of url_for.
    query = request.args.to_dict(flat=False)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = [str(value)]
    return f"{path}?{urlencode(query, doseq=True)}" if query else path


def aria_attributes(field: Field, hint: str) -> dict[str, str]:
    """The attributes that tie a control to its hint and errors for screen readers."""
    notes = [f"{field.id}-{part}" for part, there in (("hint", hint), ("error", field.errors)) if there]
    return ({"aria-describedby": " ".join(notes)} if notes else {}) | ({"aria-invalid": "true"} if field.errors else {})
