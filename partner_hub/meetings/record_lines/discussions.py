"""What was argued: who said what, and what came of it."""

import re
from collections.abc import Sequence
from typing import NotRequired, TypedDict

from flask_babel import gettext as _

from partner_hub.core.errors import DomainError
from partner_hub.meetings.models import AgendaItem, Discussion
from partner_hub.meetings.record_lines.record_line import TableLine

# A speaker is a name or two before a colon; 3:40 is a time of day.
SPEAKER_AND_WORDS = re.compile(r"^\s*([^：:\d][^：:]{0,39}?)\s*[：:]\s*(.*)$")


class Position(TypedDict):
    who: str
    said: str


class DiscussionValues(TypedDict):
    topic: str
    positions: NotRequired[list[Position]]
    outcome: NotRequired[str]


DISCUSSION_LINES = TableLine[AgendaItem, Discussion, DiscussionValues](
    lines=lambda item: item.discussions,
    model=Discussion,
    owner_id=Discussion.agenda_item_id,
    columns=("topic", "positions", "outcome"),
    history=("topic", "positions", "outcome"),
)


def read_positions(text: str) -> list[Position]:
    """`谁：说了什么`, one a line; a line without a speaker goes on with the one before.

    Raises DomainError at the field said when the first line names nobody.
    """
    positions: list[Position] = []
    for line in filter(str.strip, text.splitlines()):
        spoken = SPEAKER_AND_WORDS.match(line)
        if spoken:
            positions.append({"who": spoken[1], "said": spoken[2].strip()})
        elif positions:
            positions[-1]["said"] += line.strip()
        else:
            raise DomainError(_("Please begin each line with who spoke: 王敏：可以先试两个月"), field="said")
    return positions


def write_positions(positions: Sequence[Position]) -> str:
    return "\n".join(f"{entry['who']}：{entry['said']}" for entry in positions)
