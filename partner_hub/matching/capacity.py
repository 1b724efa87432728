"""At most one live match for each pair of need and offering, and no offering overbooked, also under concurrency.

Every command that makes a match live locks its needs first and its offerings after them, each in the order of their
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
from partner_hub.matching.contribution import Contribution
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import need_name_for
from partner_hub.offerings.availability import remaining_capacity, when_free_again
from partner_hub.offerings.capacity_periods import free_places_in_words
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.match import LIVE_MATCH_STATES


def lock_needs_and_offerings(needs: Iterable[Need], offerings: Iterable[Offering | None] = ()) -> None:
    """Hold these rows until the transaction ends, and read them anew: they may have changed since they were loaded."""
    db.session.flush()
    for kind, rows in ((Need, needs), (Offering, offerings)):
        ids = sorted({row.id for row in rows if row is not None})
        if ids:
            # Without the key: whoever only refers to one of these rows need not wait.
            statement = db.select(kind).where(kind.id.in_(ids)).order_by(kind.id).with_for_update(key_share=True)
            db.session.scalars(statement.execution_options(populate_existing=True)).all()


def require_free_capacity(
    actor: Actor,
    needs: Sequence[Need],
    contributions: Sequence[Contribution],
    *,
    besides: int | None = None,
    may_exceed: bool = False,
) -> None:
    """See that no live match joins one of the needs with what is given, and that every offering suffices.

    The caller has locked the needs and offerings (lock_needs_and_offerings).

    Args:
        besides: id of the match that the contributions are to belong to, which is not counted.
        may_exceed: skip the capacity, for what happened long ago and is written down as it was.

    Raises:
        Conflict: a pair is taken or an offering has too few places left; says who was faster and what is left.
    """
    need_ids = [need.id for need in needs]
    offering_ids = [each.offering.id for each in contributions if each.offering]
    _refuse_taken_pair(actor, _find_live_pair(need_ids, offering_ids, besides))
    if not may_exceed:
        units = [each.partnership.id for each in contributions if each.partnership and not each.offering]
        _refuse_taken_pair(actor, _find_live_promise(need_ids, units, besides))
        _refuse_overbooking(actor, contributions, besides)


def _refuse_taken_pair(actor: Actor, taken: tuple[MatchNeed, MatchPartner] | None) -> None:
    if taken:
        raise refusal_of_taken_need(actor, taken[0].need, taken[1])


def refusal_of_taken_need(actor: Actor, need: Need, partner: MatchPartner) -> Conflict:
    """Says which unit takes the need already, since when, and with which offering."""
    match, offering = partner.match, partner.offering
    words = {
        "unit": partner.name,
        "need": need_name_for(actor, need),
        "offering": offering.name if offering else partner.name,
        "letter": match.letter,
        "promise": match.promise,
        "time": clock_or_full_time(partner.since or match.created_at),
    }
    if match.agenda_item_id is not None:
        sentence = _("“%(need)s” and “%(offering)s” are already joined by match %(letter)s: “%(promise)s”.", **words)
    elif offering is None:
        sentence = _("%(unit)s promised to take “%(need)s” at %(time)s already: “%(promise)s”.", **words)
    else:
        sentence = _("%(unit)s took “%(need)s” with “%(offering)s” at %(time)s already.", **words)
    return Conflict(" ".join(filter(None, (sentence, _sentence_of_free_places(offering)))), field="offering")


def _refuse_overbooking(actor: Actor, contributions: Sequence[Contribution], besides: int | None) -> None:
    wanted: dict[int, int] = {}
    by_id = {each.offering.id: each.offering for each in contributions if each.offering}
    for each in contributions:
        if each.offering:
            wanted[each.offering.id] = wanted.get(each.offering.id, 0) + each.quantity
    if not wanted:
        return
    own = _quantities_of_match(besides, wanted) if besides else {}
    for offering_id, left in sorted(remaining_capacity(wanted).items()):
        free = None if left is None else left + own.get(offering_id, 0)
        if free is not None and wanted[offering_id] > free:
            offering = by_id[offering_id]
            sentence = _sentence_of_overbooking(actor, offering, wanted[offering_id], max(free, 0))
            renewal = when_free_again(offering, free, own.get(offering_id, 0))
            raise Conflict(" ".join(filter(None, (sentence, renewal))), field="quantity")


def _sentence_of_overbooking(actor: Actor, offering: Offering, wanted: int, free: int) -> str:
    words = {
        "offering": offering.name,
        "free": free_places_in_words(offering, free),
        "wanted": f"{wanted}{offering.capacity_unit}",
    }
    last = _last_live_partner(offering)
    if last is None:
        return _("“%(offering)s” has fewer places than asked for: %(wanted)s. Free places: %(free)s.", **words)
    needs = "、".join(need_name_for(actor, entry.need) for entry in last.match.needs)
    words |= {"unit": last.name, "need": needs, "time": clock_or_full_time(last.since or last.match.created_at)}
    if free:
        return _(
            "“%(offering)s” has fewer places left than asked for: %(wanted)s. %(unit)s took some at %(time)s for "
            "“%(need)s”. Free places: %(free)s.",
            **words,
        )
    return _(
        "%(unit)s took the last place of “%(offering)s” at %(time)s for “%(need)s”. Free places: %(free)s.", **words
    )


def _sentence_of_free_places(offering: Offering | None) -> str:
    left = remaining_capacity([offering.id])[offering.id] if offering else None
    if offering is None or left is None:
        return ""
    return _("Free places: %(free)s.", free=free_places_in_words(offering, left))


def clock_or_full_time(at: datetime) -> str:
    """The time of day, with the day unless it is today."""
    return format_time_of_day(at) if clock.to_local(at).date() == clock.local_today() else format_moment(at)


def _find_live_pair(
    need_ids: Collection[int], offering_ids: Collection[int], besides: int | None
) -> tuple[MatchNeed, MatchPartner] | None:
    """A need and an offering among these that a live match already joins."""
    return _first_live_partner(
        MatchNeed.need_id.in_(need_ids), MatchPartner.offering_id.in_(offering_ids), besides=besides
    )


def _find_live_promise(
    need_ids: Collection[int], unit_ids: Collection[int], besides: int | None
) -> tuple[MatchNeed, MatchPartner] | None:
    """A need that one of these units has already promised to take, without an offering."""
    promised = (MatchPartner.offering_id.is_(None), MatchPartner.partnership_id.in_(unit_ids))
    return _first_live_partner(MatchNeed.need_id.in_(need_ids), *promised, besides=besides) if unit_ids else None


def _first_live_partner(*conditions: object, besides: int | None) -> tuple[MatchNeed, MatchPartner] | None:
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


def _quantities_of_match(match_id: int, offering_ids: Collection[int]) -> dict[int, int]:
    """What this match takes of these offerings now, if it is live."""
    statement = (
        db.select(MatchPartner.offering_id, func.sum(MatchPartner.quantity))
        .join(Match, Match.id == MatchPartner.match_id)
        .where(Match.id == match_id, Match.state.in_(LIVE_MATCH_STATES), MatchPartner.offering_id.in_(offering_ids))
        .group_by(MatchPartner.offering_id)
    )
    return {number: held for number, held in db.session.execute(statement)}  # noqa: C416 - dict() would hide which is which


def _last_live_partner(offering: Offering) -> MatchPartner | None:
    statement = (
        db.select(MatchPartner)
        .join(MatchPartner.match)
        .where(MatchPartner.offering_id == offering.id, Match.state.in_(LIVE_MATCH_STATES))
        .options(joinedload(MatchPartner.match))
        .order_by(MatchPartner.since.desc().nulls_last(), MatchPartner.id.desc())
        .limit(1)
    )
    return db.session.scalar(statement)
