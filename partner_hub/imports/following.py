"""What is to be done once a list is brought in."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, func

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.imports.models import Import, ImportedRow
from partner_hub.matching.scoring import find_near_duplicates
from partner_hub.matching.suggestions.queries import unclosed_need_texts
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import NeedReading
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.workbook_import import ImportKind

MAX_PAIRS_SHOWN: Final = 30
# So many of the likeliest pairs of the community are looked through for those with a row of the file.
MAX_PAIRS_COMPARED: Final = 300
# Out of 100; as while somebody types a need.
MIN_SCORE_OF_PAIR: Final = 28.0


@dataclass(frozen=True)
class LikelyPair:
    """Two open needs that may be one trouble told twice; the older one first."""

    first: NeedReading
    second: NeedReading
    score: float


def count_to_review(entry: Import) -> int:
    """How many records of this import wait for a person to accept them."""
    if entry.kind is ImportKind.UNITS:
        return 0
    model, state = (
        (Need, NeedState.SUBMITTED) if entry.kind is ImportKind.NEEDS else (Offering, OfferingState.SUBMITTED)
    )
    statement = db.select(func.count(model.id)).where(model.id.in_(_record_ids(entry)), model.state == state)
    return db.session.scalar(statement) or 0


def likely_pairs(actor: Actor, entry: Import) -> list[LikelyPair]:
    """With at least one need of this import, the likeliest first."""
    brought_in = set(db.session.scalars(_record_ids(entry)))
    needs = {reading.id: (reading, text) for reading, text in unclosed_need_texts(actor)}
    found = find_near_duplicates([text for _reading, text in needs.values()], MAX_PAIRS_COMPARED)
    pairs = [
        LikelyPair(needs[each.first][0], needs[each.second][0], each.score)
        for each in found
        if each.score >= MIN_SCORE_OF_PAIR and {each.first, each.second} & brought_in
    ]
    return pairs[:MAX_PAIRS_SHOWN]


def _record_ids(entry: Import) -> Select[int]:
    return db.select(ImportedRow.record_id).where(ImportedRow.import_id == entry.id, ImportedRow.kind == entry.kind)
