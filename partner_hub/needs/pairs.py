"""Open needs that may be one trouble told twice, and pairs of which a person said that they are not."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import Base, db, insert_of, rows_changed, text_column
from partner_hub.core.events import record_event
from partner_hub.core.permissions import Permission
from partner_hub.matching.scoring import NeedText, find_near_duplicates
from partner_hub.needs.models import Need
from partner_hub.needs.queries import visible_needs
from partner_hub.vocabulary.need import OPEN_NEED_STATES

MAX_PAIRS_SHOWN = 20
# On the labelled communities every known pair among the first 20 reaches it, and three in four of the others.
MIN_PAIR_SCORE = 28.0
# The newest ones are compared: a page must come at once.
MAX_NEEDS_PAIRED = 1000


class NeedsApart(Base):
    """Two needs that a person called different: they are not shown as a pair again. The first one has the lower id."""

    __tablename__ = "needs_apart"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        Index("ix_needs_apart_second_id", "second_id"),
    )

    first_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    said_at: Mapped[datetime] = mapped_column(default=clock.utc_now)
    said_by: Mapped[str] = text_column(100)


@dataclass(frozen=True)
class NeedPair:
    """`score` from 0 to 100; only the order of pairs means something."""

    first: Need
    second: Need
    score: float


def likely_pairs(actor: Actor) -> list[NeedPair]:
    """The likeliest first, without those that were said to be different; four statements, however many needs there are.

    Raises NotAllowed for whoever does not review needs: recorded words are compared.
    """
    actor.require(Permission.NEEDS_TRIAGE)
    newest = visible_needs(actor).where(Need.state.in_(OPEN_NEED_STATES)).order_by(Need.id.desc())
    needs = {need.id: need for need in db.session.scalars(newest.limit(MAX_NEEDS_PAIRED))}
    apart = _pairs_apart(actor.community_id)
    found = find_near_duplicates([_recorded_text(need) for need in needs.values()], MAX_PAIRS_SHOWN + len(apart))
    pairs = [
        NeedPair(needs[each.first], needs[each.second], each.score) for each in found if each.score >= MIN_PAIR_SCORE
    ]
    return [each for each in pairs if _key_of_pair(each.first, each.second) not in apart][:MAX_PAIRS_SHOWN]


def call_needs_different(actor: Actor, first: Need, second: Need) -> None:
    """Raises NotAllowed for whoever does not review needs."""
    actor.require(Permission.NEEDS_TRIAGE)
    low, high = _key_of_pair(first, second)
    statement = insert_of(NeedsApart).on_conflict_do_nothing(index_elements=["first_id", "second_id"])
    row = {"first_id": low, "second_id": high, "said_at": clock.utc_now(), "said_by": actor.name}
    db.session.execute(statement, row)
    record_event(actor, first, "call_different", details={"need": second.id})


def compare_needs_again(actor: Actor, first: Need, second: Need) -> None:
    """Takes it back that they are different. Raises NotAllowed for whoever does not review needs."""
    actor.require(Permission.NEEDS_TRIAGE)
    low, high = _key_of_pair(first, second)
    if rows_changed(delete(NeedsApart).where(NeedsApart.first_id == low, NeedsApart.second_id == high)):
        record_event(actor, first, "compare_again", details={"need": second.id})


def needs_called_different(actor: Actor) -> list[tuple[Need, Need]]:
    """The newest first, as long as both are open."""
    first, second = aliased(Need), aliased(Need)
    statement = (
        select(first, second)
        .join(NeedsApart, NeedsApart.first_id == first.id)
        .join(second, NeedsApart.second_id == second.id)
        .where(first.community_id == actor.community_id)
        .where(first.state.in_(OPEN_NEED_STATES), second.state.in_(OPEN_NEED_STATES))
    )
    rows = db.session.execute(statement.order_by(NeedsApart.id.desc()).limit(MAX_PAIRS_SHOWN))
    return [(row[0], row[1]) for row in rows]


def _pairs_apart(community_id: int) -> set[tuple[int, int]]:
    statement = select(NeedsApart.first_id, NeedsApart.second_id).join(Need, Need.id == NeedsApart.first_id)
    return {(row[0], row[1]) for row in db.session.execute(statement.where(Need.community_id == community_id))}


def _key_of_pair(first: Need, second: Need) -> tuple[int, int]:
    return min(first.id, second.id), max(first.id, second.id)


def _recorded_text(need: Need) -> NeedText:
    return NeedText(
        need.id,
        name=need.name,
        content=need.content,
        category=need.category.name if need.category else "",
        category_words=need.category_words,
        beneficiaries=need.beneficiaries,
        grid=need.grid.label if need.grid else need.grid_words,
    )
