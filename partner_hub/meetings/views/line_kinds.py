"""What can be written down under an item of the agenda: for each kind its form and its commands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from partner_hub.core.actor import Actor
from partner_hub.core.errors import NotFound
from partner_hub.meetings import record_forms
from partner_hub.meetings.models import AgendaItem, DeferredNeed
from partner_hub.meetings.record_lines import decisions, deferrals, discussions, follow_ups, matches, tasks
from partner_hub.vocabulary.meeting import ItemKind


@dataclass(frozen=True)
class LineKind:
    """`lines` are those of one item; `add`, `edit` and `remove` are commands of the service."""

    title: LazyString
    button: LazyString
    form: type[record_forms.LineForm]
    lines: Callable[[AgendaItem], list[Any]]
    add: Callable[..., Any]
    edit: Callable[..., Any]
    remove: Callable[..., None]

    def line(self, item: AgendaItem, line_id: int) -> Any:
        """One line of this item; raises NotFound."""
        found = next((line for line in self.lines(item) if line.id == line_id), None)
        if found is None:
            raise NotFound
        return found


def _add_deferral(actor: Actor, item: AgendaItem, *, data: dict[str, Any]) -> DeferredNeed:
    return deferrals.defer_need(actor, item.meeting, data=data)


def _edit_deferral(actor: Actor, item: AgendaItem, entry: DeferredNeed, *, data: dict[str, Any]) -> DeferredNeed:
    return deferrals.edit_deferral(actor, item.meeting, entry, data=data)


def _remove_deferral(actor: Actor, item: AgendaItem, entry: DeferredNeed) -> None:
    deferrals.remove_deferral(actor, item.meeting, entry)


KINDS = {
    "follow_up": LineKind(
        _l("What became of earlier promises"),
        _l("Add a follow-up"),
        record_forms.FollowUpForm,
        lambda item: item.follow_ups,
        follow_ups.add_follow_up,
        follow_ups.edit_follow_up,
        follow_ups.remove_follow_up,
    ),
    "match": LineKind(
        _l("Matches"),
        _l("Add a match"),
        record_forms.MatchForm,
        lambda item: item.matches,
        matches.add_match,
        matches.edit_match,
        matches.remove_match,
    ),
    "discussion": LineKind(
        _l("Discussions"),
        _l("Add a discussion"),
        record_forms.DiscussionForm,
        lambda item: item.discussions,
        discussions.add_discussion,
        discussions.edit_discussion,
        discussions.remove_discussion,
    ),
    "decision": LineKind(
        _l("Decisions"),
        _l("Add a decision"),
        record_forms.DecisionForm,
        lambda item: item.decisions,
        decisions.add_decision,
        decisions.edit_decision,
        decisions.remove_decision,
    ),
    "action": LineKind(
        _l("Action items"),
        _l("Add an action item"),
        record_forms.ActionForm,
        lambda item: item.actions,
        tasks.add_task,
        tasks.edit_task,
        tasks.remove_task,
    ),
    "deferral": LineKind(
        _l("Deferred needs"),
        _l("Add a deferred need"),
        record_forms.DeferralForm,
        lambda item: item.meeting.deferred,
        _add_deferral,
        _edit_deferral,
        _remove_deferral,
    ),
}
# Which forms stand open under an item of that kind; the others are one key press away.
OPEN_FORMS: dict[ItemKind, tuple[str, ...]] = {
    ItemKind.STUDY: (),
    ItemKind.FOLLOW_UP: ("follow_up",),
    ItemKind.MINUTES_CONFIRMATION: ("decision",),
    ItemKind.NEEDS_REPORT: (),
    ItemKind.OFFERINGS: (),
    ItemKind.MATCHING: ("match",),
    ItemKind.UNIT_NEEDS: ("match", "decision"),
    ItemKind.DISCUSSION: ("discussion", "decision"),
    ItemKind.SPEECH: (),
    ItemKind.DECISIONS: ("decision", "action", "deferral"),
    ItemKind.NEXT_MEETING: ("deferral",),
    ItemKind.OTHER: ("discussion", "decision", "action"),
}
