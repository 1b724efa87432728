"""What of minutes concerns one unit: the passages, table rows and lists that name it. Nothing else, by default."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from partner_hub.minutes.document import Annex, AttendanceList, MinutesDocument, Paragraph

TO_EVERY_UNIT = re.compile(r"各(成员|共建|责任|参会|近邻合伙人)?单位|全体(成员|共建)单位|全体近邻合伙人")
LIST_ENTRY = re.compile(r"\d{1,3}[.．、]|[（(]\d{1,3}[）)]")
# Up to the next ； but that what is said behind a label belongs to the matter before: 责任单位：…；完成时限：….
MATTER = re.compile(r"[^；]+(?:；[^，；。：（]{2,6}：[^；]*)*；?")
OPENING = re.compile(r"[^，；。：（]{2,14}：")
REPEATED_GAP = re.compile(r"(……)+")
NAMES_COLUMN = "姓名"  # an annex of names repeats the lists
MIN_NAME = 2


@dataclass(frozen=True)
class UnitNames:
    """By each name that a unit has or had, the ids of the units that bear it."""

    ids: Mapping[str, frozenset[int]]

    def units_in(self, text: str) -> frozenset[int]:
        """The units named in a text; a name that is part of a longer one does not count."""
        return frozenset(unit for name in self._pattern.findall(text) for unit in self.ids[name])

    def name_in(self, text: str, unit_id: int, otherwise: str) -> str:
        """What the text calls the unit, in the longest form; `otherwise` where it names it nowhere."""
        own = (name for name, units in self.ids.items() if unit_id in units and name in text)
        return max(own, key=len, default=otherwise)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(filter(lambda name: len(name) >= MIN_NAME, self.ids), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


def part_of_unit(document: MinutesDocument, unit_id: int, names: UnitNames, *, is_signed: bool) -> MinutesDocument:
    """The document with that part alone; of signed minutes with the lead and what is said to every unit, too."""
    kept = _kept_paragraphs(document.body, unit_id, names, is_signed=is_signed)
    body = (paragraph for number, paragraph in enumerate(document.body) if number in kept)
    return replace(
        document,
        body=tuple(body if is_signed else (_without_others(each, unit_id, names) for each in body)),
        attendance=tuple(_lists_of_unit(document, unit_id, names)),
        annexes=tuple(_tables_of_unit(document, unit_id, names)),
    )


def _kept_paragraphs(body: tuple[Paragraph, ...], unit_id: int, names: UnitNames, *, is_signed: bool) -> set[int]:
    """Numbers of the paragraphs that are kept, with the headings above and the words that open a list."""
    kept: set[int] = set()
    above: dict[int, int] = {}
    opening: int | None = None
    for number, paragraph in enumerate(body):
        if paragraph.heading and not paragraph.text:
            above = {level: at for level, at in above.items() if level < paragraph.level} | {paragraph.level: number}
            opening = None
            continue
        is_entry = bool(LIST_ENTRY.match(paragraph.text))
        opening = opening if is_entry else number
        headings = [body[at].heading for at in above.values()]
        if _concerns_unit(paragraph, headings, unit_id, names) or (
            is_signed and _is_for_all(paragraph, is_lead=not above)
        ):
            kept |= {number, *above.values()} | ({opening} if is_entry and opening is not None else set())
    return kept


def _concerns_unit(paragraph: Paragraph, headings: list[str], unit_id: int, names: UnitNames) -> bool:
    """It names the unit; or the heading does, and the paragraph names nobody."""
    named = names.units_in(str(paragraph))
    return unit_id in (named or names.units_in("\n".join(headings)))


def _is_for_all(paragraph: Paragraph, *, is_lead: bool) -> bool:
    return is_lead or bool(TO_EVERY_UNIT.search(str(paragraph)))


def _without_others(paragraph: Paragraph, unit_id: int, names: UnitNames) -> Paragraph:
    """Of several matters parted by ；only the unit's own."""
    matters = MATTER.findall(paragraph.text)
    own = [unit_id in names.units_in(each) for each in matters]
    if not any(own):
        return paragraph
    kept = (
        each if is_own else _left_out(each, is_first=number == 0)
        for number, (each, is_own) in enumerate(zip(matters, own, strict=True))
    )
    return replace(paragraph, text=REPEATED_GAP.sub("……", "".join(kept)))


def _left_out(clause: str, *, is_first: bool) -> str:
    """What opens a row of matters stays: 会议决定缓议3项：."""
    opening = OPENING.match(clause) if is_first else None
    return (opening.group() if opening else "") + "……"


def _lists_of_unit(document: MinutesDocument, unit_id: int, names: UnitNames) -> Iterator[AttendanceList]:
    for listed in document.attendance:
        own = tuple(each for each in listed.attendees if unit_id in names.units_in(each.unit))
        if own:
            yield AttendanceList(listed.label, own)


def _tables_of_unit(document: MinutesDocument, unit_id: int, names: UnitNames) -> Iterator[Annex]:
    is_listed = any(_lists_of_unit(document, unit_id, names))
    for annex in map(_in_one_column, document.annexes):
        if is_listed and NAMES_COLUMN in annex.columns:
            continue
        rows = tuple(row for row in annex.rows if len(row) == len(annex.columns) and _is_row_of(row, unit_id, names))
        if rows:
            yield replace(annex, rows=rows)


def _is_row_of(row: tuple[str, ...], unit_id: int, names: UnitNames) -> bool:
    return any(unit_id in names.units_in(cell) for cell in row)


def _in_one_column(annex: Annex) -> Annex:
    """A list that was set in two halves beside each other: a row of it names two units."""
    half = len(annex.columns) // 2
    if not half or annex.columns[:half] != annex.columns[half:]:
        return annex
    rows = [part for row in annex.rows if len(row) == 2 * half for part in (row[:half], row[half:]) if any(part)]
    return Annex(annex.title, annex.columns[:half], tuple(rows))
