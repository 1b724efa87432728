"""What a meeting is called in its own minutes."""

from partner_hub.core.quarters import quarter_in_chinese
from partner_hub.minutes.drafting.record import MeetingRecord
from partner_hub.vocabulary.meeting import MeetingKind


def meeting_name(record: MeetingRecord) -> str:
    """For instance 2025年第三季度党建联席会议; a meeting out of turn by its own title."""
    if record.kind is MeetingKind.EXTRAORDINARY and record.title:
        return record.title.removeprefix(record.community)
    return f"{quarter_in_chinese(record.year, record.quarter)}党建联席会议"
