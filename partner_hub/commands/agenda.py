"""flask hub agenda: what stands on the agenda of a meeting, with the lines under each item."""

from collections.abc import Iterable, Iterator
from typing import Any

import click

from partner_hub.actions.models import ActionItem
from partner_hub.actions.queries import last_words_of_units
from partner_hub.commands.group import format_option, hub, print_json
from partner_hub.commands.quarter_option import any_meeting_option, meeting_asked_for, regular_meeting_option
from partner_hub.commands.workbooks import community_option
from partner_hub.communities.queries import community_named
from partner_hub.consents.models import UnitConsent
from partner_hub.consents.workflow import states_of_consents
from partner_hub.core.db import db
from partner_hub.core.quarters import Quarter, quarter_code
from partner_hub.matching.models import Match
from partner_hub.meetings.models import AgendaItem, FollowUp, Meeting

Row = dict[str, Any]


@hub.command("agenda")
@community_option
@regular_meeting_option
@any_meeting_option
@format_option
def show_agenda(community: str, quarter: Quarter | None, meeting_id: int | None, form: str) -> None:
    """The items of a meeting's agenda: earlier promises with what became of them, matches, tasks, decisions."""
    print_agenda(meeting_asked_for(community_named(community), quarter, meeting_id), form)


def print_agenda(meeting: Meeting, form: str) -> None:
    """The agenda of a meeting whose record has been loaded."""
    rows = agenda_as_json(meeting)
    if form == "json":
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['position']}. {row['title']}")
        for line in row["lines"]:
            click.echo("   - " + "  ".join(str(line[name]) for name in LINE_COLUMNS if line.get(name)))


LINE_COLUMNS = ("title", "unit", "state", "deadline", "report", "consent")


def agenda_as_json(meeting: Meeting) -> list[Row]:
    """In the order of the agenda; `predecessor` names meeting, position and title of the item that comes back."""
    followed = {line.action_id for item in meeting.items for line in item.follow_ups if line.action_id}
    issued = {action.id for item in meeting.items for action in item.actions}
    words = last_words_of_units(followed | issued)
    earlier = _names_of_predecessors(meeting)
    return [
        {
            "position": item.position,
            "kind": item.kind.value,
            "title": item.title,
            "predecessor": earlier.get(item.predecessor_id or 0),
            "lines": list(_lines_of_item(item, words)),
        }
        for item in meeting.items
    ]


def _names_of_predecessors(meeting: Meeting) -> dict[int, str]:
    """2026Q3 4. Title, by the id of the item; one statement."""
    wanted = [item.predecessor_id for item in meeting.items if item.predecessor_id]
    columns = (AgendaItem.id, Meeting.year, Meeting.quarter, AgendaItem.position, AgendaItem.title)
    found = db.session.execute(
        db.select(*columns).join(Meeting, AgendaItem.meeting_id == Meeting.id).where(AgendaItem.id.in_(wanted))
    )
    return {row.id: f"{quarter_code((row.year, row.quarter))} {row.position}. {row.title}" for row in found}


def _lines_of_item(item: AgendaItem, words: dict[int, str]) -> Iterator[Row]:
    yield from (_row_of_follow_up(line, words) for line in item.follow_ups)
    yield from (_row_of_match(match, match.state.value) for match in item.matches)
    yield from (_row_of_match(each.match, each.state.value) for each in item.past_tablings)
    if item.need:
        yield _row_of_line("need", item.need.open_title, state=item.need.state.value)
    yield from (_row_of_action(action, words) for action in item.actions)
    yield from (_row_of_line("decision", each.text, state=item.state.value) for each in item.decisions)


def _row_of_follow_up(line: FollowUp, words: dict[int, str]) -> Row:
    """State and deadline are the task's own; a promise that is on record in no other way has only the line's."""
    if line.action is None:
        deadline = line.new_due
        return _row_of_line(
            "follow_up", line.title, line.lead, line.status.value, deadline=deadline, report=line.detail,
            consents=[line.consent] if line.consent else (),
        )  # fmt: skip
    row = _row_of_action(line.action, words)
    return row | {"kind": "follow_up", "title": line.title, "report": row["report"] or line.detail}


def _row_of_action(action: ActionItem, words: dict[int, str]) -> Row:
    report = action.outcome or words.get(action.id, "")
    return _row_of_line(
        "task", action.title, action.responsible_name, action.state.value, deadline=action.due, report=report,
        consents=action.consents,
    )  # fmt: skip


def _row_of_match(match: Match, state: str) -> Row:
    title = "、".join(dict.fromkeys(entry.need.open_title for entry in match.needs))
    unit = match.lead.name if match.lead else ""
    return _row_of_line("match", title, unit, state, consents=match.consents)


def _row_of_line(
    kind: str, title: str, unit: str = "", state: str = "", *, deadline: object = None, report: str = "",
    consents: Iterable[UnitConsent] = (),
) -> Row:  # fmt: skip
    """`consent`, where units were given it in their absence: what they say."""
    row = {"kind": kind, "title": title, "unit": unit, "state": state, "deadline": deadline, "report": report}
    words = states_of_consents(consents)
    return row | ({"consent": words} if words else {})
