"""Who of those that were there belongs in which line, by what they are."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from partner_hub.minutes.drafting.record import MeetingRecord, Person

# The street and whoever is above it.
HIGHER_UP = re.compile(r"街道|镇党委|镇政府|乡政府|[区县市省]委|[区县市省](?:人民)?政府|办事处|党工委")
# What may stand behind the community's name: the health station of that name is no part of it.
BODIES_OF_COMMUNITY = re.compile(r"(?:党|居民委员会|居委会|“?两委|第?.{1,3}网格|网格|工作站|监督委员会).*|")
POSTS_OF_HOSTS = re.compile(r"书记|党委委员|两委|居委|社区|网格|专干|社工|干事|监督委员会")


@dataclass(frozen=True)
class Seating:
    """`at_seats`: people of a unit beside its delegate, by its name."""

    hosts: tuple[Person, ...]
    at_seats: dict[str, list[Person]]
    guests: tuple[Person, ...]


def seat_people(record: MeetingRecord) -> Seating:
    """Own people come first, the chair before them all; people of a unit sit with it, others are guests.

    Staff who come from the street or above are guests, too; nobody is named twice.
    """
    units = {name: unit for unit in record.present for name in (unit.organisation, *unit.short_names)}
    seated = {unit.name for unit in record.present}
    hosts, guests, at_seats = [], [], dict[str, list[Person]]()
    for person, is_staff in _everybody_else(record, seated):
        if unit := units.get(person.organisation):
            beside = replace(unit, name=person.name, title=person.title)
            at_seats.setdefault(unit.organisation, []).append(beside)
        elif _is_host(person, record.community, is_staff=is_staff):
            hosts.append(person)
        else:
            guests.append(person)
    return Seating(tuple(hosts), at_seats, tuple(_by_organisation(guests)))


def _by_organisation(people: list[Person]) -> list[Person]:
    """In the order in which the organisations came, so that each is named once."""
    order = list(dict.fromkeys(person.organisation for person in people))
    return sorted(people, key=lambda person: order.index(person.organisation))


def _everybody_else(record: MeetingRecord, seated: set[str]) -> Iterator[tuple[Person, bool]]:
    """(person, whether of the staff), each once; a chair who is a guest or a delegate stands there with the unit."""
    named = seated | {person.name for person in (*record.staff, *record.guests)}
    if record.chair.name and record.chair.name not in named:
        yield record.chair, True
    chair_first = sorted(record.staff, key=lambda person: person.name != record.chair.name)
    seen = set(seated)
    for people, is_staff in ((chair_first, True), (record.guests, False)):
        for person in _not_yet_named(people, seen):
            yield person, is_staff


def _not_yet_named(people: Iterable[Person], seen: set[str]) -> Iterator[Person]:
    for person in people:
        if person.name and person.name not in seen:
            seen.add(person.name)
            yield person


def _is_host(person: Person, community: str, *, is_staff: bool) -> bool:
    of_community = _is_of_community(person.organisation, community)
    if is_staff:
        return of_community or not HIGHER_UP.search(person.organisation)
    return of_community and POSTS_OF_HOSTS.search(person.title) is not None


def _is_of_community(organisation: str, community: str) -> bool:
    if organisation in community:
        return True
    _above, name, body = organisation.partition(community)
    return bool(name) and BODIES_OF_COMMUNITY.fullmatch(body) is not None
