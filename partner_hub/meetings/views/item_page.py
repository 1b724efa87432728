"""The recorder's page of one item: what is written down, and a fast-entry form for each kind of line."""

from dataclasses import replace
from typing import Any

from flask import render_template
from sqlalchemy import func, select

from partner_hub.actions.models import ActionItem
from partner_hub.actions.queries import unsettled_actions
from partner_hub.actions.workflow import ACTION_WORKFLOW, MISSING_PART_LABELS, missing_parts_of_action
from partner_hub.core import clock
from partner_hub.core.actor import current_actor
from partner_hub.core.db import db
from partner_hub.matching.models import Match
from partner_hub.matching.queries import matches_awaiting_meeting
from partner_hub.matching.workflow import MATCH_STEP_LABELS as MATCH_STEPS
from partner_hub.matching.workflow import MATCH_WORKFLOW
from partner_hub.meetings import queries
from partner_hub.meetings.agenda_omissions import omitted_subjects
from partner_hub.meetings.attachment_queries import attachments_of_item
from partner_hub.meetings.attachments import is_published
from partner_hub.meetings.consents_due import ConsentsDue
from partner_hub.meetings.models import AgendaItem, FollowUp
from partner_hub.meetings.record_choices import MeetingChoices
from partner_hub.meetings.record_forms import AnyLineForm, FollowUpForm, VerdictForm
from partner_hub.meetings.record_lines.follow_ups import place_of_follow_up
from partner_hub.meetings.record_lock import is_sealed
from partner_hub.meetings.views.item_links import links_from_item
from partner_hub.meetings.views.line_kinds import LINE_KINDS, OPEN_FORMS
from partner_hub.meetings.views.line_sections import (
    FIRST_FORM,
    PendingFollowUp,
    actions_of_verdicts,
    key_of_pending,
    sections_of_item,
)
from partner_hub.meetings.workflow import FOLLOW_UP_LABELS, ITEM_KIND_LABELS, ITEM_WORKFLOW, MEETING_WORKFLOW
from partner_hub.needs.workflow import NEED_STATE_LABELS
from partner_hub.vocabulary.match import VERDICT_MATCH_STATES, MatchState
from partner_hub.vocabulary.meeting import AgendaSource, FollowUpStatus, ItemKind, MeetingState


def item_page(
    item: AgendaItem,
    *,
    at: str = "",
    verdict: VerdictForm | None = None,
    sent: AnyLineForm | None = None,
    kind: str = "",
) -> str:
    """`at` names the form where typing goes on; `sent` is a form that came back with a fault, of that `kind`."""
    before, after = queries.neighbouring_items(item)
    forms = {name: each.form(formdata=None, **_defaults_of_form(name, item)) for name, each in LINE_KINDS.items()}
    pending = _pending_follow_ups(item)
    if sent is not None:
        at = _put_back(sent, kind, forms, pending)
    sections = sections_of_item(item, forms, pending, at=at, agreed_waiting=_agreed_waiting(item))
    shown = {section.name for section in sections}
    return render_template(
        "meetings/item.html",
        item=item,
        meeting=item.meeting,
        verdict=verdict or VerdictForm(formdata=None, record=item),
        before=before,
        after=after,
        sections=sections,
        others=[(name, each.button) for name, each in LINE_KINDS.items() if name not in shown],
        actions_of_verdicts=actions_of_verdicts,
        is_summary_first=at == "summary" or (at == FIRST_FORM and not OPEN_FORMS[item.kind]),
        at=at,
        attachments=attachments_of_item(item),
        is_published=is_published,
        links=links_from_item(current_actor(), item),
        table=MeetingChoices(item.meeting),
        sealed=is_sealed(item.meeting.state),
        consents_due=ConsentsDue(item.meeting, item.matches, item.actions),
        **labels_of_record(),
    )


def _agreed_waiting(item: AgendaItem) -> int:
    """How many matches that units agreed to since the last meeting wait to be put on the table."""
    if "match" not in OPEN_FORMS[item.kind]:
        return 0
    waiting = matches_awaiting_meeting(item.meeting.community_id).with_only_columns(Match.id).order_by(None)
    return db.session.scalar(select(func.count()).select_from(waiting.subquery())) or 0


def labels_of_record() -> dict[str, Any]:
    return {
        "workflow": MEETING_WORKFLOW,
        "item_workflow": ITEM_WORKFLOW,
        "item_kinds": ITEM_KIND_LABELS,
        "match_workflow": MATCH_WORKFLOW,
        "match_verdicts": VERDICT_MATCH_STATES,
        "match_steps": MATCH_STEPS,
        "follow_up_statuses": FOLLOW_UP_LABELS,
        "need_states": NEED_STATE_LABELS,
        "action_states": ACTION_WORKFLOW.labels,
        "missing_parts_of_action": missing_parts_of_action,
        "missing_part_labels": MISSING_PART_LABELS,
    }


def _defaults_of_form(kind: str, item: AgendaItem) -> dict[str, Any]:
    """Before the meeting a match is only put on the table; at the meeting, and after it, most are confirmed."""
    if kind != "match":
        return {}
    prepared = item.meeting.state in {MeetingState.PLANNING, MeetingState.CALLED}
    ahead = prepared and item.meeting.planned_start > clock.utc_now()
    return {"state": MatchState.TABLED if ahead else MatchState.CONFIRMED}


def _pending_follow_ups(item: AgendaItem) -> list[PendingFollowUp]:
    """Lines that nobody has recorded yet, and open action items without a line, each with its form filled in."""
    if is_sealed(item.meeting.state):
        return []
    found = [_pending_line(line) for line in item.follow_ups if line.status is FollowUpStatus.PENDING]
    if item == queries.item_of_kind(item.meeting, ItemKind.FOLLOW_UP):
        recorded = queries.actions_followed_up(item.meeting) | omitted_subjects(item.meeting, AgendaSource.TASK)
        actions = [action for action in unsettled_actions(item.meeting.community_id) if action.id not in recorded]
        found += [PendingFollowUp(each, None, _follow_up_form(each), key_of_pending(each.id)) for each in actions]
    return found


def _pending_line(line: FollowUp) -> PendingFollowUp:
    key = place_of_follow_up(line)
    return PendingFollowUp(line.action, line, FollowUpForm(formdata=None, record=line, key=key), key)


def _follow_up_form(action: ActionItem) -> FollowUpForm:
    support = "、".join(supporter.name for supporter in action.supporters)
    return FollowUpForm(
        formdata=None,
        key=key_of_pending(action.id),
        action_id=action.id,
        title=action.title,
        lead=action.responsible_name,
        support=support,
    )


def _put_back(
    sent: AnyLineForm,
    kind: str,
    forms: dict[str, AnyLineForm],
    pending: list[PendingFollowUp],
) -> str:
    """Put the form that came back where it stood; returns the name of that place."""
    wanted = key_of_pending(sent.action_id.data or "") if isinstance(sent, FollowUpForm) else ""
    for number, each in enumerate(pending):
        if isinstance(sent, FollowUpForm) and each.key == wanted:
            pending[number] = replace(each, form=sent)
            return each.key
    forms[kind] = sent
    return kind
