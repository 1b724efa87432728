"""Builds the MinutesDocument from the meeting's record and the edited body."""

from datetime import date

from partner_hub.communities.models import Community
from partner_hub.minutes.attendance.attendance_lists import attendance_of
from partner_hub.minutes.body import parse_body
from partner_hub.minutes.document import Annex, AttendanceList, DocumentNumber, MinutesDocument, chinese_date
from partner_hub.minutes.drafting.annexes import annexes_of
from partner_hub.minutes.drafting.choices import DraftChoices
from partner_hub.minutes.drafting.meeting_name import meeting_name
from partner_hub.minutes.drafting.record import MeetingRecord


def build_minutes_document(
    record: MeetingRecord,
    community: Community,
    *,
    body: str,
    number: DocumentNumber,
    dated: date,
    choices: DraftChoices,
    draft: bool = False,
) -> MinutesDocument:
    """`dated` is the day of signing; it is printed as the day of issue as well."""
    attendance, annexes = lists_of_record(record, community, choices)
    title = f"{community.name}{meeting_name(record)}纪要"
    return MinutesDocument(
        mark=community.mark,
        number=number,
        issuer=community.issuer,
        dated=dated,
        printed_on=dated,
        printed_by=f"{community.name}党委",
        title=title,
        author=community.issuer,
        description=f"{title}{number}，{chinese_date(dated)}印发",
        body=parse_body(body),
        attendance=attendance,
        annexes=annexes,
        copies_to=_recipients_of_copies(community),
        names=_names_in_text(record),
        draft=draft,
    )


def lists_of_record(
    record: MeetingRecord, community: Community, choices: DraftChoices
) -> tuple[tuple[AttendanceList, ...], tuple[Annex, ...]]:
    """(lists of names, annexes): what stands behind the text."""
    attendance, annex = attendance_of(record, choices, community)
    return attendance, (*annexes_of(record, choices), *filter(None, [annex]))


def _recipients_of_copies(community: Community) -> tuple[str, ...]:
    if community.copies_to:
        return tuple(filter(None, (part.strip() for part in community.copies_to.replace("，", "\n").splitlines())))
    return (*([f"{community.street}党工委"] if community.street else []), "联席会议各成员单位")


def _names_in_text(record: MeetingRecord) -> tuple[str, ...]:
    """Everybody named in the text who is in no attendance list."""
    speakers = [who for item in record.items for discussion in item.discussions for who, _said in discussion.positions]
    presenters = [name for item in record.items for name in item.presenter.replace("，", "、").split("、")]
    return tuple(sorted({name.strip() for name in (*speakers, *presenters, record.chair.name) if name.strip()}))
