"""Choices of the forms on which a need is taken: offerings and units, with their labels."""

from collections.abc import Iterable

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.offerings import queries as offerings
from partner_hub.offerings.availability import remaining_capacity
from partner_hub.offerings.capacity_periods import free_places_in_words
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership, PartnerUnit
from partner_hub.vocabulary.unit import UnitState

# Rows of a choice by search; the search narrows it down.
MAX_OFFERING_CHOICES = 12
ChoiceLabels = list[tuple[int | str, str]]


def available_own_offerings(actor: Actor) -> list[Offering]:
    """What the person's units can give today."""
    own = Offering.partnership_id.in_(sorted(actor.partnership_ids))
    statement = offerings.visible_offerings(actor).where(own, offerings.is_offering_available_on(clock.local_today()))
    return list(db.session.scalars(statement.order_by(Offering.name, Offering.id)))


def search_offerings(actor: Actor, text: str, category_id: int | None, chosen: int | None) -> list[Offering]:
    """What can be given today and fits the words, or the category where there are no words; the chosen one first."""
    statement = offerings.visible_offerings(actor).where(offerings.is_offering_available_on(clock.local_today()))
    if text:
        found = statement.where(offerings.is_offering_searched(actor.community_id, text))
    else:
        found = statement.where(Offering.category_id == category_id)
    rows = list(db.session.scalars(found.order_by(Offering.name, Offering.id).limit(MAX_OFFERING_CHOICES)))
    if chosen is None:
        return rows
    first = list(db.session.scalars(statement.where(Offering.id == chosen)))
    return [*first, *(each for each in rows if each.id != chosen)]


def approved_unit_choices(community_id: int, *, besides: int | None = None) -> ChoiceLabels:
    statement = db.select(Partnership).join(Partnership.unit)
    approved = statement.where(Partnership.community_id == community_id, Partnership.state == UnitState.APPROVED)
    rows = db.session.scalars(approved.order_by(PartnerUnit.name, Partnership.id))
    return [(each.id, each.name) for each in rows if each.id != besides]


def offering_choices(rows: Iterable[Offering], community: Community | None = None) -> ChoiceLabels:
    """Name and what is left; with `community`, whose it is as well."""
    found = list(rows)
    left = remaining_capacity([each.id for each in found])
    return [(each.id, _offering_label(each, left[each.id], community)) for each in found]


def _offering_label(offering: Offering, left: int | None, community: Community | None) -> str:
    giver = offering.partnership.name if offering.partnership else community.name if community else ""
    name = _("%(offering)s (%(unit)s)", offering=offering.name, unit=giver) if community else offering.name
    if left is None:
        return name
    return _("%(name)s · free: %(free)s", name=name, free=free_places_in_words(offering, left))
