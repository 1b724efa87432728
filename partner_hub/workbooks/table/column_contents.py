"""What a column seems to hold, from its values alone: settles headers that could mean two things."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from partner_hub.partners import credit_code
from partner_hub.privacy.identity_removal import NUMBER_REMOVED
from partner_hub.workbooks.values import dates, text
from partner_hub.workbooks.values.phones import read_phones
from partner_hub.workbooks.xlsx.workbook import Cell, Value

ORGANISATION: Final = re.compile(
    r".*(?:局|所|院|公司|中心|会|站|队|校|学|园|银行|支行|分行|分理处|店|厂|社|集团|馆|部|办|处|厅|大厦|商场|超市|协会|医院|法院|委|团|行|铺|坊|吧|诊所)"
)
PARTY_ORGANISATION: Final = re.compile("党|支部|总支|中共")
PERSON: Final = re.compile(rf"[{text.CJK}·]{{2,4}}")
UNIT_OF_COUNT: Final = frozenset(
    (
        "人",
        "户",
        "人次",
        "名",
        "家",
        "次",
        "场",
        "个",
        "位",
        "套",
        "份",
        "台",
        "节",
        "小时",
        "课时",
        "栋",
        "组",
        "间",
        "件",
    )
)
URGENCY: Final = re.compile(r".*(?:急|一般|普通|高|中|低|缓|级|重要|正常|★).{0,4}")
SENTENCE: Final = 18


def _credit_code(value: Value) -> bool:
    return len(credit_code.normalise_credit_code(text.words(value))) == 18  # noqa: PLR2004 - the length of the standard


def _phone(value: Value) -> bool:
    digits = re.sub(r"\D", "", text.half_width(text.words(value)))
    found = read_phones(value, "0000") if 7 <= len(digits) <= 30 else None  # noqa: PLR2004 - the digits of one to two numbers
    return bool(found and found.numbers and not found.odd)


def _date(value: Value) -> bool:
    return bool(dates.read_date(value, 2000).value)


def _unit_of_count(value: Value) -> bool:
    return text.short(value) in UNIT_OF_COUNT


def _organisation(value: Value) -> bool:
    written = text.name(value)
    return len(written) > 2 and (text.is_ditto(value) or bool(ORGANISATION.fullmatch(written)))  # noqa: PLR2004


def _person(value: Value) -> bool:
    return bool(PERSON.match(text.name(value)))


def _party_organisation(value: Value) -> bool:
    return bool(PARTY_ORGANISATION.search(text.words(value)))


def _count(value: Value) -> bool:
    return bool(re.search(r"\d|[一二三四五六七八九十百千]|全体|若干", text.words(value)))


def _sentence(value: Value) -> bool:
    return len(text.words(value)) >= SENTENCE


def _urgency(value: Value) -> bool:
    return bool(URGENCY.fullmatch(text.short(value)))


def _text(value: Value) -> bool:
    return isinstance(value, str) and not value.strip().isdigit()


# field -> does this value fit? Fields without an entry take anything.
FITS: Final[Mapping[str, Callable[[Value], bool]]] = {
    "credit_code": _credit_code,
    "phones": _phone,
    "contact_phone": _phone,
    "_leader_phone": _phone,
    "_person_phone": _phone,
    "joined": _date,
    "raised_on": _date,
    "count_unit": _unit_of_count,
    "capacity_unit": _unit_of_count,
    "unit_name": _organisation,
    "source_unit_name": _organisation,
    "party_organisation": _party_organisation,
    "party_leader": _person,
    "contact": _person,
    "_person": _person,
    "beneficiary_count": _count,
    "content": _sentence,
    "urgency": _urgency,
    "name": _text,
}
# The headings of these (党组织) are found over other things as well: names of secretaries, 有 and 无.
ONLY_IF_FITTING: Final = frozenset({"party_organisation"})
# Columns of these are recognised without any header.
NEARLY_ALL: Final = 0.8
UNMISTAKABLE: Final = ("credit_code", "phones", "contact_phone")


def fit(field: str, cells: Sequence[Cell]) -> float | None:
    """The share of filled cells that could be this field; None where nothing can be said."""
    # What was cut out says nothing of its column.
    values = [cell.value for cell in cells if not cell.empty and cell.value != NUMBER_REMOVED]
    if field not in FITS or not values:
        return None
    return sum(FITS[field](value) for value in values) / len(values)


def unmistakable(fields: Iterable[str], cells: Sequence[Cell]) -> list[str]:
    """Fields that this column is, whatever stands above it."""
    return [field for field in fields if field in UNMISTAKABLE and (fit(field, cells) or 0.0) > NEARLY_ALL]
