"""A finished PDF in the words of a person with a ruler: everything in millimetres from the top left of the page."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pdfplumber
import pymupdf

MM = 25.4 / 72
SAME_LINE = 1.0
FINE = 600  # dots an inch, for rules
COARSE = 300  # dots an inch, for the edges of ink
HALF = 127  # of full black
FULL_WIDTH = 0x2000


@dataclass(frozen=True)
class Glyph:
    text: str
    x: float
    baseline: float
    size: float  # points
    font: str
    colour: tuple[float, ...]

    @property
    def end(self) -> float:
        """Where its em box ends; letters and digits are taken to be half as wide as characters."""
        return self.x + self.size * MM * (1 if ord(self.text) > FULL_WIDTH else 0.5)


@dataclass(frozen=True)
class Line:
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def start(self) -> float:
        return self.glyphs[0].x

    @property
    def end(self) -> float:
        return self.glyphs[-1].end

    @property
    def baseline(self) -> float:
        return self.glyphs[0].baseline

    @property
    def size(self) -> float:
        return self.glyphs[0].size

    @property
    def font(self) -> str:
        return self.glyphs[0].font


@dataclass(frozen=True)
class Rule:
    left: float
    right: float
    bottom: float
    thickness: float


@dataclass(frozen=True)
class Sheet:
    """One page."""

    plumbed: Any
    drawn: Any

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        glyphs = sorted(self._glyphs(), key=lambda glyph: glyph.baseline)
        rows: list[list[Glyph]] = []
        for glyph in glyphs:
            if rows and glyph.baseline - rows[-1][0].baseline < SAME_LINE:
                rows[-1].append(glyph)
            else:
                rows.append([glyph])
        return tuple(Line(tuple(sorted(row, key=lambda glyph: glyph.x))) for row in rows)

    def _glyphs(self) -> Iterator[Glyph]:
        for char in self.plumbed.chars:
            if char["text"].strip():
                x, up = char["matrix"][4:6]
                colour = tuple(char["non_stroking_color"] or (0,))
                yield Glyph(
                    char["text"], x * MM, (self.plumbed.height - up) * MM, char["size"], char["fontname"], colour
                )

    @property
    def body(self) -> tuple[Line, ...]:
        """The lines in the size of the body that stand in the type area, without the head of the first page."""
        return tuple(
            line for line in self.lines if 15.7 < line.size < 15.9 and line.baseline < 263 and self._flows(line)
        )

    def _flows(self, line: Line) -> bool:
        return self.drawn.number > 0 or line.baseline > 130

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)

    def ink(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        """The edges of what is printed in that part of the page."""
        dark = self.darkness(left, top, right, bottom, dots=COARSE) > HALF
        rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
        dot = 25.4 / COARSE
        return left + columns[0] * dot, top + rows[0] * dot, left + columns[-1] * dot, top + rows[-1] * dot

    def rules(self, top: float, bottom: float) -> list[Rule]:
        """Lines across the whole type area."""
        dark = self.darkness(20, top, 195, bottom) > HALF / 5
        dot = 25.4 / FINE
        across = dark[:, int(11 / dot) : int(161 / dot)].mean(axis=1) > 0.98
        edges = np.flatnonzero(np.diff(across.astype(int), prepend=0, append=0))
        found = []
        for first, end in zip(edges[::2], edges[1::2], strict=True):
            columns = np.flatnonzero(dark[(first + end) // 2])
            found.append(
                Rule(20 + columns[0] * dot, 20 + (columns[-1] + 1) * dot, top + end * dot, (end - first) * dot)
            )
        return found

    def darkness(self, *box: float, dots: int = FINE) -> Any:
        clip = tuple(edge / MM for edge in box)
        pixels = self.drawn.get_pixmap(dpi=dots, clip=clip, colorspace=pymupdf.csGRAY)
        return 255 - np.frombuffer(pixels.samples, np.uint8).reshape(pixels.h, pixels.stride)[:, : pixels.w]


@dataclass(frozen=True)
class Printed:
    pdf: bytes

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        plumbed = pdfplumber.open(io.BytesIO(self.pdf))
        return tuple(Sheet(page, drawn) for page, drawn in zip(plumbed.pages, self.drawn, strict=True))

    @cached_property
    def drawn(self) -> Any:
        return pymupdf.open(stream=self.pdf)  # type: ignore[no-untyped-call]

    @property
    def body(self) -> tuple[Line, ...]:
        return tuple(line for sheet in self.sheets for line in sheet.body)

    @property
    def text(self) -> str:
        """All that can be copied out of it, page numbers included."""
        return "".join(sheet.text for sheet in self.sheets)

    @property
    def fonts(self) -> set[str]:
        return {glyph.font for sheet in self.sheets for line in sheet.lines for glyph in line.glyphs}
