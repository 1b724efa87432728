"""The committee's own tasks: nobody closes out what the same person reported."""

from flask_babel import gettext as _
from sqlalchemy import select

from partner_hub.actions.models import ActionItem
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.events import Event
from partner_hub.messages.queries import people_of_committee


def require_another_reporter(actor: Actor, action: ActionItem) -> None:
    """Of the committee's own items; a secretary without any colleague may close out what nobody else could report.

    Raises:
        DomainError: this person reported it.
    """
    is_own_report = action.responsible_id is None and actor.user_id and actor.user_id == _last_reporter(action)
    if is_own_report and any(person.id != actor.user_id for person in people_of_committee(action.community_id)):
        raise DomainError(
            _("You reported this yourself: another secretary closes it out, or you send it back for staff to report.")
        )


def _last_reporter(action: ActionItem) -> int | None:
    reports = select(Event.user_id).where(
        Event.subject == ActionItem.__tablename__,
        Event.subject_id == action.id,
        Event.tag == "action_item:report_done",
    )
    return db.session.scalar(reports.order_by(Event.id.desc()).limit(1))
