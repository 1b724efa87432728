"""The attendance lists of the minutes as printed: grouped or ordered, below the text or in an annex."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from partner_hub.communities.models import Community
from partner_hub.core.quarters import quarter_in_chinese
from partner_hub.minutes.attendance.groups import Group, group_of_unit
from partner_hub.minutes.attendance.name_order import stroke_key
from partner_hub.minutes.attendance.seams import title_behind
from partner_hub.minutes.attendance.seating import seat_people
from partner_hub.minutes.document import Annex, AttendanceList, Attendee, join_attendees
from partner_hub.minutes.drafting.choices import DraftChoices
from partner_hub.minutes.drafting.record import MeetingRecord, Person
from partner_hub.vocabulary.minutes import AttendanceOrder

ANNEX_COLUMNS = ("单位", "姓名", "职务")
# Lists of units; the others name few people, and always below the text.
PRESENT, EXCUSED, ABSENT = "出席", "请假", "缺席"


def attendance_of(
    record: MeetingRecord, choices: DraftChoices, community: Community
) -> tuple[tuple[AttendanceList, ...], Annex | None]:
    """(the lists, the annex that they point to)."""
    lists = lists_by_name(record, choices, community)
    if not choices.puts_names_in_annex(len(record.present)):
        return lists, None
    annexed = [listed for listed in lists if listed.label in {PRESENT, EXCUSED, ABSENT}]
    counted = tuple(_counted_list(listed) if listed in annexed else listed for listed in lists)
    annex = _annex_of(annexed, record)
    return counted, annex if annex.rows else None


def lists_by_name(record: MeetingRecord, choices: DraftChoices, community: Community) -> tuple[AttendanceList, ...]:
    """Every name, whatever stands in the annex. Reasons for leave are not printed."""
    seating, order = seat_people(record), choices.attendance_order
    hosts = [_attendee_of(person, community, Group.HOSTS) for person in seating.hosts]
    present = _attendees_of_units(record.present, order, community, seating.at_seats)
    recorder = [record.recorder] if record.recorder.name else []
    lists = [
        (PRESENT, (*hosts, *present)),
        (EXCUSED, _attendees_of_units(record.excused, order, community, {})),
        (ABSENT, _attendees_of_units(record.absent, order, community, {}) if choices.shows_absent else ()),
        ("列席", tuple(_attendee_of(person, community) for person in seating.guests)),
        ("记录", tuple(_attendee_of(person, community) for person in recorder)),
    ]
    return tuple(AttendanceList(label, people) for label, people in lists if people)


def _attendees_of_units(
    people: tuple[Person, ...], order: AttendanceOrder, community: Community, beside: dict[str, list[Person]]
) -> tuple[Attendee, ...]:
    return tuple(
        _attendee_of(each, community, group_of_unit(person.organisation, person.kind) if _is_grouped(order) else "")
        for person in _in_order(people, order)
        for each in (person, *beside.get(person.organisation, ()))
    )


def _is_grouped(order: AttendanceOrder) -> bool:
    return order is AttendanceOrder.GROUPS


def _in_order(people: tuple[Person, ...], order: AttendanceOrder) -> list[Person]:
    """`people` come in the order of signing in, which stays within a group."""
    if order is AttendanceOrder.GROUPS:
        groups = list(Group)
        return sorted(people, key=lambda person: groups.index(group_of_unit(person.organisation, person.kind)))
    if order is AttendanceOrder.STROKES:
        return sorted(people, key=lambda person: (not person.name, stroke_key(person.name)))
    return list(people)


def _attendee_of(person: Person, community: Community, group: str = "") -> Attendee:
    unit = person.organisation or community.name
    title = title_behind(unit, person.title, person.short_names)
    # 中共桂枝里社区委员会书记 says the unit's name itself.
    return Attendee("" if unit in title else unit, person.name, title, group=group)


def _counted_list(listed: AttendanceList) -> AttendanceList:
    """For instance 桂枝里社区党委书记严婉舟，36家成员单位代表，名单附后."""
    hosts = [each for each in listed.attendees if each.group == Group.HOSTS]
    units = {each.unit for each in listed.attendees if each.group != Group.HOSTS}
    parts = [join_attendees(hosts)] if hosts else []
    parts += [f"{len(units)}家成员单位{'代表' if listed.label != ABSENT else ''}，名单附后"] if units else []
    return AttendanceList(listed.label, listed.attendees, summary="，".join(parts))


def _annex_of(lists: Iterable[AttendanceList], record: MeetingRecord) -> Annex:
    title = f"{quarter_in_chinese(record.year, record.quarter)}党建联席会议参会人员名单"
    return Annex(title, ANNEX_COLUMNS, tuple(row for listed in lists for row in _rows_of(listed)), dense=True)


def _rows_of(listed: AttendanceList) -> Iterator[tuple[str, ...]]:
    """A row of one cell heads a group of those present, or all others; a unit is named in the first of its rows."""
    units = [each for each in listed.attendees if each.group != Group.HOSTS]
    for group, people in groupby(units, key=lambda each: each.group if listed.label == PRESENT else ""):
        members = list(people)
        yield (f"{listed.label}：{group or '成员单位'}（{len({each.unit for each in members})}家）",)
        for _unit, colleagues in groupby(members, key=lambda each: each.unit):
            for number, each in enumerate(colleagues):
                yield ("" if number else each.unit, each.name, each.title)
