"""Recognises columns by their values: decides between fields for ambiguous headers."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from partner_hub.partners import credit_code
from partner_hub.privacy.identity_removal import NUMBER_REMOVED
from partner_hub.workbooks.values import dates, text
from partner_hub.workbooks.values.credit_codes import has_lost_figures
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
URGENCY: Final = re.compile(
    r".*(?:急|一般|普通|高|中|低|缓|级|重要|正常|★).{0,4}|是|否|true|false|yes|no|[yn√✓✔×]", re.IGNORECASE
)
SHORTEST_SENTENCE: Final = 18


def _fits_credit_code(value: Value) -> bool:
    code = credit_code.normalise_credit_code(text.words_of_value(value))
    return len(code) == 18 or has_lost_figures(value)  # noqa: PLR2004 - the length of the standard


def _fits_phone(value: Value) -> bool:
    digits = re.sub(r"\D", "", text.half_width(text.words_of_value(value)))
    found = read_phones(value, "0000") if 7 <= len(digits) <= 30 else None  # noqa: PLR2004 - the digits of one to two numbers
    return bool(found and found.numbers and not found.odd)


def _fits_date(value: Value) -> bool:
    return bool(dates.read_date(value, 2000).value)


def _fits_unit_of_count(value: Value) -> bool:
    return text.short_text(value) in UNIT_OF_COUNT


def _fits_organisation(value: Value) -> bool:
    written = text.name_text(value)
    return len(written) > 2 and (text.is_ditto(value) or bool(ORGANISATION.fullmatch(written)))  # noqa: PLR2004


def _fits_person(value: Value) -> bool:
    return bool(PERSON.match(text.name_text(value)))


def _fits_party_organisation(value: Value) -> bool:
    return bool(PARTY_ORGANISATION.search(text.words_of_value(value)))


def _fits_count(value: Value) -> bool:
    return bool(re.search(r"\d|[一二两三四五六七八九十百千万廿卅几数]|全体|若干", text.words_of_value(value)))


def _fits_sentence(value: Value) -> bool:
    return len(text.words_of_value(value)) >= SHORTEST_SENTENCE


def _fits_urgency(value: Value) -> bool:
    return bool(URGENCY.fullmatch(text.short_text(value)))


def _fits_text(value: Value) -> bool:
    return isinstance(value, str) and not value.strip().isdigit()


# field -> does this value fit? Fields without an entry take anything.
VALUE_FITS_FIELD: Final[Mapping[str, Callable[[Value], bool]]] = {
    "credit_code": _fits_credit_code,
    "phones": _fits_phone,
    "contact_phone": _fits_phone,
    "_leader_phone": _fits_phone,
    "_person_phone": _fits_phone,
    "joined": _fits_date,
    "raised_on": _fits_date,
    "count_unit": _fits_unit_of_count,
    "capacity_unit": _fits_unit_of_count,
    "unit_name": _fits_organisation,
    "source_unit_name": _fits_organisation,
    "party_organisation": _fits_party_organisation,
    "party_leader": _fits_person,
    "contact": _fits_person,
    "_person": _fits_person,
    "beneficiary_count": _fits_count,
    "content": _fits_sentence,
    "urgency": _fits_urgency,
    "name": _fits_text,
}
# The headings of these (党组织) are found over other things as well: names of secretaries, 有 and 无.
ONLY_IF_FITTING: Final = frozenset({"party_organisation"})
# Columns of these are recognised without any header.
NEARLY_ALL: Final = 0.8
FIELDS_KNOWN_BY_CONTENTS: Final = ("credit_code", "phones", "contact_phone")


# Without a column for these a list cannot be read: the values tell where no heading does.
ORGANISATIONS, SENTENCES = "organisations", "sentences"
REQUIRED_BY_CONTENTS: Final[Mapping[str, Mapping[str, str]]] = {
    "units": {"name": ORGANISATIONS},
    "offerings": {"unit_name": ORGANISATIONS, "content": SENTENCES},
    "needs": {"content": SENTENCES},
}
FITS_CONTENTS: Final = {ORGANISATIONS: _fits_organisation, SENTENCES: _fits_sentence}
SHARE_OF_REQUIRED: Final = 0.6


def column_of_contents(wanted: str, columns: Mapping[int, Sequence[Cell]]) -> int | None:
    """The column that is most like it, if most of its cells are."""
    shares = {column: _share_of_texts(FITS_CONTENTS[wanted], cells) for column, cells in columns.items()}
    best = max(shares, key=lambda column: (shares[column], -column), default=None)
    return best if best is not None and shares[best] >= SHARE_OF_REQUIRED else None


def _share_of_texts(fits: Callable[[Value], bool], cells: Sequence[Cell]) -> float:
    values = [cell.value for cell in cells if isinstance(cell.value, str) and not cell.empty]
    return sum(map(fits, values)) / len(values) if values else 0.0


def share_of_fitting_cells(field: str, cells: Sequence[Cell]) -> float | None:
    """The share of filled cells that could be this field; None where nothing can be said."""
    # What was cut out says nothing of its column.
    values = [cell.value for cell in cells if not cell.empty and cell.value != NUMBER_REMOVED]
    if field not in VALUE_FITS_FIELD or not values:
        return None
    return sum(VALUE_FITS_FIELD[field](value) for value in values) / len(values)


def fields_by_contents(fields: Iterable[str], cells: Sequence[Cell]) -> list[str]:
    """Fields that this column holds, whatever its header."""
    return [
        field
        for field in fields
        if field in FIELDS_KNOWN_BY_CONTENTS and (share_of_fitting_cells(field, cells) or 0.0) > NEARLY_ALL
    ]
