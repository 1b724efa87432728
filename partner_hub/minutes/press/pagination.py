"""Page breaks computed without a layout, to find the spacing in which every page but the last is full.

A heading may not end a page, a page may not begin with the few last characters of a paragraph, and the imprint may not
stand alone on one, so that lines are carried over and pages end short of their 22 lines. GB/T 9704-2012 lets such a
document be eased by its spacing. Three things can give: the space under the red rule, the space before the attendance
lists, and single paragraphs, set a little wider so that their lines hold one or two characters less.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

LINES_PER_PAGE = 22
HEAD_GAPS = (2, 1, 3, 4)
LIST_GAPS = (1, 2)
ROUNDING_ERROR = 1e-6
SHORT_LINE = 7.75  # ems: a last line of fewer than eight characters does not stand alone at the top of a page
LONELY_LINE = 2.25  # ems: a last line as short as that is eased away where it can be had
BEAM = 24  # arrangements that are followed at the same time
# What an arrangement costs: a page of 21 lines, each line more that is missing, no page that has all 22 between the
# first and the last, a line missing on the first, a lonely last line, and what is unusual in the spacing.
ONE_MISSING, MORE_MISSING, NONE_FULL, FIRST_MISSING, LONELY = 3.0, 30.0, 20.0, 1.0, 2.0
COST_OF_HEAD_GAP = {2: 0.0, 1: 0.5, 3: 0.5, 4: 1.0}
COST_OF_LIST_GAP = {1: 0.0, 2: 0.5}
COST_OF_EASING = 0.6  # and 1 more for each 0.05 ems


@dataclass(frozen=True)
class Way:
    """One way to set a paragraph: its lines, the width of the last in ems, and the letter spacing in ems."""

    lines: int
    last: float = 20.0
    easing: float = 0.0

    @property
    def short(self) -> bool:
        return self.lines > 1 and self.last < SHORT_LINE

    @property
    def lonely(self) -> bool:
        return self.lines > 1 and self.last < LONELY_LINE

    @property
    def cost(self) -> float:
        eased = COST_OF_EASING + self.easing / 0.05 if self.easing else 0.0
        return eased + LONELY * self.lonely


@dataclass(frozen=True)
class Block:
    """A paragraph, and the ways in which it can be set, the usual one first.

    whole   stays on one page           keeps   stays with the block that follows
    leans   stays with the block before  starts  carries so many lines before it may break
    """

    ways: tuple[Way, ...]
    whole: bool = False
    keeps: bool = False
    leans: bool = False
    starts: int = 1
    spaced: bool = False

    def joints(self, way: Way) -> list[bool]:
        """For each line but the first, whether a page may end before it."""
        free = [not self.whole and line >= self.starts for line in range(1, way.lines)]
        if way.short:
            free[-1] = False
        return free


@dataclass(frozen=True)
class Flow:
    """Everything between the head of the first page and the imprint; head and imprint are counted in lines."""

    blocks: tuple[Block, ...]
    head: int
    imprint: float
    annexed: bool = False


@dataclass(frozen=True)
class Spacing:
    """Blank lines under the red rule and before the lists, and how each paragraph is set."""

    head_gap: int
    list_gap: int
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Arrangement:
    """What has been placed so far.

    used      lines on the page        unbroken  the last lines of them, which go with the line that follows
    fills     of the pages that are done   full  whether one between the first and the last has all of its lines
    """

    head_gap: int
    list_gap: int
    used: float
    unbroken: float = 0.0
    fills: tuple[float, ...] = ()
    full: bool = False
    glued: bool = True
    cost: float = 0.0
    ways: tuple[Way, ...] = ()

    @property
    def what_follows(self) -> tuple[Any, ...]:
        """All that decides on what comes."""
        return self.used, self.unbroken, min(len(self.fills), 2), self.full, self.list_gap

    @property
    def full_cost(self) -> float:
        return self.cost + NONE_FULL * (len(self.fills) > 1 and not self.full)


def plan_pages(flow: Flow) -> Spacing:
    """The spacing that costs least."""
    usual = _arrange_blocks(flow, _begin_page(flow, HEAD_GAPS[0], LIST_GAPS[0]))
    best = usual if not usual.full_cost else min((usual, *_search_spacings(flow)), key=lambda each: each.full_cost)
    return Spacing(best.head_gap, best.list_gap, best.ways)


def page_fills(flow: Flow, spacing: Spacing) -> list[float]:
    """The number of lines on each page; blank lines at a page's top vanish."""
    blocks = tuple(replace(block, ways=(way,)) for block, way in zip(flow.blocks, spacing.ways, strict=True))
    placed = _arrange_blocks(replace(flow, blocks=blocks), _begin_page(flow, spacing.head_gap, spacing.list_gap))
    return [*placed.fills, placed.used]


def _begin_page(flow: Flow, head_gap: int, list_gap: int) -> Arrangement:
    cost = COST_OF_HEAD_GAP[head_gap] + COST_OF_LIST_GAP[list_gap]
    return Arrangement(head_gap, list_gap, float(flow.head + head_gap), cost=cost)


def _arrange_blocks(flow: Flow, placed: Arrangement) -> Arrangement:
    for block in flow.blocks:
        placed = _place_block(placed, block, block.ways[0])
    return _place_imprint(flow, placed)


def _search_spacings(flow: Flow) -> Iterator[Arrangement]:
    beam = [_begin_page(flow, head, listed) for listed in LIST_GAPS for head in HEAD_GAPS]
    for block in flow.blocks:
        best: dict[tuple[Any, ...], Arrangement] = {}
        for placed in (_place_block(before, block, way) for before in beam for way in block.ways):
            if placed.what_follows not in best or placed.cost < best[placed.what_follows].cost:
                best[placed.what_follows] = placed
        beam = sorted(best.values(), key=lambda each: each.cost)[:BEAM]
    return (_place_imprint(flow, placed) for placed in beam)


def _place_imprint(flow: Flow, placed: Arrangement) -> Arrangement:
    return placed if flow.annexed else _place_lines(placed, [flow.imprint], [False], 0)


def _place_block(placed: Arrangement, block: Block, way: Way) -> Arrangement:
    joints = [not (placed.glued or block.leans), *block.joints(way)]
    after = _place_lines(placed, [1.0] * way.lines, joints, placed.list_gap if block.spaced else 0)
    return replace(after, glued=block.keeps, cost=after.cost + way.cost, ways=(*placed.ways, way))


def _place_lines(placed: Arrangement, heights: list[float], joints: list[bool], gap: int) -> Arrangement:
    used, unbroken, fills, full, cost = placed.used, placed.unbroken, placed.fills, placed.full, placed.cost
    for height, breakable in zip(heights, joints, strict=True):
        unbroken = 0 if breakable else unbroken
        needed = height + gap
        if used + needed > LINES_PER_PAGE + ROUNDING_ERROR and used > unbroken:
            fill = used - unbroken
            full = full or (bool(fills) and fill >= LINES_PER_PAGE)
            cost += _cost_of_page(LINES_PER_PAGE - fill, first=not fills)
            fills = (*fills, fill)
            used, needed = unbroken, height if breakable else needed
        used += needed
        unbroken += needed
        gap = 0
    return replace(placed, used=used, unbroken=unbroken, fills=fills, full=full, cost=cost)


def _cost_of_page(missing: float, *, first: bool) -> float:
    if first:
        return FIRST_MISSING * missing
    return ONE_MISSING * (missing > 0) + MORE_MISSING * max(0.0, missing - 1)
