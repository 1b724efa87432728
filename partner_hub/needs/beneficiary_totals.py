"""Number of beneficiaries of a need and those merged into it, as whoever merged them said. Pure.

What is added up counts each source of a report once.

A source is whoever knows the residents that are counted: a telephone number, a name in a grid, a unit that asks, a row
of a spreadsheet; and where nobody is named, the same words from the same recorder in the same grid. Who records is no
source: a grid worker who records one household after the other counts each of them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from partner_hub.letters import is_letter
from partner_hub.needs.models import Need
from partner_hub.vocabulary.need import FigureOfMerge

DEFAULT_BENEFICIARY_UNIT = "人"
# Shorter ones are extensions, which several houses have.
SHORTEST_TELEPHONE_NUMBER = 7
MOBILE_LENGTH = 11
ReportSource = tuple[object, ...]


@dataclass(frozen=True)
class BeneficiaryReport:
    """One need's number. `count` None: `words` hold no number, or mean everybody (`is_everyone`).

    `figure`: what its merge made of the numbers before it and of this one; of the need that others were merged into it
    says nothing.
    """

    sources: frozenset[ReportSource]
    count: int | None
    unit: str
    words: str
    is_everyone: bool = False
    figure: FigureOfMerge = FigureOfMerge.ADDED


@dataclass(frozen=True)
class BeneficiaryTotal:
    """`counts` by unit of counting, which are never added to one another; `words`: what has no number."""

    counts: dict[str, int]
    words: tuple[str, ...] = ()
    is_everyone: bool = False

    def __str__(self) -> str:
        if self.is_everyone:
            return self.words[0]
        return " + ".join([*(f"{count}{unit}" for unit, count in self.counts.items()), *self.words])


def beneficiary_report_of(need: Need) -> BeneficiaryReport:
    """`need` has the columns of needs.models.Need."""
    figure = need.merge_figure or FigureOfMerge.ADDED
    if figure is FigureOfMerge.TYPED:
        unit = need.merge_unit or DEFAULT_BENEFICIARY_UNIT
        return BeneficiaryReport(report_sources_of(need), need.merge_count, unit, "", figure=figure)
    return BeneficiaryReport(
        report_sources_of(need),
        need.beneficiary_count,
        need.beneficiary_unit or DEFAULT_BENEFICIARY_UNIT,
        need.beneficiary_count_text,
        need.is_for_everyone,
        figure,
    )


def total_beneficiaries(reports: Sequence[BeneficiaryReport]) -> BeneficiaryTotal:
    """Of each source the largest number that it gave, added up; everybody is not added to.

    `reports` are in the order of the merges, the need itself first.
    """
    counted = _counted_reports(reports)
    if everyone := [report.words for report in counted if report.is_everyone]:
        return BeneficiaryTotal({}, (everyone[0],), is_everyone=True)
    counts: dict[str, int] = {}
    words: list[str] = []
    for group in _grouped_by_source(counted):
        largest: dict[str, int] = {}
        for report in group:
            if report.count is not None:
                largest[report.unit] = max(report.count, largest.get(report.unit, 0))
        for unit, count in largest.items():
            counts[unit] = counts.get(unit, 0) + count
        if not largest:
            words += [report.words for report in group[:1] if report.words and report.words not in words]
    return BeneficiaryTotal(counts, tuple(words))


def _counted_reports(reports: Sequence[BeneficiaryReport]) -> list[BeneficiaryReport]:
    """Those whose figures hold after every merge: one figure may have been said to be that of both."""
    counted: list[BeneficiaryReport] = []
    for report in reports:
        if report.figure in {FigureOfMerge.OF_PART, FigureOfMerge.TYPED}:
            counted = [report]
        elif report.figure is FigureOfMerge.ADDED:
            counted.append(report)
    return counted


def report_sources_of(need: Need) -> frozenset[ReportSource]:
    """Identifiers of whoever reported the need; two needs that share one come from the same source."""
    found: set[ReportSource] = set()
    place = need.grid_id or _letters_only(need.grid_words)
    if number := _telephone_digits(need.reporter_phone):
        found.add(("phone", number))
    elif name := _letters_only(need.reporter_name):
        found.add(("name", place, name))
    if need.asking_partnership_id:
        found.add(("unit", need.asking_partnership_id))
    if not found:
        words = _letters_only(f"{need.name}{need.content}")
        found.add(("words", need.created_by_id, place, words, _letters_only(need.beneficiaries)))
    row = {name: (need.source or {}).get(name) for name in ("file", "sheet", "row")}
    if row["row"] is not None:
        found.add(("row", *row.values()))
    return frozenset(found)


def _grouped_by_source(reports: Iterable[BeneficiaryReport]) -> list[list[BeneficiaryReport]]:
    """Connected components of reports that share a source, in the order of their first report."""
    groups: list[tuple[set[ReportSource], list[BeneficiaryReport]]] = []
    for report in reports:
        same = [group for group in groups if group[0] & report.sources]
        groups = [group for group in groups if group not in same]
        joined = [each for _, members in same for each in members]
        groups.append((set(report.sources).union(*(sources for sources, _ in same)), [*joined, report]))
    return [members for _, members in groups]


def _telephone_digits(written: str) -> str:
    figures = re.sub(r"\D", "", written or "")
    if len(figures) > MOBILE_LENGTH and figures.startswith("86"):
        figures = figures[2:]
    return figures if len(figures) >= SHORTEST_TELEPHONE_NUMBER else ""


def _letters_only(words: str) -> str:
    return "".join(filter(is_letter, words or "")).casefold()
