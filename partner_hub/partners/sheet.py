"""The list of units as a spreadsheet: the columns this person may see."""

from flask_babel import gettext as _

from partner_hub.core.actor import Actor
from partner_hub.core.xlsx_export import Value
from partner_hub.partners.models import Partnership
from partner_hub.partners.workflow import UNIT_WORKFLOW


def headings(actor: Actor) -> list[str]:
    open_to_all = [
        _("Name"), _("Short names"), _("Kind"), _("State"), _("Unified social credit code"), _("Code is valid"),
        _("Party organisation"), _("Leader"), _("Liaison"), _("Address"), _("Partner since"),
    ]  # fmt: skip
    return [*open_to_all, _("Telephone numbers"), _("Notes of the committee")] if actor.is_committee else open_to_all


def row(actor: Actor, unit: Partnership) -> list[Value]:
    valid = (_("yes") if unit.unit.credit_code_valid else _("no")) if unit.credit_code else ""
    open_to_all: list[Value] = [
        unit.name, "、".join(map(str, unit.aliases)), unit.kind,
        UNIT_WORKFLOW.label(unit.state), unit.credit_code, valid,
        unit.party_organisation, unit.party_leader, unit.contact, unit.address, unit.joined,
    ]  # fmt: skip
    return [*open_to_all, "\n".join(unit.phones), unit.remark] if actor.is_committee else open_to_all
