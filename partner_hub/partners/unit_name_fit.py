"""How surely a written name means a unit: with which losses each sign of it has its place in the full name.

Scores run from 0 to 1. What is certain enough not to ask lies above SURE, what may be preselected in a question above
LIKELY; losses and ceilings are set so that these two limits say the same everywhere.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from partner_hub.partners.unit_name_parts import OWN_NAME_LEFT_OUT, Kind, NameInParts, Part
from partner_hub.partners.unit_name_places import Place, Stems
from partner_hub.partners.unit_name_spelling import is_name_sign
from partner_hub.partners.unit_name_words import (
    BRANCH_HEADS,
    CAMPUS_HEADS,
    LEGAL_FORMS,
    OMITTABLE,
    SISTER_HEADS,
    SPEAKING_HEADS,
    TRADE_HEADS,
)

SURE: Final = 0.8
LIKELY: Final = 0.6
# Ceilings: another unit of the same house, another place, its own name left out, a part of the same institution.
OTHER_UNIT: Final = 0.5
OWN_NAME_MISSING: Final = 0.55
PART_OF_HOUSE: Final = 0.75
# Losses of a whole fit.
BRANCH_UNSAID: Final = 0.1
BRANCH_PLACE_UNSAID: Final = 0.3
TRADE_UNSAID: Final = 0.05
MOST_TRADE_UNSAID: Final = 0.15
PLACE_UNSAID: Final = 0.01
PLACE_ADDED: Final = 0.08
UPPER_PLACE_ADDED: Final = 0.02
PARENT_UNSAID: Final = 0.02

# For each part of the full name the words that stand for it, or None.
Used = tuple[str | None, ...]
NO_WAY: Final[tuple[float, Used | None]] = (math.inf, None)


def fit_of_names(written: NameInParts, full: NameInParts, stems: Stems) -> float:
    """The score of a written name that is wholly contained in the full one; 0.0 when it is not."""
    if not written.rest or not full.parts or not written.rest_signs <= full.signs:
        return 0.0
    covered = _covered_places(written, full)
    used = _align(written.rest, full, covered)
    if used is None:
        return 0.0
    fit = _Fit(written, full, used, covered)
    loss, ceiling = fit.loss_and_ceiling()
    loss, ceiling = loss + fit.loss_of_house_unsaid(), min(ceiling, fit.ceiling_of_whole_name())
    loss_of_places, ceiling_of_places = _loss_of_places(written, full, stems)
    return round(max(min(1.0 - loss - loss_of_places, ceiling, ceiling_of_places), 0.0), 3)


def _covered_places(written: NameInParts, full: NameInParts) -> frozenset[str]:
    """Places inside the full name that the written one begins with, by their stem or their level (街道司法所)."""
    said = {place.stem or place.level for place in written.places}
    inside = [part for part in full.parts if part.stem]
    return frozenset(part.stem for part in inside if any(form in said for form, _ in part.forms))


def _align(rest: str, full: NameInParts, covered: frozenset[str]) -> Used | None:
    """The cheapest way to find `rest` in the parts of the full name, in order; units above its own cost nothing."""
    losses = [
        0.0 if at < full.own_from or part.stem in covered else part.left_out for at, part in enumerate(full.parts)
    ]

    # From the last part to the first: for each place in `rest` the cheapest way to say what follows it.
    ways: dict[int, tuple[float, Used]] = {len(rest): (0.0, ())}
    for part, left_out in zip(reversed(full.parts), reversed(losses), strict=True):
        earlier = {start: (left_out + loss, (None, *used)) for start, (loss, used) in ways.items()}
        for end, (further, used) in ways.items():
            for form, loss in part.forms:
                start = end - len(form)
                better = start >= 0 and rest.startswith(form, start)
                if better and loss + further < earlier.get(start, NO_WAY)[0]:
                    earlier[start] = (loss + further, (form, *used))
        ways = earlier
    return ways.get(0, NO_WAY)[1]


@dataclass(frozen=True)
class _Fit:
    """A written name laid over the parts of a full one. `covered` places are said at its beginning."""

    written: NameInParts
    full: NameInParts
    used: Used
    covered: frozenset[str]

    @cached_property
    def above(self) -> list[tuple[Part, str]]:
        """What is said of the units above the last one, and how."""
        pairs = zip(self.full.parts[: self.full.own_from], self.used, strict=False)
        return [(part, form) for part, form in pairs if form]

    @cached_property
    def own(self) -> list[tuple[Part, str | None]]:
        """All own parts, and how they are said; covered ones by their place's name."""
        pairs = zip(self.full.own, self.used[self.full.own_from :], strict=True)
        return [(part, form or (part.text if part.stem in self.covered else None)) for part, form in pairs]

    def _says(self, *kinds: Kind) -> bool:
        return any(form and part.kind in kinds for part, form in self.own)

    @cached_property
    def says_brand(self) -> bool:
        """The first brand of the name is said, or the sign that stands for one."""
        brands = [
            form
            for part, form in zip(self.full.parts, self.used, strict=True)
            if part.kind is Kind.BRAND and (len(part.text) > 1 or is_name_sign(part.text))
        ]
        return bool(brands and brands[0])

    def loss_and_ceiling(self) -> tuple[float, float]:
        if not self.full.own_from:
            return self._loss_of_own(), min(self._ceiling_of_bare_head(), self._ceiling_of_first_head())
        if not self._says(Kind.BRAND, Kind.PLACE, Kind.NUMBER, Kind.FUNCTION, Kind.JOINT) and not self._says_kind():
            return BRANCH_UNSAID, self._ceiling_of_unsaid_branch()
        if not self.above:
            ceiling = OWN_NAME_MISSING if self._needs_unit_above() else 1.0
            return self._loss_of_own() + PARENT_UNSAID, ceiling
        if self.full.head and not self._says(Kind.HEAD):
            is_branch = self.full.head in BRANCH_HEADS and all(part.kind is not Kind.HEAD for part, _ in self.above)
            return BRANCH_UNSAID, 1.0 if is_branch else OWN_NAME_MISSING
        return self._loss_of_own(), 1.0

    def loss_of_house_unsaid(self) -> float:
        """Of the units above something is said, and not what they are called."""
        above = zip(self.full.parts[: self.full.own_from], self.used, strict=False)
        brands = [form for part, form in above if part.kind is Kind.BRAND]
        return OWN_NAME_LEFT_OUT if self.above and brands and not brands[0] else 0.0

    def ceiling_of_whole_name(self) -> float:
        """A name that is complete (…有限公司, …联合会) is not the union or the branch that bears it before its own."""
        last = self.written.parts[-1] if self.written.parts else None
        is_whole = last and (last.kind is Kind.HEAD or (last.kind is Kind.LEGAL and last.text != "公司"))
        heads = [form for part, form in self.own if part.kind is Kind.HEAD]
        is_chain = last and last.kind is Kind.HEAD and self.full.is_commercial and self.full.head in BRANCH_HEADS
        if not is_whole or is_chain or not heads or heads[-1]:
            return 1.0
        return PART_OF_HOUSE if self.full.head in CAMPUS_HEADS else OTHER_UNIT

    def _says_kind(self) -> bool:
        """派出所 and 交警大队 without their place; 师范学院 is the university and none of its 学院."""
        heads = [part for part in self.full.parts[: self.full.own_from] if part.kind is Kind.HEAD]
        heads_above = {form for part in heads for form, _ in part.forms}
        said = {form for part, form in self.own if part.kind is Kind.HEAD and form}
        is_public = not self.full.is_commercial and self.full.head not in CAMPUS_HEADS
        return bool(said) and not heads_above & said and is_public

    def _ceiling_of_unsaid_branch(self) -> float:
        """Only the unit above is said: a bank's only branch here is called by the bank, an office not by its bureau."""
        if self.full.head in CAMPUS_HEADS:
            return PART_OF_HOUSE
        is_whole_firm = any(self.written.rest.endswith(form) for form in LEGAL_FORMS - {"公司"})
        is_firm_above = any(part.kind is Kind.LEGAL for part, _ in self.above)
        only_place = all(part.kind not in {Kind.NUMBER, Kind.FUNCTION} for part in self.full.own)
        is_firm = self.full.is_commercial or any(is_name_sign(form[0]) for _, form in self.above)
        is_network = self.says_brand and only_place and is_firm
        return 1.0 if is_network and not is_whole_firm and not is_firm_above else OTHER_UNIT

    def _needs_unit_above(self) -> bool:
        """望屏支行 may be of any bank; 望屏税务分局 says what it does."""
        is_attached = any(part.text == "附属" for part in self.full.own)
        return is_attached or (self.full.head in BRANCH_HEADS and not self._says(Kind.FUNCTION, Kind.BRAND))

    def _ceiling_of_first_head(self) -> float:
        """区委 is not its 区委党校."""
        heads = [form for part, form in self.own if part.kind is Kind.HEAD]
        return OWN_NAME_MISSING if len(heads) > 1 and any(heads) and not heads[-1] else 1.0

    def _ceiling_of_bare_head(self) -> float:
        """图书馆 without a place, whichever it is."""
        said = [part for part, form in self.own if form]
        is_bare = all(part.kind in {Kind.HEAD, Kind.LEGAL} and part.text not in SPEAKING_HEADS for part in said)
        if is_bare and not self.written.places:
            return OWN_NAME_MISSING
        is_central = any(part.text == "中心" and part.kind is Kind.FUNCTION for part in said)
        return PART_OF_HOUSE if is_central and not self.written.places and not self._says(Kind.BRAND) else 1.0

    def _loss_of_own(self) -> float:
        """Beside a brand the trade need not be said."""
        lost = trade = 0.0
        for at, (part, form) in enumerate(self.own):
            if form:
                lost += dict(part.forms).get(form, 0.0)
            elif self.says_brand and self._is_trade(part):
                trade += min(part.left_out, TRADE_UNSAID)
            else:
                lost += self._loss_of_unsaid(at, part)
        return lost + min(trade, MOST_TRADE_UNSAID)

    def _loss_of_unsaid(self, at: int, part: Part) -> float:
        """Little for what the unit above says, and for a place beside a nearer one or beside a brand."""
        if part.kind is not Kind.PLACE:
            if any(part.text == above.text for above, _ in self.above):
                return PLACE_UNSAID
            return OWN_NAME_LEFT_OUT if self._tells_from_sisters(part) else part.left_out
        is_nearer_said = any(form and other.kind is Kind.PLACE for other, form in self.own[at + 1 :])
        is_beside_brand = not self.full.own_from and any(other.kind is Kind.BRAND for other, _ in self.own[:at])
        if is_nearer_said or is_beside_brand:
            return PLACE_UNSAID
        return BRANCH_PLACE_UNSAID if self.full.own_from else part.left_out

    def _is_trade(self, part: Part) -> bool:
        if part.kind is Kind.FUNCTION:
            return not self._tells_from_sisters(part) and all(part.text != above.text for above, _ in self.above)
        return part.kind is Kind.HEAD and (self.full.is_commercial or part.text in TRADE_HEADS)

    def _tells_from_sisters(self, part: Part) -> bool:
        """新港实验小学 and 新港艺术小学 are not 新港小学."""
        is_school = self.full.head in SISTER_HEADS and not self.full.own_from and not self.full.is_commercial
        return is_school and part.kind is Kind.FUNCTION and part.text not in OMITTABLE


def _loss_of_places(written: NameInParts, full: NameInParts, stems: Stems) -> tuple[float, float]:
    """(loss, ceiling) of the places that the written name begins with against those of the full name."""
    own = full.places[-1] if full.places else None
    inner = [Place(part.stem, "") for part in full.parts if part.stem]
    loss, deepest = 0.0, False
    for place in reversed(written.places):
        if _is_one_of(place, (*((own,) if own else ()), *inner), stems):
            deepest = True
        elif place.stem and _is_one_of(place, full.places, stems):
            loss += PLACE_UNSAID
        elif place.stem and deepest and not _contradicts(place, full.places, stems):
            loss += UPPER_PLACE_ADDED
        elif place.stem and _may_be_anywhere(full) and not _contradicts(place, full.places, stems):
            loss += PLACE_ADDED
        else:
            return loss, OTHER_UNIT
    if written.places and own and not deepest and not is_branded(full):
        return loss, OTHER_UNIT
    return loss + (0.0 if deepest else PLACE_UNSAID), 1.0


def _is_one_of(place: Place, others: Sequence[Place], stems: Stems) -> bool:
    return any(_is_same_place(place, other, stems) for other in others)


def _is_same_place(one: Place, other: Place, stems: Stems) -> bool:
    same_stem = one.stem == other.stem or not (one.stem and other.stem)
    return same_stem and bool(_levels(one, stems) & _levels(other, stems))


def _levels(place: Place, stems: Stems) -> frozenset[str]:
    return frozenset((place.level,)) if place.level else stems.get(place.stem, frozenset(("",)))


def _contradicts(place: Place, others: Sequence[Place], stems: Stems) -> bool:
    """Another place of the same level."""
    levels = _levels(place, stems)
    return any(other.stem != place.stem and levels & _levels(other, stems) for other in others)


def is_branded(full: NameInParts) -> bool:
    """A firm, a shop or an association with a name of its own."""
    has_brand = any(part.kind is Kind.BRAND for part in full.parts)
    return has_brand and (full.is_commercial or full.head in TRADE_HEADS)


def _may_be_anywhere(full: NameInParts) -> bool:
    """A firm with a name of its own and without a branch's place."""
    return is_branded(full) and not full.own_from
