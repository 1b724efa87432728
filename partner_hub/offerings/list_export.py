"""The offerings list as a file to download: the columns that this person may see."""

from typing import Any

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.xlsx_export import Value
from partner_hub.offerings.capacity_periods import CAPACITY_PERIOD_LABELS
from partner_hub.offerings.models import Offering
from partner_hub.offerings.workflow import OFFERING_WORKFLOW
from partner_hub.workbooks.schema.offerings import OFFERINGS


def headings_of_offerings(actor: Actor) -> list[str]:
    return [_(field.download) for field in OFFERINGS.downloaded(is_committee=actor.is_committee)]


def cells_of_offering(actor: Actor, community: Community, offering: Offering, still_free: int | None) -> list[Value]:
    """What no column holds as it is shown is derived here; everything else is the column's value."""
    derived: dict[str, Any] = {
        "unit_name": offering.partnership.name if offering.partnership else community.name,
        "category_code": offering.category.name if offering.category else "",
        "capacity_period": str(CAPACITY_PERIOD_LABELS[offering.capacity_period]),
        "still_free": still_free,
        "state": OFFERING_WORKFLOW.label(offering.state_on(clock.local_today())),
    }
    fields = OFFERINGS.downloaded(is_committee=actor.is_committee)
    return [derived[field.name] if field.name in derived else getattr(offering, field.attribute) for field in fields]
