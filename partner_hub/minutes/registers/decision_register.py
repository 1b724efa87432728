"""The register of decisions: every decision of signed minutes, numbered by the year of the minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, Subquery, func, select
from sqlalchemy.orm import Bundle

from partner_hub.core.db import db
from partner_hub.core.quarters import Quarter, parse_quarter
from partner_hub.core.row_numbers import row_number_if_any
from partner_hub.core.search import contains_every_word
from partner_hub.meetings.models import AgendaItem, Decision, Meeting
from partner_hub.minutes.models import IssuedMinutes, Minutes
from partner_hub.vocabulary.meeting import SIGNED_MEETING_STATES


@dataclass(frozen=True)
class RegisteredDecision:
    """A decision with the item, meeting and newest version of the minutes in which it stands."""

    decision_id: int
    text: str
    item_id: int
    item_title: str
    meeting_id: int
    meeting_title: str
    meeting_year: int
    meeting_quarter: int
    issued_id: int
    issued_year: int
    issued_number: int
    dated: date
    serial: int

    @property
    def number(self) -> str:
        """For instance 〔2026〕1."""
        return f"〔{self.issued_year}〕{self.serial}"

    @property
    def reference(self) -> str:
        """文号 of the minutes, for instance 〔2026〕3号."""
        return f"〔{self.issued_year}〕{self.issued_number}号"

    @property
    def quarter(self) -> Quarter:
        return self.meeting_year, self.meeting_quarter


class _DecisionBundle(Bundle[RegisteredDecision]):
    def create_row_processor(self, query: Any, procs: Any, labels: Any) -> Any:
        """Each row of the statement becomes a RegisteredDecision."""
        return lambda row: RegisteredDecision(*(process(row) for process in procs))


def registered_decisions(community_id: int, wishes: Mapping[str, str]) -> Select[Any]:
    """RegisteredDecisions, newest first, by q, year, quarter (2026Q4, of the meeting) and meeting.

    Numbers count all decisions of a year in the order of minutes, agenda and record, whatever is asked for. Those of
    a meeting that was reopened are left out until its minutes are signed again.
    """
    register = _numbered_decisions(community_id)
    columns = [register.c[name] for name in RegisteredDecision.__dataclass_fields__]
    statement: Select[Any] = select(_DecisionBundle("decision", *columns))
    statement = statement.where(register.c.state.in_(SIGNED_MEETING_STATES))
    if text := wishes.get("q"):
        statement = statement.where(contains_every_word(text, register.c.text, register.c.item_title))
    if (year := row_number_if_any(wishes.get("year"))) is not None:
        statement = statement.where(register.c.issued_year == year)
    if quarter := parse_quarter(wishes.get("quarter", "")):
        statement = statement.where(register.c.meeting_year == quarter[0], register.c.meeting_quarter == quarter[1])
    if (meeting := row_number_if_any(wishes.get("meeting"))) is not None:
        statement = statement.where(register.c.meeting_id == meeting)
    return statement.order_by(register.c.issued_year.desc(), register.c.serial.desc())


def _numbered_decisions(community_id: int) -> Subquery:
    issued, newest = IssuedMinutes, select(func.max(IssuedMinutes.id)).where(IssuedMinutes.minutes_id == Minutes.id)
    order = (issued.number, AgendaItem.position, AgendaItem.id, Decision.position, Decision.id)
    columns = {
        "decision_id": Decision.id,
        "text": Decision.text,
        "item_id": AgendaItem.id,
        "item_title": AgendaItem.title,
        "meeting_id": Meeting.id,
        "meeting_title": Meeting.title,
        "meeting_year": Meeting.year,
        "meeting_quarter": Meeting.quarter,
        "state": Meeting.state,
        "issued_id": issued.id,
        "issued_year": issued.year,
        "issued_number": issued.number,
        "dated": issued.dated,
        "serial": func.row_number().over(partition_by=issued.year, order_by=order),
    }
    return (
        select(*(column.label(name) for name, column in columns.items()))
        .select_from(Decision)
        .join(AgendaItem, Decision.agenda_item_id == AgendaItem.id)
        .join(Meeting, AgendaItem.meeting_id == Meeting.id)
        .join(Minutes, Minutes.meeting_id == Meeting.id)
        .join(issued, issued.id == newest.correlate(Minutes).scalar_subquery())
        .where(Meeting.community_id == community_id)
        .subquery()
    )


def quarters_with_signed_meetings(community_id: int) -> list[Quarter]:
    """Newest first."""
    statement = select(Meeting.year, Meeting.quarter).where(
        Meeting.community_id == community_id, Meeting.state.in_(SIGNED_MEETING_STATES)
    )
    found = db.session.execute(statement.distinct().order_by(Meeting.year.desc(), Meeting.quarter.desc()))
    return [(row.year, row.quarter) for row in found]
