"""Reminders before an offering ends: one for each last day, so that a renewed offering is reminded of anew."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import joinedload

from partner_hub.accounts.models import User
from partner_hub.core.db import db
from partner_hub.core.template_filters import format_day
from partner_hub.messages.queries import people_of_committee, people_of_unit
from partner_hub.messages.service import TargetPage, notify_people
from partner_hub.offerings.models import Offering
from partner_hub.offerings.service import proposed_renewal_day
from partner_hub.vocabulary.offering import OfferingState

OFFERING_REMINDER_LEAD = timedelta(days=14)


def remind_of_ending_offerings(today: date) -> int:
    """Nightly: notify whose offering ends within two weeks; returns how many people were notified."""
    ending = db.select(Offering).where(
        Offering.state == OfferingState.LISTED,
        Offering.valid_to >= today,
        Offering.valid_to <= today + OFFERING_REMINDER_LEAD,
    )
    found = db.session.scalars(ending.options(joinedload(Offering.partnership)).order_by(Offering.id))
    return sum(_remind_of_end(offering, today) for offering in found)


def _remind_of_end(offering: Offering, today: date) -> int:
    key = f"offering-ends:{offering.id}:{offering.valid_to}"
    return notify_people(
        _people_of_offering(offering),
        TargetPage(offering.community_id, "offerings", key, "offerings.show", {"offering_id": offering.id}),
        subject=_l("“%(name)s” ends on %(day)s", name=offering.name, day=LazyString(format_day, offering.valid_to)),
        details=_l("After that day it is no longer on the list of offerings."),
        button=_l("Renew until %(day)s", day=LazyString(format_day, proposed_renewal_day(offering, today))),
    )


def _people_of_offering(offering: Offering) -> Sequence[User]:
    """The unit's own people; those of the committee for the community's own."""
    if offering.partnership_id is None:
        return people_of_committee(offering.community_id)
    return people_of_unit(offering.partnership_id)
