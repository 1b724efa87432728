"""Two rows of one record: which value of each field stands."""

import re
from copy import deepcopy
from dataclasses import fields
from typing import Any, Final

from partner_hub.partners.credit_code import is_valid_credit_code
from partner_hub.partners.unit_name_matching import plain_unit_name
from partner_hub.workbooks.schema.records import Record
from partner_hub.workbooks.schema.units import UnitRecord

BETWEEN_REMARKS: Final = "；"
# Of days on which something began the earlier one stands.
BEGINNINGS: Final = frozenset(("joined", "raised_on"))
# Facts that follow from another one are taken with it.
LEADING_FIELDS: Final = {
    "beneficiary_count": "beneficiary_count_text",
    "beneficiary_unit": "beneficiary_count_text",
    "deadline": "deadline_text",
    "valid_from": "valid_text",
    "valid_to": "valid_text",
    "unit_id": "unit_name",
    "source_unit_id": "source_unit_name",
    "category_code": "category",
    "audience_codes": "audience",
    "capacity_period": "capacity",
    "contact_phone": "contact",
    "credit_code_valid": "credit_code",
}
# 重复？ and 与第4行重复 say something of the list, not of the unit.
ABOUT_REPETITION: Final = re.compile(
    r"(?=.*(?:重复|同上|已登记|已填))(?:[\W\d_]|疑似|可能|是否|重复|同上|登记|填报|单位|序号|已|有|与|和|同|跟|第|行|条|号|的|了|吗|填)+"
)
COMPANY_WORDS: Final = re.compile(r"公司|集团|银行|支行|[厂店]$")


def absorb_duplicate(record: Record, duplicate: Record) -> None:
    """What both rows say goes into `record`: it keeps its values but where a rule of `standing_value` says otherwise.

    Another name of a unit becomes an alias.
    """
    record.source.note_duplicate(duplicate.source)
    names = [record.name, duplicate.name]
    before = deepcopy(record)
    for name in (each.name for each in fields(duplicate) if each.name != "source"):
        setattr(record, name, _standing_field(name, before, duplicate))
    if isinstance(record, UnitRecord) and isinstance(duplicate, UnitRecord):
        record.name = standing_name(names, record.credit_code)
        others = {plain_unit_name(name): name for name in [*names, *record.aliases][::-1]}
        others.pop(plain_unit_name(record.name), None)
        record.aliases = list(others.values())[::-1]


def _standing_field(name: str, record: Record, duplicate: Record) -> Any:
    mine, theirs = getattr(record, name), deepcopy(getattr(duplicate, name))
    leading = LEADING_FIELDS.get(name)
    if leading is None or not hasattr(record, leading):
        return standing_value(name, mine, theirs)
    first, second = getattr(record, leading), getattr(duplicate, leading)
    if not second or first == second:
        return mine or theirs
    return theirs if standing_value(leading, first, second) == second else mine


def standing_value(name: str, mine: Any, theirs: Any) -> Any:
    """Of two values of a field the one that stands, or both in one."""
    if name == "remark":
        return joined_remarks(mine, theirs)
    if not mine or not theirs:
        return mine or theirs
    if isinstance(mine, list):
        return list(dict.fromkeys((*mine, *theirs)))
    if name == "credit_code":
        return theirs if is_valid_credit_code(theirs) and not is_valid_credit_code(mine) else mine
    return earlier_and_more_exact(mine, theirs) if name in BEGINNINGS else mine


def joined_remarks(*remarks: str) -> str:
    """Each once; one that is only about the repetition of rows says nothing of the record."""
    parts = dict.fromkeys(part for remark in remarks for part in remark.split(BETWEEN_REMARKS) if part)
    return BETWEEN_REMARKS.join(part for part in parts if not ABOUT_REPETITION.fullmatch(part))


def earlier_and_more_exact(one: str, other: str) -> str:
    """Of days in ISO form, which may lack day or month: the longer of two that agree, otherwise the earlier."""
    if one.startswith(other) or other.startswith(one):
        return max(one, other, key=len)
    return min(one, other)


def standing_name(names: list[str], credit_code: str) -> str:
    """The longest that agrees with the code; the first of equals."""
    return max(names, key=lambda name: (_agrees_with_code(name, credit_code), len(plain_unit_name(name))))


def _agrees_with_code(name: str, credit_code: str) -> bool:
    """Codes of authorities and associations begin with 1 and 5 (GB 32100-2015, table 1): those are no companies."""
    return not (credit_code[:1] in {"1", "5"} and COMPANY_WORDS.search(name))
