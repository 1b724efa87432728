"""Both sides must say yes: agree, decline, let lapse, release; and confirm a small matter between the meetings."""

from datetime import date

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict
from partner_hub.matching import notifications
from partner_hub.matching.commands.meeting_matches import welcome_all
from partner_hub.matching.models import Match
from partner_hub.matching.workflow import MATCH_WORKFLOW
from partner_hub.vocabulary.match import MatchOrigin, MatchState


def agree_match(actor: Actor, match: Match) -> Match:
    """The other side says yes."""
    MATCH_WORKFLOW.move(actor, match, MatchState.AGREED, on_behalf_of=_absent(actor, match))
    match.agreed_at = clock.utc_now()
    if match.origin is not MatchOrigin.DISPATCH:
        # Whoever asks has said yes to all of them; the answer to a dispatch is only the lead's.
        welcome_all(match)
    db.session.flush()
    notifications.agreed(actor, match)
    return match


def decline_match(actor: Actor, match: Match, *, reason: str) -> Match:
    """The other side says no; the need is free again."""
    return _end(actor, match, MatchState.DECLINED, reason=reason)


def release_match(actor: Actor, match: Match, *, reason: str) -> Match:
    """Either side gives it up before it takes effect: the capacity comes back, the need is open again."""
    return _end(actor, match, MatchState.RELEASED, reason=reason)


def confirm_match(actor: Actor, match: Match) -> Match:
    """The secretary confirms a small matter between the meetings; the next meeting ratifies it."""
    if match.state is not MatchState.AGREED:
        raise MATCH_WORKFLOW.refusal(match)
    MATCH_WORKFLOW.move(actor, match, MatchState.CONFIRMED)
    match.confirmed_at = clock.utc_now()
    welcome_all(match)
    notifications.confirmed(actor, match)
    return match


def lapse_due(today: date) -> int:
    """End what was not answered in time, in all communities; returns how many. Run every night."""
    statement = db.select(Match.id).where(Match.state == MatchState.PROPOSED, Match.answer_by < today)
    return sum(_lapse(match_id) for match_id in db.session.scalars(statement.order_by(Match.id)).all())


def _lapse(match_id: int) -> bool:
    match = db.session.get_one(Match, match_id)
    actor = Actor.of_operator(match.community_id)
    try:
        with db.session.begin_nested():
            MATCH_WORKFLOW.move(actor, match, MatchState.LAPSED)
            notifications.lapsed(actor, match)
    except Conflict:
        # Somebody answered at this very moment.
        return False
    return True


def _end(actor: Actor, match: Match, to: MatchState, *, reason: str) -> Match:
    behalf = _absent(actor, match) if to is MatchState.DECLINED else ""
    MATCH_WORKFLOW.move(actor, match, to, reason=reason, on_behalf_of=behalf)
    match.reason = reason.strip()
    db.session.flush()
    tell = notifications.declined if to is MatchState.DECLINED else notifications.released
    tell(actor, match)
    return match


def _absent(actor: Actor, match: Match) -> str:
    """The unit for which the committee wrote down its answer."""
    if actor.operator:
        return ""
    if match.origin is MatchOrigin.CLAIM:
        sides = {entry.need.asking_partnership for entry in match.needs if entry.need.asking_partnership}
    else:
        sides = {match.lead.partnership} if match.lead and match.lead.partnership else set()
    return "、".join(sorted(unit.name for unit in sides if not actor.speaks_for(unit.id)))
