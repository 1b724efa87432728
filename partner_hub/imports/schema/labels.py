"""What the fields of the three lists are called on the screen; their order is that of our own templates."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from partner_hub.vocabulary.workbook_import import ImportKind

_REMARK = _l("Remark")
LABELS: Mapping[ImportKind, Mapping[str, LazyString]] = {
    ImportKind.UNITS: {
        "name": _l("Name of the unit"),
        "aliases": _l("Short names"),
        "category": _l("Kind of unit"),
        "credit_code": _l("Unified social credit code"),
        "address": _l("Address"),
        "party_leader": _l("Head of the Party organisation"),
        "contact": _l("Liaison"),
        "phones": _l("Telephone"),
        "phones2": _l("Second telephone"),
        "joined": _l("Joined on"),
        "remark": _REMARK,
    },
    ImportKind.OFFERINGS: {
        "unit_name": _l("Unit"),
        "credit_code": _l("Unified social credit code"),
        "name": _l("Name of the offering"),
        "category": _l("Category"),
        "audience": _l("For whom"),
        "content": _l("What exactly"),
        "capacity": _l("How much"),
        "capacity_unit": _l("Unit of measure"),
        "available_time": _l("When"),
        "venue": _l("Place and conditions"),
        "valid_text": _l("Validity"),
        "valid_from": _l("Valid from"),
        "valid_to": _l("Valid to"),
        "contact": _l("Contact"),
        "contact_phone": _l("Telephone of the contact"),
        "remark": _REMARK,
    },
    ImportKind.NEEDS: {
        "name": _l("Name of the need"),
        "content": _l("What is needed"),
        "category": _l("Category"),
        "beneficiaries": _l("For whom"),
        "beneficiary_count": _l("How many"),
        "count_unit": _l("Persons or households"),
        "source_channel": _l("Channel"),
        "source_unit_name": _l("Unit that asks"),
        "raised_on": _l("Raised on"),
        "grid": _l("Grid"),
        "deadline_text": _l("Wanted by"),
        "urgency": _l("Urgency"),
        "remark": _REMARK,
    },
}
# Fields of a record that no column of its own brings in.
_FURTHER: Mapping[str, LazyString] = {
    "row": _l("Row"),
    "category_code": _l("Our category"),
    "audience_codes": _l("Our audiences"),
    "beneficiary_count_text": _l("How many, as written"),
    "beneficiary_unit": _l("Persons or households"),
    "deadline": _l("Deadline"),
    "source_unit_id": _l("Unit that asks"),
    "valid_to": _l("Valid to"),
}


def label(kind: ImportKind, field: str) -> str:
    return str(LABELS[kind].get(field) or _FURTHER.get(field) or field)
