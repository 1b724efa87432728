"""The first paragraph: when and where, who held it, who came, what was dealt with in the usual verbs."""

import re
from collections.abc import Iterator

from partner_hub.minutes.document import chinese_date
from partner_hub.minutes.drafting.agenda_verbs import dealt_with
from partner_hub.minutes.drafting.desk import Desk
from partner_hub.minutes.drafting.meeting_name import meeting_name
from partner_hub.minutes.drafting.people import full_words_of, title_and_name
from partner_hub.minutes.drafting.record import MeetingRecord
from partner_hub.minutes.wording.sentences import in_quotation_marks
from partner_hub.vocabulary.meeting import ItemKind

# Guests of a Party committee or an authority above; others stand in their list.
_FROM_ABOVE = re.compile("街道|[镇乡]|[省市区县旗州]委|政府|组织部|社会工作部|办事处|党工委|党委")


def lead_paragraph(desk: Desk) -> str:
    record = desk.record
    began = f"{chinese_date(record.started)}{chinese_time(record)}，{record.community}党委"
    place = f"在{desk.words(record.place)}" if record.place.strip() else ""
    told = [f"{began}{place}召开{meeting_name(record)}", *_who_came(record)]
    return f"{'。'.join(told)}。{_what_was_dealt_with(desk)}现将会议议定事项纪要如下："


def chinese_time(record: MeetingRecord) -> str:
    began = record.started
    return f"{began.hour}时{began.minute:02d}分" if began.minute else f"{began.hour}时"


def _who_came(record: MeetingRecord) -> Iterator[str]:
    units = len({person.organisation for person in record.present if person.organisation})
    chair = f"{title_and_name(record.chair)}主持会议" if record.chair.name else ""
    came = f"{units}家成员单位代表参加会议" if units else ""
    if chair or came:
        yield "，".join(filter(None, (chair, came)))
    yield from _guests_from_above(record)


def _guests_from_above(record: MeetingRecord) -> Iterator[str]:
    """Those who spoke, else the first: all of them stand in their list."""
    guests = [guest for guest in record.guests if _FROM_ABOVE.search(guest.organisation + guest.title)]
    spoke = {
        name for item in record.items if item.kind is ItemKind.SPEECH for name in re.split("[、，,]", item.presenter)
    }
    if speaking := [guest for guest in guests if guest.name in spoke]:
        yield f"{'、'.join(map(full_words_of, speaking))}列席会议并讲话"
    elif guests:
        more = f"等{len(guests)}人" if len(guests) > 1 else ""
        yield f"{full_words_of(guests[0])}{more}列席会议"


def _what_was_dealt_with(desk: Desk) -> str:
    theme = desk.words(desk.record.theme)
    subject = f"会议以{in_quotation_marks(theme)}为主题，" if theme else "会议"
    told = dealt_with(desk)
    if not told:
        return f"{subject.rstrip('，')}。" if theme else ""
    return f"{subject}{told}。"
