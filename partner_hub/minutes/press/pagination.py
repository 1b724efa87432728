"""Page breaks computed without a layout, to find the spacing in which every page but the last is full.

A heading may not end a page and the imprint may not stand alone on one, so that lines are carried over and pages end
short of their 22 lines. GB/T 9704-2012 lets such a document be eased by its spacing. Three things can give: the space
under the red rule, the space before the attendance lists, and single paragraphs, set a little wider until they take
one line more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

LINES_PER_PAGE = 22
MIN_LINES_ON_FULL_PAGE = 21  # a full page may give its last line to a heading that belongs to what follows
HEAD_GAPS = (2, 1, 3, 4)
LIST_GAPS = (1, 2)
ROUNDING_ERROR = 1e-6
MAX_EASED_PARAGRAPHS = 3
MAX_EASING_CANDIDATES = 10


@dataclass(frozen=True)
class Spacing:
    """Blank lines under the red rule and before the lists, and the letter spacing in ems by number of the block."""

    head_gap: int = HEAD_GAPS[0]
    list_gap: int = LIST_GAPS[0]
    eased: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True)
class Block:
    """A paragraph as it was laid out.

    whole   stays on one page           keeps   stays with the block that follows
    leans   stays with the block before  starts  carries so many lines before it may break
    eases   the letter spacing in ems that would give it one line more, None when that would be too wide
    """

    lines: int
    whole: bool = False
    keeps: bool = False
    leans: bool = False
    starts: int = 1
    spaced: bool = False
    eases: float | None = None


@dataclass(frozen=True)
class Flow:
    """Everything between the head of the first page and the imprint; head and imprint are counted in lines."""

    blocks: tuple[Block, ...]
    head: int
    imprint: float
    annexed: bool = False


def missing_lines(flow: Flow, spacing: Spacing) -> float:
    """How many lines the pages between the first and the last lack; one of them must have all of its 22."""
    between = page_fills(flow, spacing)[1:-1]
    return sum(max(0, MIN_LINES_ON_FULL_PAGE - fill) for fill in between) + bool(
        between and max(between) < LINES_PER_PAGE
    )


def page_fills(flow: Flow, spacing: Spacing) -> list[float]:
    """The number of lines on each page; blank lines at a page's top vanish."""
    fills: list[float] = []
    used, unbroken = float(flow.head + spacing.head_gap), 0.0
    for height, gap, breakable in _lines_of_flow(flow, spacing):
        unbroken = 0 if breakable else unbroken
        needed = height + gap
        if used + needed > LINES_PER_PAGE + ROUNDING_ERROR and used > unbroken:
            fills.append(used - unbroken)
            used, needed = unbroken, height if breakable else needed
        used += needed
        unbroken += needed
    return [*fills, used]


def _lines_of_flow(flow: Flow, spacing: Spacing) -> Iterator[tuple[float, int, bool]]:
    """Height, blank lines before and whether a page may end before it, for each line of the flow."""
    eased, kept = dict(spacing.eased), True
    for number, block in enumerate(flow.blocks):
        lines = block.lines + (number in eased)
        for line in range(lines):
            inside = 0 < line < block.starts or (line > 0 and block.whole)
            glued = inside or (line == 0 and (kept or block.leans))
            yield 1, spacing.list_gap if block.spaced and not line else 0, not glued
        kept = block.keeps
    if not flow.annexed:
        yield flow.imprint, 0, False


def best_spacing(flow: Flow) -> Spacing:
    """The first spacing, from the usual to the unusual, without missing lines; else the one with the fewest."""
    best, least = Spacing(), missing_lines(flow, Spacing())
    for spacing in _possible_spacings(flow):
        if not least:
            break
        if (wants := missing_lines(flow, spacing)) < least:
            best, least = spacing, wants
    return best


def _possible_spacings(flow: Flow) -> Iterator[Spacing]:
    gaps = [Spacing(head, listed) for listed in LIST_GAPS for head in HEAD_GAPS]
    willing = sorted((block.eases, number) for number, block in enumerate(flow.blocks) if block.eases is not None)
    for count in range(MAX_EASED_PARAGRAPHS + 1):
        for chosen in combinations(willing[:MAX_EASING_CANDIDATES], count):
            eased = tuple((number, spacing) for spacing, number in chosen)
            yield from (replace(gap, eased=eased) for gap in gaps)
