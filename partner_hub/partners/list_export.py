"""The list of units as a file to download: the columns that this person may see."""

from typing import Any

from flask_babel import gettext as _

from partner_hub.core.actor import Actor
from partner_hub.core.xlsx_export import Value
from partner_hub.partners.models import Partnership
from partner_hub.partners.workflow import UNIT_WORKFLOW
from partner_hub.workbooks.schema.units import UNITS


def headings_of_units(actor: Actor) -> list[str]:
    return [_(field.download) for field in UNITS.downloaded(is_committee=actor.is_committee)]


def cells_of_unit(actor: Actor, unit: Partnership) -> list[Value]:
    """What no column holds as it is shown is derived here; everything else is the column's value."""
    valid = (_("yes") if unit.unit.credit_code_valid else _("no")) if unit.credit_code else ""
    derived: dict[str, Any] = {
        "aliases": "、".join(unit.short_names),
        "former_names": "、".join(unit.written_former_names),
        "state": UNIT_WORKFLOW.label(unit.state),
        "credit_code_valid": valid,
        "phones": "\n".join(unit.phones),
    }
    fields = UNITS.downloaded(is_committee=actor.is_committee)
    return [derived[field.name] if field.name in derived else getattr(unit, field.attribute) for field in fields]
