"""The sign-in list as a recorder copies it from paper or from a sheet: what is clear is recorded, the rest is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from flask_babel import gettext as _

from partner_hub.core.actor import Actor
from partner_hub.meetings import attendance, queries
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.sign_in_lines import SignInLine, is_heading, read_sign_in_line
from partner_hub.partners.service import remember_answer
from partner_hub.partners.unit_name_matching import Certainty, KnownName, Matcher, Resolution
from partner_hub.vocabulary.meeting import Presence

MAX_LENGTHS = {"delegate_name": 60, "delegate_title": 60, "reason": 200}


class LineAnswer(TypedDict):
    """What a person says of a line that was not understood."""

    seat_id: int
    delegate_name: str
    delegate_title: str
    reason: str


@dataclass(frozen=True)
class UnreadLine:
    """A line that was not understood, why, what was read of it, and the seats that may be meant, best first.

    `seat_id` is the seat to preselect; 0 for none.
    """

    line: SignInLine
    why: str
    values: attendance.SeatChanges
    seat_ids: list[int]
    seat_id: int = 0

    @property
    def text(self) -> str:
        return self.line.text


@dataclass
class TakenList:
    """`left_out`: telephone numbers and signatures of recorded lines, which no attendance sheet keeps."""

    taken: int = 0
    left: list[UnreadLine] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def record_sign_in_list(
    actor: Actor, meeting: Meeting, text: str, presence: Presence, answers: Mapping[str, LineAnswer] | None = None
) -> TakenList:
    """Record each line that names one unit and one person beyond doubt, or that `answers` settles.

    `answers`: by the line's text.
    """
    sheet = _SignInSheet(actor, meeting, presence)
    for line in filter(None, map(str.strip, text.splitlines())):
        if is_heading(line):
            sheet.done.left_out.append(line)
        elif answer := (answers or {}).get(line):
            sheet.take_answer(line, answer)
        else:
            sheet.take(line)
    return sheet.done


def known_names_of_seats(seats: Sequence[Seat]) -> list[KnownName]:
    return [
        KnownName(str(seat.id), seat.partnership.name, tuple(alias.name for alias in seat.partnership.aliases))
        for seat in seats
    ]


class _SignInSheet:
    """One list while it is read; a unit that stands in it twice is asked about."""

    def __init__(self, actor: Actor, meeting: Meeting, presence: Presence) -> None:
        self._actor, self._meeting, self._presence = actor, meeting, presence
        self._seats = {seat.id: seat for seat in queries.seats_with_short_names(meeting)}
        self._names = Matcher(known_names_of_seats(list(self._seats.values())))
        self._recorded: dict[int, str] = {}
        self.done = TakenList()

    def take(self, text: str) -> None:
        line = read_sign_in_line(text, self._names_unit)
        found = self._names.resolve(line.unit)
        values = _seat_values(line, self._presence)
        seat_id = int(found.best.id) if found.best else 0
        if why := self._fault_of_line(line, found, values, seat_id):
            likely = [int(candidate.id) for candidate in found.ranked]
            proposed = int(found.proposed.id) if found.proposed else 0
            self.done.left.append(UnreadLine(line, why, values, likely, proposed))
        else:
            self._record_seat(line, seat_id, values)

    def _names_unit(self, words: str, certainties: frozenset[Certainty]) -> bool:
        return self._names.resolve(words).certainty in certainties

    def take_answer(self, text: str, answer: LineAnswer) -> None:
        line, seat = read_sign_in_line(text, self._names_unit), answer["seat_id"]
        values: attendance.SeatChanges = {name: answer[name] for name in MAX_LENGTHS}  # type: ignore[literal-required,assignment]
        if why := _length_fault(values):
            self.done.left.append(UnreadLine(line, why, values, [seat], seat))
        else:
            self._record_seat(line, seat, values)
            self._learn_unit(line.unit, seat)

    def _learn_unit(self, written: str, seat_id: int) -> None:
        """The words that were asked about are understood the next time."""
        if self._names.resolve(written).best is None:
            remember_answer(self._actor, self._seats[seat_id].partnership, written)

    def _record_seat(self, line: SignInLine, seat_id: int, values: attendance.SeatChanges) -> None:
        partnership = self._seats[seat_id].partnership
        attendance.set_seat(self._actor, self._meeting, partnership, data={**values, "presence": self._presence})
        self._recorded[seat_id] = values.get("delegate_name", "")
        self.done.taken += 1
        self.done.left_out += line.left_out

    def _fault_of_line(self, line: SignInLine, found: Resolution, values: attendance.SeatChanges, seat_id: int) -> str:
        if not seat_id:
            return _unknown_unit(line.unit, found)
        if len(line.names) > 1:
            return _("Two persons stand in this line; a seat has one delegate. Who was there for the unit?")
        if seat_id in self._recorded and self._recorded[seat_id] != values.get("delegate_name", ""):
            return _("This unit stands in the list already, with %(name)s.", name=self._recorded[seat_id] or "—")
        return _length_fault(values)


def _seat_values(line: SignInLine, presence: Presence) -> attendance.SeatChanges:
    """After the name comes the title; for those who are away the reason."""
    name, others = "、".join(line.names[:1]), "、".join(line.names[1:])
    remark = " ".join(filter(None, (line.remark, others)))
    if not name and not line.title:
        return {"reason": remark} if remark else {}
    if presence is Presence.PRESENT:
        return {"delegate_name": name, "delegate_title": line.title, "reason": remark}
    return {"delegate_name": name, "reason": " ".join(filter(None, (line.title, remark)))}


def _length_fault(values: attendance.SeatChanges) -> str:
    if any(len(str(value)) > MAX_LENGTHS.get(name, 200) for name, value in values.items()):
        return _("The words after the unit are too long.")
    return ""


def _unknown_unit(unit: str, found: Resolution) -> str:
    if found.ranked:
        names = "、".join(candidate.name for candidate in found.ranked[:4])
        return _("“%(unit)s” may be: %(names)s. Please write more of the name.", unit=unit, names=names)
    return _("No unit with a seat is called “%(unit)s”.", unit=unit)
