"""People as minutes name them: 社区党委委员柯敏夏; a delegate stands for the unit."""

import re
from collections.abc import Iterator
from dataclasses import replace

from partner_hub.minutes.attendance.seams import title_behind
from partner_hub.minutes.document import join_words
from partner_hub.minutes.drafting.record import MeetingRecord, Person

_SEPARATORS = re.compile(r"[、，,;；/\s]+")
# 书记 in 丁书记: the name brings the office with it.
_LENGTH_OF_OFFICE = 2
MOST_UNITS = 2
SHORTEST_CALL = 4


def title_and_name(person: Person) -> str:
    """For instance 社区党委书记严婉舟; 丁书记 stays 丁书记, and 三网格网格长 becomes 三网格长."""
    office = person.name[-_LENGTH_OF_OFFICE:]
    brings_office = len(person.name) > _LENGTH_OF_OFFICE and person.title.endswith(office)
    return person.name if brings_office else join_words(title_behind("", person.title), person.name)


def full_words_of(person: Person) -> str:
    """With the organisation, of which the title says nothing again."""
    title = title_behind(person.organisation, person.title)
    return person.organisation + title_and_name(replace(person, title=title))


def speakers_of(record: MeetingRecord, presenter: str, *, by_name: bool) -> str:
    """Who reported: own people and guests with their office, delegates as their unit, `by_name` with their name.

    More than two units are counted, unless it is `by_name`.
    """
    names = filter(None, _SEPARATORS.split(presenter))
    known = dict(_known_people(record))
    words = list(dict.fromkeys(_words_of_speaker(record, known.get(each), each, by_name=by_name) for each in names))
    units = {person.organisation for person in record.present}
    if not by_name and len(words) > MOST_UNITS and units.issuperset(words):
        return f"{words[0]}等{len(words)}家单位"
    return "、".join(words)


def _unit_called(record: MeetingRecord, name: str) -> str:
    """万家物业 is the one unit whose name holds these words."""
    if len(name) < SHORTEST_CALL:
        return name
    called = [unit.name for unit in record.units if name in unit.all or name in unit.name]
    return called[0] if len(called) == 1 else name


def person_named(record: MeetingRecord, name: str) -> Person | None:
    return dict(_known_people(record)).get(name)


def _known_people(record: MeetingRecord) -> Iterator[tuple[str, Person]]:
    """The last of a name wins: own people before guests before delegates."""
    for person in (*record.present, *record.guests, *record.staff, record.chair):
        if person.name:
            yield person.name, person


def _words_of_speaker(record: MeetingRecord, person: Person | None, name: str, *, by_name: bool) -> str:
    if person is None:
        return _unit_called(record, name)
    if person in record.present and person.organisation:
        return person.organisation + (name if by_name else "")
    return full_words_of(person)
