"""Which of many known names come near a written one: a column for each sign, and likeness without understanding."""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from partner_hub.partners.unit_name_parts import Kind, NameInParts
from partner_hub.partners.unit_name_spelling import is_number

# Below this share of its weight a name says nothing about a unit.
WORTH_SHOWING: Final = 0.45
# No more names than these are looked at closely.
MAX_COMPARED: Final = 10
FIRST_CAPACITY: Final = 64
GENERIC_SIGNS: Final = frozenset(
    "省市区县镇乡村街道社区小区单位公司集团有限责任股份分支行店厂站所局院校园中心会部处科室队馆社办委员总服务管理事务企业组织协联合机构器医"
)
# What may end a short form without being part of the full name (蓝鳍救援队).
ADDED_LAST_SIGNS: Final = frozenset("队院部店站所室厂社会器点行")


class NameIndex:
    """Names by number, each with its signs; new ones may be added at any time."""

    def __init__(self) -> None:
        self._names: list[str] = []
        # For each sign which names hold it, with room for more names.
        self._holders: dict[str, NDArray[np.bool_]] = {}
        self._weights: dict[str, float] = {}
        self._totals: NDArray[np.float64] | None = None

    def add(self, canonical: str) -> None:
        number = len(self._names)
        self._names.append(canonical)
        for sign in frozenset(canonical):
            column = self._holders.get(sign)
            if column is None or number >= len(column):
                column = _with_room(column, number)
                self._holders[sign] = column
            column[number] = True
        self._weights.clear()
        self._totals = None

    def weight(self, sign: str) -> float:
        """The more, the fewer names have the sign; half for those of trades and kinds."""
        if sign not in self._weights:
            holders = int(np.count_nonzero(self._holders[sign])) if sign in self._holders else 0
            spread = math.log(1 + (len(self._names) + 1) / (holders or 2))
            self._weights[sign] = spread / (2 if sign in GENERIC_SIGNS else 1)
        return self._weights[sign]

    def nearest(self, canonical: str) -> list[int]:
        """Numbers of the names that share most of their own and of this name's weight, best first."""
        shared = np.zeros(len(self._names))
        for sign in frozenset(canonical):
            self._add_column(shared, sign)
        whole = sum(map(self.weight, frozenset(canonical))) or 1.0
        shares = shared / whole + shared / self._weight_of_names()
        count = min(MAX_COMPARED, len(shares))
        best = np.argpartition(-shares, count - 1)[:count] if count else np.empty(0, dtype=np.intp)
        return [int(each) for each in best[np.argsort(-shares[best], kind="stable")] if shares[each] >= WORTH_SHOWING]

    def _add_column(self, sums: NDArray[np.float64], sign: str) -> None:
        column = self._holders.get(sign)
        if column is not None:
            known = min(len(column), len(sums))
            sums[:known] += column[:known] * self.weight(sign)

    def _weight_of_names(self) -> NDArray[np.float64]:
        if self._totals is None:
            self._totals = np.full(len(self._names), 1e-9)
            for sign in self._holders:
                self._add_column(self._totals, sign)
        return self._totals

    def likeness(self, one: str, other: str) -> float:
        """The share of the shorter name's weight that stands in the longer one, in order."""
        short, long = (one, other) if len(one) <= len(other) else (other, one)
        blocks = [each for each in LCSseq.opcodes(short, long) if each.tag == "equal"]
        found = {at for block in blocks for at in range(block.src_start, block.src_end)}
        missing = [sign for at, sign in enumerate(short) if at not in found]
        if any(map(is_number, missing)):
            return 0.0
        total = sum(map(self.weight, short))
        lost = sum(self.weight(sign) * (0.5 if sign in long else 1.0) for sign in missing)
        in_one_piece = 1 - 0.25 * max(len(blocks) - 1, 0) / max(len(short) - 1, 1)
        return (total - lost) / total * in_one_piece if total else 0.0


def _with_room(column: NDArray[np.bool_] | None, number: int) -> NDArray[np.bool_]:
    wider = np.zeros(max(FIRST_CAPACITY, 2 * number), dtype=np.bool_)
    if column is not None:
        wider[: len(column)] = column
    return wider


def brands_in_common(one: NameInParts, other: NameInParts) -> list[str]:
    """Brands that stand in both, where beside more in common only a usual last word is strange (蓝鳍救援队)."""
    short, long = (one, other) if len(one.rest) <= len(other.rest) else (other, one)
    strange = set(short.rest) - set(long.canonical)
    if not strange <= ADDED_LAST_SIGNS:
        return []
    brands = {part.text for part in (*one.parts, *other.parts) if part.kind is Kind.BRAND and len(part.text) > 1}
    return [
        text
        for text in brands
        if text in one.rest and text in other.rest and len(short.rest) > len(text) + len(strange)
    ]
