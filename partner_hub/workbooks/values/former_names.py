"""Former names of a unit in one cell: 柳岸一小（2019-09至2026-03-01）、柳岸小学（至2019-09）."""

import re
from dataclasses import dataclass
from typing import Final

from partner_hub.workbooks.values import text
from partner_hub.workbooks.values.dates import parse_moment

DAYS: Final = re.compile(r"(?P<name>.+?)[（(](?P<since>[^（）()]*?)(?:(?:至|到|—+|~|～)(?P<until>[^（）()]*)|起)[）)]")
YEAR: Final = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True)
class FormerName:
    """`since` and `until` are YYYY, YYYY-MM or YYYY-MM-DD; "" where it is not known."""

    name: str
    since: str = ""
    until: str = ""


def write_former_name(former: FormerName) -> str:
    if former.until:
        return f"{former.name}（{former.since}至{former.until}）"
    return f"{former.name}（{former.since}起）" if former.since else former.name


def read_former_name(written: str) -> FormerName:
    """Brackets that hold no days belong to the name."""
    found = DAYS.fullmatch(written.strip())
    since, until = (_stored_day(found["since"]), _stored_day(found["until"] or "")) if found else (None, None)
    if not found or since is None or until is None or not (since or until):
        return FormerName(written.strip())
    return FormerName(found["name"].strip(), since, until)


def split_former_names(cell: str) -> list[FormerName]:
    """Separators within brackets do not part names."""
    return [read_former_name(each) for each in re.split(r"[、，;；\n](?![^（(]*[）)])", cell) if each.strip()]


def _stored_day(written: str) -> str | None:
    """None for what is no date."""
    plain = text.short_text(written).removesuffix("止").removesuffix("前")
    if not plain:
        return ""
    if year := YEAR.fullmatch(plain.removesuffix("年")):
        return year[0]
    found = parse_moment(plain)
    return str(found) if found else None
