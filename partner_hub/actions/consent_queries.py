"""What units are to confirm, or have answered: as far as one person may see it, with the matches and tasks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, or_, select
from sqlalchemy.orm import joinedload

from partner_hub.actions.consents import ConsentCase
from partner_hub.actions.models import ActionItem, DeadlineRequest
from partner_hub.consents.models import UnitConsent
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import NotFound
from partner_hub.matching.models import Match, MatchNeed
from partner_hub.needs.models import Need
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.action import OPEN_ACTION_STATES, UNSETTLED_ACTION_STATES
from partner_hub.vocabulary.consent import UNANSWERED_CONSENTS, Consent
from partner_hub.vocabulary.match import LIVE_MATCH_STATES
from partner_hub.vocabulary.unit import GONE_UNIT_STATES

# What wants care first: a no, then silence.
_CARE_ORDER = {Consent.DECLINED: 0, Consent.SILENT: 1, Consent.TO_CONFIRM: 2, Consent.ACCEPTED: 3}
OPEN_FILTER = "unconfirmed"


@dataclass(frozen=True)
class TitledConsent:
    """For lists: a consent with what its match or task is called."""

    consent: UnitConsent
    title: str


def visible_consents(actor: Actor) -> Select[UnitConsent]:
    """Those of the community for the committee, a unit's own for its people. Without order."""
    statement = select(UnitConsent).where(UnitConsent.community_id == actor.community_id)
    statement = statement.options(joinedload(UnitConsent.partnership))
    if not actor.is_committee:
        statement = statement.where(UnitConsent.partnership_id.in_(actor.partnership_ids))
    return statement


def consent_case_of(actor: Actor, consent_id: int) -> ConsentCase:
    """Raises NotFound for what another unit was asked."""
    consent = db.session.scalar(visible_consents(actor).where(UnitConsent.id == consent_id))
    if consent is None:
        raise NotFound
    match = db.session.get(Match, consent.match_id) if consent.match_id else None
    return ConsentCase(consent, match, db.session.get(ActionItem, consent.action_id) if consent.action_id else None)


def listed_consents(actor: Actor, wishes: Mapping[str, str]) -> Select[UnitConsent]:
    """The list as the address asks for it: state (or "unconfirmed": not confirmed, of what has not ended)."""
    statement = visible_consents(actor)
    if (state := wishes.get("state")) == OPEN_FILTER:
        statement = statement.where(UnitConsent.state != Consent.ACCEPTED, _is_subject_in(UNSETTLED_ACTION_STATES))
    elif state:
        statement = statement.where(UnitConsent.state.in_([state] if state in set(Consent) else []))
    return statement.order_by(case(_CARE_ORDER, value=UnitConsent.state), UnitConsent.id.desc())


def consents_to_answer(actor: Actor) -> Select[UnitConsent]:
    """What this person's units are asked and may still answer, the earliest day first."""
    own = UnitConsent.partnership_id.in_(actor.partnership_ids)
    statement = visible_consents(actor).where(own, *_unanswered_conditions())
    return statement.order_by(UnitConsent.answer_by, UnitConsent.id)


def consents_wanting_care(actor: Actor) -> Select[UnitConsent]:
    """Not confirmed, of what goes on; a task that its unit declined stands in a list of its own."""
    return listed_consents(actor, {}).where(UnitConsent.state != Consent.ACCEPTED, _is_subject_in(OPEN_ACTION_STATES))


def consents_to_remind_of(until: date) -> list[TitledConsent]:
    """In every community: still to be confirmed, by a day that is near."""
    return _titled_to_confirm(UnitConsent.answer_by <= until)


def consents_past_their_day(today: date) -> list[TitledConsent]:
    """In every community. Who has asked for a later date, and has no answer yet, is not silent."""
    asked = select(DeadlineRequest.action_id).where(DeadlineRequest.answered_at.is_(None))
    waits = UnitConsent.action_id.in_(asked)
    return _titled_to_confirm(UnitConsent.answer_by < today, or_(UnitConsent.action_id.is_(None), ~waits))


def titled_consents(consents: Sequence[UnitConsent]) -> list[TitledConsent]:
    """In the same order, with what everybody may call them; one statement, none for none."""
    if not consents:
        return []
    statement = (
        select(UnitConsent.id, ActionItem.title, Need)
        .outerjoin(ActionItem, ActionItem.id == UnitConsent.action_id)
        .outerjoin(MatchNeed, MatchNeed.match_id == UnitConsent.match_id)
        .outerjoin(Need, Need.id == MatchNeed.need_id)
        .where(UnitConsent.id.in_([each.id for each in consents]))
    )
    titles: dict[int, list[str]] = {}
    for number, title, need in db.session.execute(statement.order_by(MatchNeed.position, MatchNeed.id)):
        titles.setdefault(number, []).append(title or need.open_title)
    return [TitledConsent(each, "、".join(dict.fromkeys(titles[each.id]))) for each in consents]


def consents_of_actions(action_ids: Collection[int]) -> dict[int, list[UnitConsent]]:
    """By task; one statement."""
    statement = select(UnitConsent).where(UnitConsent.action_id.in_(action_ids)).order_by(UnitConsent.id)
    found: dict[int, list[UnitConsent]] = {}
    for consent in db.session.scalars(statement.options(joinedload(UnitConsent.partnership))):
        found.setdefault(consent.action_id or 0, []).append(consent)
    return found


def _titled_to_confirm(*conditions: ColumnElement[bool]) -> list[TitledConsent]:
    is_open = (UnitConsent.state == Consent.TO_CONFIRM, _is_subject_in(UNSETTLED_ACTION_STATES))
    statement = select(UnitConsent).where(*is_open, *conditions).options(joinedload(UnitConsent.partnership))
    return titled_consents(db.session.scalars(statement.order_by(UnitConsent.id)).all())


def _unanswered_conditions() -> tuple[ColumnElement[bool], ...]:
    return UnitConsent.state.in_(UNANSWERED_CONSENTS), _is_subject_in(UNSETTLED_ACTION_STATES)


def _is_subject_in(action_states: Sequence[str]) -> ColumnElement[bool]:
    """Whether the match is live, or the task in one of these states, and the unit that was asked has not left."""
    present = select(Partnership.id).where(Partnership.state.not_in(GONE_UNIT_STATES))
    matches = select(Match.id).where(Match.state.in_(LIVE_MATCH_STATES))
    actions = select(ActionItem.id).where(ActionItem.state.in_(action_states))
    is_on = or_(UnitConsent.match_id.in_(matches), UnitConsent.action_id.in_(actions))
    return and_(is_on, UnitConsent.partnership_id.in_(present))
