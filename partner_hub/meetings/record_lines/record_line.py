"""A kind of line in a meeting's record (decision, guest, match ...): one guarded way to add, change and remove it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import InstrumentedAttribute

from partner_hub.core.actor import Actor
from partner_hub.core.db import Base, db
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.meetings import queries
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.record_lock import require_open_record

Owner = TypeVar("Owner", Meeting, AgendaItem)
Line = TypeVar("Line", bound=Base)
# A TypedDict: what a form, or a file, gives for one line.
Values = TypeVar("Values", bound=Mapping[str, Any])


@dataclass(frozen=True)
class RecordLine(ABC, Generic[Owner, Line, Values]):
    """`lines` gives the lines of one owner: an item of the agenda, or the meeting.

    Raises (each command): NotAllowed without the right to record, SealedRecord once the minutes are signed or the
    meeting is cancelled; `change` Conflict when somebody else saved the line first. What else a kind refuses is said
    where it is declared.
    """

    lines: Callable[[Owner], list[Line]]

    def add(self, actor: Actor, owner: Owner, values: Values) -> Line:
        require_open_record(actor, _meeting_of_owner(owner))
        return self._add(actor, owner, values)

    def change(self, actor: Actor, owner: Owner, line: Line, values: Values) -> Line:
        require_open_record(actor, _meeting_of_owner(owner))
        return self._change(actor, owner, line, values)

    def remove(self, actor: Actor, owner: Owner, line: Line) -> None:
        require_open_record(actor, _meeting_of_owner(owner))
        self._remove(actor, owner, line)

    @abstractmethod
    def _add(self, actor: Actor, owner: Owner, values: Values) -> Line: ...

    @abstractmethod
    def _change(self, actor: Actor, owner: Owner, line: Line, values: Values) -> Line: ...

    @abstractmethod
    def _remove(self, actor: Actor, owner: Owner, line: Line) -> None: ...


@dataclass(frozen=True)
class TableLine(RecordLine[Owner, Line, Values]):
    """Lines in a table of their own, numbered by `position` within their owner.

    owner_id  the column that points to the owner
    columns   what `values` may set; a column that is not among the values keeps what it holds
    history   the columns whose words are kept in the history when a line is removed, and when it is changed unless
              `keeps_old_words` is False
    complete  what a new line holds beside the values; may refuse it
    """

    model: type[Line]
    owner_id: InstrumentedAttribute[int]
    columns: tuple[str, ...]
    history: tuple[str, ...]
    complete: Callable[[Owner, Values], Mapping[str, Any]] = lambda _owner, _values: {}
    keeps_old_words: bool = True

    def _add(self, actor: Actor, owner: Owner, values: Values) -> Line:
        row = {**self._columns_among(values), **self.complete(owner, values)}
        position = queries.next_line_position(self.model, self.owner_id == owner.id)
        line = self.model(position=position, **row)
        self.lines(owner).append(line)
        db.session.flush()
        record_event(actor, line, "add")
        return line

    def _change(self, actor: Actor, owner: Owner, line: Line, values: Values) -> Line:
        details = {"before": self._words_for_history(line)} if self.keeps_old_words else {}
        for name, value in self._columns_among(values).items():
            setattr(line, name, value)
        count_save(line)
        record_event(actor, line, "edit", details=details)
        return line

    def _remove(self, actor: Actor, owner: Owner, line: Line) -> None:
        record_event(actor, line, "remove", details=self._words_for_history(line))
        self.lines(owner).remove(line)
        db.session.flush()

    def _columns_among(self, values: Values) -> dict[str, Any]:
        return {name: values[name] for name in self.columns if name in values}

    def _words_for_history(self, line: Line) -> dict[str, Any]:
        return {name: getattr(line, name) for name in self.history}


def _meeting_of_owner(owner: Meeting | AgendaItem) -> Meeting:
    return owner if isinstance(owner, Meeting) else owner.meeting
