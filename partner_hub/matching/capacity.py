"""At most one live match for a pair, and never more promised than there is, whoever clicks at the same moment.

Every command that makes a match live holds its needs first and its offerings after them, each in the order of their
ids, and then reads what the database holds now. SQLite lets one writer in at a time anyway.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func
from sqlalchemy.orm import joinedload

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict
from partner_hub.core.template_filters import format_moment, format_time_of_day
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import need_name_for
from partner_hub.offerings.availability import remaining_capacity
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.match import LIVE_MATCH_STATES

# (unit, its offering, how much of it). No offering: a bare promise. No unit: the community's own offering.
Share = tuple[Partnership | None, Offering | None, int]


def hold(needs: Iterable[Need], offerings: Iterable[Offering | None] = ()) -> None:
    """Hold these rows until the transaction ends, and read them anew: they may have changed since they were loaded."""
    db.session.flush()
    for kind, rows in ((Need, needs), (Offering, offerings)):
        ids = sorted({row.id for row in rows if row is not None})
        if ids:
            # Without the key: whoever only refers to one of these rows need not wait.
            statement = db.select(kind).where(kind.id.in_(ids)).order_by(kind.id).with_for_update(key_share=True)
            db.session.scalars(statement.execution_options(populate_existing=True)).all()


def ensure_free(
    actor: Actor,
    needs: Sequence[Need],
    shares: Sequence[Share],
    *,
    besides: int | None = None,
    may_exceed: bool = False,
) -> None:
    """Raises Conflict, saying who was faster and what is left, when a pair is taken or an offering has no place left.

    `besides`: the match that these shares are to belong to, which does not stand in its own way. `may_exceed`: what
    happened long ago is written down as it was.
    """
    offerings = [offering for _unit, offering, _quantity in shares if offering]
    hold(needs, offerings)
    need_ids = [need.id for need in needs]
    _refuse_taken(actor, _live_pair(need_ids, [offering.id for offering in offerings], besides))
    if not may_exceed:
        units = [unit.id for unit, offering, _quantity in shares if unit and not offering]
        _refuse_taken(actor, _live_promise(need_ids, units, besides))
        _refuse_too_much(actor, shares, besides)


def _refuse_taken(actor: Actor, taken: tuple[MatchNeed, MatchPartner] | None) -> None:
    if taken is None:
        return
    entry, partner = taken
    match, offering = partner.match, partner.offering
    words = {
        "unit": partner.name,
        "need": need_name_for(actor, entry.need),
        "offering": offering.name if offering else partner.name,
        "letter": match.letter,
        "promise": match.promise,
        "time": time_words(partner.since or match.created_at),
    }
    if match.agenda_item_id is not None:
        sentence = _("“%(need)s” and “%(offering)s” are already joined by match %(letter)s: “%(promise)s”.", **words)
    elif offering is None:
        sentence = _("%(unit)s promised to take “%(need)s” at %(time)s already: “%(promise)s”.", **words)
    else:
        sentence = _("%(unit)s took “%(need)s” with “%(offering)s” at %(time)s already.", **words)
    raise Conflict(" ".join(filter(None, (sentence, _left(offering)))), field="offering")


def _refuse_too_much(actor: Actor, shares: Sequence[Share], besides: int | None) -> None:
    wanted: dict[int, int] = {}
    by_id = {offering.id: offering for _unit, offering, _quantity in shares if offering}
    for _unit, offering, quantity in shares:
        if offering:
            wanted[offering.id] = wanted.get(offering.id, 0) + quantity
    if not wanted:
        return
    own = _held_by(besides, wanted) if besides else {}
    for offering_id, left in sorted(remaining_capacity(wanted).items()):
        free = None if left is None else left + own.get(offering_id, 0)
        if free is not None and wanted[offering_id] > free:
            raise Conflict(_too_much(actor, by_id[offering_id], wanted[offering_id], max(free, 0)), field="quantity")


def _too_much(actor: Actor, offering: Offering, wanted: int, free: int) -> str:
    words = {
        "offering": offering.name,
        "free": f"{free}{offering.capacity_unit}",
        "wanted": f"{wanted}{offering.capacity_unit}",
    }
    last = _last_taken(offering)
    if last is None:
        return _("“%(offering)s” has fewer places than asked for: %(wanted)s. Free places: %(free)s.", **words)
    needs = "、".join(need_name_for(actor, entry.need) for entry in last.match.needs)
    words |= {"unit": last.name, "need": needs, "time": time_words(last.since or last.match.created_at)}
    if free:
        return _(
            "“%(offering)s” has fewer places left than asked for: %(wanted)s. %(unit)s took some at %(time)s for "
            "“%(need)s”. Free places: %(free)s.",
            **words,
        )
    return _(
        "%(unit)s took the last place of “%(offering)s” at %(time)s for “%(need)s”. Free places: %(free)s.", **words
    )


def _left(offering: Offering | None) -> str:
    left = remaining_capacity([offering.id])[offering.id] if offering else None
    if offering is None or left is None:
        return ""
    return _("Free places: %(free)s.", free=f"{max(left, 0)}{offering.capacity_unit}")


def time_words(at: datetime) -> str:
    """The time of day, with the day unless it is today."""
    return format_time_of_day(at) if clock.to_local(at).date() == clock.local_today() else format_moment(at)


def _live_pair(
    need_ids: Collection[int], offering_ids: Collection[int], besides: int | None
) -> tuple[MatchNeed, MatchPartner] | None:
    """A need and an offering among these that a live match already joins."""
    return _first_of(MatchNeed.need_id.in_(need_ids), MatchPartner.offering_id.in_(offering_ids), besides=besides)


def _live_promise(
    need_ids: Collection[int], unit_ids: Collection[int], besides: int | None
) -> tuple[MatchNeed, MatchPartner] | None:
    """A need that one of these units has already promised to take, without an offering."""
    promised = (MatchPartner.offering_id.is_(None), MatchPartner.partnership_id.in_(unit_ids))
    return _first_of(MatchNeed.need_id.in_(need_ids), *promised, besides=besides) if unit_ids else None


def _first_of(*conditions: object, besides: int | None) -> tuple[MatchNeed, MatchPartner] | None:
    statement = (
        db.select(MatchNeed, MatchPartner)
        .join(Match, Match.id == MatchNeed.match_id)
        .join(MatchPartner, MatchPartner.match_id == Match.id)
        .where(Match.state.in_(LIVE_MATCH_STATES), *conditions)
        .order_by(MatchNeed.id, MatchPartner.id)
        .limit(1)
    )
    row = db.session.execute(statement if besides is None else statement.where(Match.id != besides)).first()
    return (row[0], row[1]) if row else None


def _held_by(match_id: int, offering_ids: Collection[int]) -> dict[int, int]:
    """What this match takes of these offerings now, if it is live."""
    statement = (
        db.select(MatchPartner.offering_id, func.sum(MatchPartner.quantity))
        .join(Match, Match.id == MatchPartner.match_id)
        .where(Match.id == match_id, Match.state.in_(LIVE_MATCH_STATES), MatchPartner.offering_id.in_(offering_ids))
        .group_by(MatchPartner.offering_id)
    )
    return {number: held for number, held in db.session.execute(statement)}  # noqa: C416 - dict() would hide which is which


def _last_taken(offering: Offering) -> MatchPartner | None:
    statement = (
        db.select(MatchPartner)
        .join(MatchPartner.match)
        .where(MatchPartner.offering_id == offering.id, Match.state.in_(LIVE_MATCH_STATES))
        .options(joinedload(MatchPartner.match))
        .order_by(MatchPartner.since.desc().nulls_last(), MatchPartner.id.desc())
        .limit(1)
    )
    return db.session.scalar(statement)
