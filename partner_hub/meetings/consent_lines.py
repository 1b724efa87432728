"""What units say of matches that they were given in their absence: lines of the next meeting's first item."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import joinedload, selectinload

from partner_hub.consents.models import UnitConsent
from partner_hub.core.db import db
from partner_hub.matching.models import Match, MatchNeed
from partner_hub.meetings.record_lines.follow_ups import FollowUpValues
from partner_hub.vocabulary.consent import Consent
from partner_hub.vocabulary.match import LIVE_MATCH_STATES, MatchState
from partner_hub.vocabulary.meeting import FollowUpStatus

Row = tuple[UnitConsent, Match]


def consents_to_report_on(community_id: int, since: datetime | None) -> Sequence[Row]:
    """With their matches: those not confirmed of what goes on, and those asked or answered after a moment.

    What is said of a task stands at the line of the task.
    """
    is_open = and_(UnitConsent.state != Consent.ACCEPTED, Match.state.in_(LIVE_MATCH_STATES))
    wanted: ColumnElement[bool] = is_open
    if since is not None:
        wanted = or_(is_open, UnitConsent.asked_at > since, UnitConsent.answered_at > since)
    statement = (
        db.select(UnitConsent, Match)
        .join(Match, Match.id == UnitConsent.match_id)
        .where(UnitConsent.community_id == community_id, wanted)
        .options(joinedload(UnitConsent.partnership), selectinload(Match.needs).joinedload(MatchNeed.need))
    )
    return [(consent, match) for consent, match in db.session.execute(statement.order_by(UnitConsent.id)).unique()]


def line_of_consent(consent: UnitConsent, match: Match) -> FollowUpValues:
    return {
        "consent": consent,
        "title": f"供需对接：{match.title_for_minutes}"[:200],
        "lead": consent.partnership.name[:120],
        "status": _status_of_line(consent, match),
    }


def _status_of_line(consent: UnitConsent, match: Match) -> FollowUpStatus:
    """After a yes the match goes on until it was delivered; of anything else the meeting says what becomes of it."""
    if consent.state is not Consent.ACCEPTED:
        return FollowUpStatus.PENDING
    return FollowUpStatus.DONE if match.state is MatchState.DELIVERED else FollowUpStatus.CONTINUED
