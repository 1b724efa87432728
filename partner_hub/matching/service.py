"""Matches: needs joined with units and their offerings.

Whether a meeting may still be changed is asked by its own commands (meetings.matches), which call these.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError
from partner_hub.core.events import record
from partner_hub.core.permissions import Permission
from partner_hub.core.versions import count_save
from partner_hub.matching import queries
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.matching.states import LIVE, WORKFLOW, MatchState
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership

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

    Raises Conflict when a live match already joins one of the needs with one of the offerings.
    """
    actor.require(Permission.MEETINGS_RECORD)
    _check(community, needs, partners)
    if state in LIVE:
        _refuse_taken_pairs(needs, [offering for _unit, offering, _lead in partners])
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
    record(actor, match, "record", to_state=state.value)
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
    if match.state in LIVE:
        _refuse_taken_pairs(needs, [offering for _unit, offering, _lead in partners], besides=match.id)
    match.needs, match.partners = [], []
    # The old rows must be gone before the new ones come, or the same pair would stand there twice for a moment.
    db.session.flush()
    _fill(match, community, needs, partners)
    match.promise = promise
    count_save(match)
    record(actor, match, "edit")
    return match


def settle_match(actor: Actor, match: Match, to: MatchState, *, reason: str = "") -> Match:
    """The meeting's verdict. One that comes back from rejection needs its pairs to be free."""
    if match.state not in LIVE and to in LIVE:
        offerings = [partner.offering for partner in match.partners]
        _refuse_taken_pairs([entry.need for entry in match.needs], offerings, besides=match.id)
    WORKFLOW.move(actor, match, to, reason=reason)
    return match


def remove_match(actor: Actor, match: Match) -> None:
    """Take back what was written down by mistake; the letters of the item close up."""
    actor.require(Permission.MEETINGS_RECORD)
    words = {"needs": [entry.need.name for entry in match.needs], "promise": match.promise}
    record(actor, match, "remove", from_state=match.state.value, details=words)
    item_id = match.agenda_item_id
    db.session.delete(match)
    db.session.flush()
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


def _refuse_taken_pairs(
    needs: Sequence[Need], offerings: Sequence[Offering | None], *, besides: int | None = None
) -> None:
    """The needs are held, so that two people cannot join the same pair at the same moment."""
    need_ids = [need.id for need in needs]
    queries.hold_needs(need_ids)
    taken = queries.live_pair(need_ids, [offering.id for offering in offerings if offering], besides=besides)
    if taken is None:
        return
    need, partner = taken
    offering = partner.offering.name if partner.offering else partner.as_written
    raise Conflict(
        _(
            "“%(need)s” and “%(offering)s” are already joined by match %(letter)s: “%(promise)s”.",
            need=need.need.name,
            offering=offering,
            letter=need.match.letter,
            promise=need.match.promise,
        ),
        field="offering",
    )


def _fill(match: Match, community: Community, needs: Sequence[Need], partners: Sequence[Partner]) -> None:
    """The same need or the same offering of a unit stands once, however often it was named."""
    for need in dict.fromkeys(needs):
        match.needs.append(MatchNeed(need=need, position=len(match.needs)))
    merged: dict[tuple[Partnership | None, Offering | None], bool] = {}
    for unit, offering, is_lead in partners:
        merged[unit, offering] = is_lead or merged.get((unit, offering), False)
    for (unit, offering), is_lead in merged.items():
        name = unit.name if unit else community.name
        match.partners.append(
            MatchPartner(
                partnership=unit, offering=offering, is_lead=is_lead, position=len(match.partners), as_written=name
            )
        )
