"""Notifications about what units are to confirm."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from partner_hub.consents.models import UnitConsent
from partner_hub.core.actor import Actor
from partner_hub.core.template_filters import format_day
from partner_hub.messages.queries import people_of_committee, people_of_unit
from partner_hub.messages.service import TargetPage, notify_people, settle_notifications
from partner_hub.privacy import mask_personal_data

CONSENT_BUTTON = _l("Answer")


def ask_unit_to_confirm(consent: UnitConsent, title: str) -> int:
    subject = _l("Please confirm by %(day)s: %(title)s", day=_last_day(consent), title=title)
    return notify_people(
        people_of_unit(consent.partnership_id),
        _target_of_consent(consent).at(f"ask:{consent.version}"),
        subject=subject,
        button=CONSENT_BUTTON,
    )


def remind_of_consent(consent: UnitConsent, title: str) -> int:
    subject = _l("Reminder, please confirm by %(day)s: %(title)s", day=_last_day(consent), title=title)
    return notify_people(
        people_of_unit(consent.partnership_id),
        _target_of_consent(consent).at(f"remind:{consent.answer_by}"),
        subject=subject,
        button=CONSENT_BUTTON,
    )


def notify_of_refused_consent(actor: Actor, consent: UnitConsent, title: str) -> int:
    return notify_people(
        people_of_committee(consent.community_id),
        _target_of_consent(consent).at(f"declined:{consent.version}"),
        subject=_l("%(unit)s says no to what it was given: %(title)s", unit=consent.partnership.name, title=title),
        button=_l("Look at it"),
        details=mask_personal_data(consent.comment),
        by=actor,
    )


def notify_of_silence(consent: UnitConsent, title: str) -> int:
    """The unit may still answer; the committee may call."""
    return notify_people(
        people_of_committee(consent.community_id),
        _target_of_consent(consent).at(f"silent:{consent.answer_by}"),
        subject=_l("%(unit)s has not answered, noted: %(title)s", unit=consent.partnership.name, title=title),
        button=_l("Look at it"),
    )


def settle_consent_messages(consent: UnitConsent) -> None:
    """Nobody needs to read any more that the unit is asked."""
    settle_notifications(_target_of_consent(consent))


def _target_of_consent(consent: UnitConsent) -> TargetPage:
    values = {"consent_id": consent.id}
    return TargetPage(consent.community_id, "consent", f"consent:{consent.id}", "consents.show", values)


def _last_day(consent: UnitConsent) -> LazyString:
    return LazyString(format_day, consent.answer_by)
