"""Notifications about action items."""

from datetime import date

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.actions.models import ActionItem, ActionSupporter, DeadlineRequest
from partner_hub.actions.workflow import ACTION_STATE_LABELS, ACTION_STEP_LABELS
from partner_hub.core.actor import Actor
from partner_hub.core.events import Event
from partner_hub.core.template_filters import format_day
from partner_hub.messages.queries import active_person, people_of_committee, people_of_unit, secretaries_of_community
from partner_hub.messages.service import TargetPage, notify_people, settle_notifications
from partner_hub.vocabulary.action import ActionState


def settle_action_notifications(action: ActionItem) -> None:
    """A step was taken: notifications of the state before need no reading any more.

    What supporting units were told stays until they have reported their part, or the task has ended.
    """
    settle_notifications(_target_of_action(action))
    if not action.is_open:
        for supporter in action.supporters:
            settle_part_notifications(supporter)


def settle_part_notifications(supporter: ActionSupporter) -> None:
    settle_notifications(_target_of_part(supporter))


def notify_of_issued_action(actor: Actor, action: ActionItem) -> int:
    """The responsible unit, of the committee's own items the committee; and the supporting units, of their part."""
    subject = (
        _l("New task of your unit: %(title)s", title=action.title)
        if action.responsible_id
        else _l("New task of the committee: %(title)s", title=action.title)
    )
    told = _notify_responsible_people(action, "issued", subject, by=actor)
    return told + sum(map(_notify_of_issued_part, action.supporters))


def notify_of_sent_back_action(actor: Actor, action: ActionItem, reason: str) -> int:
    subject = _l("Sent back: %(title)s", title=action.title)
    return _notify_responsible_people(action, f"sent-back:{action.version}", subject, reason, by=actor)


def notify_of_near_deadline(action: ActionItem) -> int:
    return _notify_responsible_people(action, f"soon:{action.due}", _l("Soon due: %(title)s", title=action.title))


def notify_of_overdue_action(action: ActionItem) -> int:
    return _notify_responsible_people(action, f"late:{action.due}", _l("Overdue: %(title)s", title=action.title))


def remind_of_action(action: ActionItem, today: date) -> int:
    """The unit; the committee does not remind itself by hand."""
    if action.responsible_id is None:
        return 0
    return _notify_responsible_people(action, f"remind:{today}", _l("Reminder: %(title)s", title=action.title))


def notify_of_meeting_outcome(action: ActionItem, meeting_title: str) -> int:
    """What a joint meeting made of it: closed out, another deadline, or dropped."""
    outcome = (
        _l("“%(title)s” has a new deadline: %(day)s", title=action.title, day=LazyString(format_day, action.due))
        if action.is_open
        else _l("“%(title)s”: %(state)s", title=action.title, state=ACTION_STATE_LABELS[action.state])
    )
    return _notify_responsible_people(action, f"meeting:{action.version}", outcome, meeting_title)


def notify_of_reported_action(actor: Actor, action: ActionItem) -> int:
    """The secretaries, who close it out or send it back; the reporter knows."""
    return notify_people(
        secretaries_of_community(action.community_id),
        _target_of_action(action).at(f"reported:{action.version}"),
        subject=_l("Reported done: %(title)s", title=action.title),
        button=ACTION_STEP_LABELS["close_out"],
        details=action.outcome,
        by=actor,
    )


def notify_of_declined_action(actor: Actor, action: ActionItem, reason: str) -> int:
    """The secretaries, who issue it again or drop it."""
    return notify_people(
        secretaries_of_community(action.community_id),
        _target_of_action(action).at(f"declined:{action.version}"),
        subject=_l("%(unit)s declines: %(title)s", unit=action.responsible_name, title=action.title),
        button=ACTION_STEP_LABELS["issue_again"],
        details=reason,
        by=actor,
    )


def notify_of_action_issued_again(action: ActionItem, reason: str) -> int:
    subject = _l("Issued again: %(title)s", title=action.title)
    return _notify_responsible_people(action, f"again:{action.version}", subject, reason)


def notify_of_handed_over_action(action: ActionItem, reason: str) -> int:
    subject = _l("New task of your unit: %(title)s", title=action.title)
    return _notify_responsible_people(action, f"handed-over:{action.version}", subject, reason)


def notify_of_dropped_action(action: ActionItem, reason: str) -> int:
    subject = _l("“%(title)s”: %(state)s", title=action.title, state=ACTION_STATE_LABELS[action.state])
    return _notify_responsible_people(action, f"dropped:{action.version}", subject, reason)


def notify_of_deadline_request(actor: Actor, request: DeadlineRequest) -> int:
    """The secretaries, who grant or refuse it."""
    action = request.action
    return notify_people(
        secretaries_of_community(action.community_id),
        _target_of_action(action).at(_occasion_of_request(request)),
        subject=_l("%(unit)s asks for a later date: %(title)s", unit=action.responsible_name, title=action.title),
        button=_l("Answer"),
        details=LazyString(_day_and_reason, request),
        by=actor,
    )


def notify_of_answered_request(actor: Actor, request: DeadlineRequest) -> int:
    """The unit; of the committee's own items whoever asked."""
    action, day = request.action, LazyString(format_day, request.asked_due)
    return notify_people(
        people_of_unit(action.responsible_id) if action.responsible_id else active_person(request.asked_by_id),
        _target_of_action(action).at(f"answer:{request.id}"),
        subject=_l("Later date granted, until %(day)s: %(title)s", day=day, title=action.title)
        if request.is_granted
        else _l("Later date refused: %(title)s", title=action.title),
        button=_l("Look at it"),
        details=request.answer_words,
        by=actor,
    )


def settle_deadline_request(request: DeadlineRequest) -> None:
    settle_notifications(_target_of_action(request.action), _occasion_of_request(request))


def notify_of_reported_part(actor: Actor, supporter: ActionSupporter, event: Event) -> int:
    """The people of the responsible unit; of the committee's own items the secretaries."""
    action = supporter.action
    answerable = people_of_unit(action.responsible_id) if action.responsible_id else None
    return notify_people(
        secretaries_of_community(action.community_id) if answerable is None else answerable,
        _target_of_action(action).at(f"part:{event.id}"),
        subject=_l("%(unit)s reports its part: %(title)s", unit=supporter.name, title=action.title),
        button=_l("Look at it"),
        details=supporter.report,
        by=actor,
    )


def _notify_of_issued_part(supporter: ActionSupporter) -> int:
    action = supporter.action
    if supporter.partnership_id is None or supporter.partnership_id == action.responsible_id:
        return 0
    return notify_people(
        people_of_unit(supporter.partnership_id),
        _target_of_part(supporter).at("issued"),
        subject=_l("Your unit supports a task: %(title)s", title=action.title),
        button=_l("Report this part"),
        details=LazyString(_responsible_and_deadline, action),
    )


def _target_of_part(supporter: ActionSupporter) -> TargetPage:
    """The same page, opened at the part: another address, so that the steps of the others settle nothing there."""
    action = supporter.action
    values = {"action_id": action.id, "part": supporter.id}
    return TargetPage(action.community_id, "action", f"part:{supporter.id}", "actions.show", values)


def _occasion_of_request(request: DeadlineRequest) -> str:
    return f"later:{request.id}"


def _day_and_reason(request: DeadlineRequest) -> str:
    return f"{format_day(request.asked_due)} · {request.reason}"


def _notify_responsible_people(
    action: ActionItem, occasion: str, subject: LazyString, details: str = "", by: Actor | None = None
) -> int:
    """Those of the responsible unit; of the committee's own items the secretaries and the staff."""
    button = ACTION_STEP_LABELS["acknowledge" if action.state == ActionState.ISSUED else "report_done"]
    people = (
        people_of_unit(action.responsible_id) if action.responsible_id else people_of_committee(action.community_id)
    )
    page, details = _target_of_action(action).at(occasion), details or LazyString(_deadline_and_result, action)
    return notify_people(people, page, subject=subject, button=button, details=details, by=by)


def _target_of_action(action: ActionItem) -> TargetPage:
    return TargetPage(action.community_id, "action", f"action:{action.id}", "actions.show", {"action_id": action.id})


def _deadline_and_result(action: ActionItem) -> str:
    due = _("Deadline: %(day)s", day=format_day(action.due)) if action.due else ""
    expected = _("Expected result: %(words)s", words=action.expected) if action.expected else ""
    return " · ".join(filter(None, (due, expected)))


def _responsible_and_deadline(action: ActionItem) -> str:
    return " · ".join(filter(None, (action.responsible_name, _deadline_and_result(action))))
