"""With the signature units are asked of what they were given in their absence; what was dropped of it ends."""

from collections.abc import Iterable

from flask_babel import gettext as _

from partner_hub.actions.consent_ends import drop_unconfirmed_match
from partner_hub.actions.consent_queries import consent_case_of
from partner_hub.consents.service import ConsentSubject, ask_for_consent, settle_consent
from partner_hub.core.actor import Actor
from partner_hub.matching.models import Match
from partner_hub.meetings.consents_due import ConsentMark, ConsentsDue
from partner_hub.meetings.models import Meeting
from partner_hub.vocabulary.action import OPEN_ACTION_STATES
from partner_hub.vocabulary.consent import Consent, ConsentOccasion
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import FollowUpStatus


def questions_of_signature(meeting: Meeting) -> list[tuple[str, str]]:
    """(match or task, unit) of everything that units will be asked with the signature."""
    due = ConsentsDue.of_meeting(meeting)
    items = meeting.items
    marks = [(match.open_title, mark) for item in items for match in item.matches for mark in due.of_match(match)]
    marks += [(action.title, mark) for item in items for action in item.actions for mark in due.of_action(action)]
    return [(title, mark.unit.name) for title, mark in marks if mark.consent is None]


def drop_unconfirmed_matches(actor: Actor, meeting: Meeting) -> None:
    """Of what a unit has not confirmed the record says "dropped": its match ends."""
    for line in (line for item in meeting.items for line in item.follow_ups):
        if line.consent_id and line.status is FollowUpStatus.DROPPED:
            reason = line.detail or line.status_words or _("Decided at %(meeting)s", meeting=meeting.title)
            case = consent_case_of(actor, line.consent_id)
            drop_unconfirmed_match(actor, case, reason=reason, decided_at=meeting.title)


def ask_absent_units(actor: Actor, meeting: Meeting) -> None:
    """Of the matches that take effect and the tasks that were issued; nobody is asked twice of one."""
    due = ConsentsDue.of_meeting(meeting)
    for match in (match for item in meeting.items for match in item.matches):
        if match.state is MatchState.CONFIRMED:
            _confirm_by_presence(actor, meeting, match, due)
            _ask_units(actor, meeting, due.of_match(match), ConsentSubject(match.open_title, match_id=match.id))
    for action in (action for item in meeting.items for action in item.actions):
        if action.state in OPEN_ACTION_STATES:
            _ask_units(actor, meeting, due.of_action(action), ConsentSubject(action.title, action_id=action.id))


def _ask_units(actor: Actor, meeting: Meeting, marks: Iterable[ConsentMark], subject: ConsentSubject) -> None:
    for mark in marks:
        if mark.consent is None:
            ask_for_consent(actor, meeting.community_id, mark.unit.id, subject, occasion=ConsentOccasion.MEETING)


def _confirm_by_presence(actor: Actor, meeting: Meeting, match: Match, due: ConsentsDue) -> None:
    for consent in due.confirmed_by_presence(match):
        words = _("Was there when %(meeting)s confirmed it", meeting=meeting.title)
        settle_consent(actor, consent, Consent.ACCEPTED, comment=words)
