"""Commands of data-subject requests: search, copy, erase, repeat erasures after a restore."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.events import record_event
from partner_hub.core.permissions import Permission
from partner_hub.data_requests import ledger
from partner_hub.data_requests.copies import copy_of_person
from partner_hub.data_requests.erasure import erase_line
from partner_hub.data_requests.models import DataRequest
from partner_hub.data_requests.person_matcher import PersonMatcher, key_of, matcher_of_digests, matcher_of_terms
from partner_hub.data_requests.person_terms import NeedKey, Person, comparable_account_names
from partner_hub.data_requests.queries import find_rows_naming_person, parts_of
from partner_hub.data_requests.treatments import Line, propose_treatments
from partner_hub.vocabulary.data_request import RequestKind

MAX_REASON_LENGTH = 500


@dataclass(frozen=True)
class Search:
    """What was looked for, and every row where it was found with what would become of it."""

    person: Person
    wanted: PersonMatcher
    lines: list[Line]

    @property
    def proposed(self) -> set[str]:
        return {line.found.key for line in self.lines if line.is_proposed}

    def parts_of(self, text: str) -> list[tuple[str, bool]]:
        return parts_of(text, self.wanted)


def search_person(actor: Actor, community: Community, person: Person) -> Search:
    """Every row of the community that names the person, with a proposed treatment.

    Raises:
        NotAllowed: without Permission.DATA_REQUESTS.
    """
    actor.require(Permission.DATA_REQUESTS)
    wanted = matcher_of_terms(person.terms(community.area_code))
    found = find_rows_naming_person(community.id, wanted, person.needs)
    return Search(person, wanted, propose_treatments(actor, found, comparable_account_names(community)))


def give_copy(actor: Actor, community: Community, search: Search, *, reason: str) -> dict[str, Any]:
    """The copy (copies.copy_of_person); records that it was given out.

    Raises:
        NotAllowed: without Permission.DATA_REQUESTS.
        DomainError: (field reason) without a reason.
    """
    actor.require(Permission.DATA_REQUESTS)
    request = _new_data_request(actor, community, search, RequestKind.COPY, reason)
    request.counts = dict(Counter(line.found.table for line in search.lines))
    _record_data_request(actor, request)
    return copy_of_person(community, search.person.words, search.lines)


def erase_person(
    actor: Actor, community: Community, search: Search, *, chosen: Collection[str], reason: str
) -> DataRequest:
    """Erase the person from the chosen rows (Found.key); the other rows are recorded as spared.

    Raises:
        NotAllowed: without Permission.DATA_REQUESTS.
        DomainError: (field reason) without a reason, when nothing is chosen, or when the ledger cannot be written.
    """
    actor.require(Permission.DATA_REQUESTS)
    lines = [line for line in search.lines if line.may_be_erased and line.found.key in chosen]
    if not lines:
        raise DomainError(_("There is nothing to erase. Please tick what is to be erased."))
    request = _new_data_request(actor, community, search, RequestKind.ERASE, reason)
    erased = {line.found.key for line in lines}
    request.spared = [[line.found.table, line.found.id] for line in search.lines if line.found.key not in erased]
    _erase_lines(actor, request, lines, search.wanted)
    ledger.append_to_ledger(request)
    return request


def repeat_erasures(file: Path) -> tuple[int, int, int]:
    """Repeat the erasures of the ledger that this database does not know.

    Returns (done, known already, without community).

    Does not commit. An erasure that the database knows was done before its backup was made: what was written since may
    be another person's.

    Raises:
        DomainError: for a bad ledger (ledger.read_ledger).
    """
    done = known = lost = 0
    for entry in list(ledger.read_ledger(file)):
        community = db.session.get(Community, entry["community_id"])
        if db.session.scalar(db.select(DataRequest.id).filter_by(uid=entry["uid"])):
            known += 1
        elif community is None:
            lost += 1
        else:
            _repeat_erasure(community, entry)
            done += 1
    return done, known, lost


def _repeat_erasure(community: Community, entry: dict[str, Any]) -> None:
    actor, keys = Actor.of_operator(community.id), ledger.keys_of_entry(entry)
    wanted = matcher_of_digests(keys, ledger.ledger_secret())
    needs: list[NeedKey] = [(number, moment) for number, moment in entry["needs"]]
    spared = {f"{table}:{number}" for table, number in entry["spared"]}
    found = [each for each in find_rows_naming_person(community.id, wanted, needs) if each.key not in spared]
    request = DataRequest(
        uid=entry["uid"], community_id=community.id, kind=RequestKind.ERASE, reason=entry["reason"],
        made_at=entry["at"], made_by=actor.name, keys=entry["keys"], needs=entry["needs"],
        spared=entry["spared"], repeated_at=clock.utc_now(),
    )  # fmt: skip
    db.session.add(request)
    # Somebody's namesake with an account was spared by name then: who is found now is meant.
    lines = [line for line in propose_treatments(actor, found, ()) if line.may_be_erased and line.is_proposed]
    _erase_lines(actor, request, lines, wanted)


def _new_data_request(
    actor: Actor, community: Community, search: Search, kind: RequestKind, reason: str
) -> DataRequest:
    """The reason is kept permanently, so the person is masked in it.

    Raises:
        DomainError: (field reason) when it is empty.
    """
    reason = " ".join(search.wanted.mask(reason).split())
    if not reason:
        raise DomainError(_("Please give a reason."), field="reason")
    keys = [key_of(term, ledger.ledger_secret()) for term in search.person.terms(community.area_code)]
    request = DataRequest(
        community_id=community.id, kind=kind, reason=reason[:MAX_REASON_LENGTH], made_by_id=actor.user_id,
        made_by=actor.name, keys=ledger.keys_as_json(keys), needs=[list(each) for each in search.person.needs],
    )  # fmt: skip
    db.session.add(request)
    db.session.flush()
    return request


def _erase_lines(actor: Actor, request: DataRequest, lines: list[Line], wanted: PersonMatcher) -> None:
    request.counts = dict(Counter(line.found.table for line in lines))
    _record_data_request(actor, request)
    for line in lines:
        erase_line(actor, line, wanted)


def _record_data_request(actor: Actor, request: DataRequest) -> None:
    db.session.flush()
    kind = RequestKind(request.kind).value
    record_event(actor, request, kind, reason=request.reason, details={"rows": request.counts})
