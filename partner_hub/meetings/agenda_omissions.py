"""What came onto an agenda by itself and was taken off it by somebody."""

from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, select

from partner_hub.core import clock
from partner_hub.core.db import db, insert_of, rows_changed
from partner_hub.matching.models import Match
from partner_hub.meetings.agenda_models import AgendaOmission
from partner_hub.meetings.models import AgendaItem, FollowUp, Meeting
from partner_hub.vocabulary.match import MatchOrigin
from partner_hub.vocabulary.meeting import AgendaSource, ItemKind

# What it means to take it off.
REMOVAL_SENTENCES: dict[AgendaSource, LazyString] = {
    AgendaSource.TASK: _l(
        "This promise came onto the agenda by itself. Taken off, this meeting does not ask what became of it; the task "
        "stays as it is, and comes onto the next agenda again while it is open."
    ),
    AgendaSource.CONSENT: _l(
        "This line tells what a unit says of a match that it was given in its absence. Taken off, this meeting does "
        "not hear of it; it comes onto the next agenda again while the unit has not confirmed."
    ),
    AgendaSource.MATCH: _l(
        "This match came onto the agenda by itself. Taken off, both sides still agree to it, and it comes onto the "
        "next agenda again."
    ),
    AgendaSource.ITEM: _l(
        "This item came back by itself, because the last meeting put it off or its task is open. Taken off, it comes "
        "onto the next agenda again."
    ),
    AgendaSource.MINUTES: _l(
        "This item came by itself, because the last minutes are signed. Taken off, this meeting does not confirm them."
    ),
    AgendaSource.NEED: _l(
        "This item came by itself, because a meeting put the need off or it was carried over for the third time. Taken "
        "off, it comes onto the next agenda again while the need is open."
    ),
}


def source_of_item(item: AgendaItem) -> tuple[AgendaSource, int] | None:
    """Where it came from by itself; None for one that somebody put there."""
    if item.predecessor_id:
        return AgendaSource.ITEM, item.predecessor_id
    if item.kind is ItemKind.MINUTES_CONFIRMATION:
        return AgendaSource.MINUTES, item.meeting_id
    return (AgendaSource.NEED, item.need_id) if item.need_id else None


def source_of_line(line: Any) -> tuple[AgendaSource, int] | None:
    """The same for a line of the record."""
    if isinstance(line, FollowUp) and line.action_id:
        return AgendaSource.TASK, line.action_id
    if isinstance(line, FollowUp) and line.consent_id:
        return AgendaSource.CONSENT, line.consent_id
    if isinstance(line, Match) and line.origin is not MatchOrigin.MEETING:
        return AgendaSource.MATCH, line.id
    return None


def removal_sentence(source: tuple[AgendaSource, int] | None) -> LazyString | str:
    return REMOVAL_SENTENCES[source[0]] if source else ""


def omit_from_agenda(meeting: Meeting, source: tuple[AgendaSource, int] | None) -> None:
    """It does not come by itself again; twice is once. None: somebody had put it there."""
    if source:
        now, (kind, subject_id) = clock.utc_now(), source
        row = {"meeting_id": meeting.id, "source": kind, "subject_id": subject_id, "created_at": now, "updated_at": now}
        db.session.execute(insert_of(AgendaOmission).values(row).on_conflict_do_nothing())


def omitted_subjects(meeting: Meeting, source: AgendaSource) -> set[int]:
    statement = select(AgendaOmission.subject_id).where(AgendaOmission.meeting_id == meeting.id)
    return set(db.session.scalars(statement.where(AgendaOmission.source == source)))


def count_omissions(meeting: Meeting) -> int:
    statement = select(func.count(AgendaOmission.id)).where(AgendaOmission.meeting_id == meeting.id)
    return db.session.scalar(statement) or 0


def forget_omissions(meeting: Meeting) -> None:
    rows_changed(delete(AgendaOmission).where(AgendaOmission.meeting_id == meeting.id))
