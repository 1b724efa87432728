"""Matches on the agenda of a meeting: recorded, changed, confirmed, deferred, rejected, put on and taken off.

Whether the meeting's record may still be changed is asked by its own commands (meetings.record_lines.matches), which
call these.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, raise_refusal
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.matching import queries
from partner_hub.matching.capacity import lock_needs_and_offerings, require_free_capacity
from partner_hub.matching.commands.ends import return_untaken_needs
from partner_hub.matching.contribution import Contribution, contributions_of_match
from partner_hub.matching.models import Match, MatchNeed, MatchPartner, MatchTabling
from partner_hub.matching.workflow import MATCH_WORKFLOW, why_not_ratify
from partner_hub.needs.models import Need
from partner_hub.vocabulary.match import ENDED_MATCH_STATES, LIVE_MATCH_STATES, MatchOrigin, MatchState


class AgendaItem(Protocol):
    """An item of a meeting's agenda; meetings import this package, so that no more than its id is known here."""

    id: Any


def record_match(  # noqa: PLR0913 - a match has that many sides
    actor: Actor,
    community: Community,
    *,
    agenda_item: AgendaItem | None,
    needs: Sequence[Need],
    contributions: Sequence[Contribution],
    promise: str = "",
    state: MatchState = MatchState.TABLED,
    source: dict[str, Any] | None = None,
) -> Match:
    """Write down a match; what a file tells about the past (`source`) may overbook offerings.

    Raises:
        NotAllowed: the actor may not record meetings.
        Conflict: a live match joins one of the needs with one of the offerings already, or an offering is full.
        DomainError: no need or partner is named, not exactly one leads, an offering is another unit's, or the rows
            belong to several communities.
    """
    actor.require(Permission.MEETINGS_RECORD)
    _require_complete(community, needs, contributions)
    merged = _merged_contributions(contributions)
    if state in LIVE_MATCH_STATES:
        _lock_and_require_capacity(actor, needs, merged, may_exceed=bool(source))
    item_id = agenda_item.id if agenda_item else None
    match = Match(
        community_id=community.id,
        agenda_item_id=item_id,
        position=queries.next_match_position(item_id),
        state=state,
        promise=promise,
        source=source or {},
    )
    _fill_match(match, community, needs, merged)
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
    contributions: Sequence[Contribution],
    promise: str,
) -> Match:
    """Replace the needs, partners and promise; a pair that stays keeps its quantity, time and welcome.

    Raises: as record_match; Conflict also when somebody else saved the match meanwhile.
    """
    actor.require(Permission.MEETINGS_RECORD)
    _require_complete(community, needs, contributions)
    before = {(partner.partnership_id, partner.offering_id): partner for partner in match.partners}
    wanted = [
        replace(each, quantity=before[each.pair].quantity if each.pair in before else 1)
        for each in _merged_contributions(contributions)
    ]
    if match.state in LIVE_MATCH_STATES:
        _lock_and_require_capacity(actor, needs, wanted, besides=match.id)
    # First, so that of two who change it at the same moment one is refused before any row of it changes.
    count_save(match)
    kept = {pair: (each.since, each.is_waiting, each.delivered_quantity) for pair, each in before.items()}
    match.needs, match.partners = [], []
    # The old rows are deleted before the new ones are inserted, or the same pair would break the unique constraint.
    db.session.flush()
    _fill_match(match, community, needs, wanted)
    for partner, contribution in zip(match.partners, wanted, strict=True):
        if contribution.pair in kept:
            partner.since, partner.is_waiting, partner.delivered_quantity = kept[contribution.pair]
    match.promise = promise
    db.session.flush()
    record_event(actor, match, "edit")
    return match


def record_verdict(actor: Actor, match: Match, to: MatchState, *, reason: str = "") -> Match:
    """The meeting's verdict. A match that comes back from rejection needs its pairs, and places, to be free.

    Raises:
        NotAllowed: the actor may not record meetings.
        Conflict: the table knows no such step from the present state, or the places are taken meanwhile.
    """
    if match.state not in LIVE_MATCH_STATES and to in LIVE_MATCH_STATES:
        needs = [entry.need for entry in match.needs]
        _lock_and_require_capacity(actor, needs, contributions_of_match(match), besides=match.id)
    MATCH_WORKFLOW.move(actor, match, to, reason=reason)
    if to is MatchState.CONFIRMED:
        welcome_all_partners(match)
    else:
        match.confirmed_at = None
        match.reported_end = None
    return match


def welcome_all_partners(match: Match) -> None:
    """Clear `is_waiting`: whoever has the last word has said yes to everybody who joined until now."""
    for partner in match.partners:
        partner.is_waiting = False
    db.session.flush()


def put_on_agenda(actor: Actor, agenda_item: AgendaItem, matches: Sequence[Match]) -> None:
    """Table what both sides agreed to and what an earlier meeting put off; ratify what was confirmed meanwhile.

    Raises:
        NotAllowed: the actor may not record meetings.
        Conflict: a match is neither, or was saved by somebody else meanwhile.
    """
    actor.require(Permission.MEETINGS_RECORD)
    for match in matches:
        if match.state in {MatchState.AGREED, MatchState.DEFERRED}:
            _keep_past_tabling(match)
            MATCH_WORKFLOW.move(actor, match, MatchState.TABLED)
        else:
            raise_refusal(why_not_ratify(match))
            count_save(match)
            record_event(actor, match, "attach")
        position = queries.next_match_position(agenda_item.id)
        match.agenda_item_id, match.position = agenda_item.id, position
        db.session.flush()


def _keep_past_tabling(match: Match) -> None:
    """The record of the meeting that put it off goes on telling so."""
    if match.agenda_item_id is not None:
        row = MatchTabling(agenda_item_id=match.agenda_item_id, position=match.position, state=match.state)
        row.match = match
        db.session.add(row)


def take_off_agenda(actor: Actor, match: Match) -> None:
    """The two sides still agree; what the secretary confirmed between the meetings stays confirmed.

    Raises:
        NotAllowed: the actor may not record meetings.
        DomainError: the meeting has rejected it, or the minutes that confirm it are signed.
        Conflict: somebody else saved it meanwhile.
    """
    actor.require(Permission.MEETINGS_RECORD)
    item_id = match.agenda_item_id
    if match.state is MatchState.CONFIRMED and match.confirmed_at:
        count_save(match)
        record_event(actor, match, "untable")
    elif (match.state, MatchState.AGREED) in MATCH_WORKFLOW.rules:
        MATCH_WORKFLOW.move(actor, match, MatchState.AGREED)
        match.confirmed_at = None
        match.reported_end = None
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
    _renumber_matches(item_id)


def delete_recorded_match(actor: Actor, match: Match) -> None:
    """Take back what was written down by mistake; what was agreed before the meeting only leaves the agenda.

    Raises: as take_off_agenda; DomainError when units were asked of it with a signature, or it has ended.
    """
    actor.require(Permission.MEETINGS_RECORD)
    if match.origin is not MatchOrigin.MEETING:
        take_off_agenda(actor, match)
        return
    if match.consents or match.state in ENDED_MATCH_STATES:
        raise DomainError(
            _("Units were asked about this match, or it has ended: it stays in the record. It can be rejected.")
        )
    words = {"needs": [entry.need_id for entry in match.needs], "promise": match.promise}
    record_event(actor, match, "remove", from_state=match.state.value, details=words)
    item_id = match.agenda_item_id
    needs = [entry.need for entry in match.needs]
    db.session.delete(match)
    db.session.flush()
    return_untaken_needs(actor, needs, reason=_("The match was taken out of the record."))
    _renumber_matches(item_id)


def _renumber_matches(item_id: int | None) -> None:
    """The letters of an item have no gap."""
    if item_id is not None:
        for position, other in enumerate(queries.matches_of_item(item_id), start=1):
            other.position = position
        db.session.flush()


def _lock_and_require_capacity(
    actor: Actor,
    needs: Sequence[Need],
    contributions: Sequence[Contribution],
    *,
    besides: int | None = None,
    may_exceed: bool = False,
) -> None:
    lock_needs_and_offerings(needs, [each.offering for each in contributions])
    require_free_capacity(actor, needs, contributions, besides=besides, may_exceed=may_exceed)


def _require_complete(community: Community, needs: Sequence[Need], contributions: Sequence[Contribution]) -> None:
    if not needs:
        raise DomainError(_("Please name at least one need."), field="need")
    if not contributions:
        raise DomainError(_("Please name an offering, or a unit that promises something."), field="offering")
    if sum(each.is_lead for each in contributions) != 1:
        raise DomainError(_("Exactly one unit leads."), field="lead")
    for each in contributions:
        unit, offering = each.partnership, each.offering
        if unit is None and offering is None:
            raise DomainError(_("A partner without unit and offering is nobody."), field="offering")
        if offering is not None and unit is not None and offering.partnership_id != unit.id:
            raise DomainError(_("“%(name)s” is another unit's offering.", name=offering.name), field="offering")
    rows = [*needs, *(row for each in contributions for row in (each.partnership, each.offering) if row)]
    if any(row.community_id != community.id for row in rows):
        raise DomainError(_("Needs, offerings and units of one match belong to the same community."))


def _merged_contributions(contributions: Sequence[Contribution]) -> list[Contribution]:
    """The same offering of a unit once, however often it was named; it leads when one of them does."""
    merged: dict[tuple[int | None, int | None], Contribution] = {}
    for each in contributions:
        known = merged.get(each.pair, each)
        merged[each.pair] = replace(known, is_lead=known.is_lead or each.is_lead)
    return list(merged.values())


def _fill_match(
    match: Match, community: Community, needs: Sequence[Need], contributions: Sequence[Contribution]
) -> None:
    """Each need once, however often it was named."""
    for need in dict.fromkeys(needs):
        match.needs.append(MatchNeed(need=need, position=len(match.needs)))
    for each in contributions:
        match.partners.append(
            MatchPartner(
                partnership=each.partnership,
                offering=each.offering,
                quantity=each.quantity,
                is_lead=each.is_lead,
                position=len(match.partners),
                as_written=each.partnership.name if each.partnership else community.name,
            )
        )
