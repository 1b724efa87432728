"""Minutes are confirmed, as presented or with changes, as an item of the next meeting."""

from collections.abc import Collection, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager

from partner_hub.core.db import db
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.queries import meeting_before
from partner_hub.meetings.workflow import page_of_item
from partner_hub.minutes.models import IssuedMinutes, Minutes
from partner_hub.minutes.review.models import MinutesConfirmation
from partner_hub.vocabulary.meeting import SIGNED_MEETING_STATES, ItemKind, ItemState
from partner_hub.vocabulary.minutes import ConfirmationOutcome

OUTCOMES = {
    ItemState.PASSED: ConfirmationOutcome.AS_PRESENTED,
    ItemState.PASSED_WITH_CHANGES: ConfirmationOutcome.WITH_CHANGES,
}
OUTCOME_LABELS = {
    ConfirmationOutcome.AS_PRESENTED: _l("Confirmed as presented"),
    ConfirmationOutcome.WITH_CHANGES: _l("Confirmed with changes"),
}


def presented_version(meeting: Meeting) -> IssuedMinutes | None:
    """What lay before this meeting to be confirmed: the last meeting's newest version by then, else its first one."""
    before = meeting_before(meeting)
    minutes = db.session.scalar(select(Minutes).where(Minutes.meeting_id == before.id)) if before else None
    if minutes is None or not minutes.issues:
        return None
    end = meeting.ended_at or meeting.actual_start or meeting.planned_start
    return [each for number, each in enumerate(minutes.issues) if number == 0 or each.signed_at <= end][-1]


def changes_of_item(item: AgendaItem) -> list[str]:
    """Which changes were asked for: the decisions under the item, else its summary."""
    lines = [decision.text for decision in item.decisions] or item.summary.splitlines()
    return [line.strip() for line in lines if line.strip()]


def confirmations_without_changes(meeting: Meeting) -> list[tuple[str, str]]:
    """(sentence, page where it is mended) of items that confirm with changes and do not say which."""
    return [
        (_("Which changes to the last minutes? %(item)s", item=item.title), page_of_item(item, at="summary"))
        for item in _confirming_items(meeting)
        if item.state is ItemState.PASSED_WITH_CHANGES and not changes_of_item(item)
    ]


def file_confirmations(meeting: Meeting) -> None:
    """When the minutes of the confirming meeting are signed, also again after it was reopened."""
    version = presented_version(meeting)
    for item in _confirming_items(meeting):
        filed = db.session.scalar(select(MinutesConfirmation).where(MinutesConfirmation.agenda_item_id == item.id))
        outcome = OUTCOMES.get(item.state)
        if version and outcome:
            filed = filed or MinutesConfirmation(agenda_item_id=item.id)
            changes = changes_of_item(item) if outcome is ConfirmationOutcome.WITH_CHANGES else []
            filed.issued_id, filed.outcome, filed.changes = version.id, outcome, "\n".join(changes)
            db.session.add(filed)
        elif filed:
            db.session.delete(filed)
    db.session.flush()


def confirmations_of_minutes(minutes_id: int) -> Sequence[MinutesConfirmation]:
    """Of all versions; nobody hears of a confirmation before the minutes of the confirming meeting are signed."""
    return db.session.scalars(_in_effect().where(IssuedMinutes.minutes_id == minutes_id)).all()


def confirmations_at_meeting(meeting_id: int) -> Sequence[MinutesConfirmation]:
    """Those that this meeting gave, and those that its own minutes were given."""
    own = IssuedMinutes.minutes_id.in_(select(Minutes.id).where(Minutes.meeting_id == meeting_id))
    return db.session.scalars(_in_effect().where(or_(own, AgendaItem.meeting_id == meeting_id))).all()


def outcomes_of_versions(issued_ids: Collection[int]) -> dict[int, ConfirmationOutcome]:
    found = db.session.scalars(_in_effect().where(MinutesConfirmation.issued_id.in_(issued_ids)))
    return {each.issued_id: each.outcome for each in found}


def _in_effect() -> Select[MinutesConfirmation]:
    statement = select(MinutesConfirmation).join(MinutesConfirmation.item).join(AgendaItem.meeting)
    statement = statement.join(MinutesConfirmation.issued).where(Meeting.state.in_(SIGNED_MEETING_STATES))
    at_meeting = contains_eager(MinutesConfirmation.item).contains_eager(AgendaItem.meeting)
    return statement.options(at_meeting, contains_eager(MinutesConfirmation.issued)).order_by(MinutesConfirmation.id)


def _confirming_items(meeting: Meeting) -> list[AgendaItem]:
    return [item for item in meeting.items if item.kind is ItemKind.MINUTES_CONFIRMATION]
