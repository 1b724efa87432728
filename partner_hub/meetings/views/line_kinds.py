"""What can be written down under an item of the agenda: for each kind its words, form and commands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from partner_hub.core.errors import NotFound
from partner_hub.meetings import record_forms
from partner_hub.meetings.models import AgendaItem
from partner_hub.meetings.record_lines.decisions import DECISION_LINES
from partner_hub.meetings.record_lines.deferrals import DEFERRAL_LINES
from partner_hub.meetings.record_lines.discussions import DISCUSSION_LINES
from partner_hub.meetings.record_lines.follow_ups import FOLLOW_UP_LINES
from partner_hub.meetings.record_lines.matches import MATCH_LINES
from partner_hub.meetings.record_lines.record_line import RecordLine
from partner_hub.meetings.record_lines.tasks import TASK_LINES
from partner_hub.vocabulary.meeting import ItemKind


@dataclass(frozen=True)
class LineKind:
    """`commands` add, change and remove a line; `owner` gives what owns the lines: the item, or its meeting."""

    title: LazyString
    button: LazyString
    form: type[record_forms.AnyLineForm]
    commands: RecordLine[Any, Any, Any]
    owner: Callable[[AgendaItem], Any] = lambda item: item

    def lines(self, item: AgendaItem) -> list[Any]:
        return self.commands.lines(self.owner(item))

    def line(self, item: AgendaItem, line_id: int) -> Any:
        """One line of this item; raises NotFound."""
        found = next((line for line in self.lines(item) if line.id == line_id), None)
        if found is None:
            raise NotFound
        return found


LINE_KINDS = {
    "follow_up": LineKind(
        _l("What became of earlier promises"), _l("Add a follow-up"), record_forms.FollowUpForm, FOLLOW_UP_LINES
    ),
    "match": LineKind(_l("Matches"), _l("Add a match"), record_forms.MatchForm, MATCH_LINES),
    "discussion": LineKind(_l("Discussions"), _l("Add a discussion"), record_forms.DiscussionForm, DISCUSSION_LINES),
    "decision": LineKind(_l("Decisions"), _l("Add a decision"), record_forms.DecisionForm, DECISION_LINES),
    "action": LineKind(_l("Action items"), _l("Add an action item"), record_forms.ActionForm, TASK_LINES),
    "deferral": LineKind(
        _l("Deferred needs"),
        _l("Add a deferred need"),
        record_forms.DeferralForm,
        DEFERRAL_LINES,
        owner=lambda item: item.meeting,
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
