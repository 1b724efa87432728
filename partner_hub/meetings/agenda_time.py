"""The minutes given to the items of an agenda, against the planned length of the meeting."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

# Filled in here, and in the browser while somebody types (static/agenda.js).
TIME_SENTENCES = {
    "within": _l("{allotted} of {planned} minutes are given out, {left} are left."),
    "over": _l("{allotted} minutes are given out, {over} more than the {planned} that the meeting is planned for."),
    "open": _l("{allotted} minutes are given out. No length is planned for the meeting."),
    "unset": _l("Items without minutes: {unset}."),
}


@dataclass(frozen=True)
class AgendaTime:
    """`unset`: how many items have no minutes; `planned` is None where the meeting has no planned length."""

    allotted: int
    unset: int
    planned: int | None

    @property
    def is_over(self) -> bool:
        return self.planned is not None and self.allotted > self.planned

    @property
    def sentence(self) -> str:
        kind = "open" if self.planned is None else "over" if self.is_over else "within"
        left = (self.planned or 0) - self.allotted
        words = {"allotted": self.allotted, "planned": self.planned, "left": left, "over": -left, "unset": self.unset}
        return " ".join(str(TIME_SENTENCES[each]).format(**words) for each in (kind, *["unset"] * bool(self.unset)))


def agenda_time(minutes: Iterable[int | None], planned: int | None) -> AgendaTime:
    given = list(minutes)
    return AgendaTime(sum(each or 0 for each in given), sum(each is None for each in given), planned)
