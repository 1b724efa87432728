"""The demonstration's JSON rows as the commands of the features take them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.offering import USUAL_CAPACITY_PERIOD
from partner_hub.workbooks.values.capacities import read_capacity

Row = Mapping[str, Any]
OFFERING_WORDS = ("name", "audience", "content", "capacity", "available_time", "venue", "valid_text", "contact")
NEED_WORDS = (
    "name", "content", "beneficiaries", "beneficiary_count_text", "beneficiary_count", "beneficiary_unit",
    "deadline_text", "urgency",
)  # fmt: skip


def demo_unit_values(entry: Row) -> dict[str, Any]:
    kept = ("name", "aliases", "credit_code", "address", "party_leader", "contact", "phones", "joined", "remark")
    return {key: entry[key] for key in kept} | {"kind": entry["category"]}


def demo_offering_values(entry: Row, categories: Mapping[str, int]) -> dict[str, Any]:
    capacity = read_capacity(entry["capacity"]).value
    return {key: entry[key] or "" for key in OFFERING_WORDS} | {
        "capacity_number": capacity.number,
        "capacity_unit": capacity.unit,
        "capacity_period": capacity.period or USUAL_CAPACITY_PERIOD,
        "category_words": entry["category"],
        "category_id": categories[entry["category_code"]],
        "audiences": entry["audience_codes"],
        "contact_phone": entry["contact_phone"] or "",
        "valid_from": None,
        "valid_to": _date_or_none(entry["valid_to"]),
    }


def demo_need_values(
    entry: Row, categories: Mapping[str, int], grids: Mapping[str, int], units: Mapping[str, Partnership]
) -> dict[str, Any]:
    year, quarter = entry["quarter"].split("Q")
    asking = units.get(entry["source_unit_name"] or "")
    return {key: entry[key] for key in NEED_WORDS} | {
        "beneficiary_unit": entry["beneficiary_unit"] or "",
        "category_words": entry["category"],
        "category_id": categories[entry["category_code"]],
        "audiences": entry["audience_codes"],
        "channel": entry["source_channel"],
        "asking_partnership_id": asking.id if asking else None,
        "grid_words": entry["grid"],
        "grid_id": grids.get(entry["grid"]),
        "raised_on": _date_or_none(entry["raised_on"]),
        "deadline": _date_or_none(entry["deadline"]),
        "year": int(year),
        "quarter": int(quarter),
    }


def _date_or_none(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
