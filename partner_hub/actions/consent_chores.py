"""Nightly: units are reminded of what they are to confirm, and silence is noted when the day is over."""

from datetime import date, timedelta

from partner_hub.actions.consent_queries import TitledConsent, consents_past_their_day, consents_to_remind_of
from partner_hub.consents.notifications import notify_of_silence, remind_of_consent
from partner_hub.consents.service import note_silence
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict

# So long before the day a unit is reminded.
CONSENT_REMINDER_LEAD = timedelta(days=3)


def remind_of_open_consents(today: date) -> int:
    """Returns how many people; a second time on one day nobody."""
    return sum(
        remind_of_consent(each.consent, each.title) for each in consents_to_remind_of(today + CONSENT_REMINDER_LEAD)
    )


def note_silent_units(today: date) -> int:
    """Returns how many were noted; the committee is told of each. Silence is no yes."""
    return sum(_note_silence_of(each) for each in consents_past_their_day(today))


def _note_silence_of(each: TitledConsent) -> bool:
    try:
        with db.session.begin_nested():
            note_silence(each.consent)
            notify_of_silence(each.consent, each.title)
    except Conflict:
        # The unit answered at this very moment.
        return False
    return True
