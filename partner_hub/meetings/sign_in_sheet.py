"""The sign-in list as a recorder copies it from paper, one unit a line: 3 市四医院 兰雪梅 党办主任."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from partner_hub.core.actor import Actor
from partner_hub.meetings import attendance, queries
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import Meeting
from partner_hub.partners.unit_name_matching import KnownName, Matcher, Resolution
from partner_hub.vocabulary.meeting import Presence

LINE_NUMBER = re.compile(r"^\s*[（(]?\d{1,3}[）)]?[.、．:：\s]\s*")
# What a recorder adds for the own memory: after a dash, or in brackets at the end.
LINE_REMARK = re.compile(r"\s*(?:[—–-]{2,}\s*(.+)|[（(]([^（）()]*)[）)])\s*$")
WORD_GAP = re.compile(r"[\s,，、;；|]+")
MAX_LENGTHS = {"delegate_name": 60, "delegate_title": 60, "reason": 200}


@dataclass(frozen=True)
class UnreadLine:
    """A line that was not understood, as it was written, and why."""

    text: str
    why: str


def record_sign_in_list(actor: Actor, meeting: Meeting, text: str, presence: Presence) -> tuple[int, list[UnreadLine]]:
    """Record each line that names one unit beyond doubt; returns how many, and the lines that are left."""
    seats = {str(seat.id): seat for seat in queries.seats_with_short_names(meeting)}
    names = Matcher(known_names_of_seats(list(seats.values())))
    taken, left = 0, []
    for line in filter(None, map(str.strip, text.splitlines())):
        unit, name, rest, remark = split_sign_in_line(line)
        found = names.resolve(unit)
        values = _seat_values(name, rest, remark, presence)
        if found.best is None:
            left.append(UnreadLine(line, _unknown_unit(unit, found)))
        elif why := _length_fault(values):
            left.append(UnreadLine(line, why))
        else:
            attendance.set_seat(actor, meeting, seats[found.best.id].partnership, data={**values, "presence": presence})
            taken += 1
    return taken, left


def known_names_of_seats(seats: Sequence[Seat]) -> list[KnownName]:
    return [
        KnownName(str(seat.id), seat.partnership.name, tuple(alias.name for alias in seat.partnership.aliases))
        for seat in seats
    ]


def split_sign_in_line(line: str) -> tuple[str, str, str, str]:
    """Unit, name, whatever follows as it is written, and the remark; the number at the beginning is left out."""
    remark = LINE_REMARK.search(line)
    words = LINE_NUMBER.sub("", line[: remark.start()] if remark else line)
    unit, name, rest = [*WORD_GAP.split(words.strip(), maxsplit=2), "", "", ""][:3]
    return unit, name, rest, (remark[1] or remark[2] or "").strip() if remark else ""


def _seat_values(name: str, words: str, remark: str, presence: Presence) -> attendance.SeatChanges:
    """After the name comes the title; for those who are away the reason."""
    if not name:
        return {"reason": remark} if remark else {}
    if presence is Presence.PRESENT:
        return {"delegate_name": name, "delegate_title": words, "reason": remark}
    return {"delegate_name": name, "reason": " ".join(filter(None, (words, remark)))}


def _length_fault(values: attendance.SeatChanges) -> str:
    if any(len(str(value)) > MAX_LENGTHS[name] for name, value in values.items()):
        return _("The words after the unit are too long.")
    return ""


def _unknown_unit(unit: str, found: Resolution) -> str:
    if found.ranked:
        names = "、".join(candidate.name for candidate in found.ranked[:4])
        return _("“%(unit)s” may be: %(names)s. Please write more of the name.", unit=unit, names=names)
    return _("No unit with a seat is called “%(unit)s”.", unit=unit)
