"""What a row becomes. Dates are text, YYYY-MM-DD or as precise as the file (YYYY-MM)."""

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass
class Source:
    file: str
    sheet: str
    row: int
    duplicate_rows: list[int] = field(default_factory=list)


@dataclass
class UnitRecord:
    """`credit_code` is what the file says, normalised; `credit_code_valid` is None without a code."""

    source: Source
    name: str = ""
    aliases: list[str] = field(default_factory=list)
    category: str = ""
    credit_code: str = ""
    credit_code_valid: bool | None = None
    address: str = ""
    party_leader: str = ""
    contact: str = ""
    phones: list[str] = field(default_factory=list)
    joined: str = ""
    remark: str = ""


@dataclass
class OfferingRecord:
    """`unit_id` is the known unit's id. `valid_to` is the last valid day, None for no end.

    `category` holds the file's words, `category_code` and `audience_codes` the product's.
    """

    source: Source
    unit_id: str | None = None
    unit_name: str = ""
    name: str = ""
    category: str = ""
    category_code: str | None = None
    audience: str = ""
    audience_codes: list[str] = field(default_factory=list)
    content: str = ""
    capacity: str = ""
    available_time: str = ""
    venue: str = ""
    valid_text: str = ""
    valid_from: str | None = None
    valid_to: str | None = None
    contact: str = ""
    contact_phone: str | None = None
    remark: str = ""


@dataclass
class NeedRecord:
    """`beneficiary_count` is None for everybody and for words without a number."""

    source: Source
    name: str = ""
    content: str = ""
    category: str = ""
    category_code: str | None = None
    beneficiaries: str = ""
    audience_codes: list[str] = field(default_factory=list)
    beneficiary_count_text: str = ""
    beneficiary_count: int | None = None
    beneficiary_unit: str | None = None
    source_channel: str = ""
    source_unit_id: str | None = None
    source_unit_name: str = ""
    raised_on: str = ""
    grid: str = ""
    deadline_text: str = ""
    deadline: str | None = None
    urgency: str = ""
    remark: str = ""


Record: TypeAlias = UnitRecord | OfferingRecord | NeedRecord
RECORDS: dict[str, type[Record]] = {
    "units": UnitRecord,
    "offerings": OfferingRecord,
    "needs": NeedRecord,
}
