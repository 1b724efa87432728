"""What a clerk looks at before two records of a unit are made one, and which merges can be undone."""

from dataclasses import dataclass

from flask_babel import LazyString
from sqlalchemy import ScalarSelect, false, func, select

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import NotFound
from partner_hub.partners.known_units import known_unit_names
from partner_hub.partners.merge_models import TIME_TO_UNDO, UnitMerge
from partner_hub.partners.models import Partnership, PartnerUnit
from partner_hub.partners.queries import listed_units, visible_units
from partner_hub.partners.unit_name_matching import Matcher
from partner_hub.unit_merges.references import REFERENCES, RIGHTS, Reference
from partner_hub.vocabulary.unit import UnitState
from partner_hub.workbooks.values.fuller_name import fuller_name

MOST_PROPOSED, MOST_FOUND = 6, 20


@dataclass(frozen=True)
class HangingRows:
    """How many rows of one sort hang on each of two units."""

    label: LazyString
    kept: int
    merged: int


def proposed_twins(actor: Actor, unit: Partnership) -> list[Partnership]:
    """Units that may be the same: with the same code or telephone, then by name; the likeliest first."""
    matcher = Matcher(known_unit_names(unit.community_id))
    names = (unit.name, *(alias.name for alias in unit.aliases))
    ranked = [each for name in names for each in matcher.resolve(name, leave_out={str(unit.id)}).ranked]
    likely = [int(each.id) for each in sorted(ranked, key=lambda each: -each.score)]
    ids = list(dict.fromkeys([*_units_with_same_facts(unit), *likely]))[:MOST_PROPOSED]
    found = {each.id: each for each in db.session.scalars(visible_units(actor).where(Partnership.id.in_(ids)))}
    return [found[number] for number in ids if number in found]


def found_twins(actor: Actor, unit: Partnership, words: str) -> list[Partnership]:
    """By a search in the list of units."""
    if not words.strip():
        return []
    found = listed_units(actor, {"q": words}).where(Partnership.id != unit.id)
    return list(db.session.scalars(found.limit(MOST_FOUND)))


def hanging_rows(kept: Partnership, merged: Partnership) -> list[HangingRows]:
    """Of everything that moves, but what hangs on neither."""
    counted = [(each.label, each) for each in REFERENCES if each.label is not None]
    columns = (_count(reference, unit) for _label, reference in counted for unit in (kept, merged))
    numbers = db.session.execute(select(*columns)).one()
    rows = [
        HangingRows(label, ours, theirs)
        for (label, _reference), ours, theirs in zip(counted, numbers[::2], numbers[1::2], strict=True)
    ]
    return [each for each in rows if each.kept or each.merged]


def _count(reference: Reference, unit: Partnership) -> ScalarSelect[int]:
    """Users of a unit that had left count as none: their rights do not come back."""
    statement = select(func.count()).select_from(reference.table).where(reference.names(unit.id))
    is_over = reference.table_name in RIGHTS and unit.state is UnitState.WITHDRAWN
    return (statement.where(false()) if is_over else statement).scalar_subquery()


def better_name(unit: Partnership, other: Partnership) -> Partnership:
    """Whose name is proposed: the fuller one, then the one that stands beside a valid credit code."""
    if fuller := fuller_name(unit.name, other.name):
        return unit if unit.name == fuller else other
    with_code = [each for each in (unit, other) if each.unit.credit_code_valid]
    return with_code[0] if len(with_code) == 1 else better_record(unit, other)


def better_record(unit: Partnership, other: Partnership) -> Partnership:
    """Whose record is proposed to be kept: one that takes part, then the one on which more hangs."""
    if unit.is_active != other.is_active:
        return unit if unit.is_active else other
    rows = hanging_rows(unit, other)
    return other if sum(each.merged for each in rows) > sum(each.kept for each in rows) else unit


def merges_to_undo(unit: Partnership) -> list[UnitMerge]:
    """The newest first."""
    statement = select(UnitMerge).where(
        UnitMerge.kept_id == unit.id,
        UnitMerge.undone_at.is_(None),
        UnitMerge.merged_at > clock.utc_now() - TIME_TO_UNDO,
    )
    return list(db.session.scalars(statement.order_by(UnitMerge.id.desc())))


def merge_of(actor: Actor, merge_id: int) -> UnitMerge:
    """Raises NotFound for a merge of another community."""
    found = db.session.get(UnitMerge, merge_id)
    if found is None or found.community_id != actor.community_id:
        raise NotFound
    return found


def _units_with_same_facts(unit: Partnership) -> list[int]:
    """With the same code, or a telephone in common."""
    facts = select(Partnership.id, PartnerUnit.credit_code, Partnership.phones).join(Partnership.unit)
    others = (Partnership.community_id == unit.community_id, Partnership.id != unit.id)
    rows = db.session.execute(facts.where(*others, Partnership.merged_into_id.is_(None)).order_by(Partnership.id)).all()
    same_code = [number for number, code, _phones in rows if code and code == unit.credit_code]
    return [*same_code, *(number for number, _code, phones in rows if set(phones) & set(unit.phones))]
