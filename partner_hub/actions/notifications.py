"""What people are told about action items."""

from collections.abc import Iterable
from datetime import date

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.accounts.models import User
from partner_hub.actions.models import ActionItem
from partner_hub.actions.workflow import ACTION_STEP_LABELS
from partner_hub.core.actor import Actor
from partner_hub.core.template_filters import format_day
from partner_hub.messages import queries as people
from partner_hub.messages import service as messages
from partner_hub.vocabulary.action import ActionState


def settle(action: ActionItem) -> None:
    """A step was taken: what was told of the state before is of no use any more."""
    messages.settle_notifications(action.community_id, endpoint="actions.show", values={"action_id": action.id})


def tell_issued(action: ActionItem) -> int:
    return _tell_unit(action, "issued", _l("New task of your unit: %(title)s", title=action.title))


def tell_sent_back(action: ActionItem, reason: str) -> int:
    subject = _l("Sent back: %(title)s", title=action.title)
    return _tell_unit(action, f"sent-back:{action.version}", subject, reason)


def tell_due_soon(action: ActionItem) -> int:
    return _tell_unit(action, f"soon:{action.due}", _l("Soon due: %(title)s", title=action.title))


def tell_overdue(action: ActionItem) -> int:
    return _tell_unit(action, f"late:{action.due}", _l("Overdue: %(title)s", title=action.title))


def remind(action: ActionItem, today: date) -> int:
    return _tell_unit(action, f"remind:{today}", _l("Reminder: %(title)s", title=action.title))


def tell_reported(actor: Actor, action: ActionItem) -> int:
    """The secretaries, who close it out or send it back; the reporter knows."""
    subject = _l("Reported done: %(title)s", title=action.title)
    others = [each for each in people.secretaries_of_community(action.community_id) if each.id != actor.user_id]
    occasion = f"reported:{action.version}"
    return _tell(others, action, occasion, subject, button=ACTION_STEP_LABELS["close_out"], details=action.outcome)


def _tell_unit(action: ActionItem, occasion: str, subject: LazyString, details: str = "") -> int:
    button = ACTION_STEP_LABELS["acknowledge" if action.state == ActionState.ISSUED else "report_done"]
    unit = people.people_of_unit(action.responsible_id) if action.responsible_id else []
    return _tell(unit, action, occasion, subject, button=button, details=details or LazyString(_terms, action))


def _tell(
    readers: Iterable[User],
    action: ActionItem,
    occasion: str,
    subject: LazyString,
    *,
    button: LazyString,
    details: messages.TranslatableText,
) -> int:
    return messages.notify_people(
        readers,
        action.community_id,
        kind="action",
        key=f"action:{action.id}:{occasion}",
        endpoint="actions.show",
        values={"action_id": action.id},
        subject=subject,
        button=button,
        details=details,
    )


def _terms(action: ActionItem) -> str:
    """Deadline and expected result."""
    due = _("Deadline: %(day)s", day=format_day(action.due)) if action.due else ""
    expected = _("Expected result: %(words)s", words=action.expected) if action.expected else ""
    return " · ".join(filter(None, (due, expected)))
