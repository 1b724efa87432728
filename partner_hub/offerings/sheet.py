"""The offerings list as a spreadsheet: the columns this person may see."""

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.xlsx_export import Value
from partner_hub.offerings.models import Offering
from partner_hub.offerings.workflow import OFFERING_WORKFLOW


def headings(actor: Actor) -> list[str]:
    open_to_all = [
        _("Name"), _("Unit"), _("Category"), _("Category as written"), _("Audience"), _("What exactly"), _("Capacity"),
        _("Number"), _("Counted in"), _("Still free"), _("When"), _("Where and conditions"), _("Validity as written"),
        _("Valid from"), _("Valid until"), _("State"), _("Contact"),
    ]  # fmt: skip
    return [*open_to_all, _("Telephone")] if actor.is_committee else open_to_all


def row(actor: Actor, community: Community, each: Offering, left: int | None) -> list[Value]:
    open_to_all: list[Value] = [
        each.name, each.partnership.name if each.partnership else community.name,
        each.category.name if each.category else "", each.category_words, each.audience, each.content, each.capacity,
        each.capacity_number, each.capacity_unit, left, each.available_time, each.venue, each.valid_text,
        each.valid_from, each.valid_to, OFFERING_WORKFLOW.label(each.state_on(clock.local_today())), each.contact,
    ]  # fmt: skip
    return [*open_to_all, each.contact_phone] if actor.is_committee else open_to_all
