"""What was argued: who said what, and what came of it."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.meetings import queries
from partner_hub.meetings.models import AgendaItem, Discussion
from partner_hub.meetings.record_lock import open_record

# A speaker is a name or two before a colon; 3:40 is a time of day.
SPOKEN = re.compile(r"^\s*([^：:\d][^：:]{0,39}?)\s*[：:]\s*(.*)$")


def read_positions(text: str) -> list[dict[str, str]]:
    """`谁：说了什么`, one a line, as a list of {"who", "said"}; a line without a speaker goes on with the one before.

    Raises DomainError at the field said when the first line names nobody.
    """
    positions: list[dict[str, str]] = []
    for line in filter(str.strip, text.splitlines()):
        spoken = SPOKEN.match(line)
        if spoken:
            positions.append({"who": spoken[1], "said": spoken[2].strip()})
        elif positions:
            positions[-1]["said"] += line.strip()
        else:
            raise DomainError(_("Please begin each line with who spoke: 王敏：可以先试两个月"), field="said")
    return positions


def write_positions(positions: list[Any]) -> str:
    return "\n".join(f"{entry['who']}：{entry['said']}" for entry in positions)


def add_discussion(actor: Actor, item: AgendaItem, *, data: Mapping[str, Any]) -> Discussion:
    """Needs `topic`; may hold `positions` (as read_positions returns them) and `outcome`."""
    open_record(actor, item.meeting)
    position = queries.next_position(Discussion, Discussion.agenda_item_id == item.id)
    discussion = Discussion(
        position=position,
        topic=data["topic"],
        positions=list(data.get("positions", ())),
        outcome=data.get("outcome", ""),
    )
    item.discussions.append(discussion)
    db.session.flush()
    record_event(actor, discussion, "add")
    return discussion


def edit_discussion(actor: Actor, item: AgendaItem, discussion: Discussion, *, data: Mapping[str, Any]) -> Discussion:
    open_record(actor, item.meeting)
    before = {"topic": discussion.topic, "positions": discussion.positions, "outcome": discussion.outcome}
    discussion.topic, discussion.positions, discussion.outcome = data["topic"], data["positions"], data["outcome"]
    count_save(discussion)
    record_event(actor, discussion, "edit", details={"before": before})
    return discussion


def remove_discussion(actor: Actor, item: AgendaItem, discussion: Discussion) -> None:
    open_record(actor, item.meeting)
    record_event(actor, discussion, "remove", details={"topic": discussion.topic, "positions": discussion.positions})
    item.discussions.remove(discussion)
    db.session.flush()
