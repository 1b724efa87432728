"""One unit has one name in one paper: the whole one at first and in lists, then the agreed short one (以下简称)."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from partner_hub.minutes.drafting.passages import Passage
from partner_hub.vocabulary.minutes import PassageKind, UnitNaming

SHORTEST_NAME = 3
# A registered name inside a longer one: 桂枝小学附属幼儿园, 新桂枝小学, 望屏派出所路.
_GOES_ON = (
    "(?!附属|分[局院校店所部馆]|支行|股份|有限|集团|学院|小学|中学|大学|医院|幼儿园|公司|中心|协会|物业|师(?!资|生)|"
    "[东南西北]校区|[一二三四五六七八九十]+(?:分|校区)|门前|门口|路(?!边|面)|街(?!道)|巷|旁)"
)
_BEGINS_EARLIER = "(?<![省市县镇乡新老])"
# Names of offerings, papers and themes are left alone.
_QUOTED = "“[^”]*”|《[^》]*》"


@dataclass(frozen=True)
class UnitNames:
    """`short` is the agreed short form, "" without one; `others` what else is registered: short and former names."""

    name: str
    short: str = ""
    others: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return (self.name, *filter(None, (self.short, *self.others)))


@dataclass(frozen=True)
class NamesInText:
    units: tuple[UnitNames, ...]

    @cached_property
    def unit_of(self) -> dict[str, UnitNames]:
        """By every name that belongs to one unit only."""
        owners = Counter(name for unit in self.units for name in set(unit.all))
        whole = {unit.name for unit in self.units}
        return {
            name: unit
            for unit in self.units
            for name in unit.all
            if name == unit.name or (owners[name] == 1 and len(name) >= SHORTEST_NAME and name not in whole)
        }

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        names = "|".join(map(re.escape, sorted(self.unit_of, key=lambda name: (-len(name), name))))
        return re.compile(f"{_QUOTED}|{_BEGINS_EARLIER}(?:{names}){_GOES_ON}")

    def whole(self, text: str) -> str:
        """With the whole name of every unit, as lists and annexes have it."""
        if not self.units:
            return text
        return self.pattern.sub(lambda found: self._whole_name(found[0]), text)

    def _whole_name(self, name: str) -> str:
        return self.unit_of[name].name if name in self.unit_of else name

    def found_in(self, text: str) -> Iterator[UnitNames]:
        yield from (self.unit_of[found[0]] for found in self.pattern.finditer(text) if found[0] in self.unit_of)


def with_unit_names(passages: Iterable[Passage], units: tuple[UnitNames, ...], naming: UnitNaming) -> Iterator[Passage]:
    """Headings keep what they say; a unit that is named once has its whole name."""
    passages, names = tuple(passages), NamesInText(units)
    if not units:
        return iter(passages)
    count = Counter(unit.name for each in passages if _may_name_units(each) for unit in names.found_in(each.text))
    introduced: set[str] = set()

    def chosen(found: re.Match[str]) -> str:
        unit = names.unit_of.get(found[0])
        if unit is None:
            return found[0]
        if naming is UnitNaming.FULL or count[unit.name] == 1 or names.unit_of.get(unit.short) is not unit:
            return unit.name
        if unit.name in introduced:
            return unit.short
        if _is_in_brackets(found):
            return unit.name
        introduced.add(unit.name)
        return f"{unit.name}（以下简称{unit.short}）"

    return (
        replace(each, text=_text_with_names(each.text, names, chosen)) if _may_name_units(each) else each
        for each in passages
    )


def _text_with_names(text: str, names: NamesInText, chosen: Callable[[re.Match[str]], str]) -> str:
    """A remark at the name, （待该单位确认）, goes into the brackets of the short form."""
    return re.sub("(（以下简称[^（）]+)）（(?=待该单位|该单位)", r"\1，", names.pattern.sub(chosen, text))


def _is_in_brackets(found: re.Match[str]) -> bool:
    before = found.string[: found.start()]
    return before.rfind("（") > before.rfind("）")


def _may_name_units(passage: Passage) -> bool:
    return passage.kind is not PassageKind.HEADING
