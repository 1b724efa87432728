"""Matches: needs joined with units and their offerings.

Whether a meeting may still be changed is asked by its own commands (meetings.matches), which call these.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.matching import queries
from partner_hub.matching.capacity import Share, ensure_free
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.matching.workflow import MATCH_WORKFLOW
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.match import LIVE_MATCH_STATES, MatchOrigin, MatchState

# (unit, its offering, whether it leads). No offering: a bare promise. No unit: the community's own offering.
Partner = tuple[Partnership | None, Offering | None, bool]


class AgendaItem(Protocol):
    """An item of a meeting's agenda; this room stands below the meetings and knows no more of it."""

    id: Any


def record_match(  # noqa: PLR0913 - a match has that many sides
    actor: Actor,
    community: Community,
    *,
    agenda_item: AgendaItem | None,
    needs: Sequence[Need],
    partners: Sequence[Partner],
    promise: str = "",
    state: MatchState = MatchState.TABLED,
    source: dict[str, Any] | None = None,
) -> Match:
    """Write down a match; exactly one of the partners leads.

    Raises Conflict when a live match already joins one of the needs with one of the offerings, or when an offering is
    full; what a file tells about the past (`source`) is written down even then.
    """
    actor.require(Permission.MEETINGS_RECORD)
    _check(community, needs, partners)
    if state in LIVE_MATCH_STATES:
        ensure_free(
            actor, needs, [(unit, offering, 1) for unit, offering in _merged(partners)], may_exceed=bool(source)
        )
    item_id = agenda_item.id if agenda_item else None
    match = Match(
        community_id=community.id,
        agenda_item_id=item_id,
        position=queries.next_position(item_id),
        state=state,
        promise=promise,
        source=source or {},
    )
    _fill(match, community, needs, partners)
    db.session.add(match)
    db.session.flush()
    record_event(actor, match, "record", to_state=state.value)
    return match


def change_match(
    actor: Actor,
    community: Community,
    match: Match,
    *,
    needs: Sequence[Need],
    partners: Sequence[Partner],
    promise: str,
) -> Match:
    actor.require(Permission.MEETINGS_RECORD)
    _check(community, needs, partners)
    before = {(partner.partnership_id, partner.offering_id): partner for partner in match.partners}
    if match.state in LIVE_MATCH_STATES:
        shares = [(unit, offering, _quantity(before, unit, offering)) for unit, offering in _merged(partners)]
        ensure_free(actor, needs, shares, besides=match.id)
    # First, so that of two who change it at the same moment one is told before any row of it moves.
    count_save(match)
    kept = {pair: (partner.quantity, partner.since, partner.is_waiting) for pair, partner in before.items()}
    match.needs, match.partners = [], []
    # The old rows must be gone before the new ones come, or the same pair would stand there twice for a moment.
    db.session.flush()
    _fill(match, community, needs, partners)
    for partner in match.partners:
        pair = (
            partner.partnership.id if partner.partnership else None,
            partner.offering.id if partner.offering else None,
        )
        if pair in kept:
            partner.quantity, partner.since, partner.is_waiting = kept[pair]
    match.promise = promise
    db.session.flush()
    record_event(actor, match, "edit")
    return match


def settle_match(actor: Actor, match: Match, to: MatchState, *, reason: str = "") -> Match:
    """The meeting's verdict. One that comes back from rejection needs its pairs, and places, to be free."""
    if match.state not in LIVE_MATCH_STATES and to in LIVE_MATCH_STATES:
        ensure_free(actor, [entry.need for entry in match.needs], shares_of(match), besides=match.id)
    MATCH_WORKFLOW.move(actor, match, to, reason=reason)
    if to is MatchState.CONFIRMED:
        welcome_all(match)
    else:
        match.confirmed_at = None
    return match


def shares_of(match: Match) -> list[Share]:
    return [(partner.partnership, partner.offering, partner.quantity) for partner in match.partners]


def welcome_all(match: Match) -> None:
    """Whoever has the last word has said yes to everybody who joined until now."""
    for partner in match.partners:
        partner.is_waiting = False
    db.session.flush()


def put_on_agenda(actor: Actor, agenda_item: AgendaItem, matches: Sequence[Match]) -> None:
    """What both sides agreed to lies on the table; what was confirmed since the last meeting is to be ratified."""
    actor.require(Permission.MEETINGS_RECORD)
    for match in matches:
        if match.state is MatchState.AGREED:
            MATCH_WORKFLOW.move(actor, match, MatchState.TABLED)
        else:
            count_save(match)
            record_event(actor, match, "attach")
        match.agenda_item_id = agenda_item.id
        match.position = queries.next_position(agenda_item.id)
        db.session.flush()


def take_off_agenda(actor: Actor, match: Match) -> None:
    """The two sides still agree; what the secretary confirmed between the meetings stays confirmed."""
    actor.require(Permission.MEETINGS_RECORD)
    item_id = match.agenda_item_id
    if match.state is MatchState.CONFIRMED and match.confirmed_at:
        count_save(match)
        record_event(actor, match, "untable")
    elif (match.state, MatchState.AGREED) in MATCH_WORKFLOW.rules:
        MATCH_WORKFLOW.move(actor, match, MatchState.AGREED)
        match.confirmed_at = None
    else:
        state = MATCH_WORKFLOW.label(match.state)
        raise DomainError(
            _(
                "Units agreed to this match before the meeting, and it is “%(state)s”: it stays in the record.",
                state=state,
            )
        )
    match.agenda_item_id = None
    db.session.flush()
    _close_up(item_id)


def remove_match(actor: Actor, match: Match) -> None:
    """Take back what was written down by mistake; what was agreed before the meeting only leaves the agenda."""
    actor.require(Permission.MEETINGS_RECORD)
    if match.origin is not MatchOrigin.MEETING:
        take_off_agenda(actor, match)
        return
    words = {"needs": [entry.need_id for entry in match.needs], "promise": match.promise}
    record_event(actor, match, "remove", from_state=match.state.value, details=words)
    item_id = match.agenda_item_id
    db.session.delete(match)
    db.session.flush()
    _close_up(item_id)


def _close_up(item_id: int | None) -> None:
    """The letters of an item have no gap."""
    if item_id is not None:
        for position, other in enumerate(queries.matches_of_item(item_id), start=1):
            other.position = position
        db.session.flush()


def _check(community: Community, needs: Sequence[Need], partners: Sequence[Partner]) -> None:
    if not needs:
        raise DomainError(_("Please name at least one need."), field="need")
    if not partners:
        raise DomainError(_("Please name an offering, or a unit that promises something."), field="offering")
    if sum(lead for _unit, _offering, lead in partners) != 1:
        raise DomainError(_("Exactly one unit leads."), field="lead")
    for unit, offering, _lead in partners:
        if unit is None and offering is None:
            raise DomainError(_("A partner without unit and offering is nobody."), field="offering")
        if offering is not None and unit is not None and offering.partnership_id != unit.id:
            raise DomainError(_("“%(name)s” is another unit's offering.", name=offering.name), field="offering")
    rows = [*needs, *(row for unit, offering, _lead in partners for row in (unit, offering) if row)]
    if any(row.community_id != community.id for row in rows):
        raise DomainError(_("Needs, offerings and units of one match belong to the same community."))


def _merged(partners: Sequence[Partner]) -> dict[tuple[Partnership | None, Offering | None], bool]:
    """The same offering of a unit stands once, however often it was named."""
    merged: dict[tuple[Partnership | None, Offering | None], bool] = {}
    for unit, offering, is_lead in partners:
        merged[unit, offering] = is_lead or merged.get((unit, offering), False)
    return merged


def _quantity(
    before: dict[tuple[int | None, int | None], MatchPartner], unit: Partnership | None, offering: Offering | None
) -> int:
    """What the match took of it until now; 1 of what is new to it."""
    partner = before.get((unit.id if unit else None, offering.id if offering else None))
    return partner.quantity if partner else 1


def _fill(match: Match, community: Community, needs: Sequence[Need], partners: Sequence[Partner]) -> None:
    """The same need stands once, however often it was named."""
    for need in dict.fromkeys(needs):
        match.needs.append(MatchNeed(need=need, position=len(match.needs)))
    for (unit, offering), is_lead in _merged(partners).items():
        name = unit.name if unit else community.name
        match.partners.append(
            MatchPartner(
                partnership=unit, offering=offering, is_lead=is_lead, position=len(match.partners), as_written=name
            )
        )
