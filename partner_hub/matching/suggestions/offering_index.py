"""A community's listed offerings as an index for the ranking: cached in each process, refreshed at every use.

Three small statements find out whether anything has changed since this process looked last; only what has changed is
read. Nobody has to tell the index: an edit in another process, a unit's new name and a retired category are seen by the
next page. What is kept belongs to one application, one database and one community as it was founded there.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Any, Final

from flask import current_app
from sqlalchemy import ColumnElement, and_, func, select

from partner_hub.communities.models import Category, Community
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.matching.models import LearntWeights
from partner_hub.matching.scoring import Index, OfferingText
from partner_hub.matching.scoring.community_weights import with_factors
from partner_hub.matching.scoring.weights import load_weights
from partner_hub.matching.suggestions.ranking_texts import offering_text, with_names
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership, PartnerUnit
from partner_hub.vocabulary.offering import PUBLISHED_OFFERING_STATES, OfferingState
from partner_hub.vocabulary.unit import UnitState

# A change is stamped when it is written and seen when it is committed: no transaction takes longer than this.
MAX_TRANSACTION_TIME: Final = timedelta(minutes=5)
# Communities that one process keeps: a district has about 70.
MAX_COMMUNITIES_KEPT: Final = 80
# Statements name so many rows at a time.
IDS_PER_STATEMENT: Final = 500
Stamp = tuple[datetime, int]
_LOCK = Lock()
INDEXED_COLUMNS = (
    Offering.id, Offering.name, Offering.content, Offering.category_id, Offering.category_words, Offering.audience,
    Offering.audiences, Offering.available_time, Offering.venue, Offering.capacity, Offering.valid_from,
    Offering.valid_to, Offering.state, Offering.partnership_id, Offering.capacity_number, Offering.updated_at,
    Offering.version,
)  # fmt: skip


_UNIT_FINGERPRINT = (
    func.count(), func.sum(Partnership.version), func.max(Partnership.updated_at), func.max(PartnerUnit.updated_at),
)  # fmt: skip


@dataclass(frozen=True)
class OfferingFacts:
    """What is known of an offering besides its words. `is_expired`: the nightly run has said so."""

    unit: int | None
    category: int | None
    capacity: int | None
    is_expired: bool


@dataclass(frozen=True)
class LinkedNames:
    """The names that offerings borrow: the community's, units' by partnership, categories'.

    With a unit's name: whether it may start anything (only approved units may). `unit_fingerprint` is how many units
    there were when they were read, their saves, and the newest change of them and of their names. `factors` is what the
    community's choices taught, read with them.
    """

    community: str
    unit_fingerprint: tuple[Any, ...]
    units: Mapping[int, tuple[str, bool]]
    categories: Mapping[int, str]
    factors: Mapping[str, float]

    def names_of(self, fact: OfferingFacts) -> tuple[str, str]:
        """Of the giver and of the category; "" where there is none."""
        giver = self.community if fact.unit is None else self.units.get(fact.unit, ("", False))[0]
        return giver, self.categories.get(fact.category or 0, "")


@dataclass(frozen=True)
class TableFingerprint:
    """How the table of offerings looked: its rows, the newest change, and the rows changed lately with their saves."""

    number: int
    newest: datetime | None
    recent: int
    saves: int


@dataclass(frozen=True, eq=False)
class IndexedOfferings:
    """Immutable: a later look makes a new one.

    `stamps` are (changed at, number of saves) of every offering of the community, listed or not; `recent` those of the
    time before `looked_at` in which a change may still have been on its way. `of_inactive_units` are the listed
    offerings of units that may start nothing, `expired` those that expired and were not renewed.
    """

    founded: tuple[str, str]
    looked_at: datetime
    stamps: Mapping[int, Stamp]
    newest: datetime | None
    recent: tuple[Stamp, ...]
    facts: Mapping[int, OfferingFacts]
    names: LinkedNames
    index: Index
    of_inactive_units: frozenset[int] = frozenset()
    expired: frozenset[int] = frozenset()

    def closed_on(self, day: date) -> frozenset[int]:
        """Listed offerings that cannot be had on this day, whatever their own days say."""
        return self.of_inactive_units | self.expired if day >= clock.local_today() else self.of_inactive_units

    def of_units(self, partnership_ids: Collection[int]) -> list[int]:
        return [number for number, fact in self.facts.items() if fact.unit in partnership_ids]


def indexed_offerings(community: Community) -> IndexedOfferings:
    """The listed offerings of this community as the database holds them now."""
    kept: dict[int, IndexedOfferings] = current_app.extensions.setdefault("indexed_offerings", {})
    founded = (db.engine.url.render_as_string(hide_password=False), community.created_at.isoformat())
    now, before = clock.utc_now(), kept.get(community.id)
    indexed = _refresh_changed(community, before, now) if before and before.founded == founded else None
    indexed = indexed or _build_anew(community, founded, now)
    own_weights = with_factors(load_weights(), indexed.names.factors if community.learns_from_choices else {})
    indexed = replace(indexed, index=indexed.index.weighed(own_weights))
    with _LOCK:
        kept.pop(community.id, None)
        kept[community.id] = indexed
        for old in list(kept)[:-MAX_COMMUNITIES_KEPT]:
            del kept[old]
    return indexed


def index_not_kept(community: Community) -> Index:
    """For work at night that looks at every community once."""
    return _build_anew(community, ("", ""), clock.utc_now()).index


def _build_anew(community: Community, founded: tuple[str, str], now: datetime) -> IndexedOfferings:
    names = _read_linked_names(community)
    rows = db.session.execute(select(*INDEXED_COLUMNS).where(Offering.community_id == community.id)).all()
    listed = [row for row in rows if row.state in PUBLISHED_OFFERING_STATES]
    facts = {row.id: _facts_of_row(row) for row in listed}
    index = Index.of([_text_of_row(row, names) for row in listed])
    empty = IndexedOfferings(founded, now, {}, None, (), facts, names, index)
    return _with_unavailable(_with_stamps(empty, {row.id: (row.updated_at, row.version) for row in rows}, now))


def _refresh_changed(community: Community, before: IndexedOfferings, now: datetime) -> IndexedOfferings:
    names = _read_linked_names(community, before.names)
    since = before.looked_at - MAX_TRANSACTION_TIME
    recent = tuple(stamp for stamp in before.recent if stamp[0] >= since)
    known = TableFingerprint(len(before.stamps), before.newest, len(recent), sum(saves for _at, saves in recent))
    if _read_fingerprint(community.id, since) == known:
        indexed = replace(before, looked_at=now, recent=recent)
    else:
        stamps = _read_stamps(community.id)
        changed = [number for number, stamp in stamps.items() if before.stamps.get(number) != stamp]
        indexed = _with_stamps(
            _with_changed_offerings(before, changed, before.stamps.keys() - stamps.keys(), names), stamps, now
        )
    if names != before.names:
        indexed = _with_changed_names(indexed, names)
    return indexed if indexed.facts is before.facts and indexed.names is before.names else _with_unavailable(indexed)


def _with_stamps(indexed: IndexedOfferings, stamps: Mapping[int, Stamp], now: datetime) -> IndexedOfferings:
    recent = tuple(stamp for stamp in stamps.values() if stamp[0] >= now - MAX_TRANSACTION_TIME)
    newest = max((at for at, _saves in stamps.values()), default=None)
    return replace(indexed, looked_at=now, stamps=stamps, newest=newest, recent=recent)


def _with_unavailable(indexed: IndexedOfferings) -> IndexedOfferings:
    ready = {number for number, (_name, is_ready) in indexed.names.units.items() if is_ready}
    facts = indexed.facts.items()
    return replace(
        indexed,
        of_inactive_units=frozenset(number for number, fact in facts if not (fact.unit is None or fact.unit in ready)),
        expired=frozenset(number for number, fact in facts if fact.is_expired),
    )


def _read_fingerprint(community_id: int, since: datetime) -> TableFingerprint:
    here = Offering.community_id == community_id
    recent = and_(here, Offering.updated_at >= since)
    wanted = (
        _scalar_of_offerings(func.count(), here),
        _scalar_of_offerings(func.max(Offering.updated_at), here),
        _scalar_of_offerings(func.count(), recent),
        _scalar_of_offerings(func.coalesce(func.sum(Offering.version), 0), recent),
    )
    number, newest, lately, saves = db.session.execute(select(*wanted)).one()
    return TableFingerprint(number, newest, lately, int(saves))


def _scalar_of_offerings(value: Any, condition: ColumnElement[bool]) -> Any:
    return select(value).select_from(Offering).where(condition).scalar_subquery()


def _read_stamps(community_id: int) -> dict[int, Stamp]:
    columns = select(Offering.id, Offering.updated_at, Offering.version)
    rows = db.session.execute(columns.where(Offering.community_id == community_id))
    return {number: (at, saves) for number, at, saves in rows}


def _read_linked_names(community: Community, before: LinkedNames | None = None) -> LinkedNames:
    here = Partnership.community_id == community.id
    learnt = select(LearntWeights.factors).where(LearntWeights.community_id == community.id).scalar_subquery()
    found = db.session.execute(select(*_UNIT_FINGERPRINT, learnt).join(Partnership.unit).where(here)).one()
    *looked, factors = found
    categories = db.session.execute(select(Category.id, Category.name).where(Category.community_id == community.id))
    is_same = before is not None and before.unit_fingerprint == tuple(looked)
    return LinkedNames(
        community.name,
        tuple(looked),
        before.units if before and is_same else _read_unit_names(here),
        {number: name for number, name in categories},  # noqa: C416 - dict() would hide which is which
        factors or {},
    )


def _read_unit_names(here: ColumnElement[bool]) -> dict[int, tuple[str, bool]]:
    columns = select(Partnership.id, PartnerUnit.name, Partnership.state)
    rows = db.session.execute(columns.join(Partnership.unit).where(here))
    return {number: (name, state == UnitState.APPROVED) for number, name, state in rows}


def _with_changed_offerings(
    before: IndexedOfferings, changed: Sequence[int], gone: Collection[int], names: LinkedNames
) -> IndexedOfferings:
    rows: list[Any] = []
    for start in range(0, len(changed), IDS_PER_STATEMENT):
        rows += db.session.execute(
            select(*INDEXED_COLUMNS).where(Offering.id.in_(changed[start : start + IDS_PER_STATEMENT]))
        )
    listed = [row for row in rows if row.state in PUBLISHED_OFFERING_STATES]
    out = {*gone, *(row.id for row in rows if row.state not in PUBLISHED_OFFERING_STATES)} & before.facts.keys()
    facts = {number: fact for number, fact in before.facts.items() if number not in out}
    facts |= {row.id: _facts_of_row(row) for row in listed}
    if not (listed or out):
        return before
    return replace(before, facts=facts, index=before.index.changed([_text_of_row(row, names) for row in listed], out))


def _with_changed_names(indexed: IndexedOfferings, names: LinkedNames) -> IndexedOfferings:
    """Units and categories that are called otherwise now, in the texts of their offerings."""
    texts: list[OfferingText] = []
    for number, fact in indexed.facts.items():
        unit_name, category = names.names_of(fact)
        text = with_names(indexed.index.offerings[number], unit_name, category)
        if text != indexed.index.offerings[number]:
            texts.append(text)
    return replace(indexed, names=names, index=indexed.index.changed(texts) if texts else indexed.index)


def _facts_of_row(row: Any) -> OfferingFacts:
    return OfferingFacts(row.partnership_id, row.category_id, row.capacity_number, row.state == OfferingState.EXPIRED)


def _text_of_row(row: Any, names: LinkedNames) -> OfferingText:
    return offering_text(row, *names.names_of(_facts_of_row(row)))
