"""The sections of the recorder's page of an item: which kinds of lines are shown, and where typing goes on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from partner_hub.actions.models import ActionItem
from partner_hub.matching.models import Match
from partner_hub.matching.workflow import MATCH_WORKFLOW
from partner_hub.meetings.models import AgendaItem, FollowUp
from partner_hub.meetings.record_forms import AnyLineForm, FollowUpForm
from partner_hub.meetings.views.line_kinds import LINE_KINDS, OPEN_FORMS, LineKind
from partner_hub.vocabulary.match import VERDICT_MATCH_STATES, MatchState

# The first form of the page, whichever it is.
FIRST_FORM = "first"
# Reached only on demand, although a meeting has its lines under every item.
_HIDDEN_KIND = "deferral"
_SETTLED_MATCH_STATES = (MatchState.TABLED, *VERDICT_MATCH_STATES)


@dataclass(frozen=True)
class PendingFollowUp:
    """An earlier promise of which nobody has recorded what became of it; `line` when it stands on the agenda.

    `action` is None for one in words only.
    """

    action: ActionItem | None
    line: FollowUp | None
    form: FollowUpForm
    key: str
    has_focus: bool = False


@dataclass(frozen=True)
class LineSection:
    """`agreed_waiting`: matches that can be put on the table; `has_focus`: typing goes on in this section's form."""

    name: str
    kind: LineKind
    form: AnyLineForm
    entries: list[Any]
    pending: list[PendingFollowUp]
    has_focus: bool
    agreed_waiting: int

    @property
    def has_tabled_matches(self) -> bool:
        return self.name == "match" and any(entry.state is MatchState.TABLED for entry in self.entries)


def actions_of_verdicts(match: Match) -> list[str]:
    """The steps by which the meeting settles this match, without the one that it has taken."""
    if match.state not in _SETTLED_MATCH_STATES:
        return []
    return [MATCH_WORKFLOW.rule(match, verdict).action for verdict in VERDICT_MATCH_STATES if verdict != match.state]


def key_of_pending(action_id: int | str) -> str:
    return f"pending-{action_id}"


def sections_of_item(
    item: AgendaItem,
    forms: Mapping[str, AnyLineForm],
    follow_ups: list[PendingFollowUp],
    *,
    at: str,
    agreed_waiting: int,
) -> list[LineSection]:
    """The sections in the order of the page: those of this kind of item, then those that have lines or were opened."""
    opened = OPEN_FORMS[item.kind]
    filled = (name for name in LINE_KINDS if name not in opened and _is_shown(name, item, at))
    return [
        _section_of_kind(name, item, forms[name], follow_ups, at=at, agreed_waiting=agreed_waiting)
        for name in (*opened, *filled)
    ]


def _is_shown(name: str, item: AgendaItem, at: str) -> bool:
    return at == name or (name != _HIDDEN_KIND and bool(LINE_KINDS[name].lines(item)))


def _section_of_kind(
    name: str,
    item: AgendaItem,
    form: AnyLineForm,
    follow_ups: list[PendingFollowUp],
    *,
    at: str,
    agreed_waiting: int,
) -> LineSection:
    is_first = at == FIRST_FORM and name == next(iter(OPEN_FORMS[item.kind]), "")
    pending = _pending_with_focus(follow_ups, at) if name == "follow_up" else []
    return LineSection(
        name=name,
        kind=LINE_KINDS[name],
        form=form,
        entries=_entries_of_section(name, item, pending),
        pending=pending,
        # The first of the pending follow-ups goes before the empty form.
        has_focus=(at == name or is_first) and not (pending and not form.errors),
        agreed_waiting=agreed_waiting if name == "match" else 0,
    )


def _entries_of_section(name: str, item: AgendaItem, pending: list[PendingFollowUp]) -> list[Any]:
    """The lines, without those that stand below as forms."""
    as_forms = {each.line.id for each in pending if each.line}
    return [line for line in LINE_KINDS[name].lines(item) if name != "follow_up" or line.id not in as_forms]


def _pending_with_focus(follow_ups: list[PendingFollowUp], at: str) -> list[PendingFollowUp]:
    return [
        replace(each, has_focus=at == each.key or (at in {"follow_up", FIRST_FORM} and number == 0))
        for number, each in enumerate(follow_ups)
    ]
