"""Commands: look for a person, give out a copy, erase, and erase again after a restore."""

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
from partner_hub.data_requests.copies import copy_of
from partner_hub.data_requests.erasing import erase_line
from partner_hub.data_requests.models import DataRequest
from partner_hub.data_requests.plan import Line, plan
from partner_hub.data_requests.queries import look_everywhere, parts_of
from partner_hub.data_requests.sought import Sought, key_of, sought, sought_by_digest
from partner_hub.data_requests.terms import Named, Person, account_names
from partner_hub.vocabulary.data_request import RequestKind

LONGEST_REASON = 500


@dataclass(frozen=True)
class Search:
    """What was looked for, and every row where it was found with what would become of it."""

    person: Person
    wanted: Sought
    lines: list[Line]

    @property
    def proposed(self) -> set[str]:
        return {line.found.key for line in self.lines if line.is_proposed}

    def parts_of(self, text: str) -> list[tuple[str, bool]]:
        return parts_of(text, self.wanted)


def look_for(actor: Actor, community: Community, person: Person) -> Search:
    actor.require(Permission.DATA_REQUESTS)
    wanted = sought(person.terms(community.area_code))
    found = look_everywhere(community.id, wanted, person.needs)
    return Search(person, wanted, plan(actor, found, account_names(community)))


def give_copy(actor: Actor, community: Community, search: Search, *, reason: str) -> dict[str, Any]:
    """Everything that was found, as plain data (copies.copy_of), and a record that it was given out."""
    actor.require(Permission.DATA_REQUESTS)
    request = _request(actor, community, search, RequestKind.COPY, reason)
    request.counts = dict(Counter(line.found.table for line in search.lines))
    _record(actor, request)
    return copy_of(community, search.person.words, search.lines)


def erase(actor: Actor, community: Community, search: Search, *, chosen: Collection[str], reason: str) -> DataRequest:
    """Erase the person from the chosen rows (Found.key); what was found and not chosen is spared, for good.

    Raises DomainError at `reason`, and when nothing is chosen.
    """
    actor.require(Permission.DATA_REQUESTS)
    lines = [line for line in search.lines if line.may_be_erased and line.found.key in chosen]
    if not lines:
        raise DomainError(_("There is nothing to erase. Please tick what is to be erased."))
    request = _request(actor, community, search, RequestKind.ERASE, reason)
    erased = {line.found.key for line in lines}
    request.spared = [[line.found.table, line.found.id] for line in search.lines if line.found.key not in erased]
    _erase(actor, request, lines, search.wanted)
    ledger.append(request)
    return request


def repeat_erasures(file: Path) -> tuple[int, int, int]:
    """Do again what the ledger holds and this database does not; returns (done, known already, without community).

    Commits nothing. An erasure that the database knows was done before its backup was made: what was written since may
    be another person's.
    """
    done = known = lost = 0
    for entry in list(ledger.read(file)):
        community = db.session.get(Community, entry["community_id"])
        if db.session.scalar(db.select(DataRequest.id).filter_by(uid=entry["uid"])):
            known += 1
        elif community is None:
            lost += 1
        else:
            _repeat(community, entry)
            done += 1
    return done, known, lost


def _repeat(community: Community, entry: dict[str, Any]) -> None:
    actor, keys = Actor.of_operator(community.id), ledger.keys_of(entry)
    wanted = sought_by_digest(keys, ledger.secret())
    needs: list[Named] = [(number, moment) for number, moment in entry["needs"]]
    spared = {f"{table}:{number}" for table, number in entry["spared"]}
    found = [each for each in look_everywhere(community.id, wanted, needs) if each.key not in spared]
    request = DataRequest(
        uid=entry["uid"], community_id=community.id, kind=RequestKind.ERASE, reason=entry["reason"],
        made_at=entry["at"], made_by=actor.name, keys=entry["keys"], needs=entry["needs"],
        spared=entry["spared"], repeated_at=clock.utc_now(),
    )  # fmt: skip
    db.session.add(request)
    # Somebody's namesake with an account was spared by name then: who is found now is meant.
    lines = [line for line in plan(actor, found, ()) if line.may_be_erased and line.is_proposed]
    _erase(actor, request, lines, wanted)


def _request(actor: Actor, community: Community, search: Search, kind: RequestKind, reason: str) -> DataRequest:
    """Its reason is kept for good, so that it must not say who asked."""
    reason = " ".join(search.wanted.mask(reason).split())
    if not reason:
        raise DomainError(_("Please give a reason."), field="reason")
    keys = [key_of(term, ledger.secret()) for term in search.person.terms(community.area_code)]
    request = DataRequest(
        community_id=community.id, kind=kind, reason=reason[:LONGEST_REASON], made_by_id=actor.user_id,
        made_by=actor.name, keys=ledger.stored(keys), needs=[list(each) for each in search.person.needs],
    )  # fmt: skip
    db.session.add(request)
    db.session.flush()
    return request


def _erase(actor: Actor, request: DataRequest, lines: list[Line], wanted: Sought) -> None:
    request.counts = dict(Counter(line.found.table for line in lines))
    _record(actor, request)
    for line in lines:
        erase_line(actor, line, wanted)


def _record(actor: Actor, request: DataRequest) -> None:
    db.session.flush()
    kind = RequestKind(request.kind).value
    record_event(actor, request, kind, reason=request.reason, details={"rows": request.counts})
